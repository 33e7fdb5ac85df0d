"""Posts and money as bars: what is drawn, what is said of each, and that a long list says where the rest is."""

import math

import pandas as pd
import vl_convert
from answers import EVIDENCE, STATE

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.charts import amounts, picture

YEAR = "2024/25"
NUMBERS = ("posts", "wte", "share", "allocated", "spent")


def answer(rows, year=YEAR):
    table = pd.DataFrame(rows).assign(state="shown")
    table = table.astype({name: "float64" for name in table.columns if name in NUMBERS})
    columns = [Column(n, n, "number" if n in NUMBERS else "text") for n in table.columns if n != "state"]
    finding = Finding("A sentence.", "description")
    selection = Selection("Sheffield", year=year)
    return Answer("need.test", "Need", selection, table, (*columns, STATE), finding, EVIDENCE)


def money(year=YEAR):
    row = {"year": "2024/25", "by": "Workstream", "allocated": 100_000, "spent": 90_000, "share": 0.9}
    return answer([
        row | {"member": "Small", "allocated": 50, "spent": 60, "share": 1.2},
        row | {"member": "Large"},
        row | {"member": "Unknown", "spent": math.nan, "share": math.nan},
        row | {"member": "Other year", "year": "2023/24"},
    ], year)  # fmt: skip


def test_money_of_the_chosen_year_is_drawn_most_allocated_first():
    rows = amounts.of_money(money()).datasets["rows"]
    assert rows.name.tolist()[-1] == "Small"
    assert set(rows.name) == {"Large", "Unknown", "Small"}
    assert rows.set_index("name").said.to_dict() == {
        "Large": "£90,000 spent of £100,000 allocated, 90%",
        "Unknown": "not known what was spent of £100,000 allocated",
        "Small": "£60 spent of £50 allocated, 120%",
    }


def test_posts_say_their_whole_time_equivalents_number_and_share():
    drawing = amounts.of_posts(answer([{"by": "Role", "member": "Nurse", "posts": 1, "wte": 0.6, "share": 1.0}]))
    assert drawing.datasets["rows"].said.tolist() == ["0.6 WTE in 1 post, 100%"]


def test_a_long_list_draws_the_largest_and_says_where_the_rest_is():
    rows = [{"by": "Role", "member": f"Role {n}", "posts": 2, "wte": 30 - n, "share": 0.1} for n in range(20)]
    drawing = amounts.of_posts(answer(rows))
    assert len(drawing.datasets["rows"]) == 12
    assert "The 12 largest are drawn; all 20 stand in the table." in drawing.reading


def test_the_chart_becomes_a_picture_and_a_year_without_money_has_none():
    found = money()
    drawing = amounts.of_money(found)
    assert picture.png(found, drawing).startswith(b"\x89PNG")
    assert vl_convert.vegalite_to_vega(drawing.specification)
    assert not any(pd.api.types.is_integer_dtype(kind) for kind in drawing.datasets["rows"].dtypes)
    assert amounts.of_money(money("2019/20")) is None
