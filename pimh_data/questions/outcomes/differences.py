"""How far groups differ in the share who improved reliably, in percentage points: the comparisons of `for_whom`."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.questions import words
from pimh_data.questions.evidence import tidy
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.kit.verdicts.improved_compared import graded
from pimh_data.questions.outcomes.asking import by_choices
from pimh_data.questions.outcomes.compared_groups import GroupsShown, about, dated, groups_shown
from pimh_data.questions.outcomes.for_whom import NOT_COMPARED, for_whom
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, choose_definition, usual_definition
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.release import Release

KEY, TITLE = "outcomes.differences", "Differences in the share who improved reliably"
POINTS = "percentage points"
DIFFERENCE = Estimated("difference", "Difference", "number", POINTS, 0)
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
    return replace(answer, finding=_finding(selection, definition, shown))


def _without_change(
    answer: Answer, definition: OutcomeDefinition, selection: Selection, shown: Sequence[GroupsShown]
) -> Answer:
    said = "no reliable change is known, so there is no share who improved reliably to compare."
    finding = Finding(f"{about(selection, definition, shown)}: {said}", "no data")
    return replace(answer, table=answer.table.assign(state="no data"), finding=finding)


def _row(shown: GroupsShown) -> Row:
    value, lower, upper = (100 * end for end in shown.compared.difference)
    nobody = shown.cells[shown.groups.one].paired.state == "no data" if shown.groups.one in shown.cells else True
    return {
        "compared": shown.groups.words,
        "closed": period_in_short(shown.view.period),
        **DIFFERENCE.row((value, lower, upper)),
        "verdict": BEYOND[shown.compared.verdict],
        "state": "shown" if value == value else "no data" if nobody else "hidden",
    }


def _finding(selection: Selection, definition: OutcomeDefinition, shown: Sequence[GroupsShown]) -> Finding:
    """Every comparison that can be spoken of, with the verdict that `for_whom` gives of it."""
    told = [one for one in shown if one.compared.told]
    grade = graded(one.compared for one in shown)
    if not told:
        return Finding(f"{about(selection, definition, shown)}: {NOT_COMPARED[grade]}", grade)
    said = [dated(f"{words.lower_first(one.groups.words)}, {one.compared.in_words()}", one, told) for one in told]
    return Finding(f"{about(selection, definition, told)}: {'; '.join(said)}.", grade)
