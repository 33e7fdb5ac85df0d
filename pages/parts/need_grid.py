"""The heat table of provision as HTML: one table for areas that were rated on the same offers, letter and words."""

from pages.parts.html_table import TableCell, TableRow, table
from pages.parts.text import paragraph
from pimh_data.answer import Answer
from pimh_data.kept import kept

CLASSES = {"G": "full", "A": "some", "R": "none", "D": "coming", "N": "named", "": "unrated"}


@kept
def grids(answer: Answer) -> str:
    """Tables of an Answer with columns offer, area, letter and words: offers down, areas across."""
    cells = {(row.area, row.offer): (row.letter, row.words) for row in answer.table.itertuples()}
    sets: dict[tuple[str, ...], list[str]] = {}
    for area, held in answer.table.groupby("area", sort=False)["offer"]:
        sets.setdefault(tuple(held), []).append(area)
    days = dict(zip(answer.table["area"], answer.table["as_of"], strict=True))
    return "".join(_grid(offers, areas, cells, days[areas[0]]) for offers, areas in sets.items())


def _grid(offers: tuple[str, ...], areas: list[str], cells: dict[tuple[str, str], tuple[str, str]], day: str) -> str:
    where, what = (f"{len(areas)} areas" if len(areas) > 1 else areas[0]), f"{len(offers)} offers"
    name = f"{where}, {what if len(offers) > 1 else offers[0]}, as of {day}"
    rows = [TableRow([TableCell(offer), *(_cell(*cells[area, offer]) for area in areas)]) for offer in offers]
    return paragraph(name, "unit") + table(name, "heat", [TableCell("Offer"), *map(TableCell, areas)], rows)


def _cell(letter: str, words: str) -> TableCell:
    return TableCell(words.partition(": ")[2] or words, CLASSES[letter], mark=letter)
