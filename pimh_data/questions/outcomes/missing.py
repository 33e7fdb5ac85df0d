"""What those without a second score could do to the result: the share improved if none of them did, and if all did."""

from collections.abc import Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Finding, Selection, naming_everyone
from pimh_data.formats import people, percent
from pimh_data.questions.evidence import STATE
from pimh_data.questions.outcomes.asking import by_choices
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, choose_definition
from pimh_data.questions.outcomes.reading import follow_deprivation_of_outcomes
from pimh_data.questions.outcomes.saying import subject
from pimh_data.questions.outcomes.who import who_is_in_it
from pimh_data.questions.share_of_cells import SMALL
from pimh_data.release import Release

KEY, TITLE = "outcomes.missing", "Improved reliably, whatever became of the others"
COLUMNS = (
    Column("group", "Group", "text"),
    Column("member", "Who", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("improved_of_paired", "Improved, of those with two scores", "share"),
    Column("if_unchanged", "Of the eligible, if nobody else improved", "share"),
    Column("if_all_improved", "Of the eligible, if everyone else improved", "share"),
    STATE,
)


@by_choices
def what_the_missing_could_do(release: Release, selection: Selection, choices: tuple[str, ...]) -> Answer:
    """The rows of `who_is_in_it` with the share improved of the paired, and of the eligible at the least and the most.

    The bounds take every unpaired person as unchanged, then as improved. Raises SelectionError for what the release
    lacks.
    """
    who = who_is_in_it(release, selection, *choices)
    table = who.table[[column.name for column in COLUMNS if column.name in who.table]]
    if who.finding.grade == "no data":
        return replace(who, key=KEY, title=TITLE, table=table, columns=COLUMNS)
    definition = choose_definition(release, selection, *choices)
    unknown = table["improved_of_paired"].isna() & (table["state"] == "shown")
    states = table["state"].mask(unknown, "hidden" if definition.change else "no data")
    # What stands beside `who_is_in_it` is of how many have two scores, not of how many improved.
    answer = replace(who, key=KEY, title=TITLE, table=table.assign(state=states), columns=COLUMNS, notes=())
    about = subject(selection, definition, follow_deprivation_of_outcomes(release, selection, definition).group)
    found = _finding(about, definition, answer.table.iloc[0].to_dict())
    return replace(answer, finding=naming_everyone(found, who.keeps))


def _finding(about: str, definition: OutcomeDefinition, mine: Mapping[str, float]) -> Finding:
    cannot = f"{about}: what those without a second score could do cannot be said"
    if definition.change is None:
        return Finding(f"{cannot}, since no reliable change is known.", "no data")
    least, most, n = mine["if_unchanged"], mine["if_all_improved"], mine["eligible"]
    if not (least == least and most == most):
        return Finding(f"{cannot}, since a number is hidden.", "hidden")
    scored = f"the {people(mine['paired'])}" if mine["paired"] < SMALL else "those"
    return Finding(
        f"{about}: {percent(mine['improved_of_paired'], mine['paired'])} of {scored} with two scores improved "
        "reliably. "
        f"Of all {people(n)} eligible it is at least {percent(least, n)}, if nobody else improved, and at most "
        f"{percent(most, n)}, if everyone else did.",
        "description",
    )
