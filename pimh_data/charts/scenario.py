"""Before and after something ends, group by group: people seen by nothing else, and all others."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import deciles, marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import people, people_range
from pimh_data.kept import kept

ROW_HEIGHT = 64  # pixels
READING = (
    "Striped: seen by nothing but what ends. Dark: all others seen. Grey: the number is hidden. Thin lines: every "
    "number that the protected counts permit."
)
UNKNOWN = {"Not known", "Not stated", "Not recorded"}


@lru_cache(maxsize=32)
def specification(number: int) -> dict[str, Any]:
    """The chart without its data for so many rows: row (order), name, said, before, after, after_lower, after_upper."""
    rows = marks.rows()
    y = worded_rows.order()
    axis = worded_rows.people_axis()
    x = alt.X("after:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    bar: dict[str, Any] = {"strokeWidth": 12, "yOffset": 17, "aria": False}
    thin: dict[str, Any] = {"strokeWidth": 1.5, "yOffset": 17, "aria": False, "stroke": theme.INTERVAL}
    known = rows.transform_filter("isValid(datum.after) && isValid(datum.before)").transform_calculate(none="0")
    hidden = rows.transform_filter("!isValid(datum.after) && isValid(datum.before)").transform_calculate(none="0")
    layers = (
        hidden.mark_rule(stroke=theme.OTHERS, **bar).encode(y=y, x=alt.X("none:Q"), x2=alt.X2("before:Q")),
        known.mark_rule(stroke=theme.FOCUS, **bar).encode(y=y, x=alt.X("none:Q"), x2=alt.X2("after:Q")),
        known.mark_rule(stroke=theme.BENCHMARK, strokeDash=[3, 3], **bar).encode(y=y, x=x, x2=alt.X2("before:Q")),
        known.mark_rule(**{**thin, "strokeWidth": 4, "stroke": "#FFFFFF"}).encode(
            y=y, x=alt.X("after_lower:Q"), x2=alt.X2("after_upper:Q")
        ),
        known.mark_rule(**thin).encode(y=y, x=alt.X("after_lower:Q"), x2=alt.X2("after_upper:Q")),
        worded_rows.words("name", -20, weight="bold"),
        worded_rows.words("said", -2, theme.BENCHMARK),
    )
    return worded_rows.finished(layers, number, ROW_HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with by, member, before, only, lost and after with their ranges."""
    table = answer.table
    records = table.to_dict("records")
    rows = table[["before", "after", "after_lower", "after_upper"]].assign(
        row=worded_rows.numbered(len(table)),
        name=[_name(row) for row in records],
        said=[_row_in_words(row) for row in records],
    )
    rows["tooltip"] = rows["name"] + ": " + rows["said"]
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=8)


def _name(row: dict[str, Any]) -> str:
    member = row["member"]
    return f"{row['by']}: {member.lower()}" if member in UNKNOWN else deciles.NAMES.get(member, member)


def _row_in_words(row: dict[str, Any]) -> str:
    if pd.isna(row["before"]):
        return (
            "people seen: hidden" if row["state"] == "hidden" else WITHHELD if row["state"] == WITHHELD else "no data"
        )
    of = f"of {people(row['before'])} seen by nothing else"
    if not pd.isna(row["lost"]) and row["lost"] == row["only"]:
        return f"{people(row['lost'])} {of}"
    if pd.isna(row["lost_upper"]) or (row["state"] == "hidden" and row["lost_upper"] >= row["before"]):
        return f"number hidden, {of}"  # it could be anybody: a range would say nothing
    hidden = " (number hidden)" if row["state"] == "hidden" else ""
    return f"{people_range(row['lost_lower'], row['lost_upper'])} {of}{hidden}"
