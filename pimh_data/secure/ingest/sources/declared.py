"""What a site says of one source of an extract: its files, how they are read, how each column is mapped. Types only."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

AGE_YEARS = "age_years"  # not a column of the contract: becomes age_band
MERGE, KEEP = DUPLICATES = ("merge", "keep")
# Extracts without an id: two of their rows may be alike in earnest, or the file exported twice.
MERGED_WHERE_MANY = ("contacts",)
MOST_DEPRIVED = {"1 is most deprived": False, "10 is most deprived": True}


@dataclass(frozen=True)
class FromName:
    """A value from the name of the file (without its ending) or of the sheet: the one group of the pattern."""

    of: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Wide:
    """One measure that has columns of its own. `score`, `items`, `assessed`, `child_age_months`: headings.

    `occasion`: "first" or "last" where the score has no date.
    """

    measure: str
    score: str | None = None
    items: tuple[str, ...] = ()
    assessed: str | None = None
    scale: str = ""
    respondent: str = ""
    occasion: str = ""
    child_age_months: str | None = None


@dataclass(frozen=True)
class Source:
    """One source of an extract. Headings stand as the site wrote them; they are compared without case and spacing.

    `headings_line`: the lines that hold the headings, counted from 1; (0,) where there are none. `columns`: heading ->
    columns of the contract (or AGE_YEARS). `values`: column, or heading of a yes-column -> their word -> ours.
    `dates`: column -> patterns. `plus_groups`: heading of a yes-column -> plus group. `deciles_turned`: 10 is the most
    deprived. `append`: rows of a later file replace those of an earlier one. `duplicates`: what becomes of rows that
    say the same as an earlier one, one of DUPLICATES; '' where nothing is said of it. `lines`: a setting -> its line in
    `extract.toml`, as `lines_of_sources` gives them.
    """

    extract: str
    name: str
    files: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    headings_line: tuple[int, ...] = (1,)
    leave_out: tuple[str, ...] = ()
    separator: str | None = None
    encoding: str | None = None
    extract_date: dt.date | None = None
    append: bool = False
    duplicates: str = ""
    blanks: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    from_name: Mapping[str, FromName] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    plus_groups: Mapping[str, str] = field(default_factory=dict)
    deciles_turned: bool = False
    wide: tuple[Wide, ...] = ()
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def line(self, *setting: str) -> str:
        """'line 64 of extract.toml', where a setting stands; where it is not written, its source's heading."""
        number = self.lines.get(setting, self.lines.get(()))
        return f"line {number} of extract.toml" if number else "extract.toml"
