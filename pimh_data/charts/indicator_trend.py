"""One indicator period by period: mark and interval of the Place, England's dashed line, the recent trend in words."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number
from pimh_data.kept import kept

HEIGHT = 260
READING = (
    "Thin lines are 95% intervals; the dashed line is England. The scale need not begin at zero. "
    "A wide pale bar is the range of the Place's areas, where it has no figure of its own. " + comparison.READING
)


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (one a period, oldest first) and `england` (its name at the last period)."""
    rows = marks.rows()
    shown = rows.transform_filter("isValid(datum.value)")
    x = alt.X(
        "period:O",
        sort=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.3),
        axis=theme.period_axis(labelOverlap="greedy", labelSeparation=8),
    )
    scale = alt.Scale(zero=False, nice=True)
    axis = theme.value_axis(4)
    y = alt.Y("value:Q", scale=scale, axis=axis)
    order = marks.in_order(x=x)
    ranges = (
        rows.transform_filter("isValid(datum.lowest) && !isValid(datum.value)")
        .mark_bar(width=10, color=theme.OTHERS, aria=False)
        .encode(x=x, y=alt.Y("lowest:Q", scale=scale, axis=axis), y2=alt.Y2("highest:Q"))
    )
    england = rows.mark_line(stroke=theme.BENCHMARK, strokeWidth=1.5, strokeDash=[6, 4], aria=False).encode(
        x=x, y=alt.Y("england:Q", scale=scale, axis=axis)
    )
    line = shown.mark_line(color=theme.OTHERS, strokeWidth=1.5, aria=False).encode(x=x, y=y)
    spans = marks.interval(shown, x=x, y=alt.Y("lower:Q", scale=scale, axis=axis), y2=alt.Y2("upper:Q"))
    dots = comparison.points(shown, 110, x=x, y=y)
    named = rows.transform_filter("datum.england_name != ''")
    names = marks.haloed(
        named,
        theme.BENCHMARK,
        {"align": "right", "baseline": "bottom", "dy": -8, "dx": 30},
        x=x,
        y=alt.Y("england:Q", scale=scale, axis=axis),
        text=alt.Text("england_name:N"),
    )
    missing = marks.without_value(rows.transform_filter("!isValid(datum.value) && !isValid(datum.lowest)"), x)
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    layers = (order, ranges, england, line, *spans, dots, *names, *missing, spoken)
    return theme.finished(alt.layer(*layers), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `indicators.trend`; None where it has no row."""
    table = answer.table
    if table.empty:
        return None
    known = table.index[table["england"].notna()]
    names = [
        f"England {number(value)}" if len(known) and row == known[-1] else "" for row, value in table["england"].items()
    ]
    rows = table[["period", "value", "lower", "upper", "lowest", "highest", "england", "compared", "state"]].assign(
        england_name=names,
        tooltip=[_sentence(row) for row in table.to_dict("records")],
    )
    return Drawing(specification(), {"rows": rows}, answer.finding.text, READING)


def _sentence(row: dict[str, Any]) -> str:
    sentence = f"{row['period']}: {row['cell']}"
    if pd.notna(row["lower"]):
        sentence += f" (95% interval {interval(row['lower'], row['upper'])})"
    if pd.notna(row["england"]):
        sentence += f"; England {number(row['england'])}, {row['compared']}"
    return sentence
