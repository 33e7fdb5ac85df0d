"""Which slides there are: heading, question, and how its Answer is shown. Data only.

Title, summary and method stand around these (see `deck.py`).
"""

from dataclasses import dataclass
from typing import Literal

from pimh_data.briefing.changed import COMPARED


@dataclass(frozen=True)
class NativeChart:
    """A chart that PowerPoint draws and a presenter can edit.

    `category`, `values`, `ends`: columns of the Answer's table: the names of rows, one series each, the ends of the
    first one's interval. `reading`: what the thin lines of these ends are. `beside`: columns drawn as thin lines, such
    as process limits. `only`: a column and those of its values whose rows are drawn. `most`: rows whose names can be
    read; of more, the slide shows its plan's table.
    """

    kind: Literal["columns", "bars", "line", "dots"]
    category: tuple[str, ...]
    values: tuple[str, ...]
    ends: tuple[str, str] | None = None
    reading: str = ""
    beside: tuple[str, ...] = ()
    only: tuple[str, tuple[str, ...]] | None = None
    most: int = 24


@dataclass(frozen=True)
class ShownTable:
    """The table in words. `columns`: those of the Answer's table that are shown; all where none is named.

    `under`: a column whose words stand once above the rows that have them, in place of standing in each.
    """

    columns: tuple[str, ...] = ()
    under: str = ""


@dataclass(frozen=True)
class SlidePlan:
    """One slide. `shown`: a native chart or a table; `of_many`: the table where a chart would have too many rows."""

    heading: str
    key: str
    shown: NativeChart | ShownTable
    of_many: ShownTable | None = None


ENDS, INTERVALS = ("lower", "upper"), "Thin lines are 95% intervals."
DECILES = tuple(str(decile) for decile in range(1, 11))
SUMMARY = (
    ("Are we reaching families?", "reach.people_seen"),
    ("Fairly?", "equity.core20"),
    ("How do scores change?", "outcomes.headline"),
    ("What ends, and when?", "funding.ends"),
)
SLIDES = (
    SlidePlan(
        "Equity: who is seen, by deprivation?",
        "equity.decile",
        NativeChart("columns", ("member",), ("rate",), ENDS, INTERVALS, only=("decile", DECILES)),
    ),
    SlidePlan(
        "Equity: the most deprived fifth, year by year",
        "equity.core20",
        NativeChart("line", ("period",), ("ratio",), ENDS, INTERVALS),
    ),
    SlidePlan(
        "Equity: who is seen, by ethnic group?",
        "equity.ethnic_group",
        NativeChart(
            "dots",
            ("member",),
            ("ratio",),
            ("together_lower", "together_upper"),
            "Thin lines are 95% intervals, which hold for the five groups together.",
            only=("known", ("yes",)),
        ),
    ),
    SlidePlan("Who is missed, and where?", "equity.missed", ShownTable()),
    SlidePlan(
        "Reach: how many people are seen?",
        "reach.people_seen",
        NativeChart("columns", ("period",), ("people",)),
    ),
    SlidePlan(
        "Reach: how many are newly referred?",
        "reach.referred_by_month",
        NativeChart("line", ("period",), ("people",), beside=("centre", "lower", "upper")),
    ),
    SlidePlan(
        "Reach: how fast are people seen?",
        "reach.six_weeks",
        NativeChart("line", ("period",), ("share",), ENDS, INTERVALS),
    ),
    SlidePlan(
        "Outcomes: who is in it, and what changed?",
        "outcomes.change",
        NativeChart("bars", ("change",), ("people",)),
    ),
    SlidePlan(
        "Outcomes: who improved reliably, year by year?",
        "outcomes.headline",
        NativeChart("line", ("period",), ("share",), ENDS, INTERVALS),
    ),
    SlidePlan(
        "Outcomes: what could the others change?",
        "outcomes.missing",
        NativeChart(
            "dots",
            ("member",),
            ("improved_of_paired",),
            ("if_unchanged", "if_all_improved"),
            "Dots: of those with two scores. Lines: of all eligible, from nobody else to everyone else improved.",
        ),
    ),
    SlidePlan(
        "Services: does one stand out?",
        "outcomes.services",
        NativeChart("dots", ("place", "service"), ("difference",), ENDS, INTERVALS, only=("focus", ("yes",)), most=9),
        # Who lies outside the limits stands there; those within are left to the workbook where they are many.
        ShownTable(("place", "service", "people", "difference", "lower"), under="verdict"),
    ),
    SlidePlan(
        "Services: staff, and funded until when",
        "workforce.services",
        ShownTable(("place", "service", "sector", "funding", "funding_ends", "wte")),
    ),
    SlidePlan("Need: how much is there?", "need.models", ShownTable(("model", "counted", "range"), under="kind")),
    SlidePlan(
        "Need: who is seen beside it?",
        "need.coverage_by_deprivation",
        NativeChart("bars", ("member",), ("people", "need_lower", "need_upper")),
    ),
    SlidePlan(
        "What ends, and when?",
        "funding.ends",
        ShownTable(("service", "funding_ends", "people", "lost", "annual_cost", "wte")),
    ),
    SlidePlan(
        "What ends, and who would be seen by nothing else?",
        "funding.people",
        NativeChart("bars", ("member",), ("before", "after"), only=("by", ("Everyone", "Deprivation"))),
    ),
    SlidePlan(
        "What ends: where would people have to go?",
        "funding.destinations",
        ShownTable(("need_group", "lost", "lost_lower", "lost_upper", "stays")),
    ),
)
CHANGED, DECIDED = "What changed since the year before?", "What was decided, and what came since?"
METHOD = ("data.completeness", "data.protection")
# Every question that the slides ask, in their order.
KEYS = tuple(dict.fromkeys((*(key for _, key in SUMMARY), *(plan.key for plan in SLIDES), *COMPARED, *METHOD)))
