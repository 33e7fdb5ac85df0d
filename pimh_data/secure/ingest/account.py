"""Where every row of an extract came from, and the lines that gave none: so that a file's lines add up. Types only."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

BLANK = "blank"
REPLACED, SAME = "replaced by a later file", "as in an earlier file"


@dataclass(frozen=True)
class Malformed:
    """A record that is no row of the table (a ragged CSV line): its number, what is wrong, and its text."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A file, or a sheet of one, of a source: its rows are numbered from `start` on, so that a row less `start` is the
    line as a person finds it in the file (the first is 1).

    `lines`: how many stand under its headings. `left_out`: why -> how many of them are no rows. `extract_date`: of the
    source, where it is not the folder's. `measure`: of scores that stand in columns of their own, one a piece.
    """

    source: str
    file: str
    sheet: str = ""
    start: int = 0
    lines: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    extract_date: dt.date | None = None
    measure: str = ""

    @property
    def where(self) -> str:
        """The file, its sheet, and the measure, as a report names them."""
        return ", ".join(part for part in (self.file, self.sheet, self.measure) if part)
