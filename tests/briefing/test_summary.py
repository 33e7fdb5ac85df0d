"""The opening of the Summary: three answers, a short sentence each, nothing twice, nothing that they do not hold."""

import dataclasses

import pandas as pd
import pytest

from pimh_data.answer import Answer, Column, Evidence, Finding, Headline, Selection
from pimh_data.briefing.summary import by_ethnic_group, how_fast, opening

SELECTION = Selection("Sheffield", "All services", "2023/24")
HIDDEN = "(fewer than 5, or hidden to protect a smaller number)"
EVIDENCE = Evidence(*["words"] * 12)


def answer(
    text: str,
    grade: str,
    headline: Headline | None = None,
    selection: Selection = SELECTION,
    births: bool = False,
) -> Answer:
    rows = {"period": ["2022/23", "2023/24"], "state": ["shown", "shown"]}
    columns = [Column("period", "Period", "text"), Column("state", "State", "state")]
    if births:
        rows |= {"children_core20": [2600.0, 2500.0], "children_rest": [3300.0, 3200.0]}
        columns += [
            Column(
                "children_core20", "Children aged 0, the most deprived fifth (Core20)", "published", "children aged 0"
            )
        ]
        columns += [Column("children_rest", "Children aged 0, the rest (deciles 3-10)", "published", "children aged 0")]
    table = pd.DataFrame(rows)
    return Answer("key", "Title", selection, table, tuple(columns), Finding(text, grade), EVIDENCE, headline=headline)


def people(value: str, comparison: str, selection: Selection = SELECTION) -> Answer:
    """An answer on people seen, whose finding says more than the opening may."""
    who = "people" if selection.deprivation == "Everyone" else "people from the most deprived fifth (Core20)"
    headline = Headline(f"{who} seen", value, comparison)
    return answer(f"Sheffield, 2023/24: {value} people were seen, at length.", "higher", headline, selection)


PEOPLE = people("570", "about 90 more than the year before")
EQUITY = answer(
    "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 15% less often than the rest (95% interval 28% "
    "less to "
    "1% more): no clear difference. An equal rate would not be a fair one: need is greater there.",
    "no clear difference",
    Headline("of the rest", "15% less often", "95% interval 28% less to 1% more"),
    births=True,
)
WITHIN = Headline("seen within six weeks", "64%", "A larger share than the year before (50%), beyond chance")
WAITS = answer("Sheffield, 2023/24: 64% of the 500 people referred, at length.", "better", WITHIN)


def changed(**more: object) -> Answer:
    """An answer on reliable improvement, whose finding says more than the opening may."""
    said = Finding(
        "Sheffield, 2023/24, PHQ-9: 60% of the 215 with two scores improved reliably (95% interval 54 to 67), 6% got "
        "reliably worse; 37% of the 340 eligible have no second score, so of all eligible it is 38% to 75%. A larger "
        "share than the year before (50%), beyond chance.",
        "better",
    )
    table = pd.DataFrame({"period": ["2022/23", "2023/24"], "state": ["shown", "shown"]})
    columns = (Column("period", "Period", "text"), Column("state", "State", "state"))
    made = Answer("key", "Title", SELECTION, table, columns, said, EVIDENCE)
    return dataclasses.replace(made, **more)


CHANGE = changed()


def test_each_answer_is_its_first_sentence_and_births_stand_beside_the_people():
    assert opening(PEOPLE, EQUITY, CHANGE) == (
        "Sheffield, 2023/24: 570 people were seen, about 1 for every 10 babies; about 90 more than the year before. "
        "The most deprived fifth (Core20) are seen 15% less often than the rest (95% interval 28% less to "
        "1% more): no clear difference. PHQ-9: 60% of the 215 with two scores improved reliably (95% interval 54 to "
        "67), 6% got reliably worse; 37% of the 340 eligible have no second score, so of all eligible it is 38% to 75%."
    )


def test_how_fast_people_are_seen_is_a_short_sentence_of_its_own():
    assert how_fast(WAITS) == "64% were seen within six weeks; more than the year before (50%), beyond chance."


def test_what_is_hidden_or_not_there_is_said_in_the_words_of_its_finding():
    hidden = changed(finding=Finding(f"Sheffield, 2023/24: who improved is hidden {HIDDEN}.", "hidden"))
    assert opening(PEOPLE, EQUITY, hidden).endswith(f"Who improved is hidden {HIDDEN}.")
    nobody = changed(finding=Finding("Sheffield, 2023/24: no scores have been recorded here yet.", "no data"))
    assert opening(PEOPLE, EQUITY, nobody).endswith("No scores have been recorded here yet.")


def test_it_can_be_read_aloud_in_twenty_five_seconds():
    words = opening(PEOPLE, EQUITY, CHANGE).removeprefix("Sheffield, 2023/24: ").split()
    assert len(words) <= 87  # three and a half words a second


def test_it_says_nothing_of_outcomes_that_their_own_page_does_not():
    said = opening(PEOPLE, EQUITY, CHANGE).partition("PHQ-9: ")[2].removesuffix(".")
    assert said in CHANGE.finding.text


def test_births_are_everyones_so_a_group_is_not_set_beside_them():
    chosen = dataclasses.replace(SELECTION, deprivation="Core20")
    seen = people("190", "no change from the year before that rounded counts can show", chosen)
    assert opening(seen, EQUITY, CHANGE).startswith(
        "Sheffield, 2023/24: 190 people from the most deprived fifth (Core20) were seen; no change from the year "
        "before that rounded counts can show."
    )


@pytest.mark.parametrize("grade", ["hidden", "no data"])
def test_a_number_that_is_not_there_is_not_set_beside_births(grade: str):
    seen = answer("Sheffield, 2023/24: the number of people seen is not there.", grade, Headline("seen", grade, ""))
    assert opening(seen, EQUITY, CHANGE).startswith(
        "Sheffield, 2023/24: the number of people seen is not there. The most"
    )


def test_the_reason_for_hiding_is_given_once():
    seen = answer(f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}.", "hidden")
    waits = answer(f"Sheffield, 2023/24: the share seen within six weeks is hidden {HIDDEN}.", "hidden")
    assert opening(seen, EQUITY, waits).count(HIDDEN) == 1


def test_that_nothing_larger_shows_it_is_left_to_the_panel():
    lacks = "No larger view of this release shows it."
    seen = answer(f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}. {lacks}", "hidden")
    assert lacks not in opening(seen, EQUITY, CHANGE)


def test_where_else_a_number_is_shown_is_said_of_the_people_alone():
    offered = "It is shown for three years together (2022/23 to 2024/25):"
    seen = answer(f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}. {offered} 30 people.", "hidden")
    waits = answer(f"Sheffield, 2023/24: the share seen within six weeks is hidden {HIDDEN}. {offered} 40%.", "hidden")
    said = opening(seen, EQUITY, waits)
    assert f"{offered} 30 people. The most deprived" in said
    assert said.endswith("The share seen within six weeks is hidden.")


def test_the_service_is_part_of_what_is_named_once():
    chosen = dataclasses.replace(SELECTION, service="PAIRS")
    seen = dataclasses.replace(PEOPLE, selection=chosen)
    others = [
        answer(f"Sheffield, PAIRS, 2023/24: {words}.", "no data", selection=chosen, births=True) for words in ("b", "c")
    ]
    assert opening(seen, *others) == (
        "Sheffield, PAIRS, 2023/24: 570 people were seen, about 1 for every 10 babies; about 90 more than the year "
        "before. B. C."
    )


def test_the_verdict_by_ethnic_group_is_its_first_sentence_and_names_a_group_that_is_followed():
    verdict = "people other than White British or Irish are seen 25% less often than White British or Irish people"
    found = answer(f"Sheffield, 2023/24: {verdict}. For an equal rate, about 64 more people a year.", "worse")
    assert by_ethnic_group(found) == f"P{verdict[1:]}."
    followed = answer(
        "Sheffield, 2023/24, decile 1: of 100 people of known ethnic group, 80% are not White.", "description"
    )
    assert by_ethnic_group(followed) == "Decile 1: of 100 people of known ethnic group, 80% are not White."
