"""What several charts are made of: the names of deciles, rows in their order, and what the outlines are."""

import json
import re
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
import vl_convert
from answers import by_decile

from pimh_data.answer import Column
from pimh_data.charts import deciles, dots_by_row, marks, rate_by_decile, worded_rows


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


def test_a_name_of_two_lines_stands_in_the_middle_of_its_row_and_keeps_clear_of_the_next():
    names = ["Light peer support", "Specialist perinatal community team", "Deciles 1-2"]
    shown = dots_of(names)
    y = {
        name: float(at)
        for at, name in re.findall(r'translate\(-?[\d.]+,([\d.]+)\)"[^>]*>(?:<tspan[^>]*>)?([^<]+)<', shown)
    }
    lines = sorted(at for name, at in y.items() if name in ("Light peer support", "Deciles 1-2"))
    step = (lines[1] - lines[0]) / 2
    assert step > 2 * marks.LABEL_LINE
    # The first of two lines stands half a line higher than a name of one.
    assert y["Specialist perinatal community"] == pytest.approx(lines[0] + step - marks.LABEL_LINE / 2, abs=1)


def dots_of(names: list[str]) -> str:
    table = pd.DataFrame({"member": names, "share": 0.5, "lower": 0.4, "upper": 0.6, "state": "shown"})
    columns = (
        Column("member", "Who", "text"),
        *(Column(name, name, "share") for name in ("share", "lower", "upper")),
        Column("state", "State", "state"),
    )
    drawing = dots_by_row.drawing(replace(by_decile(), table=table, columns=columns), label="member", value="share")
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    return vl_convert.vegalite_to_svg({**drawing.specification, "datasets": rows, "width": 360})


def test_where_columns_are_narrow_the_words_for_what_is_missing_stand_upright():
    drawing = rate_by_decile.drawing(by_decile())
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    for width, upright in ((350, True), (880, False)):
        svg = vl_convert.vegalite_to_svg({**drawing.specification, "datasets": rows, "width": width})
        words = re.findall(r"<text[^>]*>hidden</text>", svg)
        assert words
        assert all(("rotate(270)" in word) == upright for word in words)
