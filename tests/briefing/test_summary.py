"""The four verdicts of the Summary: a short sentence each, what must be known beside it, nothing they do not hold."""

import dataclasses

import pandas as pd
import pytest

from pimh_data.answer import Answer, Column, Evidence, Finding, Headline, Selection
from pimh_data.briefing.summary import Verdict, by_ethnic_group, four, how_fast

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


def quarter_of(text: str, grade: str) -> Answer:
    table = pd.DataFrame({"people": pd.array([330], dtype="Int32"), "state": ["shown"]})
    columns = (Column("people", "2023/24 Q4", "count", "people"), Column("state", "State", "state"))
    return Answer("key", "Title", SELECTION, table, columns, Finding(text, grade), EVIDENCE)


QUARTER = quarter_of(
    "Sheffield, 2023/24 Q4: 330 people were newly referred, about 20 more than the same quarter a year before (310); "
    "250 people were seen for the first time, about 50 fewer than the same quarter a year before (300).",
    "description",
)
GROUPS = answer(
    "Sheffield, 2023/24: people other than White British or Irish are seen 25% less often than White British or Irish "
    "people. For an equal rate, about 64 more people a year.",
    "worse",
)
ENDING = answer(
    "Sheffield, 2023/24: 6 services end on 31 March 2025. 990 of the 1,255 people seen in 2023/24 were seen by no "
    "other service that year, as far as these extracts show. \u00a31,602,000 a year; 30.8 whole-time equivalents.",
    "description",
)


def verdicts(**changed_answers: Answer) -> tuple[Verdict, ...]:
    held = {
        "reach.people_seen": PEOPLE,
        "reach.last_quarter": QUARTER,
        "reach.six_weeks": WAITS,
        "equity.core20": EQUITY,
        "equity.ethnic_group": GROUPS,
        "outcomes.headline": CHANGE,
        "funding.ends": ENDING,
    }
    return four(held | {name.replace("__", "."): found for name, found in changed_answers.items()})


def test_each_verdict_is_a_question_and_the_first_sentence_of_its_answer():
    assert [(one.question, one.said) for one in verdicts()] == [
        ("Are we reaching families?", "570 people were seen, about 1 for every 10 babies."),
        (
            "Fairly?",
            "The most deprived fifth (Core20) are seen 15% less often than the rest (95% interval 28% less to 1% "
            "more): no clear difference.",
        ),
        (
            "How do scores change?",
            "PHQ-9: 60% of the 215 with two scores improved reliably (95% interval 54 to 67), 6% got reliably worse.",
        ),
        ("What ends, and when?", "6 services end on 31 March 2025."),
    ]


def test_what_must_be_known_stands_beside_each():
    reached, fairly, scores, ends = (one.beside for one in verdicts())
    assert reached == (
        "About 90 more than the year before. In 2023/24 Q4, 330 people were newly referred, about 20 more than the "
        "same quarter a year before (310).",
        "64% were seen within six weeks; more than the year before (50%), beyond chance.",
    )
    assert fairly == (
        "An equal rate would not be a fair one: need is greater there.",
        "People other than White British or Irish are seen 25% less often than White British or Irish people.",
    )
    assert scores == (
        "37% of the 340 eligible have no second score, so of all eligible it is 38% to 75%.",
        "A larger share than the year before (50%), beyond chance.",
    )
    assert ends == (
        "990 of the 1,255 people seen in 2023/24 were seen by no other service that year, as far as these extracts "
        "show.",
        "\u00a31,602,000 a year; 30.8 whole-time equivalents.",
    )


def test_how_fast_people_are_seen_is_a_short_sentence_of_its_own():
    assert how_fast(WAITS) == "64% were seen within six weeks; more than the year before (50%), beyond chance."


def test_what_is_hidden_or_not_there_is_said_in_the_words_of_its_finding():
    hidden = changed(finding=Finding(f"Sheffield, 2023/24: who improved is hidden {HIDDEN}.", "hidden"))
    assert verdicts(outcomes__headline=hidden)[2].said == f"Who improved is hidden {HIDDEN}."
    nobody = changed(finding=Finding("Sheffield, 2023/24: no scores have been recorded here yet.", "no data"))
    assert verdicts(outcomes__headline=nobody)[2].said == "No scores have been recorded here yet."
    assert verdicts(outcomes__headline=nobody)[2].beside == ()


def test_the_verdicts_can_be_read_aloud_in_twenty_five_seconds():
    words = " ".join(one.said for one in verdicts()).split()
    assert len(words) <= 87  # three and a half words a second


def test_it_says_nothing_of_outcomes_that_their_own_page_does_not():
    said = verdicts()[2]
    for sentence in (said.said.removeprefix("PHQ-9: ").removesuffix("."), *said.beside):
        assert sentence in CHANGE.finding.text


def test_births_are_everyones_so_a_group_is_not_set_beside_them():
    chosen = dataclasses.replace(SELECTION, deprivation="Core20")
    seen = people("190", "no change from the year before that rounded counts can show", chosen)
    said = verdicts(reach__people_seen=seen)[0]
    assert said.said == "190 people from the most deprived fifth (Core20) were seen."
    assert said.beside[0].startswith("No change from the year before that rounded counts can show. ")


@pytest.mark.parametrize("grade", ["hidden", "no data"])
def test_a_number_that_is_not_there_is_not_set_beside_births(grade: str):
    seen = answer("Sheffield, 2023/24: the number of people seen is not there.", grade, Headline("seen", grade, ""))
    assert verdicts(reach__people_seen=seen)[0].said == "The number of people seen is not there."


def test_that_nothing_larger_shows_it_is_left_to_the_panel():
    lacks = "No larger view of this release shows it."
    seen = answer(f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}. {lacks}", "hidden")
    assert lacks not in verdicts(reach__people_seen=seen)[0].said


def test_the_service_is_part_of_what_is_named_once():
    chosen = dataclasses.replace(SELECTION, service="PAIRS")
    lost = answer("Sheffield, PAIRS, 2023/24: nothing ends.", "description", selection=chosen)
    assert verdicts(funding__ends=lost)[3].said == "Nothing ends."


def test_the_verdict_by_ethnic_group_is_its_first_sentence_and_names_a_group_that_is_followed():
    verdict = "people other than White British or Irish are seen 25% less often than White British or Irish people"
    found = answer(f"Sheffield, 2023/24: {verdict}. For an equal rate, about 64 more people a year.", "worse")
    assert by_ethnic_group(found) == f"P{verdict[1:]}."
    followed = answer(
        "Sheffield, 2023/24, decile 1: of 100 people of known ethnic group, 80% are not White.", "description"
    )
    assert by_ethnic_group(followed) == "Decile 1: of 100 people of known ethnic group, 80% are not White."


def test_where_opposite_differences_cancel_the_group_is_named_too():
    found = answer(
        "Sheffield, 2023/24: people other than White British or Irish are seen 4% more often than White British or "
        "Irish people (95% interval 2% less to 9% more): no clear difference. Compared with all others known, seen "
        "less often: Asian people (14% less often, 95% interval 4% to 23% less). More follows.",
        "worse",
    )
    assert by_ethnic_group(found).endswith(
        "no clear difference. Compared with all others known, seen less often: Asian people (14% less often, 95% "
        "interval 4% to 23% less)."
    )
