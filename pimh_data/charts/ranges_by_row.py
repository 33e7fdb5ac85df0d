"""One bar a row from a least to a most share, or a dot where a share alone is published: no dot inside a range."""

import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import percent
from pimh_data.kept import kept

STEP, LEAST = 66, 140  # pixels a row, three lines of words beside it; and the least height
NAME_WIDTH = 29  # characters of a row's name in one line
RANGE = (
    "Each bar runs from the least, if nobody without a second score is counted as recovered, to the most, if all are."
)
BESIDE = (
    "Bars, released here: from the least, if nobody without a second score is counted, to the most, if all are. Dots: "
    "the share as published."
)


@lru_cache(maxsize=32)
def specification(rows: int) -> dict[str, Any]:
    """The chart without its data: so many `rows`, of label, lower, upper, value, focus, words and tooltip."""
    every = marks.rows()
    y = alt.Y("label:N", sort=None, scale=alt.Scale(padding=0.4), axis=alt.Axis(title=None, labelExpr=marks.BROKEN))
    axis = alt.Axis(grid=True, tickCount=5, title=None, format="%")
    x = alt.X("lower:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)
    bars = every.transform_filter("isValid(datum.upper)").mark_bar(height=16, aria=False)
    dots = every.transform_filter("isValid(datum.value)").mark_point(filled=True, size=130, opacity=1, aria=False)
    neither = every.transform_filter("!isValid(datum.upper) && !isValid(datum.value)")
    layers = (
        marks.in_order(y=y),
        bars.encode(y=y, x=x, x2=alt.X2("upper:Q"), color=alt.value(theme.FOCUS)),
        dots.encode(y=y, x=alt.X("value:Q"), color=alt.value(theme.MUTED)),
        *marks.haloed(neither, theme.TEXT, {"align": "left"}, y=y, x=alt.value(4), text=alt.Text("words:N")),
        marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT),
    )
    return theme.finished(alt.layer(*layers), max(STEP * rows, LEAST))


@kept
def of_recovery(answer: Answer) -> Drawing:
    """The chart of an Answer `outcomes.recovery`: columns outcome, of_cases_lower and of_cases_upper, state."""
    return _drawing(answer, "of_cases", lambda row: row["outcome"], "", RANGE)


@kept
def of_national(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.national`: who, outcome, year, share_lower, share_upper, published, two_scores.

    None without rows.
    """
    if answer.table.empty:
        return None
    return _drawing(answer, "share", lambda row: f"{row['outcome']}: {row['who']}, {row['year']}", "published", BESIDE)


def _drawing(answer: Answer, ends: str, name: Callable[[Any], str], value: str, reading: str) -> Drawing:
    records = [_row(row, ends, name(row), value) for row in answer.table.to_dict("records")]
    numbers = dict.fromkeys(("lower", "upper", "value"), "float64")
    words = dict.fromkeys(("label", "words", "tooltip"), "str")
    rows = pd.DataFrame(records, columns=[*numbers, *words]).astype({**numbers, **words})
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, reading, left=215)


def _row(row: dict[str, Any], ends: str, name: str, value: str) -> dict[str, Any]:
    lower, upper = row[f"{ends}_lower"], row[f"{ends}_upper"]
    one = row[value] if value else float("nan")
    figure = f"{percent(lower)} to {percent(upper)}" if pd.notna(upper) else percent(one) if pd.notna(one) else ""
    two = f"{percent(row['two_scores'])} have two scores" if pd.notna(row["two_scores"]) else ""
    said = figure or row["state"]
    scored = f"{percent(row['two_scores'])} scored twice" if value and two else ""
    beside = "; ".join(filter(None, (figure, scored)))
    return {
        "lower": lower,
        "upper": upper,
        "value": one,
        "label": "\n".join([*textwrap.wrap(name, NAME_WIDTH), *([beside] if beside else [])]),
        "words": row["state"],
        "tooltip": "; ".join(filter(None, (f"{name}, {said}" if ":" in name else f"{name}: {said}", two))),
    }
