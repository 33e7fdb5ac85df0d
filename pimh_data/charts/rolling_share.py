"""A share over rolling twelve months: line, dots and intervals, the ambition dashed, hidden periods marked."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, people, percent

HEIGHT = 240
READING = (
    "Each dot is the twelve months to the end of a quarter, so neighbours share nine months. Thin lines are 95% "
    "intervals."
)


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` ('12 months to 2024-03') and `references`."""
    shown = marks.rows().transform_filter("isValid(datum.share)")
    # A label a year, under the months that end with the financial year.
    march = "slice(datum.value, -2) == '03' ? 'Mar ' + slice(datum.value, -7, -3) : ''"
    x = alt.X(
        "period:O",
        sort=None,
        scale=alt.Scale(paddingInner=0.2, paddingOuter=0.4),
        axis=theme.period_axis(labelExpr=march),
    )
    axis = alt.Axis(grid=True, tickCount=4, format="%", labelFontSize=13, title=None)
    y = alt.Y("share:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    line = marks.rows().mark_line(color=theme.OTHERS, strokeWidth=1.5, aria=False).encode(x=x, y=y)
    dots = shown.mark_circle(size=70, opacity=1, aria=False).encode(x=x, y=y, color=theme.focus_colour())
    last = shown.transform_filter("datum.focus == 'yes'")
    word = {"align": "right", "baseline": "bottom", "dy": -10, "fontWeight": 600}
    figures = marks.haloed(last, theme.FOCUS, word, x=x, y=y, text=alt.Text("figure:N"))
    missing = marks.rows().transform_filter("datum.state == 'hidden'")
    layers = (
        *marks.level_references(),
        line,
        *marks.interval(shown, x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")),
        dots,
        *figures,
        marks.outlined(missing, x),
        marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR),
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns period, people, share, lower, upper and state; its last row in focus."""
    table = answer.table
    rows = table[["period", "share", "lower", "upper", "state"]].assign(
        figure=[percent(share, 1000) for share in table["share"]],
        focus=["yes" if row == len(table) - 1 else "no" for row in range(len(table))],
        tooltip=[_sentence(row) for row in table.to_dict("records")],
    )
    hidden = " Dashed boxes: hidden." if (table["state"] == "hidden").any() else ""
    data = {"rows": rows, "references": marks.references(answer, None)}
    return Drawing(specification(), data, answer.finding.text, READING + hidden)


def _sentence(row: dict[str, Any]) -> str:
    if pd.isna(row["share"]):
        return f"{row['period']}: {row['state']}"
    span = interval(row["lower"], row["upper"], 1, 100)
    return f"{row['period']}: {percent(row['share'], 1000)} (95% interval {span}%), {people(row['people'])} people"
