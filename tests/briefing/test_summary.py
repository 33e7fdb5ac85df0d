"""The opening of the Summary: three answers, a short sentence each, nothing twice, nothing that they do not hold."""

import dataclasses

import pandas as pd
import pytest

from pimh_data.answer import Answer, Column, Evidence, Finding, Headline, Selection
from pimh_data.briefing.summary import how_fast, opening

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
        columns += [Column("children_core20", "Children aged 0, deciles 1-2", "published", "children aged 0")]
        columns += [Column("children_rest", "Children aged 0, deciles 3-10", "published", "children aged 0")]
    table = pd.DataFrame(rows)
    return Answer("key", "Title", selection, table, tuple(columns), Finding(text, grade), EVIDENCE, headline=headline)


def people(value: str, comparison: str, selection: Selection = SELECTION) -> Answer:
    """An answer on people seen, whose finding says more than the opening may."""
    who = "people" if selection.deprivation == "Everyone" else "people from deciles 1-2"
    headline = Headline(f"{who} seen", value, comparison)
    return answer(f"Sheffield, 2023/24: {value} people were seen, at length.", "higher", headline, selection)


PEOPLE = people("570", "90 more than the year before, beyond chance")
TIMES = Headline("as often", "0.85 times", "95% interval 0.72 to 1.00; deciles 1-2 are 40% of people seen")
EQUITY = answer("Sheffield, 2023/24: deciles 1-2, at length.", "no clear difference", TIMES, births=True)
WITHIN = Headline("seen within six weeks", "64%", "A larger share than the year before (50%), beyond chance")
WAITS = answer("Sheffield, 2023/24: 64% of the 500 people referred, at length.", "better", WITHIN)


def changed(eligible: int | None = 340, improved: int | None = 130, **more: object) -> Answer:
    """An answer on reliable improvement, whose finding says more than the opening may."""
    counts = {"eligible": [300, eligible], "improved": [100, improved]}
    table = pd.DataFrame(
        {"period": ["2022/23", "2023/24"], "state": ["shown", "shown"]}
        | {name: pd.array(values, dtype="Int32") for name, values in counts.items()}
    )
    columns = [Column("period", "Period", "text"), Column("state", "State", "state")]
    columns += [Column(name, name, "count", "people") for name in counts]
    said = Finding("Sheffield, 2023/24, PHQ-9: 60% of the 215 with two scores improved reliably, at length.", "better")
    variant = (("outcome_measure", "PHQ-9"), ("pairing", "Children's rule"))
    made = Answer("key", "Title", SELECTION, table, tuple(columns), said, EVIDENCE, variant=variant)
    return dataclasses.replace(made, **more)


CHANGE = changed()


def test_each_answer_is_one_short_sentence_and_births_stand_beside_the_people():
    assert opening(PEOPLE, EQUITY, CHANGE) == (
        "Sheffield, 2023/24: 570 people were seen, about 1 for every 10 babies; 90 more than the year before, beyond "
        "chance. Deciles 1-2 are seen 0.85 times as often as the rest (95% interval 0.72 to 1.00); no clear "
        "difference. Of 340 people due two PHQ-9 scores, 130 (38%) are known to have improved reliably."
    )


def test_how_fast_people_are_seen_is_a_short_sentence_of_its_own():
    assert how_fast(WAITS) == "64% were seen within six weeks; more than the year before (50%), beyond chance."


def test_those_improved_are_a_part_of_all_eligible_and_a_hidden_number_is_no_zero():
    hidden = changed(improved=None, finding=Finding(f"Sheffield, 2023/24: who improved is hidden {HIDDEN}.", "hidden"))
    assert opening(PEOPLE, EQUITY, hidden).endswith(f"Who improved is hidden {HIDDEN}.")
    nobody = changed(finding=Finding("Sheffield, 2023/24: no scores have been recorded here yet.", "no data"))
    assert opening(PEOPLE, EQUITY, nobody).endswith("No scores have been recorded here yet.")


def test_it_can_be_read_aloud_in_fifteen_seconds():
    words = opening(PEOPLE, EQUITY, CHANGE).removeprefix("Sheffield, 2023/24: ").split()
    assert len(words) <= 52  # three and a half words a second


def test_a_difference_beyond_chance_is_said_by_its_interval_alone():
    times = Headline("as often", "0.81 times", "95% interval 0.72 to 0.92; shares")
    equity = answer("Sheffield, 2023/24: deciles 1-2, at length.", "worse", times, births=True)
    assert "Deciles 1-2 are seen 0.81 times as often as the rest (95% interval 0.72 to 0.92). Of 340" in opening(
        PEOPLE, equity, CHANGE
    )


def test_births_are_everyones_so_a_group_is_not_set_beside_them():
    chosen = dataclasses.replace(SELECTION, deprivation="Core20")
    seen = people("190", "as many as the year before, which could be chance", chosen)
    assert opening(seen, EQUITY, CHANGE).startswith(
        "Sheffield, 2023/24: 190 people from deciles 1-2 were seen; as many as the year before could be chance."
    )


@pytest.mark.parametrize("grade", ["hidden", "no data"])
def test_a_number_that_is_not_there_is_not_set_beside_births(grade: str):
    seen = answer("Sheffield, 2023/24: the number of people seen is not there.", grade, Headline("seen", grade, ""))
    assert opening(seen, EQUITY, CHANGE).startswith("Sheffield, 2023/24: the number of people seen is not there. Dec")


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
    assert f"{offered} 30 people. Deciles" in said
    assert said.endswith("The share seen within six weeks is hidden.")


def test_the_service_is_part_of_what_is_named_once():
    chosen = dataclasses.replace(SELECTION, service="PAIRS")
    seen = dataclasses.replace(PEOPLE, selection=chosen)
    others = [
        answer(f"Sheffield, PAIRS, 2023/24: {words}.", "no data", selection=chosen, births=True) for words in ("b", "c")
    ]
    assert opening(seen, *others) == (
        "Sheffield, PAIRS, 2023/24: 570 people were seen, about 1 for every 10 babies; 90 more than the year before, "
        "beyond chance. B. C."
    )
