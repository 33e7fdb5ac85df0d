"""A panel's table as its file holds it: numbers by row and column, and which ends are of which value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

# What every file says after the table's own columns.
ENDS_WITH = "site"
YEAR = re.compile(r"\d{4}/\d{2}")


@dataclass(frozen=True)
class Triple:
    """A value of one row with the interval or range that stands beside it; None where there is none."""

    row: int
    column: int
    value: float | None
    low: float | None = None
    high: float | None = None


class Table:
    """The table of one panel. `headings`: its own columns; `rows`: their texts."""

    def __init__(self, records: Sequence[Sequence[str]]) -> None:
        heading = [label.removeprefix("Chosen ").lower() for label in records[0]]
        end = heading.index(ENDS_WITH)
        while heading[end] != "place":
            end -= 1
        self.headings = list(records[0][:end])
        self.rows = [list(record[:end]) for record in records[1:]]
        told = dict(zip(heading[end:], records[1][end:], strict=True)) if len(records) > 1 else {}
        self.year = told.get("year", "")

    @cached_property
    def numbers(self) -> list[list[float | None]]:
        """The same cells as numbers; None for words and for what is hidden."""
        return [[as_number(cell) for cell in row] for row in self.rows]

    @cached_property
    def words(self) -> set[str]:
        """Every text of a cell that is no number."""
        return {cell for row in self.rows for cell in row if cell and as_number(cell) is None} | set(self.headings)

    @cached_property
    def triples(self) -> list[Triple]:
        """Every value with each pair of ends that follows it before the next value; ends alone too."""
        return [triple for row in range(len(self.rows)) for triple in self._of_row(row)]

    def _of_row(self, row: int) -> Iterator[Triple]:
        value = None
        numbers = self.numbers[row]
        column = 0
        while column < len(self.headings):
            label = self.headings[column]
            if _is_low(label) and column + 1 < len(self.headings):
                yield Triple(row, column, value, numbers[column], numbers[column + 1])
                yield Triple(row, column, None, numbers[column], numbers[column + 1])
                yield from (Triple(row, column + more, numbers[column + more]) for more in (0, 1))
                column += 2
                continue
            if numbers[column] is not None or not any(record[column] is not None for record in self.numbers):
                value = numbers[column]
            elif any(record[column] is not None for record in self.numbers):
                value = None
            yield Triple(row, column, numbers[column])
            column += 1

    def period_of(self, row: int) -> str:
        """The financial year that a row is of, where its first cell is one; ''."""
        first = self.rows[row][0] if self.rows[row] else ""
        return first if YEAR.fullmatch(first) else ""


def as_number(cell: str) -> float | None:
    """A cell of a file as a number; None where it holds words or nothing."""
    text = cell.removeprefix("'").replace(",", "")
    return float(text) if re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:e-?\d+)?", text) else None


def _is_low(label: str) -> bool:
    return bool(re.search(r"(?:^Lower$|, (?:lower|at least)\b)", label))
