"""A table of cells shaded by a share, with the figure in each; hidden cells dashed and named."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, people, percent
from pimh_data.kept import kept

STEP, HEADS, WIDE = 36, 24, 3  # pixels a row, and of the names over the columns; so many columns have room for both
PALE, STRONG = "#F0F5FA", "#86ACD1"  # so pale that the same dark text is read on every shade
READING = "The darker, the larger the share of those known in the same column. Unknown groups have no share."


DARKEST = 0.4  # the share that has the strongest shade, and any above it


@lru_cache(maxsize=64)
def specification(members: int) -> dict[str, Any]:
    """The chart without its data: `rows`, a cell each, so many down, and `heads`, the columns.

    A cell whose column and row have the same name is outlined.
    """
    return theme.of_height(_written(), STEP * members + HEADS)


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    every = marks.rows()
    x = alt.X("across:N", sort=None, scale=alt.Scale(paddingInner=0.03, paddingOuter=0), axis=None)
    # A name wider than its column stands in several lines, which an axis would let run into the cells.
    wide = "(indexof(datum.across, ' ') > 0 && length(datum.across) * 8 > bandwidth('x'))"
    heads = alt.Chart(alt.NamedData(name="heads")).mark_text(
        aria=False, baseline="bottom", fontWeight=600, fontSize=alt.expr(f"{theme.NARROW} ? 11 : 14")
    )
    heads = heads.encode(
        x=x,
        y=alt.value(alt.expr(f"{wide} ? -6 - 15 * (length(split(datum.across, ' ')) - 1) : -6")),
        text=alt.value(alt.expr(f"{wide} ? split(datum.across, ' ') : datum.across")),
    )
    y = alt.Y("member:N", sort=None, scale=alt.Scale(paddingInner=0.08, paddingOuter=0), axis=alt.Axis(title=None))
    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, DARKEST], range=[PALE, STRONG], clamp=True), legend=None)
    order = every.mark_rect(opacity=0, aria=False).encode(x=x, y=y)
    cells = every.transform_filter("isValid(datum.share)").mark_rect(aria=False).encode(x=x, y=y, color=shade)
    plain = every.transform_filter("!isValid(datum.share) && datum.state != 'hidden'")
    grey = plain.mark_rect(aria=False, color="#FFFFFF", stroke=theme.GRID).encode(x=x, y=y)
    hidden = every.transform_filter("datum.state == 'hidden'").mark_rect(**marks.OUTLINE)
    same = every.transform_filter("datum.across == datum.member && datum.state != 'hidden'").mark_rect(
        aria=False, filled=False, stroke=theme.TEXT, strokeWidth=1.5
    )
    words = every.mark_text(aria=False, fontSize=alt.expr(f"{theme.NARROW} ? 12 : 14")).encode(
        x=x, y=y, text=alt.Text("figure:N")
    )
    spoken = (
        marks.rows()
        .mark_rect(opacity=0)
        .encode(x=x, y=y, tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N"))
    )
    layers = (order, heads, cells, grey, hidden.encode(x=x, y=y), same.encode(x=x, y=y), words, spoken)
    return theme.finished(alt.layer(*layers), STEP)


@kept
def drawing(
    answer: Answer,
    across: str,
    down: str,
    named: tuple[tuple[str, str], ...] = (),
    reading: str = READING,
    left: int = 110,
) -> Drawing:
    """The chart of an Answer with columns people, share, lower, upper, state, and those that name column and row.

    `named`: (member, name) of those members of `across` that are called something else over their column. With many
    columns a cell has the share alone: the people are in its sentence and in the table.
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
    data = {"rows": rows, "heads": rows[["across"]].drop_duplicates()}
    return Drawing(specification(table[down].nunique()), data, answer.finding.text, reading, left)


def _shade(table: pd.DataFrame) -> pd.Series:
    """The share, or where there is none, the count as a part of the largest, which takes the strongest shade."""
    if "share" in table:
        return table["share"]
    return DARKEST * table["people"].astype("float64") / max(float(table["people"].fillna(0).max()), 1.0)


def _figure(row: dict[str, Any], wide: bool) -> str:
    if row["state"] in WITHOUT_VALUE:
        return row["state"]
    if pd.isna(row.get("share")):
        return people(row["people"])
    return f"{percent(row['share'])} ({people(row['people'])})" if wide else percent(row["share"])


def _sentence(row: dict[str, Any]) -> str:
    where = f"{row['across']}, {row['down']}"
    if row["state"] in WITHOUT_VALUE:
        return f"{where}: {row['state']}"
    if pd.isna(row.get("share")):
        return f"{where}: {people(row['people'])} people"
    span = interval(row["lower"], row["upper"], 0, 100)
    return f"{where}: {people(row['people'])} people, {percent(row['share'])} of those known (95% interval {span}%)"
