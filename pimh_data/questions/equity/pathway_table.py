"""The table of two groups along the pathway: its columns, and a row of each group and step. No words."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.answer import Column, Row
from pimh_data.questions.cells import NAN, Cell
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Portion, difference_of_shares
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import LAST, REFERRED, STEPS, Step

LABELS = {
    "referred": "Referred",
    "accepted": "Accepted",
    "seen": "Seen",
    "three_or_more_contacts": "Three or more contacts",
    "completed": "Completed",
}
SHARE = Estimated("share", "Share of those", "share")
DIFFERENCE = difference_of_shares("Difference of the shares, first less second")
GAP = Estimated(
    "gap",
    "More people of the first group, at the share of the second",
    "number",
    "people",
    lower="gap_lower",
    upper="gap_upper",
    of="of the gap, steps together",
)
WHOLE_PATH = "From referred to completed"
COLUMNS = (
    Column("group", "Group", "text"),
    Column("step", "Step", "text"),
    Column("of", "Of those", "text"),
    Column("people", "People", "count", "people"),
    *SHARE.columns,
    Column("of_referred", "Share of those referred", "share"),
    *DIFFERENCE.columns,
    Column("together_lower", "95% interval of the difference, steps together, lower", "share", decimals=1),
    Column("together_upper", "95% interval of the difference, steps together, upper", "share", decimals=1),
    *GAP.columns,
    Column(
        "could_be_seen",
        "Gap that would probably be seen (80% power), steps together",
        "number",
        "people",
        missing="none to see",
    ),
    STATE,
)


@dataclass(frozen=True)
class PathwaySide:
    """One group: its name as it is said, and its count at each step."""

    name: str
    counts: Mapping[str, Cell]


def rows_of(one: PathwaySide, other: PathwaySide, verdict: PathVerdict) -> list[Row]:
    """A row a group and step, and one of the whole path; the differences stand in those of the first group."""
    return [*_rows(one, {step.name: step for step in verdict.steps}, verdict.path), *_rows(other, {}, None)]


def _rows(side: PathwaySide, steps: Mapping[str, Step], path: Step | None) -> list[Row]:
    """A row a step, and one of the whole path: who completed, of those referred."""
    every = [(LABELS[name], name, of, steps.get(name)) for name, of in STEPS.items()]
    every.append((WHOLE_PATH, LAST, REFERRED, path))
    rows: list[Row] = []
    for label, name, of, step in every:
        count = side.counts[name]
        rows.append(
            {
                "group": side.name,
                "step": label,
                "of": LABELS[of].lower() if of else "",
                "people": count.value,
                **SHARE.row(Portion(count, side.counts[of]).limits if of else UNKNOWN),
                "of_referred": Portion(count, side.counts["referred"]).limits[0],
                **DIFFERENCE.row(step.own if step else UNKNOWN),
                "together_lower": step.together[1] if step else NAN,
                "together_upper": step.together[2] if step else NAN,
                **GAP.row(step.gap if step and step.spoken else UNKNOWN),
                "could_be_seen": step.could_be_seen if step and step.spoken else NAN,
                "state": count.state,
            }
        )
    return rows
