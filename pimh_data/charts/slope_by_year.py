"""The slope of inequality year by year: dot, interval and the line of no difference, the chosen year in focus."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number

HEIGHT = 240
READING = (
    "Above the dashed line people are seen less the more deprived their area. Thin lines are 95% intervals; the dark "
    "dot is the chosen year."
)


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (one a year) and `references` (the line at 0)."""
    shown = marks.rows().transform_filter("isValid(datum.slope)")
    x = alt.X("period:O", scale=alt.Scale(paddingInner=0.3), axis=theme.period_axis())
    axis = theme.value_axis(5)
    y = alt.Y("slope:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    line = marks.rows().mark_line(color=theme.OTHERS, strokeWidth=1.5, aria=False).encode(x=x, y=y)
    spans = marks.interval(shown, x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"))
    dots = shown.mark_circle(size=90, opacity=1, aria=False).encode(x=x, y=y, color=theme.focus_colour())
    word = {"align": "left", "dx": 9, "fontWeight": 600}
    figures = marks.haloed(shown, theme.TEXT, word, x=x, y=y, text=alt.Text("figure:N"))
    missing = marks.without_value(marks.rows().transform_filter("!isValid(datum.slope)"), x)
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    return theme.finished(alt.layer(*marks.level_references(), line, *spans, dots, *figures, *missing, spoken), HEIGHT)


def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns period, slope, lower, upper, relative and state."""
    table = answer.table
    rows = table[["period", "slope", "lower", "upper", "state"]].assign(
        figure=[number(slope) for slope in table["slope"]],
        focus=["yes" if period == answer.selection.year else "no" for period in table["period"]],
        tooltip=[_sentence(row) for row in table.to_dict("records")],
    )
    return Drawing(
        specification(), {"rows": rows, "references": marks.references(answer, None)}, answer.finding.text, READING
    )


def _sentence(row: dict[str, Any]) -> str:
    if pd.isna(row["slope"]):
        return f"{row['period']}: {row['state']}"
    sentence = f"{row['period']}: slope {number(row['slope'])} per 1,000 (95% interval "
    sentence += f"{interval(row['lower'], row['upper'])})"
    if pd.notna(row["relative"]):
        sentence += f"; {number(row['relative'], 2)} times as many at the least deprived end"
    return sentence
