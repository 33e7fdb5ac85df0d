"""The CSV of one question: what every other file and the screen is held against, by row and column."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.consistency.tables import as_number

BARE = r"[+-]?£?\d[\d,]*(?:\.\d+)?"
FIGURE, RANGE = re.compile(f"{BARE}%?"), re.compile(f"({BARE}) to ({BARE})(%?)")
ENDS = (", lower", ", upper")
STATE = "State"
LACKING = ("hidden", "no data")
CLOSE = 1e-4  # what six decimals of a share leave of a percentage


@dataclass(frozen=True)
class Shown:
    """What a file shows of one question: rows of texts under their labels.

    `where`: which file and place in it; `question`: the name under which it is asked. `joined`: so many of the first
    labels stand in one cell, with a word after it where a value is not there. `year`: the period of all its rows, where
    the column that says so was left out, since its caption does.
    """

    where: str
    question: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    joined: int = 0
    year: str = ""


class Filed:
    """The rows of a CSV, and where a label of the screen stands in them."""

    def __init__(self, headings: list[str], rows: list[list[str]]) -> None:
        self.headings, self.rows = headings, rows

    @classmethod
    def of(cls, content: bytes) -> "Filed":
        """The rows of a file."""
        headings, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        return cls(headings, rows)

    def of_year(self, year: str) -> "Filed":
        """The rows whose first cell is of that year; all where none is."""
        return Filed(self.headings, [row for row in self.rows if row[0].startswith(year)] or self.rows)

    def columns(self, label: str) -> tuple[int, ...]:
        """One column, or the two ends of an interval; () where there is none. Headings may say the unit after it."""
        alone = self._at(label)
        if alone is not None:
            return (alone,)
        ends = tuple(at for at in map(self._at, (f"{label}{end}" for end in ENDS)) if at is not None)
        return ends if len(ends) == 2 else ()

    def _at(self, label: str) -> int | None:
        if label in self.headings:
            return self.headings.index(label)
        named = [at for at, one in enumerate(self.headings) if one.startswith(f"{label} (") and one.endswith(")")]
        return named[0] if len(named) == 1 else None

    def words_only(self, column: int) -> bool:
        """Whether no cell of the column is a number."""
        return all(as_number(row[column]) is None for row in self.rows)

    def of_words(self, columns: tuple[int, ...]) -> bool:
        """Whether this is a column of words, in which nothing may stand: not one of numbers that are all hidden."""
        return len(columns) == 1 and self.words_only(columns[0]) and any(row[columns[0]] for row in self.rows)

    def state(self, row: list[str]) -> str:
        """Of a row: shown, hidden, zero or no data."""
        return row[self.headings.index(STATE)]


def disagreements(shown: Shown, filed: Filed) -> Iterator[str]:
    """Every row that the CSV has not, in its order, and every cell that is not its number as printed.

    Where there is no word, nothing may stand: in a column of words, or where another cell says the state of the row.
    """
    if shown.year and filed.headings[0] not in shown.labels:
        filed = filed.of_year(shown.year)
    columns = [filed.columns(label) for label in shown.labels]
    if lacking := [label for label, held in zip(shown.labels, columns, strict=True) if not held]:
        yield f"{shown.where}: {shown.question} has no column {', '.join(lacking)}"
        return
    own = columns[shown.joined :]
    begun = 0
    for cells in shown.rows:
        beside = cells[1:] if shown.joined else cells
        found = next((at for at in range(begun, len(filed.rows)) if _is_row(shown, cells, columns, filed, at)), None)
        if found is None:
            yield f"{shown.where}: {shown.question} has no further row {cells}"
            continue
        begun, row = found + 1, filed.rows[found]
        for label, at, cell in zip(shown.labels[shown.joined :], own, beside, strict=True):
            held = [row[one] for one in at]
            blank = not cell and held == [""] and (filed.of_words(at) or filed.state(row) in beside)
            if not blank and not prints(cell, held, filed.state(row)):
                yield f"{shown.where}: {shown.question}, {cells[0]}, {label}: {cell!r} is {held}"


def _is_row(shown: Shown, cells: tuple[str, ...], columns: list[tuple[int, ...]], filed: Filed, at: int) -> bool:
    row = filed.rows[at]
    if shown.joined:
        name = one_line(", ".join(dict.fromkeys(text_of(row[column[0]]) for column in columns[: shown.joined])))
        return cells[0] == name or cells[0].startswith(f"{name}: ")
    return all(
        _is_word(cell, row[column[0]])
        for cell, column in zip(cells, columns, strict=True)
        if len(column) == 1 and filed.words_only(column[0])
    )


def _is_word(written: str, held: str) -> bool:
    return one_line(written) == one_line(text_of(held)) or (not held and figure(written) is None)


def prints(written: str, held: list[str], state: str) -> bool:
    """Whether a text is what the cells of the CSV hold: a number as it is printed, both ends, words, or what is not."""
    if all(not one for one in held):
        return written == state if state in LACKING else figure(written) is None and not RANGE.fullmatch(written)
    if len(held) == 2:
        ends = RANGE.fullmatch(written)
        return ends is not None and all(rounds_to(f"{ends[at + 1]}{ends[3]}", held[at]) for at in (0, 1))
    return _is_word(written, held[0]) if as_number(held[0]) is None else rounds_to(written, held[0])


def rounds_to(written: str, held: str) -> bool:
    """Whether a figure is the number rounded to its decimals, a percentage a hundred times it."""
    printed, number = figure(written), as_number(held)
    if printed is None or number is None:
        return False
    decimals = len(written.rstrip("%").partition(".")[2])
    return abs(number * (100 if written.endswith("%") else 1) - printed) <= 0.5 * 10**-decimals + CLOSE


def figure(written: str) -> float | None:
    """The number that a text is; None where it is none."""
    if not FIGURE.fullmatch(written):
        return None
    return float(written.rstrip("%").replace(",", "").replace("£", ""))


def text_of(held: str) -> str:
    """The text of a cell, without the apostrophe that keeps a spreadsheet from running it."""
    return held.removeprefix("'")


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())
