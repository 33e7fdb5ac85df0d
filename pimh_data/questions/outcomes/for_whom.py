"""For whom it changed: reliable improvement and mean change by deprivation, ethnic split and parent role."""

from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Finding, Grade, KeepsGroups, Row, Selection
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Said, difference_of_shares, hidden_rows
from pimh_data.questions.kit.verdicts.improved import OF_ELIGIBLE
from pimh_data.questions.kit.verdicts.improved_compared import ImprovedCompared, graded
from pimh_data.questions.outcomes.asking import Heading, by_definition, outcome_answer
from pimh_data.questions.outcomes.compared_groups import (
    GroupsShown,
    about,
    dated,
    groups_shown,
    named,
    period_of,
)
from pimh_data.questions.outcomes.mean_change import gain_of
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, keeps_usual, usual_definition
from pimh_data.questions.outcomes.reading import NOTHING
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.questions.words import sentences, upper_first
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

SHARE = Estimated("share", "Share improved reliably", "share")
DIFFERENCE = difference_of_shares("Difference from the group compared with")
MEAN_GAIN = Estimated(
    "mean_gain", "Mean improvement", "number", "points", 1, lower="gain_lower", upper="gain_upper", of="of the mean"
)
COLUMNS = (
    Column("group", "Group", "text"),
    Column("member", "Who", "text"),
    Column("closed", "Courses closed", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("completeness", "Share with two scores", "share"),
    Column("improved", "Improved reliably", "count", "people"),
    *SHARE.columns,
    *OF_ELIGIBLE,
    *DIFFERENCE.columns,
    *MEAN_GAIN.columns,
    STATE,
)
HEADING = Heading("outcomes.for_whom", "For whom: improved reliably, by group", COLUMNS)
NOT_COMPARED: Mapping[Grade, str] = {
    "too few": "too few people with two scores to compare groups.",
    "hidden": "no difference between groups can be given: a number is hidden.",
}


@by_definition(HEADING)
def for_whom(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """Improved reliably and mean improvement of each member of three breakdowns, with the difference from one of them.

    Differences are shares from -1 to 1 with Newcombe's interval: Core20 against the rest, every other ethnic group
    against White British or Irish, other parents against mothers. Each breakdown is of the chosen year where 20 people
    have two scores on both sides, otherwise of longer: `closed` says which. By the usual definition only.
    """
    usual = usual_definition(release, selection, asked)
    shown = groups_shown(release, selection, usual)
    rows = [_row(one, name, usual) for one in shown for name in one.groups.dimension.members if name in one.cells]
    notes = [
        f"{one.groups.dimension.label}: courses closed {period_in_short(one.view.period)}."
        for one in shown
        if one.cells and one.view.period != selection.year
    ]
    if selection.deprivation != EVERYONE:
        notes.append(KeepsGroups("Groups are compared here, so the choice of one changes nothing."))
    notes += [keeps_usual(asked, usual), *(one.beside() for one in named(shown) if usual.change is not None)]
    return outcome_answer(
        HEADING,
        release,
        selection,
        usual,
        shown[0].view,
        rows,
        Said(_finding(selection, usual, shown)),
        definition="Share of those with two scores who improved reliably, and the mean improvement in points, "
        "in each group. At least and at most: of all eligible, if nobody without a second score improved, and if all "
        "of them did.",
        numerator="People of the group who improved reliably",
        denominator="People of the group with a first and a last score",
        method="Wilson's 95% interval; differences by Newcombe's, with the error of rounding added to that of chance; "
        "means by Student's t.",
        hidden=hidden_rows(rows, "member"),
        what="groups",
        citation=("Wilson 1927, J Am Stat Assoc 22:209", "Newcombe 1998, Stat Med 17:873"),
        caveats=("Groups differ in how many have a second score, and in severity at the start.",),
        direction="higher_is_better",
        notes=notes,
        period=period_of(shown),
    )


def _row(shown: GroupsShown, member: str, definition: OutcomeDefinition) -> Row:
    compared, mine = shown.groups, shown.cells[member]
    other = shown.cells.get(compared.other, NOTHING)
    apart = ImprovedCompared(mine.verdict, other.verdict).difference if member != compared.other else UNKNOWN
    return {
        "group": compared.dimension.label,
        "member": compared.names(member),
        "closed": period_in_short(shown.view.period),
        "eligible": mine.eligible.value,
        "paired": mine.paired.value,
        "completeness": mine.paired_of_eligible.limits[0],
        "improved": mine.improved.value,
        **SHARE.row(mine.improved_of_paired.limits),
        "if_unchanged": mine.verdict.least,
        "if_all_improved": mine.verdict.most,
        **DIFFERENCE.row(apart),
        **MEAN_GAIN.row(gain_of(mine, definition)),
        "state": mine.paired.state,
    }


def _finding(selection: Selection, definition: OutcomeDefinition, shown: Sequence[GroupsShown]) -> Finding:
    if not any(one.cells for one in shown):
        return Finding(f"{about(selection, definition, shown)}: there are no data by group.", "no data")
    if definition.change is None:
        text = "no reliable change is known, so groups are compared by their mean improvement in the table."
        return Finding(f"{about(selection, definition, shown)}: {text}", "description")
    grade, told = graded(one.compared for one in shown), named(shown)
    if not told:
        return Finding(f"{about(selection, definition, shown)}: {NOT_COMPARED[grade]}", grade)
    if len(told) == 1:
        said = [_improved(told[0]), upper_first(told[0].compared.judgement)]
    else:  # three sentences at most
        said = [dated(f"{_improved(one)}: {one.compared.judgement}", one, told) for one in told]
    return Finding(f"{about(selection, definition, told)}: {sentences(said)}", grade)


def _improved(one: GroupsShown) -> str:
    return f"{one.both_in_words()} improved reliably ({one.compared.figures})"
