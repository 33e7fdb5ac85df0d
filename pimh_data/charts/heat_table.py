"""A table of cells shaded by a share, with the figure in each; hidden cells dashed and named."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, people, percent

STEP, WIDE = 36, 3
PALE, STRONG = "#F0F5FA", "#86ACD1"  # so pale that the same dark text is read on every shade
READING = "The darker, the larger the share of those known in the same column. Unknown groups have no share."


DARKEST = 0.4  # the share that has the strongest shade, and any above it


@lru_cache(maxsize=8)
def specification(members: int) -> dict[str, Any]:
    """The chart without its data: `rows`, a cell each, so many down."""
    every = marks.rows()
    x = alt.X(
        "across:N",
        sort=None,
        scale=alt.Scale(paddingInner=0.03, paddingOuter=0),
        axis=alt.Axis(orient="top", labelAngle=0, labelFontWeight=600, title=None),
    )
    y = alt.Y("member:N", sort=None, scale=alt.Scale(paddingInner=0.08, paddingOuter=0), axis=alt.Axis(title=None))
    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, DARKEST], range=[PALE, STRONG], clamp=True), legend=None)
    order = every.mark_rect(opacity=0, aria=False).encode(x=x, y=y)
    cells = every.transform_filter("isValid(datum.share)").mark_rect(aria=False).encode(x=x, y=y, color=shade)
    plain = every.transform_filter("!isValid(datum.share) && datum.state != 'hidden'")
    grey = plain.mark_rect(aria=False, color="#FFFFFF", stroke=theme.GRID).encode(x=x, y=y)
    hidden = every.transform_filter("datum.state == 'hidden'").mark_rect(
        aria=False, filled=False, stroke=theme.MUTED, strokeDash=[3, 3], strokeWidth=1.5
    )
    words = every.mark_text(aria=False, fontSize=alt.expr(f"{theme.NARROW} ? 12 : 14")).encode(
        x=x, y=y, text="figure:N"
    )
    spoken = marks.rows().mark_rect(opacity=0).encode(x=x, y=y, tooltip="tooltip:N", description="tooltip:N")
    return theme.finished(alt.layer(order, cells, grey, hidden.encode(x=x, y=y), words, spoken), STEP * members)


def drawing(
    answer: Answer, across: str, down: str, named: Mapping[str, str], reading: str = READING, left: int = 110
) -> Drawing:
    """The chart of an Answer with columns people, share, lower, upper, state, and those that name column and row.

    `named`: what a member of `across` is called over its column, where that is not its own name. With many columns a
    cell has the share alone: the people are in its sentence and in the table.
    """
    table = answer.table
    wide = table[across].nunique() <= WIDE
    records = table.assign(across=table[across].replace(dict(named)), down=table[down]).to_dict("records")
    rows = pd.DataFrame(
        {
            "across": [row["across"] for row in records],
            "member": table[down],
            "share": _shade(table),
            "state": table["state"],
            "figure": [_figure(row, wide) for row in records],
            "tooltip": [_sentence(row) for row in records],
        }
    )
    return Drawing(specification(table[down].nunique()), {"rows": rows}, answer.finding.text, reading, left)


def _shade(table: pd.DataFrame) -> pd.Series:
    """The share, or where there is none, the count as a part of the largest, which takes the strongest shade."""
    if "share" in table:
        return table["share"]
    return DARKEST * table["people"].astype("float64") / max(float(table["people"].fillna(0).max()), 1.0)


def _figure(row: dict[str, Any], wide: bool) -> str:
    if row["state"] in ("hidden", "no data"):
        return row["state"]
    if pd.isna(row.get("share")):
        return people(row["people"])
    return f"{percent(row['share'])} ({people(row['people'])})" if wide else percent(row["share"])


def _sentence(row: dict[str, Any]) -> str:
    where = f"{row['across']}, {row['down']}"
    if row["state"] in ("hidden", "no data"):
        return f"{where}: {row['state']}"
    if pd.isna(row.get("share")):
        return f"{where}: {people(row['people'])} people"
    span = interval(row["lower"], row["upper"], 0, 100)
    return f"{where}: {people(row['people'])} people, {percent(row['share'])} of those known (95% interval {span}%)"
