"""What is said of an outcome measure: its fields, a severity band, a reliable change. Types, no measures.

A value marked in `unverified` is widely quoted but was not checked at its source: every screen says so, and a site may
replace it. "Computed here" is never shown as "published".
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["higher_is_better", "lower_is_better"]
Status = Literal["published", "computed here", "site-configurable"]
Role = Literal["core", "supplementary"]
About = Literal["relationship", "mood", "wellbeing", "confidence"]

PARENT, OBSERVER = ("parent",), ("observer", "practitioner")
NO_SCALE = "total"  # a site may name the whole of a measure so


@dataclass(frozen=True)
class Band:
    """A severity band, both ends included. A score between two bands (after missing items) is in the lower one."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class ReliableChange:
    """One way to tell change from measurement error. `key` names it in the address; `points`: None when computed here.

    `reliability`: with which it is computed from the first scores' standard deviation. `of_scale`: holds for each goal
    of a goal-based measure, not for their mean.
    """

    key: str
    points: float | None
    status: Status
    citation: str
    reliability: float | None = None
    of_scale: bool = False


@dataclass(frozen=True)
class Norm:
    """The mean of a population on a measure, of whom, and the retest reliability (0 to 1) that is published of it.

    What regression to the mean is worked out from, as a stated assumption.
    """

    mean: float
    of: str
    reliability: float
    citation: str


@dataclass(frozen=True)
class Measure:
    """One outcome measure. Scores, thresholds and bands in points of its scale.

    `role`: relationship measures are core, parental mood and wellbeing supplementary. `caseness`: a score at it is a
    case. `scales`: what `scale` may hold in an extract (goals; raw or metric). `oldest_child_months`: a pair beyond is
    invalid. `items`: how many, each from `item_low` to `item_high`; `items_brought`: how they stand in an extract;
    `turned`: those that are printed the other way round and brought as scored, turned round. `most_missing`: of them,
    before there is no score; the others' mean takes the place of those missing. `norm`: None where none was found
    published with a retest reliability. `unverified`, `configurable`: names of fields.
    """

    key: str
    name: str
    about: About
    role: Role
    low: float
    high: float
    direction: Direction
    status: Status
    population: str
    citation: str
    items: int
    item_low: float
    item_high: float
    most_missing: int
    missing_rule: str
    items_brought: str
    bands: tuple[Band, ...] = ()
    caseness: float | None = None
    other_caseness: tuple[float, ...] = ()
    reliable_changes: tuple[ReliableChange, ...] = ()
    change_note: str = ""
    respondent: tuple[str, ...] = PARENT
    oldest_child_months: int | None = None
    scales: tuple[str, ...] = ()
    conversion: tuple[float, ...] = ()
    norm: Norm | None = None
    turned: tuple[int, ...] = ()
    unverified: tuple[str, ...] = ()
    configurable: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """Which way is better, in words."""
        return "higher is better" if self.direction == "higher_is_better" else "lower is better"
