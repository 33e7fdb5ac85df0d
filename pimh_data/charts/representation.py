"""Dot and interval of the rate ratio by ethnic group, pale bars for the unknowns, whose own rows stay in view."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

HEIGHT = 380
READING = (
    "Right of the dashed line: seen more often than those compared with, who are White British or Irish people in the "
    "first row and all others known in those of the five groups. Thin lines are 95% intervals, which hold for the five "
    "groups together; pale bars, where the people of unknown ethnic group could move it."
)


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (one a group, then the unknowns) and `references` (the line at 1)."""
    rows = marks.rows()
    shown = rows.transform_filter("isValid(datum.ratio)")
    y = alt.Y("member:N", sort=None, scale=alt.Scale(padding=0.35), axis=alt.Axis(title=None))
    x = alt.X("ratio:Q", scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(grid=True, tickCount=5, title=None))
    order = marks.in_order(y=y)
    bounds = shown.mark_bar(color=theme.BOUNDS, aria=False, height=14).encode(
        y=y, x=alt.X("bound_lower:Q"), x2=alt.X2("bound_upper:Q")
    )
    span = shown.mark_rule(stroke=theme.INTERVAL, strokeWidth=1.5, aria=False).encode(
        y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
    )
    dots = shown.mark_point(filled=True, size=130, opacity=1, color=theme.FOCUS, aria=False).encode(y=y, x=x)
    beside = alt.value(alt.expr("width + 6"))
    figures = shown.mark_text(align="left", aria=False).encode(y=y, x=beside, text=alt.Text("figure:N"))
    # Unknown and hidden rows have no ratio: they stay in view as words.
    unknown = rows.transform_filter("!isValid(datum.ratio)")
    words = marks.haloed(unknown, theme.TEXT, {"align": "left"}, y=y, x=alt.value(4), text=alt.Text("words:N"))
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (order, bounds, span, *marks.upright_references(), dots, figures, *words, spoken)
    return theme.finished(alt.layer(*layers), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer: member, people, ratio, its interval with all groups together, bounds and state."""
    table = answer.table
    records = table.to_dict("records")
    rows = table[["member", "ratio", "bound_lower", "bound_upper", "state"]].assign(
        lower=table["together_lower"],
        upper=table["together_upper"],
        figure=[number(ratio, 2) for ratio in table["ratio"]],
        words=[_words(row) for row in records],
        tooltip=[_sentence(row) for row in records],
    )
    data = {"rows": rows, "references": marks.references(answer, None)}
    return Drawing(specification(), data, answer.finding.text, READING, left=170)


def _words(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return row["state"]
    return f"{people(row['people'])} people"


def _sentence(row: dict[str, Any]) -> str:
    if pd.isna(row["ratio"]):
        return f"{row['member']}: {_words(row)}"
    sentence = f"{row['member']}: {number(row['ratio'], 2)} times as often as {row['against']}"
    together = interval(row["together_lower"], row["together_upper"], 2)
    sentence += f" (95% interval, groups together, {together}), about {people(row['people'])} people"
    if pd.notna(row["bound_lower"]):
        sentence += f"; {interval(row['bound_lower'], row['bound_upper'], 2)} wherever the unknowns fall"
    return sentence
