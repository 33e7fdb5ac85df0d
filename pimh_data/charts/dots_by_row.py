"""One dot and interval a row: groups, years or Places under one another on one scale, hidden rows kept as words."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.table import coarse_decimals, largest_counts, without_a_name
from pimh_data.formats import interval, number, people, percent
from pimh_data.kept import kept

STEP = 36
LEAST = 120  # pixels: a screen takes the axis and the names of lines from the height, and rows need the rest
INTERVALS = "95% interval"
READING = "Thin lines are 95% intervals."
BEFORE = " The ring is the year before."
TICKS = 5
NAME_WIDTH = 30  # characters of a row's name in one line
BETWEEN = 12  # pixels between the names of two rows, at least
NAME, BEHIND = " name", " behind"  # columns of work, so named that no Answer has them


@lru_cache(maxsize=128)
def specification(rows: int, share: bool, zero: bool, step: int = STEP) -> dict[str, Any]:
    """The chart without its data: so many `rows`, and `references`. `share`: the scale is in per cent."""
    return theme.of_height(_written(share, zero), max(step * rows, LEAST))


@lru_cache(maxsize=4)
def _written(share: bool, zero: bool) -> dict[str, Any]:
    every = marks.rows()
    shown = every.transform_filter("isValid(datum.value)")
    y = alt.Y("label:N", sort=None, scale=alt.Scale(padding=0.35), axis=marks.row_axis())
    labels = "domain('x')[1] > domain('x')[0] ? datum.label : ''"
    axis = alt.Axis(grid=True, tickCount=TICKS, title=None, labelExpr=labels, labelOverlap=True)
    axis = alt.Axis(**{**axis.to_dict(), "format": "%"}) if share else axis
    x = alt.X("value:Q", scale=alt.Scale(zero=zero, nice=True), axis=axis)
    order = marks.in_order(y=y)
    ranged = every.transform_filter("isValid(datum.lower) && datum.figure != ''")
    span = ranged.mark_rule(stroke=theme.INTERVAL, strokeWidth=1.5, aria=False).encode(
        y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
    )
    ring = shown.transform_filter("isValid(datum.before)").mark_point(
        filled=False, size=110, strokeWidth=2, stroke=theme.MUTED, opacity=1, aria=False
    )
    dots = shown.mark_point(filled=True, size=120, opacity=1, aria=False).encode(y=y, x=x, color=theme.focus_colour())
    edge = shown.mark_point(filled=False, size=120, strokeWidth=1, stroke=theme.MUTED, opacity=1, aria=False)
    figures = every.mark_text(align="left", aria=False).encode(
        y=y, x=alt.value(alt.expr("width + 6")), text=alt.Text("figure:N")
    )
    missing = every.transform_filter("!isValid(datum.value)")
    words = marks.haloed(missing, theme.TEXT, {"align": "left"}, y=y, x=alt.value(4), text=alt.Text("words:N"))
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (
        order,
        span,
        *marks.upright_references(),
        ring.encode(y=y, x=alt.X("before:Q")),
        dots,
        edge.encode(y=y, x=x),
        figures,
        *words,
        spoken,
    )
    return theme.finished(alt.layer(*layers), STEP)


@kept
def drawing(
    answer: Answer,
    label: str | tuple[str, ...],
    value: str,
    *,
    before: str = "",
    between: str = INTERVALS,
    reading: str = READING,
    zero: bool = True,
    left: int = 170,
    ends: tuple[str, str] = ("lower", "upper"),
    step: int = STEP,
) -> Drawing:
    """The chart of an Answer by the column `label`; `value`, `before` and the `ends` of its interval are columns too.

    Several columns of `label` are joined, and rows put together by the first. Rows with a `focus` other than 'yes' are
    grey; without that column all are in focus. `between` names the interval.
    """
    column, named = answer.column(value), (label,) if isinstance(label, str) else label
    table = answer.table.assign(**{BEHIND: largest_counts(answer)})
    first = table[named[0]]
    names = [", ".join(parts) for parts in zip(*(table[one] for one in named), strict=True)]
    table = table.assign(**{NAME: pd.Series(names, index=table.index, dtype="str")})
    table = table.iloc[first.map({name: n for n, name in enumerate(dict.fromkeys(first))}).argsort(kind="stable")]
    coarse = coarse_decimals(column.kind, column.decimals)
    digits = [coarse if unnamed else column.decimals for unnamed in without_a_name(table)]
    records = [
        _row(row, row[BEHIND], NAME, column.kind, value, before, between, ends, decimals)
        for row, decimals in zip(table.to_dict("records"), digits, strict=True)
    ]
    numbers = {"value": "float64", "lower": "float64", "upper": "float64", "before": "float64"}
    words = dict.fromkeys(("label", "figure", "words", "focus", "tooltip"), "str")
    rows = pd.DataFrame(records, columns=[*numbers, *words]).astype({**numbers, **words})
    data = {"rows": rows, "references": marks.references(answer, None)}
    ringed = BEFORE if before and rows["before"].notna().any() else ""
    lines = max((label.count("\n") + 1 for label in rows["label"]), default=1)
    held = specification(len(rows), column.kind == "share", zero, max(step, marks.LABEL_LINE * lines + BETWEEN))
    return Drawing(held, data, answer.finding.text, reading + ringed, left=left)


def _row(
    row: dict[str, Any],
    n: float,
    label: str,
    kind: str,
    value: str,
    before: str,
    between: str,
    ends: tuple[str, str],
    decimals: int,
) -> dict[str, Any]:
    found = row[value]
    lower, upper = (row.get(end, float("nan")) for end in ends)
    was = row[before] if before else float("nan")
    share = kind == "share"
    figure = percent(found, n) if share else number(found, decimals or (2 if kind == "ratio" else 0))
    words = _words(row)
    bounded = pd.notna(lower) and pd.notna(upper)
    if pd.isna(found) and bounded and share and row["state"] == "shown":  # a range alone, with no figure in it
        figure, words = f"{interval(lower, upper, 0, 100)}%", ""
    elif pd.isna(found):
        figure = ""
    sentence = f"{row[label]}: {words or figure if pd.isna(found) else figure}"
    if pd.notna(found) and bounded:
        span = interval(lower, upper, 0 if share else decimals or (2 if kind == "ratio" else 0), 100 if share else 1)
        sentence += f" ({between} {span}{'%' if share else ''})"
    if pd.notna(found) and pd.notna(row.get("people")):
        sentence += f", {people(row['people'])} people"
    if pd.notna(was):
        sentence += f"; the year before {percent(was) if share else number(was, decimals)}"
    return {
        "label": "\n".join(textwrap.wrap(row[label], NAME_WIDTH)),
        "value": found,
        "lower": lower,
        "upper": upper,
        "before": was,
        "figure": figure,
        "words": words,
        "focus": row.get("focus", "yes"),
        "tooltip": sentence,
    }


def _words(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return row["state"]
    return f"{people(row['people'])} people" if pd.notna(row.get("people")) else "not defined"
