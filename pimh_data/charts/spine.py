"""The area profile as a spine chart: England in the middle, its local authorities' range, quartiles, region, Place."""

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

STEP = 72  # pixels a row: the indicator's name above its spine, in two lines where it is long and the chart narrow
NARROW, LETTERS = 520, 46  # pixels below which a name is broken, and how many letters of it then fit in a line
BREAK = " | "  # between the lines of a name
RIGHT = 150  # pixels for the figures beside the spine
RANGE, QUARTILES = "#E8EDEE", "#C6CFD4"
READING = (
    "The line in the middle is England. Pale bar: from the lowest to the highest local authority; darker: the middle "
    "half of them; short line: the region. Right is better; where no judgement is made, right is higher. "
    "Thin lines are 95% intervals. " + comparison.READING
)


@lru_cache(maxsize=64)
def specification(indicators: int) -> dict[str, Any]:
    """The chart without its data: `rows`, one for each of so many indicators."""
    rows = marks.rows()
    y = alt.Y("key:N", sort=None, scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)
    scale = alt.Scale(domain=[-1, 1], range=[2, alt.expr(f"width - {RIGHT}")])

    def at(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=scale, axis=None)

    placed = rows.transform_filter("isValid(datum.at_left)")
    whole = placed.mark_bar(height=16, yOffset=10, color=RANGE, aria=False).encode(y=y, x=at("at_left"), x2="at_right")
    middle = (
        rows.transform_filter("isValid(datum.at_quartile_left)")
        .mark_bar(height=16, yOffset=10, color=QUARTILES, aria=False)
        .encode(y=y, x=at("at_quartile_left"), x2="at_quartile_right")
    )
    region = (
        rows.transform_filter("isValid(datum.at_region)")
        .mark_tick(thickness=2, size=22, orient="vertical", yOffset=10, color=theme.MUTED, aria=False)
        .encode(y=y, x=at("at_region"))
    )
    shown = rows.transform_filter("isValid(datum.at_value)")
    spans = shown.mark_rule(stroke=theme.INTERVAL, strokeWidth=1.5, yOffset=10, y2Offset=10, aria=False).encode(
        y=y, x=at("at_lower"), x2="at_upper"
    )
    # England is the middle of the scale: a tick a row, since only rows with an England have one.
    england = placed.mark_tick(
        thickness=1.5,
        size=STEP - 40,
        orient="vertical",
        yOffset=10,
        color=theme.BENCHMARK,
        strokeDash=[5, 3],
        aria=False,
    ).encode(y=y, x=at("middle"))
    dots = comparison.points(shown.transform_calculate(), 150, y=y, x=at("at_value"))
    dots.mark.yOffset = 10
    broken = f"width < {NARROW} && indexof(datum.lines, '{BREAK}') > 0"
    name: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "yOffset": alt.expr(f"{broken} ? -27 : -16"),
        "limit": alt.expr("width"),
        "lineHeight": 16,
        "text": alt.expr(f"{broken} ? split(datum.lines, '{BREAK}') : datum.name"),
    }
    names = rows.mark_text(aria=False, fontSize=14, **name).encode(y=y, x=marks.LEFT)
    beside = alt.value(alt.expr(f"width - {RIGHT - 12}"))
    right: dict[str, Any] = {"align": "left", "baseline": "middle"}
    figures = rows.mark_text(aria=False, fontWeight=600, yOffset=3, **right).encode(
        y=y, x=beside, text=alt.Text("figure:N")
    )
    benchmark = rows.mark_text(aria=False, fontSize=12, color=theme.BENCHMARK, yOffset=19, **right).encode(
        y=y, x=beside, text=alt.Text("england_figure:N")
    )
    without = rows.transform_filter("!isValid(datum.at_left)")
    words = without.mark_text(aria=False, fontSize=13, color=theme.MUTED, yOffset=10, **right).encode(
        y=y, x=alt.value(4), text=alt.Text("words:N")
    )
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (whole, middle, region, england, spans, dots, names, figures, benchmark, words, spoken)
    return theme.finished(alt.layer(*layers), STEP * max(indicators, 1))


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `indicators.profile`; None where it has no row."""
    table = answer.table
    if table.empty:
        return None
    records = table.to_dict("records")
    places = [name for name in table.columns if name.startswith("at_")]
    names = [f"{row['indicator']}, {row['unit']} ({row['period']})" for row in records]
    rows = table[["key", "compared", *places]].assign(
        middle=0.0,
        name=names,
        lines=[_broken(name) for name in names],
        figure=[_figure(row) for row in records],
        england_figure=["" if pd.isna(row["england"]) else f"England {_plain(row['england'])}" for row in records],
        words=["" if pd.notna(row["at_left"]) else "no range of local authorities to stand in" for row in records],
        tooltip=[_sentence(row) for row in records],
    )
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=4)


def _broken(name: str) -> str:
    """A name in two lines at most; what the second cannot hold is cut there, and stands in the table."""
    first, *rest = textwrap.wrap(name, LETTERS)
    return BREAK.join((first, " ".join(rest))) if rest else first


def _figure(row: dict[str, Any]) -> str:
    known = row["state"] in ("shown", "zero")
    word = f" {row['compared']}" if row["compared"] != "not compared" else ""
    return f"{row['shape']} {row['cell']}{word}" if known and word else row["cell"]


def _plain(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < 1 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"


def _sentence(row: dict[str, Any]) -> str:
    sentence = f"{row['indicator']}, {row['unit']}, {row['period']}: {row['cell']}"
    if pd.notna(row["lower"]):
        sentence += f" (95% interval {interval(row['lower'], row['upper'])})"
    if pd.notna(row["england"]):
        sentence += f"; England {_plain(row['england'])}"
    if pd.notna(row["region_value"]):
        sentence += f"; {row['region']} {_plain(row['region_value'])}"
    said = "not compared" if row["compared"] == "not compared" else f"{row['compared']} than England"
    said = "similar to England" if row["compared"] == "similar" else said
    return f"{sentence}; {said}; {row['direction']}; recent trend: {row['trend'].lower()}"
