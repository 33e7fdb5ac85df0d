"""The table of who is missed: its columns, and a row of each group and step. No sentence."""

from dataclasses import replace

from pimh_data.answer import Column, Row
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.questions.equity.missed_group import FEWER, MORE, TOO_FEW, UNCLEAR, MissedGroup
from pimh_data.questions.equity.pathway_table import LABELS
from pimh_data.questions.kit import STATE, Estimated, Portion, Ranged, difference_of_shares
from pimh_data.questions.kit.verdicts.path_steps import REFERRED, STEPS
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT
from pimh_data.registry.deprivation import GROUP_MEMBERS, NOT_KNOWN
from pimh_data.registry.ethnicity import EVERY_OTHER, SPLIT

PEOPLE = Ranged("people", "People")
SHARE = Estimated("share", "Share of those referred", "share")
DIFFERENCE = difference_of_shares("Share less that of those compared with")
GAP = Estimated("gap", "Gap in people", "number", "people", lower="gap_lower", upper="gap_upper", of="of the gap")
GAP_TOGETHER = Estimated(
    "gap",
    "",
    "number",
    "people",
    lower="gap_together_lower",
    upper="gap_together_upper",
    of="of the gap, tests together",
)
# Each step of those at the step before, as along the pathway: what tells at which step two groups part.
AT_STEP = Estimated(
    "at_step",
    "At this step, of those at the step before: share less that of those compared with",
    "share",
    decimals=1,
    lower="at_step_lower",
    upper="at_step_upper",
    of="at this step, steps together",
)
IN_TWO_ALONE = "of two groups alone"
COLUMNS = (
    Column("dimension", "Dimension", "text"),
    Column("group", "Group", "text"),
    Column("against", "Compared with", "text"),
    Column("step", "Step", "text"),
    Column("people", "People", "count", "people"),
    *PEOPLE.ends,
    *SHARE.columns,
    *DIFFERENCE.columns,
    Column("expected", "People expected at the share of those compared with", "number", "people"),
    *GAP.columns,
    *GAP_TOGETHER.columns[1:],
    Column("opens", "Part of the gap between the step before and this one", "number", "people"),
    Column(
        "could_be_seen",
        "Gap that would probably be seen (80% power), tests together",
        "number",
        "people",
        missing="none to see",
    ),
    Column("verdict", "Beside those compared with", "text"),
    Column("of_before", "Share of those at the step before", "share"),
    *(replace(column, missing=IN_TWO_ALONE) for column in AT_STEP.columns),
    Column("at_step_verdict", "At this step", "text"),
    STATE,
)
IN_TWO = {DEPRIVATION.name: "Deprivation, in two", ETHNIC_SPLIT.name: "Ethnic group, in two"}
ONE_BY_ONE = {DEPRIVATION.name: "Deprivation decile", ETHNIC_GROUP.name: "Ethnic group"}


def rows_of(group: MissedGroup) -> list[Row]:
    return [
        {
            "dimension": _dimension(group),
            "group": _named(group),
            "against": words.upper_first(group.against),
            "step": LABELS[step],
            "people": group.counts[step].value,
            **dict(zip(("people_lower", "people_upper"), group.bounds(step), strict=True)),
            **SHARE.row(group.share(step)),
            **DIFFERENCE.row(group.difference(step)),
            "expected": group.expected(step),
            **GAP.row(group.gap(step)),
            **{name: gap for name, gap in GAP_TOGETHER.row(group.gap(step, together=True)).items() if name != "gap"},
            "opens": group.opens(step),
            "could_be_seen": group.could_be_seen(step),
            "verdict": "" if step == REFERRED else group.verdict(step),
            "of_before": _of_before(group, step),
            **_at_step(group, step),
            "state": group.counts[step].state,
        }
        for step in STEPS
    ]


def _of_before(group: MissedGroup, step: str) -> float:
    """Those of a step, of those at the step before: what a sentence on a step says of both groups."""
    before = STEPS[step]
    return min(Portion(group.counts[step], group.counts[before]).limits[0], 1) if before else NAN


def _at_step(group: MissedGroup, step: str) -> Row:
    """The step by itself, of two groups: those who take it of those at the step before."""
    found = next((one for one in group.path.steps if one.name == step), None) if group.path else None
    if found is None or not found.known:
        return {**AT_STEP.row(), "at_step_verdict": "hidden" if found else ""}
    said = (FEWER if found.difference < 0 else MORE) if found.clear else UNCLEAR
    return {**AT_STEP.row(found.together), "at_step_verdict": said if found.spoken else TOO_FEW}


def _dimension(group: MissedGroup) -> str:
    two = group.member in (*GROUP_MEMBERS, *SPLIT)
    return (IN_TWO if two else ONE_BY_ONE)[group.dimension]


def _named(group: MissedGroup) -> str:
    if group.member == NOT_KNOWN and group.dimension == DEPRIVATION.name:
        return "Decile not known"
    if group.dimension == DEPRIVATION.name:
        return words.upper_first(words.group(group.member))
    return "Other than White British or Irish" if group.member == EVERY_OTHER else group.member
