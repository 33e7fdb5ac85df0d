"""Bars of how often each field says something: filled in (pale) and with a known value (dark), least known first."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.table import largest_counts
from pimh_data.formats import percent
from pimh_data.kept import kept

STEP = 26
FIGURES = [0, 0.25, 0.5, 0.75, 1]  # where there is no room for all, every other is left: 0, a half and all
READING = "Dark: a known value. Pale: filled in, but with a value such as 'not known'. The figure is the share known."


@lru_cache(maxsize=16)
def specification(fields: int) -> dict[str, Any]:
    """The chart without its data: `rows`, one for each of so many fields."""
    rows = marks.rows()
    shown = rows.transform_filter("isValid(datum.known)")
    y = alt.Y("label:N", sort=None, scale=alt.Scale(paddingInner=0.35), axis=alt.Axis(title=None))
    scale = alt.Scale(domain=[0, 1])
    x = alt.X("filled:Q", scale=scale, axis=alt.Axis(format="%", values=FIGURES, grid=True, title=None))
    order = marks.in_order(y=y)
    filled = shown.mark_bar(color=theme.BOUNDS, aria=False).encode(y=y, x=x)
    known = shown.mark_bar(color=theme.FOCUS, aria=False).encode(y=y, x=alt.X("known:Q", scale=scale))
    beside = alt.value(alt.expr("width + 6"))
    figures = shown.mark_text(align="left", aria=False).encode(y=y, x=beside, text=alt.Text("figure:N"))
    words = (
        rows.transform_filter("!isValid(datum.known)")
        .mark_text(align="left", aria=False)
        .encode(y=y, x=alt.value(4), text=alt.Text("state:N"))
    )
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    return theme.finished(alt.layer(order, filled, known, figures, words, spoken), STEP * max(fields, 1))


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns label, share_complete, share_valid and state."""
    table = answer.table
    records = list(zip(table.to_dict("records"), largest_counts(answer), strict=True))
    rows = pd.DataFrame(
        {
            "label": table["label"],
            "filled": table["share_complete"],
            "known": table["share_valid"],
            "state": table["state"],
            "figure": [percent(row["share_valid"], n) for row, n in records],
            "tooltip": [_sentence(row, n) for row, n in records],
        }
    )
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=170)


def _sentence(row: dict[str, Any], n: float) -> str:
    if pd.isna(row["share_valid"]):
        return f"{row['label']}: {row['state']}"
    filled, known = percent(row["share_complete"], n), percent(row["share_valid"], n)
    return f"{row['label']}: filled in for {filled} of referrals, with a known value for {known}"
