"""One bar, counted: eligible, with a first score, with two; and what became of these, each part where the last ends."""

from functools import lru_cache
from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, people, percent
from pimh_data.kept import kept

STEP, OF_ELIGIBLE = 38, 3  # pixels a row; so many rows are shares of the eligible, the next three of the paired
COLOURS = ("#BFD7EA", "#6C9DC6", theme.FOCUS, comparison.FILLS["better"], theme.OTHERS, comparison.FILLS["worse"])
READING = (
    "Percentages of the first bars are of those eligible, of the three below of those with two scores: each of these "
    "begins where the one above ends."
)


@lru_cache(maxsize=4)
def specification(rows: int) -> dict[str, Any]:
    """The chart without its data for so many rows: label, start, end, figure, words, colour."""
    every = marks.rows()
    y = alt.Y("label:N", sort=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1), axis=alt.Axis(title=None))
    x = alt.X("start:Q", scale=alt.Scale(zero=True, nice=False), axis=None)
    order = marks.in_order(y=y)
    shown = every.transform_filter("isValid(datum.end)")
    bars = shown.mark_bar(aria=False).encode(y=y, x=x, x2=alt.X2("end:Q"), color=alt.Color("colour:N", scale=None))
    figures = shown.mark_text(align="left", dx=7, aria=False).encode(y=y, x=alt.X("end:Q"), text=alt.Text("figure:N"))
    hidden = every.transform_filter("datum.words == 'hidden'").mark_bar(**marks.OUTLINE)
    words = every.transform_filter("!isValid(datum.end)").mark_text(align="left", aria=False)
    layers = (
        order,
        bars,
        figures,
        hidden.encode(y=y, x=marks.LEFT, x2=alt.value(76)),
        words.encode(y=y, x=alt.value(10), text=alt.Text("words:N")),
        marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT),
    )
    return theme.finished(alt.layer(*layers), STEP * rows)


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns change, people, share, lower, upper, share_of_eligible, state.

    Its first three rows are steps, the next three parts of the third; what is left after them has no bar.
    """
    records = answer.table.head(len(COLOURS)).to_dict("records")
    counts = [float(row["people"]) if pd.notna(row["people"]) else float("nan") for row in records]
    # After a hidden part, where the next begins is not known: it begins at nought.
    begun = [0.0, *accumulate(counts[OF_ELIGIBLE:-1])] if len(counts) > OF_ELIGIBLE else []
    starts = [0.0] * len(counts[:OF_ELIGIBLE]) + [start if start == start else 0.0 for start in begun]
    rows = pd.DataFrame(
        {
            "label": [row["change"] for row in records],
            "start": starts,
            "end": [start + count for start, count in zip(starts, counts, strict=True)],
            "people": answer.table["people"].head(len(COLOURS)),
            "figure": [_figure(row, n) for n, row in enumerate(records)],
            "words": [row["state"] if pd.isna(row["people"]) else "" for row in records],
            "colour": list(COLOURS[: len(records)]),
            "tooltip": [_sentence(row, n) for n, row in enumerate(records)],
        }
    )
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=140)


def _figure(row: dict[str, Any], number: int) -> str:
    if pd.isna(row["people"]):
        return ""
    share = row["share"] if number >= OF_ELIGIBLE else row["share_of_eligible"]
    return people(row["people"]) + ("" if number == 0 or pd.isna(share) else f" ({percent(share, row['people'])})")


def _sentence(row: dict[str, Any], number: int) -> str:
    if pd.isna(row["people"]):
        return f"{row['change']}: {row['state']}"
    said = f"{row['change']}: {people(row['people'])} people"
    if number >= OF_ELIGIBLE and pd.notna(row["share"]):
        span = interval(row["lower"], row["upper"], 0, 100)
        return f"{said}, {percent(row['share'])} of those with two scores (95% interval {span}%)"
    return said if number == 0 else f"{said}, {percent(row['share_of_eligible'])} of those eligible"
