"""Risk beside reach, a row a Place: how many risk indicators are worse than England, and people seen per 1,000."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

STEP = 34
NONE = "no indicator of risk to compare"
READING = (
    "Left: risk indicators that are worse than England, of those compared. Right: people seen per 1,000 {} "
    "with its 95% interval. Dark, marked ▼: high risk (three or more) while reach is clearly below average."
)


@lru_cache(maxsize=64)
def specification(places: int) -> dict[str, Any]:
    """The chart without its data: `rows`, one for each of so many Places."""
    rows = marks.rows()
    axis = alt.Axis(title=None, labelExpr="split(datum.label, '\\n')", labelFontSize=13, labelLineHeight=14)
    y = alt.Y("name:N", sort=None, scale=alt.Scale(paddingInner=0.3), axis=axis)
    above: dict[str, Any] = {"orient": "top", "titleAnchor": "start", "titleAlign": "left", "titleFontWeight": "normal"}
    left = alt.X(
        "worse:Q",
        scale=alt.Scale(domainMin=0, range=[0, alt.expr("width * 0.4")]),
        axis=alt.Axis(title="Risk indicators worse", values=[0, 3, 6, 9, 12], format="d", grid=True, **above),
    )
    right_scale = alt.Scale(zero=True, nice=True, range=[alt.expr("width * 0.55"), alt.expr("width")])
    right = alt.X("rate:Q", scale=right_scale, axis=alt.Axis(title="Seen per 1,000", tickCount=3, grid=True, **above))
    order = marks.in_order(y=y)
    judged = rows.transform_filter("isValid(datum.worse)")
    colour = alt.when("datum.flagged == 'yes'").then(alt.value(theme.FOCUS)).otherwise(alt.value(theme.OTHERS))
    bars = judged.mark_bar(aria=False).encode(y=y, x=left, color=colour)
    figures = rows.mark_text(align="left", aria=False, fontSize=13, dx=5).encode(
        y=y, x=alt.X("text_at:Q", scale=alt.Scale(range=[0, alt.expr("width * 0.4")])), text=alt.Text("figure:N")
    )
    shown = rows.transform_filter("isValid(datum.rate)")
    spans = marks.interval(shown, y=y, x=alt.X("lower:Q", scale=right_scale), x2=alt.X2("upper:Q"))
    dots = shown.mark_circle(size=90, opacity=1, aria=False).encode(y=y, x=right, color=colour)
    words = marks.haloed(
        rows.transform_filter("!isValid(datum.rate)"),
        theme.TEXT,
        {"align": "left", "fontSize": 13},
        y=y,
        x=alt.value(alt.expr("width * 0.56")),
        text=alt.Text("state:N"),
    )
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    risk, reach = alt.layer(order, bars, figures), alt.layer(*spans, dots, *words)
    whole = alt.layer(risk, reach, spoken).resolve_scale(x="independent")
    return theme.finished(whole, STEP * max(places, 1))


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `indicators.risk`; None where no Place has an indicator of risk to compare."""
    table = answer.table
    if not (table["judged"] > 0).any():
        return None
    records = table.to_dict("records")
    rows = table[["worse", "rate", "lower", "upper", "flagged", "state"]].assign(
        name=["\n".join(textwrap.wrap(row["place"], 22)) for row in records],
        text_at=table["worse"].fillna(0.0),
        figure=[_figure(row) for row in records],
        tooltip=[_sentence(row) for row in records],
    )
    reading = READING.format(answer.column("children").unit)
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, reading, left=180)


def _figure(row: dict[str, Any]) -> str:
    if not row["judged"]:
        return "no data"
    return f"{'▼ ' if row['flagged'] == 'yes' else ''}{row['worse']:.0f} of {row['judged']:.0f}"


def _sentence(row: dict[str, Any]) -> str:
    risk = f"{row['worse']:.0f} of {row['judged']:.0f} risk indicators worse than England" if row["judged"] else NONE
    risk += f" ({row['names']})" if row["names"] else ""
    if pd.isna(row["rate"]):
        return f"{row['place']}: {risk}; people seen: {row['state']}"
    span = interval(row["lower"], row["upper"])
    seen = f"about {people(row['people'])} people" if pd.notna(row["people"]) else "people hidden"
    return f"{row['place']}: {risk}; {number(row['rate'])} seen per 1,000 (95% interval {span}), {seen}, {row['reach']}"
