"""A table printed in sections (who is missed; measures by service): its figures are cells of the rows it names."""

import re
from collections.abc import Iterator

from tests.consistency.tables import as_number
from tests.one_number.filed import FIGURE, Filed, Shown, one_line, prints, rounds_to, text_of

NOTHING = "no data"
SECTION = "About"  # heads the titles of sections, as a first column
AS_ROUNDED = {"under 1%": "0%", "under 0.1%": "0.0%", "over 99%": "100%", "over 99.9%": "100.0%"}


def figures_of_no_row(shown: Shown, filed: Filed) -> Iterator[str]:
    """Every figure that no cell of the rows holds that its line names: by the title of its section and its own name.

    `shown`: with the titles of sections as its first column. Steps of a group are rows of the CSV, columns here.
    """
    for title, name, *cells in shown.rows:
        mine = [
            row
            for row in filed.rows
            if one_line(name) in map(one_line, map(text_of, row))
            and (not title or any(cell and _begins(title, cell) for cell in row))
        ]
        numbers = [cell for row in mine for cell in row if as_number(cell) is not None]
        for cell in cells:
            for written in FIGURE.findall(_as_rounded(cell)):
                if not any(_prints(written, one) or _prints(written, _turned(one)) for one in numbers):
                    yield f"{shown.where}: {shown.question}, {title}, {name}: {written} of {cell!r} is in no row"


def crossed(shown: Shown, filed: Filed) -> Iterator[str]:
    """Every cell of a table whose labels are words of another column that is no number of the row of both."""
    for name, *cells in shown.rows:
        for label, cell in zip(shown.labels[1:], cells, strict=True):
            both = {name.casefold(), label.casefold()}
            mine = [row for row in filed.rows if both <= {text_of(one).casefold() for one in row}]
            held = any(prints(cell, [one], filed.state(row)) for row in mine for one in row)
            if not held and (mine or cell != NOTHING):
                yield f"{shown.where}: {shown.question}, {name}, {label}: {cell!r} is in no row"


def _begins(title: str, cell: str) -> bool:
    """'Deprivation: Core20 against the rest' is of 'Deprivation', and of 'Ethnic group, split' its first word."""
    return re.match(rf"{re.escape(one_line(text_of(cell)).split(',')[0])}(?:\W|$)", title) is not None


def _prints(written: str, number: str) -> bool:
    """As it stands, or as a percentage: the ends under one are written without its sign."""
    return rounds_to(written, number) or rounds_to(f"{written.rstrip('%')}%", number)


def _turned(number: str) -> str:
    return number.removeprefix("-") if number.startswith("-") else f"-{number}"


def _as_rounded(cell: str) -> str:
    for said, meant in AS_ROUNDED.items():
        cell = cell.replace(said, meant)
    # '5 to 41' are two figures; the sign of '-3 to 4' is one, that of '2-3' none.
    return re.sub(r"(?<=\w)-(?=\d)", " ", cell)
