"""One indicator by Place in the order of the Answer: mark, interval, figure, England dashed, the chosen in focus."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval
from pimh_data.kept import kept

STEP, RIGHT, NAME_WIDTH = 32, 118, 20
READING = (
    "Thin lines are 95% intervals; the dashed line is England; the pale band is what is chosen above. A wide pale bar "
    "is the range of a Place's areas, where it has no figure of its own. " + comparison.READING
)


@lru_cache(maxsize=64)
def specification(places: int) -> dict[str, Any]:
    """The chart without its data: `rows`, one for each of so many Places, and `references` (England)."""
    rows = marks.rows()
    shown = rows.transform_filter("isValid(datum.value)")
    axis = alt.Axis(title=None, labelExpr="split(datum.label, '\\n')", labelFontSize=13, labelLineHeight=14)
    y = alt.Y("name:N", sort=None, scale=alt.Scale(paddingInner=0.1), axis=axis)
    scale = alt.Scale(zero=False, nice=True, range=[0, alt.expr(f"width - {RIGHT}")])
    x = alt.X(
        "value:Q",
        scale=scale,
        axis=alt.Axis(grid=True, tickCount=4, labelOverlap="greedy", labelExpr=theme.SCALED_X, title=None),
    )
    band = (
        rows.transform_filter("datum.focus == 'yes'")
        .mark_bar(color=theme.BOUNDS, opacity=0.7, aria=False)
        .encode(y=y, x=marks.LEFT, x2=marks.RIGHT)
    )
    order = marks.in_order(y=y)
    ranges = (
        rows.transform_filter("isValid(datum.lowest) && !isValid(datum.value)")
        .mark_bar(height=8, color=theme.OTHERS, aria=False)
        .encode(y=y, x=alt.X("lowest:Q", scale=scale), x2=alt.X2("highest:Q"))
    )
    spans = marks.interval(shown, y=y, x=alt.X("lower:Q", scale=scale), x2=alt.X2("upper:Q"))
    dots = comparison.points(shown, 130, y=y, x=x)
    beside = alt.value(alt.expr(f"width - {RIGHT - 12}"))
    figures = rows.mark_text(align="left", aria=False, fontSize=13).encode(y=y, x=beside, text=alt.Text("figure:N"))
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (order, band, ranges, *marks.upright_references(), *spans, dots, figures, spoken)
    return theme.finished(alt.layer(*layers), STEP * max(places, 1))


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer `indicators.places`."""
    table = answer.table
    rows = table[["value", "lower", "upper", "lowest", "highest", "compared", "focus"]].assign(
        name=["\n".join(textwrap.wrap(place, NAME_WIDTH)) for place in table["place"]],
        figure=[_figure(row) for row in table.to_dict("records")],
        tooltip=[sentence(row) for row in table.to_dict("records")],
    )
    data = {"rows": rows, "references": marks.references(answer)}
    return Drawing(specification(len(rows)), data, answer.finding.text, READING, left=180)


def _figure(row: dict[str, Any]) -> str:
    return f"{row['shape']} {row['cell']}" if row["compared"] != "not compared" else row["cell"]


def sentence(row: dict[str, Any]) -> str:
    """What a row of an Answer `indicators.places` says, for a tooltip and for screen readers."""
    said = f"{row['place']}: {row['cell']}"
    if pd.notna(row["lower"]):
        said += f" (95% interval {interval(row['lower'], row['upper'])})"
    if row["state"] in ("shown", "zero"):
        said += f", {row['compared']}" + {"similar": " to England", "not compared": ""}.get(
            row["compared"], " than England"
        )
    return said
