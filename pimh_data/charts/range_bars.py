"""Estimates side by side, each a bar from its least to its most, with what it counts written above it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import number, people
from pimh_data.kept import kept

ROW_HEIGHT = 76  # pixels
READING = (
    "Each bar runs from the least to the most that is published; the ring is the figure as published or as chosen. "
    "Solid: of the births of one year. Striped: children there are at one time, which is not comparable with a year."
)
TEAM = "The first bar is the staff there are; the second runs between two ways of scaling the published team."
PUBLISHED = "Each bar runs from the least to the most as published; a ring stands where one figure alone is printed."


@lru_cache(maxsize=32)
def specification(number: int) -> dict[str, Any]:
    """The chart without its data for so many rows: row (order), figure, name, counted, lower, upper, value, kind."""
    rows = marks.rows()
    y = worded_rows.order()
    axis = worded_rows.people_axis()
    x = alt.X("lower:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    words = [
        worded_rows.words("figure", -28, weight="bold"),
        worded_rows.words("name", -11),
        worded_rows.words("counted", 4, theme.MUTED),
    ]
    span = rows.transform_filter("isValid(datum.upper)")
    bar: dict[str, Any] = {"strokeWidth": 11, "yOffset": 21, "aria": False, "stroke": theme.FOCUS}
    flow = span.transform_filter("datum.kind != 'stock'").mark_rule(**bar)
    stock = span.transform_filter("datum.kind == 'stock'").mark_rule(strokeDash=[4, 3], **bar)
    ring = rows.transform_filter("isValid(datum.value)").mark_point(
        filled=True, fill="#FFFFFF", stroke=theme.FOCUS, strokeWidth=2.5, size=110, opacity=1, yOffset=21, aria=False
    )
    layers = (
        *(one.encode(y=y, x=x, x2=alt.X2("upper:Q")) for one in (flow, stock)),
        ring.encode(y=y, x=alt.X("value:Q")),
        *words,
    )
    return worded_rows.finished(layers, number, ROW_HEIGHT)


@kept
def of_models(answer: Answer) -> Drawing:
    """The chart of the models of need: columns model, counted, kind, value, lower, upper, range, state."""
    records = answer.table.to_dict("records")
    kinds = [row["kind"].split(":")[0] for row in records]
    rows = pd.DataFrame(
        {
            "figure": [_figure(row, kind) for row, kind in zip(records, kinds, strict=True)],
            "name": answer.table["model"],
            "counted": answer.table["counted"],
            "lower": answer.table["lower"],
            "upper": answer.table["upper"],
            "value": answer.table["value"],
            "kind": kinds,
        }
    )
    # What is of a year first, then what is of one moment: never between one another.
    return _drawing(answer, rows.sort_values("kind", ascending=False, kind="stable"), READING)


@kept
def of_published(answer: Answer) -> Drawing:
    """The chart of published figures: columns figure, counts, lower, upper, words. Births are the frame, not a bar."""
    table = answer.table[answer.table["counts"] != "births"]
    alone = table["lower"] == table["upper"]
    rows = pd.DataFrame(
        {
            "figure": table["words"],
            "name": table["figure"],
            "counted": "counts " + table["counts"],
            "lower": table["lower"],
            "upper": table["upper"],
            "value": table["upper"].where(alone),
            "kind": "published",
        }
    )
    return _drawing(answer, rows, PUBLISHED)


@kept
def of_team(answer: Answer) -> Drawing:
    """The chart of staff against the published team, for the first row (the whole) of a table of Places."""
    whole = answer.table.iloc[0]
    ends = sorted(value for value in whole[["team", "team_deprived"]] if pd.notna(value)) or [float("nan")]
    rows = pd.DataFrame(
        {
            "figure": [_equivalents([whole["present"]]), _equivalents(ends)],
            "name": ["Present in parent-infant services", "The published team, scaled"],
            "counted": ["whole-time equivalents", "to births, and to births and deprivation"],
            "lower": [0.0 if pd.notna(whole["present"]) else float("nan"), ends[0]],
            "upper": [whole["present"], ends[-1]],
            "value": [float("nan"), ends[0] if ends[0] == ends[-1] else float("nan")],
            "kind": "published",
        }
    )
    return _drawing(answer, rows, TEAM)


def _equivalents(ends: Sequence[float]) -> str:
    """'7.3 WTE', '55.5 to 61.0 WTE'; in words where there is none."""
    said = " to ".join(dict.fromkeys(map(number, ends)))
    return f"{said} WTE" if all(map(pd.notna, ends)) else said


def _drawing(answer: Answer, rows: pd.DataFrame, reading: str) -> Drawing:
    rows = rows.reset_index(drop=True)
    held = rows.assign(
        row=worded_rows.numbered(len(rows)),
        tooltip=rows["name"] + ", " + rows["counted"] + ": " + rows["figure"],
    )
    return Drawing(specification(len(rows)), {"rows": held}, answer.finding.text, reading, left=8)


def _figure(row: dict[str, Any], kind: str) -> str:
    if row["state"] == WITHHELD:
        return WITHHELD
    if row["state"] == "no data":
        return f"no data on {row['unit']}"
    when = "at one time" if kind == "stock" else "a year"
    words = row["range"].replace(" (one figure is published)", "")
    ends = round(row["lower"]), round(row["upper"])
    chosen = "" if pd.isna(row["value"]) or round(row["value"]) in ends else people(row["value"])
    return f"{words} {when}" + (f"; here {chosen}" if chosen else "")
