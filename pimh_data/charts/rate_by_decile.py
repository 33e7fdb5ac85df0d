"""Bars of a rate by deprivation decile with intervals, the Place's average dashed, hidden cells marked and named."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import deciles, marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

HEIGHT = 320
SHORT = "height - scale('y', datum.rate) < 30"  # a bar too short to hold its figure
READING = "Thin lines are 95% intervals. The dashed line is the average of the same Place."
CUT = " An interval that ends in a triangle goes on beyond the chart: the table has its end."
HEADROOM = 1.75  # the scale ends at this multiple of the highest rate, or one wide interval would flatten every bar


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (one a decile) and `references` (value, label)."""
    shown = marks.rows().transform_filter("isValid(datum.rate)")
    x = deciles.x(sort=deciles.DOMAIN)
    y = alt.Y(
        "rate:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(grid=True, tickCount=5, labelExpr=theme.SCALED_Y, title=None),
    )
    bars = shown.mark_bar(aria=False).encode(x=x, y=y, color=theme.focus_colour())
    figures = shown.mark_text(
        baseline="bottom", dy=-6, aria=False, fontSize=13, opacity=alt.expr(f"{theme.NARROW} || {SHORT} ? 0 : 1")
    ).encode(
        x=x,
        y=marks.FLOOR,
        text=alt.Text("figure:N"),
        color=alt.when("datum.focus == 'yes'").then(alt.value("#FFFFFF")).otherwise(alt.value(theme.TEXT)),
    )
    spans = marks.interval(shown, x=x, y=alt.Y("lower:Q"), y2=alt.Y2("drawn_upper:Q"))
    cut = shown.mark_point(shape="triangle-up", filled=True, size=60, color=theme.INTERVAL, aria=False).encode(
        x=x,
        y=alt.Y("drawn_upper:Q"),
        opacity=alt.when("datum.drawn_upper < datum.upper").then(alt.value(1)).otherwise(alt.value(0)),
    )
    missing = marks.without_value(marks.rows().transform_filter("!isValid(datum.rate)"), x)
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    layers = (bars, *spans, cut, figures, *missing, *marks.level_references(), spoken)
    return theme.finished(alt.layer(*layers), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns member, decile, people, rate, lower, upper, focus and state: its deciles."""
    table = answer.table[answer.table["decile"] != ""]
    top = HEADROOM * max([*table["rate"].dropna(), *(line.value for line in answer.references)], default=float("nan"))
    drawn_upper = table["upper"].clip(upper=top)
    rows = table[["decile", "rate", "lower", "upper", "focus", "state"]].assign(
        drawn_upper=drawn_upper,
        figure=[number(rate, answer.column("rate").decimals) for rate in table["rate"]],
        tooltip=[_sentence(row) for row in table.to_dict("records")],
    )
    data = {"rows": rows, "references": marks.references(answer)}
    return Drawing(
        specification(), data, answer.finding.text, READING + (CUT if (drawn_upper < table["upper"]).any() else "")
    )


def _sentence(row: dict[str, Any]) -> str:
    where = deciles.named(row["decile"])
    if row["state"] in ("hidden", WITHHELD):
        return f"{where}: {row['state']}"
    if pd.isna(row["rate"]):
        return f"{where}: no data"
    span = interval(row["lower"], row["upper"])
    return f"{where}: {number(row['rate'])} per 1,000 (95% interval {span}), about {people(row['people'])} people"
