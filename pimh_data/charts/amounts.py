"""Amounts, one bar a row with its name and its words above it; within a whole, where there is one."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import number, people, percent
from pimh_data.kept import kept

ROW_HEIGHT, MOST = 56, 12  # pixels; rows drawn
# In thousands where they are many: five figures beside each other have no room on a phone.
THOUSANDS = f"datum.value < 10000 ? ({theme.SCALED_X}) : format(datum.value / 1000, ',') + 'k'"
MONEY = "Pale: allocated. Dark: spent of it. A dark bar beyond the pale one is more than was allocated. k: thousand."
POSTS = "Each bar is the whole-time equivalents of the posts named above it."


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data, one row high: row (order), name, said, whole, value."""
    rows = marks.rows().transform_calculate(none="0")
    y = worded_rows.order()
    axis = worded_rows.people_axis(THOUSANDS)
    x = alt.X("none:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    whole = rows.transform_filter("isValid(datum.whole)").mark_rule(
        stroke=theme.BOUNDS, strokeWidth=16, yOffset=16, aria=False
    )
    value = rows.transform_filter("isValid(datum.value)").mark_rule(
        stroke=theme.FOCUS, strokeWidth=9, yOffset=16, aria=False
    )
    layers = (
        whole.encode(y=y, x=x, x2=alt.X2("whole:Q")),
        value.encode(y=y, x=x, x2=alt.X2("value:Q")),
        worded_rows.words("name", -16, weight="bold"),
        worded_rows.words("said", 0, theme.MUTED),
    )
    return worded_rows.finished(layers, 1, ROW_HEIGHT)


@kept
def of_posts(answer: Answer) -> Drawing | None:
    """The chart of an Answer with member, posts, wte, share: most first."""
    rows = [
        {
            "name": row["member"],
            "said": f"{number(row['wte'])} WTE in {people(row['posts'])} {'post' if row['posts'] == 1 else 'posts'}, "
            f"{percent(row['share'])}",
            "whole": float("nan"),
            "value": row["wte"],
        }
        for row in answer.table.to_dict("records")
    ]
    return _drawing(answer, rows, POSTS)


@kept
def of_money(answer: Answer) -> Drawing | None:
    """The chart of an Answer with year, member, allocated, spent, share: of the chosen year, most allocated first.

    None for a year without money: the table shows those that have some.
    """
    mine = answer.table[(answer.table["year"] == answer.selection.year).to_numpy()]
    rows = [
        {
            "name": row["member"],
            "said": _spent(row["spent"], row["allocated"], row["share"]),
            "whole": row["allocated"],
            "value": row["spent"],
        }
        for row in mine.sort_values("allocated", ascending=False).to_dict("records")
    ]
    return _drawing(answer, rows, MONEY)


def _spent(spent: float, allocated: float, share: float) -> str:
    said = "not known what was spent" if pd.isna(spent) else f"£{people(spent)} spent"
    of = "; not known what was allocated" if pd.isna(allocated) else f" of £{people(allocated)} allocated"
    return said + of + ("" if pd.isna(share) else f", {percent(share)}")


def _drawing(answer: Answer, rows: list[dict[str, Any]], reading: str) -> Drawing | None:
    if not rows:
        return None
    drawn = rows[:MOST]
    held = pd.DataFrame(
        {
            "row": worded_rows.numbered(len(drawn)),
            **{name: pd.array([row[name] for row in drawn], dtype="str") for name in ("name", "said")},
            **{name: pd.array([row[name] for row in drawn], dtype="float64").to_numpy() for name in ("whole", "value")},
            "tooltip": pd.array([f"{row['name']}: {row['said']}" for row in drawn], dtype="str"),
        }
    )
    more = f" The {MOST} largest are drawn; all {len(rows)} stand in the table." if len(rows) > MOST else ""
    sized = theme.of_height(specification(), ROW_HEIGHT * len(drawn) + worded_rows.AXIS)
    return Drawing(sized, {"rows": held}, answer.finding.text, reading + more, left=8)
