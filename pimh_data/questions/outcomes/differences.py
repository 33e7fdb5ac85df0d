"""How far groups differ in the share who improved reliably, in percentage points: the comparisons of `for_whom`."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.questions import words
from pimh_data.questions.evidence import tidy
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.kit.verdicts.improved_compared import UNDER_HALF, graded
from pimh_data.questions.outcomes.asking import by_choices
from pimh_data.questions.outcomes.compared_groups import GroupsShown, about, by_what, dated, groups_shown
from pimh_data.questions.outcomes.for_whom import NOT_COMPARED, for_whom
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, choose_definition, usual_definition
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.release import Release

KEY, TITLE = "outcomes.differences", "Differences in the share who improved reliably"
POINTS = "percentage points"
DIFFERENCE = Estimated("difference", "Difference", "number", POINTS, 1)
COLUMNS = (
    Column("compared", "Compared", "text"),
    Column("closed", "Courses closed", "text"),
    *DIFFERENCE.columns,
    Column("verdict", "Beyond chance", "text"),
    STATE,
)
BEYOND = {
    "higher": "yes, a larger share",
    "lower": "yes, a smaller share",
    "no clear difference": "no clear difference",
    "too few": "too few to tell",
    "undefined": "",
}
NOT_JUDGED = "not judged: under half of one side have two scores"


@by_choices
def differences(release: Release, selection: Selection, choices: tuple[str, ...]) -> Answer:
    """One row a comparison: Core20 less the rest, every other ethnic group less White British or Irish, fathers less
    mothers; in percentage points with Newcombe's interval. Raises SelectionError for what the release lacks.
    """
    groups = for_whom(release, selection, *choices)
    definition = None
    if not groups.table.empty:
        definition = usual_definition(release, selection, choose_definition(release, selection, *choices))
    shown = groups_shown(release, selection, definition) if definition else []
    answer = replace(
        groups,
        key=KEY,
        title=TITLE,
        table=tidy(COLUMNS, [_row(one) for one in shown if one.cells]),
        columns=COLUMNS,
        direction="no_judgement",
        references=(ReferenceLine("No difference", 0.0),),
    )
    if definition is None:
        return answer
    if definition.change is None:
        return _without_change(answer, definition, selection, shown)
    figures = (one.with_figures() for one in shown)
    notes = [note for note in groups.notes if note not in {one.beside() for one in shown}]
    return replace(
        answer, finding=_finding(selection, definition, shown), notes=tuple(filter(None, (*notes, *figures)))
    )


def _without_change(
    answer: Answer, definition: OutcomeDefinition, selection: Selection, shown: Sequence[GroupsShown]
) -> Answer:
    said = "no reliable change is known, so there is no share who improved reliably to compare."
    finding = Finding(f"{about(selection, definition, shown)}: {said}", "no data")
    return replace(answer, table=answer.table.assign(state="no data"), finding=finding)


def _row(shown: GroupsShown) -> Row:
    found = shown.compared
    value, lower, upper = (100 * end for end in found.difference)
    nobody = shown.cells[shown.groups.one].paired.state == "no data" if shown.groups.one in shown.cells else True
    return {
        "compared": shown.groups.words,
        "closed": period_in_short(shown.view.period),
        **DIFFERENCE.row((value, lower, upper)),
        "verdict": NOT_JUDGED if found.told and not found.judged else BEYOND[found.verdict],
        "state": "shown" if value == value else "no data" if nobody else "hidden",
    }


def _finding(selection: Selection, definition: OutcomeDefinition, shown: Sequence[GroupsShown]) -> Finding:
    """Each comparison that is clear, with its figures; then those that are not clear, and those not judged, by name."""
    told = [one for one in shown if one.compared.told]
    grade = graded(one.compared for one in shown)
    if not told:
        return Finding(f"{about(selection, definition, shown)}: {NOT_COMPARED[grade]}", grade)
    clear = [one for one in told if one.compared.clear]
    unclear = [one for one in told if one.compared.judged and not one.compared.clear]
    unjudged = [one for one in told if not one.compared.judged]
    said = [
        dated(f"{words.lower_first(one.groups.words)}, {one.compared.figures}: {one.compared.judgement}", one, told)
        for one in clear
    ]
    said += [f"no clear difference by {by_what(unclear, told)}"] if unclear else []
    said += [f"by {by_what(unjudged, told)} {UNDER_HALF}"] if unjudged else []
    return Finding(f"{about(selection, definition, told)}: {words.sentences(said)}", grade)
