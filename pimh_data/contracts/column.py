"""What is said of an extract and of each of its columns. Types only: the extracts are in the modules beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["id", "text", "date", "integer", "number", "code", "codes"]


ACRONYMS = {"imd": "IMD", "icb": "ICB", "lsoa": "LSOA", "wte": "WTE", "id": "identifier"}


def _in_words(name: str) -> str:
    return " ".join(ACRONYMS.get(part, part) for part in name.split("_"))


@dataclass(frozen=True)
class ExtractColumn:
    """One column. `optional`: the heading may be absent, the site then `loses` what it says; `blank`: a cell may be.

    `meaning`: a plain sentence for the analyst who fills it, `example`: a value as it is written, `means`: what those
    of the allowed values mean that are not obvious. `unless` names an extract that makes up for it, `instead` a column
    that does so in a row. `low` and `high`
    bound numbers, inclusive. `future` lets a date lie after the extract date. `known` names the `extract.column` in
    which every value must stand.
    """

    name: str
    kind: Kind
    allowed: tuple[str, ...] = ()
    meaning: str = field(kw_only=True)
    example: str = field(kw_only=True)
    means: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    optional: bool = False
    blank: bool = False
    low: float | None = None
    high: float | None = None
    future: bool = False
    known: str | None = None
    loses: str = ""
    unless: str = ""
    instead: str = ""

    @property
    def in_words(self) -> str:
        """The heading in words: 'annual cost', 'IMD decile'."""
        return _in_words(self.name)


@dataclass(frozen=True)
class Contract:
    """One extract. `key`: columns that together name a row once. `orders`: (earlier, later) dates, a day apart or none.

    `meaning`: what a row is, for the analyst who fills it. `pattern` admits further columns whose name starts with it
    (item scores). `person_level` extracts never leave the secure side; `loses` says what a site without the whole
    extract loses.
    """

    name: str
    columns: tuple[ExtractColumn, ...]
    key: tuple[str, ...]
    person_level: bool
    meaning: str = field(kw_only=True)
    optional: bool = False
    orders: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    loses: str = ""

    @property
    def in_words(self) -> str:
        """The name in words: 'system work'."""
        return _in_words(self.name)

    def column(self, name: str) -> ExtractColumn:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")
