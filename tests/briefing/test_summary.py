"""The opening of the Summary: three answers in a paragraph, nothing twice, nothing that they do not hold."""

import dataclasses

import pandas as pd
import pytest

from pimh_data.answer import Answer, Column, Evidence, Finding, Headline, Selection
from pimh_data.briefing.summary import opening

SELECTION = Selection("Sheffield", "All services", "2023/24")
HIDDEN = "(fewer than 5, or hidden to protect a smaller number)"
EVIDENCE = Evidence(*["words"] * 11)


def answer(text: str, grade: str, value: str = "570", selection: Selection = SELECTION, births: bool = False) -> Answer:
    rows = {"period": ["2022/23", "2023/24"], "state": ["shown", "shown"]}
    columns = [Column("period", "Period", "text"), Column("state", "State", "state")]
    if births:
        rows |= {"children_core20": [2600.0, 2500.0], "children_rest": [3300.0, 3200.0]}
        columns += [Column("children_core20", "Children aged 0, deciles 1-2", "published", "children aged 0")]
        columns += [Column("children_rest", "Children aged 0, deciles 3-10", "published", "children aged 0")]
    finding, headline = Finding(text, grade), Headline("people seen", value, "")
    return Answer("key", "Title", selection, pd.DataFrame(rows), tuple(columns), finding, EVIDENCE, headline=headline)


PEOPLE = answer(
    "Sheffield, 2023/24: 570 people were seen, 90 more than the year before; that is beyond chance.", "higher"
)
EQUITY = answer(
    "Sheffield, 2023/24: deciles 1-2 are seen 0.85 times as often as the rest (95% interval 0.72 to 1.00); no clear "
    "difference.",
    "no clear difference",
    births=True,
)
WAITS = answer("Sheffield, 2023/24: 64% of the 500 people referred were seen within six weeks.", "better")


def test_the_selection_is_named_once_and_births_stand_beside_the_people():
    assert opening(PEOPLE, EQUITY, WAITS) == (
        "Sheffield, 2023/24: 570 people were seen (about 1 for every 10 children aged 0), 90 more than the year "
        "before; that is beyond chance. Deciles 1-2 are seen 0.85 times as often as the rest (95% interval 0.72 "
        "to 1.00); no clear difference. 64% of the 500 people referred were seen within six weeks."
    )


def test_births_are_everyones_so_a_group_is_not_set_beside_them():
    chosen = dataclasses.replace(SELECTION, deprivation="Core20")
    people = answer("Sheffield, 2023/24: 190 people from deciles 1-2 were seen.", "higher", "190", chosen)
    assert opening(people, EQUITY, WAITS).startswith(
        "Sheffield, 2023/24: 190 people from deciles 1-2 were seen. Deciles"
    )


@pytest.mark.parametrize("grade", ["hidden", "no data"])
def test_a_number_that_is_not_there_is_not_set_beside_births(grade: str):
    people = answer("Sheffield, 2023/24: the number of people seen is not there.", grade, grade)
    assert opening(people, EQUITY, WAITS).startswith("Sheffield, 2023/24: the number of people seen is not there. Dec")


def test_the_reason_for_hiding_is_given_once():
    people = answer(f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}.", "hidden", "hidden")
    waits = answer(f"Sheffield, 2023/24: the share seen within six weeks is hidden {HIDDEN}.", "hidden", "hidden")
    assert opening(people, EQUITY, waits).count(HIDDEN) == 1


def test_the_service_is_part_of_what_is_named_once():
    chosen = dataclasses.replace(SELECTION, service="PAIRS")
    said = [
        answer(f"Sheffield, PAIRS, 2023/24: {words}.", "description", "10", chosen, births=True)
        for words in ("10 people were seen", "b", "c")
    ]
    expected = "Sheffield, PAIRS, 2023/24: 10 people were seen (about 1 for every 570 children aged 0). B. C."
    assert opening(*said) == expected
