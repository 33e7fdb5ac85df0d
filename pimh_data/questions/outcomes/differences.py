"""How far groups differ in the share who improved reliably, in percentage points: read from the rows of `for_whom`."""

from dataclasses import replace

import pandas as pd

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.questions import words
from pimh_data.questions.evidence import tidy
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.outcomes.asking import by_choices
from pimh_data.questions.outcomes.for_whom import COMPARED, ComparedGroups, for_whom
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, choose_definition
from pimh_data.questions.outcomes.saying import subject
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

KEY, TITLE = "outcomes.differences", "Differences in the share who improved reliably"
POINTS = "percentage points"
DIFFERENCE = Estimated("difference", "Difference", "number", POINTS, 0)
COLUMNS = (
    Column("compared", "Compared", "text"),
    *DIFFERENCE.columns,
    STATE,
)


@by_choices
def differences(release: Release, selection: Selection, choices: tuple[str, ...]) -> Answer:
    """One row a comparison: Core20 less the rest, every other ethnic group less White British or Irish, fathers less
    mothers; in percentage points with Newcombe's interval. Raises SelectionError for what the release lacks.
    """
    groups = for_whom(release, selection, *choices)
    rows = [row for row in (_row(groups.table, compared) for compared in COMPARED) if row]
    answer = replace(
        groups,
        key=KEY,
        title=TITLE,
        table=tidy(COLUMNS, rows),
        columns=COLUMNS,
        direction="no_judgement",
        references=(ReferenceLine("No difference", 0.0),),
    )
    if groups.finding.grade == "no data":
        return answer
    definition = choose_definition(release, selection, choices[0], "", choices[2])
    if definition.change is None:
        return _without_change(answer, definition, selection)
    return replace(answer, finding=_finding(subject(selection, definition, EVERYONE), rows))


def _without_change(answer: Answer, definition: OutcomeDefinition, selection: Selection) -> Answer:
    about = subject(selection, definition, EVERYONE)
    said = f"{about}: no reliable change is known, so there is no share who improved reliably to compare."
    return replace(answer, table=answer.table.assign(state="no data"), finding=Finding(said, "no data"))


def _row(table: pd.DataFrame, compared: ComparedGroups) -> Row | None:
    mine = table[table["member"] == compared.names(compared.one)]
    if mine.empty:
        return None
    found = mine.iloc[0]
    known = found["difference"] == found["difference"]
    ends = (("difference", "difference"), ("lower", "difference_lower"), ("upper", "difference_upper"))
    figures = {name: 100 * float(found[column]) for name, column in ends}
    state = "shown" if known else "no data" if found["state"] == "no data" else "hidden"
    return {"compared": compared.words, "state": state} | figures


def _finding(about: str, rows: list[Row]) -> Finding:
    shown = [row for row in rows if row["state"] == "shown"]
    if not shown:
        return Finding(f"{about}: no difference between groups can be given: a number is hidden or unknown.", "hidden")
    said = [_row_in_words(row) for row in shown]
    clear = [row for row in shown if float(row["lower"]) > 0 or float(row["upper"]) < 0]
    ending = "" if clear else " No clear difference."
    return Finding(f"{about}: {'; '.join(said)}.{ending}", "description" if clear else "no clear difference")


def _row_in_words(row: Row) -> str:
    value, lower, upper = (float(row[name]) / 100 for name in ("difference", "lower", "upper"))
    return f"{words.lower_first(str(row['compared']))}, {words.points(lower, upper, value)}"
