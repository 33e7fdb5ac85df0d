"""A map of equal tiles, one a Place: name and figure in each, shaded by the value; hidden tiles dashed and named."""

import textwrap
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import NOT_NAMED, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, percent
from pimh_data.geography.tiles import TileMap
from pimh_data.kept import kept

TILE, NAME_WIDTH, LEAST = 66, 11, 2  # a row alone is drawn as high as two: a screen takes some of its height
WORDED, BARE_TILE = 10, 24  # columns of tiles that have room for words; the height of those that have none
PALE, STRONG = "#F0F5FA", "#86ACD1"  # so pale that the same dark text is read on every shade
READING = "One tile a Place{where}. The darker, the higher; the heavy outline is what is chosen."
BARE = " Names and figures: on the tile, and in the table."
WHERE = {True: ", set out roughly as they lie to each other", False: ", system by system; not a map"}


@lru_cache(maxsize=32)
def specification(columns: int, down: int) -> dict[str, Any]:
    """The chart without its data: `rows`, one a tile, on a grid of so many columns and rows."""
    every = marks.rows()
    x = alt.X("column:O", scale=alt.Scale(domain=[*map(str, range(columns))], paddingInner=0.04), axis=None)
    y = alt.Y("row:O", scale=alt.Scale(domain=[*map(str, range(down))], paddingInner=0.06), axis=None)
    dark = STRONG if columns <= WORDED else theme.FOCUS  # no text has to be read on it
    shade = alt.Color("value:Q", scale=alt.Scale(range=[PALE, dark]), legend=None)
    shown = every.transform_filter("isValid(datum.value)")
    hidden = every.transform_filter("datum.state == 'hidden'").mark_rect(**marks.OUTLINE)
    empty = every.transform_filter("!isValid(datum.value) && datum.state != 'hidden'").mark_rect(
        color="#FFFFFF", stroke=theme.GRID, aria=False
    )
    chosen = every.transform_filter("datum.focus == 'yes'").mark_rect(
        filled=False, stroke=theme.TEXT, strokeWidth=2.5, aria=False
    )
    limit = alt.expr(f"width / {columns} - 4")
    name: dict[str, Any] = {"fontSize": alt.expr(f"{theme.NARROW} ? 9.5 : 12"), "lineBreak": "\n", "limit": limit}
    figure: dict[str, Any] = {
        "fontSize": alt.expr(f"{theme.NARROW} ? 11 : 14"),
        "fontWeight": 600,
        "limit": limit,
        "dy": 22,
    }
    words = (
        every.mark_text(aria=False, baseline="middle", dy=-14, lineHeight=13, **name).encode(
            x=x, y=y, text=alt.Text("name:N")
        ),
        every.mark_text(aria=False, baseline="middle", **figure).encode(x=x, y=y, text=alt.Text("figure:N")),
    )
    layers = (
        shown.mark_rect(aria=False).encode(x=x, y=y, color=shade),
        empty.encode(x=x, y=y),
        hidden.encode(x=x, y=y),
        chosen.encode(x=x, y=y),
        *(words if columns <= WORDED else ()),
        every.mark_rect(opacity=0).encode(
            x=x, y=y, tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N")
        ),
    )
    return theme.finished(alt.layer(*layers), (TILE if columns <= WORDED else BARE_TILE) * max(down, LEAST))


@kept
def drawing(answer: Answer, tiles: TileMap) -> Drawing:
    """The chart of an Answer by Place with columns member, system, value, lower, upper, focus and state.

    `tiles`: a tile for each of its Places that are named; where a Place lies would tell which it is.
    """
    table = answer.table[answer.table["system"] != NOT_NAMED]
    place = {tile.place: (str(tile.column), str(tile.row)) for tile in tiles.tiles}
    column = answer.column("value")
    records = table.to_dict("records")
    figures = [written(row["value"], column.kind, column.decimals) for row in records]
    rows = pd.DataFrame(
        {
            "name": ["\n".join(textwrap.wrap(name, NAME_WIDTH)[:2]) for name in table["member"]],
            "column": [place[name][0] for name in table["member"]],
            "row": [place[name][1] for name in table["member"]],
            "value": table["value"],
            "figure": [row["state"] if pd.isna(row["value"]) else f for row, f in zip(records, figures, strict=True)],
            "focus": table["focus"],
            "state": table["state"],
            "tooltip": [
                sentence(row, figure, column.kind, column.decimals)
                for row, figure in zip(records, figures, strict=True)
            ],
        }
    )
    columns, down = _size(tiles)
    reading = READING.format(where=WHERE[tiles.geographic]) + (BARE if columns > WORDED else "")
    return Drawing(specification(columns, down), {"rows": rows}, answer.finding.text, reading, left=0)


def _size(tiles: TileMap) -> tuple[int, int]:
    return max(tile.column for tile in tiles.tiles) + 1, max(tile.row for tile in tiles.tiles) + 1


def written(value: float, kind: str, decimals: int) -> str:
    """A value of a Place as it is written: 59%, 209.7, 0.81."""
    return percent(value) if kind == "share" else number(value, decimals or (2 if kind == "ratio" else 1))


def sentence(row: Mapping[str, Any], figure: str, kind: str, decimals: int) -> str:
    """What a Place's mark says: its value with the interval, and where it lies in the funnel."""
    if pd.isna(row["value"]):
        return f"{row['member']}: {row['state']}"
    share = kind == "share"
    places = 0 if share else decimals or (2 if kind == "ratio" else 1)
    span = interval(row["lower"], row["upper"], places, 100 if share else 1) + ("%" if share else "")
    lies = f", {row['lies']}" if row.get("lies") else ""
    return f"{row['member']}: {figure} (95% interval {span}){lies}"
