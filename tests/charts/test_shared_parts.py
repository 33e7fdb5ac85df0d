"""What several charts are made of: the names of deciles, rows in their order, and what the outlines are."""

import altair as alt
import pandas as pd
import pytest

from pimh_data.charts import deciles, marks, worded_rows


def test_a_decile_says_what_it_is_at_either_end_only():
    said = [deciles.named(decile) for decile in deciles.DOMAIN]
    assert (said[0], said[-1]) == ("Decile 1 (most deprived)", "Decile 10 (least deprived)")
    assert said[1:-1] == [f"Decile {number}" for number in range(2, 10)]


@pytest.mark.parametrize(("many", "digits"), [(0, 2), (12, 2), (100, 2), (120, 3)])
def test_rows_sort_as_text_in_the_order_of_the_table(many: int, digits: int):
    assert worded_rows.numbered(many, digits) == sorted(worded_rows.numbered(many, digits))


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["shown", "zero"], []),
        (["shown", "hidden"], ["dashed: hidden"]),
        (["no data", "hidden", "hidden"], ["dashed: hidden or no data"]),
        ([], []),
    ],
)
def test_a_note_names_what_is_outlined_and_is_not_there_where_nothing_is(states: list[str], said: list[str]):
    table = pd.DataFrame({"state": pd.array(states, dtype="str")})
    assert marks.notes(table)["words"].tolist() == said


def test_the_unseen_rows_stand_on_the_axis_that_is_given_and_no_reader_meets_them():
    made = marks.in_order(y=alt.Y("name:N", sort=None)).to_dict()
    assert made["encoding"]["y"]["field"] == "name"
    assert made["encoding"]["x"] == {"value": 0}
    assert (made["mark"]["opacity"], made["mark"]["aria"]) == (0, False)
