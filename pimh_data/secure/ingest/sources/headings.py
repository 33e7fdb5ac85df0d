"""The names of a file's columns from its headings, and which column a mapped heading means. Maps no value."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.secure.ingest.sources.lines import Lines


@dataclass(frozen=True)
class Headings:
    """`names`: of each column, as a report writes it. `known`: every way to write a heading, made plain -> column."""

    names: tuple[str, ...]
    known: Mapping[str, int]

    def column(self, heading: str) -> int | None:
        """The number of the column that the site's heading means; None where there is none."""
        return self.known.get(plain(heading))

    def nearest(self, heading: str, among: Collection[int]) -> str:
        """The heading most like one that was not found, of these columns; blank where none is like it.

        One that holds all its words comes first ("Total Score" for "Total"), then one whose letters are like its.
        """
        names = {plain(self.names[number]): self.names[number] for number in sorted(among)}
        words = set(plain(heading).split())
        whole = [name for name in names if words <= set(re.split(r"[\W_]+", name))] if words else []
        close = difflib.get_close_matches(plain(heading), whole or names, 1, 0.0 if whole else 0.6)
        return names[close[0]] if close else ""


def plain(text: str) -> str:
    """Text as it is compared: without case, line breaks, non-breaking and doubled spaces; accents composed alike."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def headings_of(lines: Lines, headings_line: Sequence[int]) -> Headings:
    """The headings of a file; over two lines, those of a column are joined by a space.

    A merged heading belongs to all its columns; where merging is not kept (CSV), it is tried for the columns to its
    right too. Without a heading a column is "column C", a heading's second column "Date (2)".
    """
    width = lines.table.num_columns - 1
    over_merged = [_spread(cells, line, lines) for line, cells in zip(headings_line, lines.heads, strict=False)]
    names = _joined(over_merged, width)
    unique = _told_apart(names)
    known = {plain(name): number for number, name in reversed(list(enumerate(unique)))}
    for number in range(width):
        known.setdefault(plain(unnamed(number)), number)
    if len(over_merged) > 1:
        to_the_right = [*map(_filled_forward, over_merged[:-1]), over_merged[-1]]
        for number, name in enumerate(_told_apart(_joined(to_the_right, width))):
            known.setdefault(plain(name), number)
    return Headings(tuple(unique), known)


def unnamed(number: int) -> str:
    """What a column without a heading is called."""
    return f"column {letters(number)}"


def letters(number: int) -> str:
    """The letters by which a spreadsheet names a column: 0 is A, 26 is AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def best_line(lines: Iterable[Sequence[str]], wanted: Iterable[str]) -> tuple[int, int]:
    """(number of the line that holds most of the wanted headings, how many it holds); the first is 1."""
    asked = {plain(heading) for heading in wanted}
    found = [len(asked & {plain(cell) for cell in line}) for line in lines]
    best = max(found, default=0)
    return (found.index(best) + 1 if best else 0), best


def _told_apart(names: Sequence[str]) -> list[str]:
    counts: Counter[str] = Counter()
    unique = []
    for name in names:
        counts[plain(name)] += 1
        turn = counts[plain(name)]
        unique.append(name if turn == 1 else f"{name} ({turn})")
    return unique


def _joined(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    cells = [[" ".join(cell.split()) for cell in line] + [""] * (width - len(line)) for line in lines]
    named = (
        [" ".join(part for part in column if part) for column in zip(*cells, strict=True)] if cells else [""] * width
    )
    return [name or unnamed(number) for number, name in enumerate(named)]


def _spread(cells: Sequence[str], line: int, lines: Lines) -> list[str]:
    spread = list(cells)
    for of_line, left, right in lines.merged:
        if of_line == line:
            spread[left : right + 1] = [cells[left]] * (right + 1 - left)
    return spread


def _filled_forward(cells: Sequence[str]) -> list[str]:
    filled, last = [], ""
    for cell in cells:
        last = cell if cell.strip() else last
        filled.append(last)
    return filled
