"""Groups under the heading of their breakdown: dot and interval of the share improved, or of the mean improvement."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import in_points, interval, number, people, percent
from pimh_data.kept import kept

ROW_HEIGHT, AXIS = 40, 36  # pixels; the axis takes its room from the height
LINE_WIDTH = 44  # characters of a line that a phone has room for
SHARES = "Of those with two scores in each group, the share who improved reliably. Thin lines are 95% intervals."
MEANS = "Mean improvement in points: no reliable change is known for this measure. Thin lines are 95% intervals."


@lru_cache(maxsize=64)
def specification(number_of_rows: int, share: bool) -> dict[str, Any]:
    """The chart without its data for so many rows: row (order), heading (alone in its row), said, value, interval."""
    return theme.of_height(_written(share), ROW_HEIGHT * number_of_rows + AXIS)


@lru_cache(maxsize=2)
def _written(share: bool) -> dict[str, Any]:
    rows = marks.rows()
    y = worded_rows.order()
    axis = alt.Axis(grid=True, tickCount=5, labelExpr=theme.SCALED_X, title=None)
    axis = alt.Axis(**{**axis.to_dict(), "format": "%"}) if share else axis
    x = alt.X("value:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    shown = rows.transform_filter("isValid(datum.value)")
    below: dict[str, Any] = {"yOffset": 9, "aria": False}
    size = alt.expr(f"{theme.NARROW} ? 12 : 14")
    words: dict[str, Any] = {"align": "left", "fontSize": size, "lineBreak": "\n", "aria": False, "color": theme.TEXT}
    heading: dict[str, Any] = {"fontWeight": "bold", "baseline": "bottom", "dy": 13}
    layers = (
        shown.mark_rule(stroke=theme.INTERVAL, strokeWidth=1.5, **below).encode(
            y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
        ),
        shown.mark_point(filled=True, size=110, opacity=1, fill=theme.FOCUS, **below).encode(y=y, x=x),
        rows.mark_text(**heading, **words).encode(y=y, x=alt.value(0), text=alt.Text("heading:N")),
        rows.mark_text(dy=-9, **words).encode(y=y, x=alt.value(0), text=alt.Text("said:N")),
        marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT),
    )
    return theme.finished(alt.layer(*layers), ROW_HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer with columns group, member, paired, share and mean_gain with intervals, state.

    Means are drawn where no share is known in any group; None without rows.
    """
    table = answer.table
    if table.empty:
        return None
    share = bool(table["share"].notna().any()) or not bool(table["mean_gain"].notna().any())
    value, ends = ("share", ("lower", "upper")) if share else ("mean_gain", ("gain_lower", "gain_upper"))
    lines: list[dict[str, Any]] = []
    for group, members in table.groupby("group", sort=False):
        closed = members["closed"].iloc[0]
        named = group if closed == answer.selection.year else f"{group}, {closed}"
        lines.append(_line("\n".join(textwrap.wrap(str(named), LINE_WIDTH)), "", f"By {str(named).lower()}"))
        lines += [_row(row, value, ends) for row in members[members[value].notna()].to_dict("records")]
        lines += _without(members[members[value].isna()])
    rows = pd.DataFrame(lines).assign(row=worded_rows.numbered(len(lines), digits=3))
    data = {"rows": rows}
    return Drawing(specification(len(rows), share), data, answer.finding.text, SHARES if share else MEANS, left=8)


def _line(heading: str, said: str, tooltip: str, *figures: float) -> dict[str, Any]:
    value, lower, upper = figures or (float("nan"),) * 3
    return {"heading": heading, "said": said, "tooltip": tooltip, "value": value, "lower": lower, "upper": upper}


def _row(row: dict[str, Any], value: str, ends: tuple[str, str]) -> dict[str, Any]:
    share, figures = value == "share", [float(row[name]) for name in (value, *ends)]
    figure = percent(figures[0]) if share else f"{number(figures[0])} points"
    of = "" if pd.isna(row["paired"]) else f" of {people(row['paired'])}"
    said = f"{row['member']}: {figure}{of}"
    return _line("", said, f"{said}{_interval(figures[1], figures[2], share)}{_apart(row)}", *figures)


def _without(members: pd.DataFrame) -> list[dict[str, Any]]:
    """Groups without a figure in one line, each by its own name: hidden, then those without data."""
    lines = []
    for state, these in members.groupby(members["state"].where(members["state"].isin(("no data", WITHHELD)), "hidden")):
        names = [name[:1].lower() + name[1:] for name in these["member"]]
        said = f"{str(state).capitalize()}: {', '.join(names)}"
        lines.append(_line("", "\n".join(textwrap.wrap(said, LINE_WIDTH)), said))
    return lines


def _interval(lower: float, upper: float, share: bool) -> str:
    if lower != lower or upper != upper:
        return ""
    return (
        f" (95% interval {interval(lower, upper, 0, 100)}%)" if share else f" (95% interval {interval(lower, upper)})"
    )


def _apart(row: dict[str, Any]) -> str:
    if pd.isna(row["difference"]) or pd.isna(row["difference_lower"]):
        return ""
    span = " to ".join(in_points(row[end]) for end in ("difference_lower", "difference_upper"))
    return f"; {in_points(row['difference'])} points from the group compared with (95% interval {span})"
