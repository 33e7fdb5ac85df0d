"""Where scores stood at the start and at the end: this selection, and what is published for others, on one scale."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import number, people
from pimh_data.kept import kept

STEP, AXES = 72, 56  # pixels a row, two lines of words above its line; and what axis and titles take on a page
LEFT, RIGHT = 34, 88  # pixels of the plot for the figure of the end, and for that of the start and the effect size
OURS, ENGLAND = "released here", "England"
MOST = 14  # rows that can be taken in at once; the table has them all
ROUND = 5.0  # points: the scale goes from 0 to the next multiple
READING = (
    "Ring: mean score at the start; dot: mean score at the end. On the right the effect size: the mean at the start "
    "less the mean at the end, over the standard deviation at the start. Dark: released here; grey: published."
)


@lru_cache(maxsize=32)
def specification(rows: int) -> dict[str, Any]:
    """The chart without its data: so many `rows`, and `frame` (the ends of the scale)."""
    every = marks.rows()
    y = alt.Y("key:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    scale = alt.Scale(zero=False, nice=False, range=[LEFT, alt.expr(f"width - {RIGHT}")])
    words: dict[str, Any] = {"titleFontWeight": "normal", "titleFontSize": 13, "titleColor": theme.TEXT}
    ticks = alt.expr(f"{theme.NARROW} ? 3 : 6")
    x = alt.X("last:Q", scale=scale, axis=alt.Axis(grid=True, tickCount=ticks, title="Mean score, points", **words))
    frame = alt.Chart(alt.NamedData(name="frame"))
    order = marks.in_order(y=y)
    shown = every.transform_filter("isValid(datum.last)")
    low: dict[str, Any] = {"yOffset": 18, "aria": False}
    line = shown.mark_rule(strokeWidth=3, y2Offset=18, **low).encode(
        y=y, x=x, x2=alt.X2("first:Q"), color=_colour("stroke")
    )
    point: dict[str, Any] = {"size": 130, "filled": True, "strokeWidth": 2, "opacity": 1, **low}
    ring = shown.mark_point(fill="#FFFFFF", **point).encode(y=y, x=alt.X("first:Q"), stroke=_colour("ring"))
    dot = shown.mark_point(**point).encode(y=y, x=x, fill=_colour("stroke"), stroke=_colour("ring"))
    # Outside the line, whichever way it goes.
    falls = "datum.last <= datum.first"
    figures = [
        layer
        for name, right in (("first", falls), ("last", f"!({falls})"))
        for layer in marks.haloed(
            shown,
            theme.TEXT,
            {"align": alt.expr(f"{right} ? 'left' : 'right'"), "dx": alt.expr(f"{right} ? 11 : -11"), "yOffset": 18},
            y=y,
            x=alt.X(f"{name}:Q"),
            text=alt.Text(f"{name}:Q", format=".1f"),
        )
    ]
    whole = {"align": "left", "baseline": "middle", "limit": alt.expr("width")}
    size = alt.expr(f"{theme.NARROW} ? 12 : 13")
    effect = shown.mark_text(align="right", fontWeight=600, **low).encode(y=y, x=marks.RIGHT, text=alt.Text("effect:N"))
    header = frame.transform_filter("datum.last == 0").mark_text(
        align="right", baseline="bottom", dy=-4, fontSize=13, aria=False
    )
    missing = every.transform_filter("!isValid(datum.last)").mark_text(align="left", color=theme.MUTED, **low)
    layers = (
        order,
        frame.mark_point(opacity=0, aria=False).encode(x=x),
        line,
        ring,
        dot,
        *figures,
        *marks.haloed(
            every, theme.TEXT, {**whole, "fontWeight": 600, "yOffset": -22}, y=y, x=marks.LEFT, text=alt.Text("who:N")
        ),
        *marks.haloed(
            every, theme.MUTED, {**whole, "fontSize": size, "yOffset": -4}, y=y, x=marks.LEFT, text=alt.Text("what:N")
        ),
        effect,
        header.encode(x=marks.RIGHT, y=alt.value(0), text=alt.value("Effect size")),
        missing.encode(y=y, x=marks.LEFT, text=alt.Text("words:N")),
        marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT),
    )
    return theme.finished(alt.layer(*layers), STEP * rows + AXES)


def _colour(part: str) -> Any:
    grey = {"stroke": theme.OTHERS, "ring": theme.MUTED}[part]
    return alt.when("datum.focus == 'yes'").then(alt.value(theme.FOCUS)).otherwise(alt.value(grey))


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.national_scores`; None where fewer than two rows have means."""
    table = answer.table
    known = table[["mean_first", "mean_last"]].notna().all(axis=1)
    if known.sum() < 2:
        return None
    # A mean that is hidden is said.
    table = table[known | (table["state"] != "shown")]
    every, table = len(table), _fewer(table)
    left_out = f" {every - len(table)} more are in the table." if len(table) < every else ""
    records = table.to_dict("records")
    rows = pd.DataFrame(
        {
            "key": [str(order) for order in range(len(records))],
            "first": table["mean_first"].astype("float64"),
            "last": table["mean_last"].astype("float64"),
            "who": table["who"],
            "what": [", ".join(_what(row)) for row in records],
            "effect": ["" if pd.isna(row["effect_size"]) else number(row["effect_size"]) for row in records],
            "words": ["" if pd.notna(row["mean_last"]) else row["state"] for row in records],
            "focus": ["yes" if row["kind"] == OURS else "no" for row in records],
            "tooltip": [_sentence(row) for row in records],
        }
    )
    greatest = -(-rows[["first", "last"]].max().max() // ROUND) * ROUND
    data = {"rows": rows, "frame": pd.DataFrame({"last": [0.0, greatest]})}
    return Drawing(specification(len(rows)), data, answer.finding.text, READING + left_out, left=4)


def _fewer(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that one can take in: ours and England's, and of each area the therapy that stands first."""
    if len(table) <= MOST:
        return table
    near = (table["kind"] == OURS) | (table["who"] == ENGLAND)
    areas = table[~near].drop_duplicates("who")
    return pd.concat([table[near], areas]).head(MOST)


def _what(row: dict[str, Any]) -> list[str]:
    return [*([] if row["therapy"] == "All" else [row["therapy"]]), row["year"], row["kind"]]


def _sentence(row: dict[str, Any]) -> str:
    about = f"{row['who']}, {', '.join(_what(row))}"
    if pd.isna(row["mean_first"]) or pd.isna(row["mean_last"]):
        return f"{about}: {row['state']}"
    said = f"{about}: mean from {number(row['mean_first'])} to {number(row['mean_last'])} points"
    if pd.notna(row["effect_size"]):
        said += f", effect size {number(row['effect_size'])}"
    if pd.notna(row["people"]):
        return f"{said}, {people(row['people'])} people with two scores"
    return said if pd.isna(row["courses"]) else f"{said}, {people(row['courses'])} courses"
