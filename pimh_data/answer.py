"""What crosses to the screen: an Answer holds the table, finding and evidence that chart, export and paper share."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from pimh_data.kept import Owner

Kind = Literal["text", "count", "published", "rate", "ratio", "share", "number", "state"]
Direction = Literal["higher_is_better", "lower_is_better", "no_judgement"]
Grade = Literal[
    "better",
    "worse",
    "higher",
    "lower",
    "no clear difference",
    "description",
    "too few",
    "hidden",
    "no data",
    "not shown to you",
]

Value = str | float  # what stands in a cell of a table; a number that is not there is NaN
Row = Mapping[str, Value]  # of a table: what its columns name
# Released, and kept from whoever asks by what their grant covers; and what else has no value.
WITHHELD: Literal["not shown to you"] = "not shown to you"
WITHOUT_VALUE = ("hidden", "no data", WITHHELD)
STATES = ("shown", "zero", *WITHOUT_VALUE)
NOT_NAMED = "not named"  # in place of the system of a Place that stands beside others without its name


class Keeps(str):
    """A note on what an Answer counts in place of the deprivation group that is chosen: it stands in its heading line.

    `short`: what is counted, as a heading says it.
    """

    __slots__ = ()
    short = "everyone"


class NoGroups(Keeps):
    """The same of what has no deprivation groups at all: staff, money, ratings, figures as published."""

    __slots__ = ()


class KeepsGroups(Keeps):
    """The same of an Answer that sets groups beside each other, whichever is chosen."""

    __slots__ = ()
    short = "all groups"


@dataclass(frozen=True)
class Selection:
    """One view: a Place, system or all Places; a service, bundle or all; a financial year; a deprivation group."""

    place: str
    service: str = "All services"
    year: str = ""
    deprivation: str = "Everyone"

    def words(self) -> str:
        """The selection as a reader says it: 'Sheffield, All services, 2023/24, Everyone'."""
        return ", ".join((self.place, self.service, self.year, self.deprivation))


@dataclass(frozen=True)
class Column:
    """A column of an Answer's table. `count`: protected people, whole or null; `published`: official figures.

    `scale`: the least and the greatest that it can be, where a chart shows all of it. `missing`: what to say where a
    row that is shown has no value of it; '' for 'hidden' (a count) or 'not defined'.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    decimals: int = 0
    scale: tuple[float, float] | None = None
    missing: str = ""


@dataclass(frozen=True)
class Finding:
    """What the numbers say, in one sentence, and how sure it is."""

    text: str
    grade: Grade


def naming_everyone(finding: Finding, keeps: Sequence[Keeps]) -> Finding:
    """The finding with 'everyone' in what it is about, where everyone is counted in place of a chosen group.

    'Sheffield, 2023/24, EPDS, everyone: ...', so that it is not taken for the group wherever it is read.
    """
    counted = [why for why in keeps if not isinstance(why, KeepsGroups | NoGroups)]
    subject = re.match(r"(.*?)[:.] ", finding.text)
    if not counted or subject is None or counted[0].short in subject[1].split(", "):
        return finding
    return Finding(f"{subject[1]}, {counted[0].short}{finding.text[len(subject[1]) :]}", finding.grade)


@dataclass(frozen=True)
class ReferenceLine:
    """A value to compare with, drawn dashed with its name on it."""

    label: str
    value: float


@dataclass(frozen=True)
class Headline:
    """A card's large figure, its label, and the comparison under it."""

    label: str
    value: str
    comparison: str


@dataclass(frozen=True)
class Evidence:
    """What stands behind an Answer; every field is words that a reader can check.

    `counted_as`: the definition in force where there are several, to be stamped on the screen and whatever leaves it.
    """

    definition: str
    numerator: str
    denominator: str
    method: str
    period: str
    source: str
    citation: str
    release: str
    profile: str
    data: str
    site: str
    hidden: str
    caveats: tuple[str, ...] = ()
    counted_as: str = ""


@dataclass(frozen=True, eq=False)
class Answer(Owner):
    """A finding with its table and evidence; what is drawn or written from it is kept by it.

    `keeps`: what it counts in place of the deprivation group that is chosen, and why; nothing where it follows.

    `variant`: what was chosen beside the selection, as (key in the address, value): it stands in links and file names.

    `address`: where it is found again, every choice of its question named; '' where its function made it unasked.

    `table`: tidy, one row a mark or line of the table twin, with a `state` column (one of STATES): hidden, zero, no
    data and not shown to you are different things. Columns of kind `count` hold whole people as nullable Int32, null
    when hidden; published figures and everything computed are decimals, so an integer in a payload is always a
    protected count.
    Raises ValueError when the table and its columns do not agree.
    """

    weighs = True

    key: str
    title: str
    selection: Selection
    table: pd.DataFrame
    columns: tuple[Column, ...]
    finding: Finding
    evidence: Evidence
    direction: Direction = "no_judgement"
    references: tuple[ReferenceLine, ...] = ()
    headline: Headline | None = None
    notes: tuple[str, ...] = field(default=())
    variant: tuple[tuple[str, str], ...] = ()
    keeps: tuple[Keeps, ...] = ()
    address: str = ""

    def __post_init__(self) -> None:
        wrong = []
        named = {column.name for column in self.columns}
        if named != set(self.table.columns):
            wrong.append(f"described {sorted(named)}, but the table has {sorted(self.table.columns)}")
        if "state" not in self.table.columns or not set(self.table["state"].tolist()).issubset(STATES):
            wrong.append(f"'state' must be one of {', '.join(STATES)} in every row")
        dtypes = dict(self.table.dtypes.items())
        for column in self.columns:
            if column.name not in dtypes:
                continue
            dtype = dtypes[column.name]
            if (column.kind == "count") != pd.api.types.is_integer_dtype(dtype):
                wrong.append(f"{column.name!r} is of kind {column.kind} but held as {dtype}")
        if wrong:
            raise ValueError(f"Answer {self.key!r}: " + "; ".join(wrong))

    @property
    def period(self) -> str:
        """The period of its numbers, which can be another than the chosen year; '' where each row has its own."""
        return "" if "period" in self.table.columns else self.evidence.period

    @property
    def caption(self) -> str:
        """What its numbers are of: 'Recovery: Sheffield, All services, Everyone. Courses closed in 2023/24'."""
        chosen = self.selection
        if not chosen.year:
            return self.title
        group = self.keeps[0].short if self.keeps else chosen.deprivation
        named = f"{self.title}: {', '.join((chosen.place, chosen.service, group[:1].upper() + group[1:]))}"
        return f"{named}. {self.period}" if self.period else f"{named}, by {self.column('period').label.lower()}"

    def column(self, name: str) -> Column:
        """The description of one column. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"answer {self.key!r} has no column {name!r}")
