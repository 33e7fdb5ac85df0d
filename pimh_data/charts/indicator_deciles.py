"""Bars of one indicator of England by deprivation decile, Core20 in focus, intervals, England's line dashed."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import deciles, marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval
from pimh_data.kept import kept

HEIGHT = 280
READING = "Decile 1 is the most deprived tenth of England. Thin lines are 95% intervals; the dashed line is England."


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (one a decile of one basis) and `references` (England)."""
    shown = marks.rows().transform_filter("isValid(datum.value)")
    x = deciles.x()
    axis = alt.Axis(grid=True, tickCount=5, labelExpr=theme.SCALED_Y, title=None)
    y = alt.Y("value:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    bars = shown.mark_bar(aria=False).encode(x=x, y=y, color=theme.focus_colour())
    spans = marks.interval(shown, x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"))
    missing = marks.without_value(marks.rows().transform_filter("!isValid(datum.value)"), x)
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    return theme.finished(alt.layer(bars, *spans, *missing, *marks.level_references(), spoken), HEIGHT)


@kept
def drawing(answer: Answer, basis: str) -> Drawing | None:
    """The chart of the rows of one basis of an Answer `indicators.inequality`; None where it has none."""
    table = answer.table[(answer.table["basis"] == basis).to_numpy()]
    if table.empty:
        return None
    rows = table[["decile", "value", "lower", "upper", "state"]].assign(
        focus=["yes" if decile in ("1", "2") else "no" for decile in table["decile"]],
        tooltip=[_sentence(row) for row in table.to_dict("records")],
    )
    data = {"rows": rows, "references": marks.references(answer)}
    return Drawing(specification(), data, answer.finding.text, READING)


def _sentence(row: dict[str, Any]) -> str:
    sentence = f"{deciles.named(row['decile'])}: {row['cell']}"
    if pd.notna(row["lower"]):
        sentence += f" (95% interval {interval(row['lower'], row['upper'])}, {row['limits']})"
    return sentence
