"""What changed since the year before: beyond chance first, then what was not told, then counts as facts."""

import dataclasses

import pandas as pd
from test_summary import CHANGE, QUARTER, WAITS

from pimh_data.answer import Answer, Column, Finding, Headline
from pimh_data.briefing.changed import BEYOND, FACTS, NOT_TOLD, changed

TABLE = pd.DataFrame(
    {
        "period": ["2022/23", "2023/24"],
        "eligible": pd.array([300, 340], dtype="Int32"),
        "paired": pd.array([160, 215], dtype="Int32"),
        "unpaired": [140 / 300, 125 / 340],
        "state": ["shown", "shown"],
    }
)
COLUMNS = (
    Column("period", "Closed in", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("unpaired", "Without a second score", "share"),
    Column("state", "State", "state"),
)
IMPROVED = Headline("improved reliably (PHQ-9)", "60%", "")
SCORES = dataclasses.replace(CHANGE, table=TABLE, columns=COLUMNS, headline=IMPROVED)
ANSWERS = {"reach.last_quarter": QUARTER, "reach.six_weeks": WAITS, "outcomes.headline": SCORES}


def waits(grade: str, comparison: str) -> Answer:
    headline = dataclasses.replace(WAITS.headline, comparison=comparison)
    return dataclasses.replace(WAITS, finding=Finding(WAITS.finding.text, grade), headline=headline)


def test_what_chance_does_not_explain_stands_first_and_every_line_says_what_it_was_before():
    found = changed(ANSWERS)
    assert [one.kind for one in found] == [BEYOND, BEYOND, FACTS, FACTS, FACTS]
    assert [one.said for one in found] == [
        "Seen within six weeks: 64%, a larger share than the year before (50%), beyond chance.",
        "Improved reliably (PHQ-9): 60%, a larger share than the year before (50%), beyond chance.",
        "In 2023/24 Q4, 330 people were newly referred, about 20 more than the same quarter a year before (310).",
        "In 2023/24 Q4, 250 people were seen for the first time, about 50 fewer than the same quarter a year before "
        "(300).",
        "215 of 340 eligible have two scores; the year before it was 160 of 300.",
    ]


def test_what_could_be_chance_is_said_to_be_no_clear_change():
    found = changed(
        {**ANSWERS, "reach.six_weeks": waits("no clear difference", "No clear difference from the year before (60%)")}
    )
    assert [one.kind for one in found if "six weeks" in one.said] == [NOT_TOLD]


def test_what_is_hidden_or_has_no_year_before_is_left_out():
    hidden = dataclasses.replace(QUARTER, finding=Finding("Sheffield, 2023/24: hidden.", "hidden"))
    first = dataclasses.replace(SCORES, table=TABLE.iloc[1:], finding=Finding("Sheffield, 2023/24: x.", "no data"))
    found = {
        "reach.last_quarter": hidden,
        "reach.six_weeks": waits("description", "There are no data for the year before"),
        "outcomes.headline": first,
    }
    assert changed(found) == ()


def test_too_few_to_compare_is_no_sign_that_nothing_changed():
    found = changed(
        {**ANSWERS, "reach.six_weeks": waits("too few", "Too few to compare with the year before (100% of 10)")}
    )
    assert not [one for one in found if "six weeks" in one.said]


def test_two_scores_of_few_are_not_set_beside_each_other():
    small = TABLE.assign(eligible=pd.array([20, 15], dtype="Int32"), paired=pd.array([10, 15], dtype="Int32"))
    found = changed({**ANSWERS, "outcomes.headline": dataclasses.replace(SCORES, table=small)})
    assert not [one for one in found if "two scores" in one.said]


def test_hidden_counts_are_set_beside_nothing():
    for name in ("eligible", "paired"):
        hidden = TABLE.assign(**{name: pd.array([None, 40], dtype="Int32")})
        found = changed({**ANSWERS, "outcomes.headline": dataclasses.replace(SCORES, table=hidden)})
        assert not [one for one in found if "two scores" in one.said]
