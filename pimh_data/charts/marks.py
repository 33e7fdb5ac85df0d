"""Marks that charts share: intervals, hidden cells, reference lines with their names. Each reads named columns."""

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts.theme import BENCHMARK, INTERVAL, MUTED, TEXT
from pimh_data.formats import number

NAME_WIDTH = 20  # characters of a reference line's name in one line
BROKEN = "split(datum.label, '\\n')"  # the labels of an axis, in as many lines as they are written
# The middle of a label of several lines beside its row, where Vega puts its first line.
LABEL_LINE = 16  # pixels
UPWARDS: dict[str, Any] = {
    "condition": [
        {"test": f"length(split(datum.label, '\\n')) == {lines}", "value": -LABEL_LINE * (lines - 1) // 2}
        for lines in (3, 2)
    ],
    "value": 0,
}
CROWDED = "bandwidth('x') < 46"  # columns too narrow for a word across them
OUTLINE: dict[str, Any] = {  # of a mark that stands where something is hidden
    "filled": False,
    "stroke": MUTED,
    "strokeDash": [3, 3],
    "strokeWidth": 1.5,
    "aria": False,
}
FLOOR, CEILING = alt.value(alt.expr("height")), alt.value(0)
LEFT, RIGHT = alt.value(0), alt.value(alt.expr("width"))
NO_ROOM_BESIDE = "width < 620"  # as two in a row at a desk, where a name beside the plot was cut off; a Vega expression


def row_axis(**more: Any) -> alt.Axis:
    """The axis of rows' names, in as many lines as they are written, each in the middle of its row."""
    return alt.Axis(title=None, labelExpr=BROKEN, labelOffset=UPWARDS, labelLineHeight=LABEL_LINE, **more)


def rows() -> alt.Chart:
    """Every row of the data set `rows`."""
    return alt.Chart(alt.NamedData(name="rows"))


def speaking(**place: Any) -> alt.Chart:
    """A clear bar over the whole row or column of every row, which carries its sentence (`tooltip`).

    It gives hover a wide target, and screen readers one named mark for every row, hidden ones too: all other marks are
    silent, since an empty group of marks counts as an image without a name. Drawn last, so that nothing covers it.
    """
    return (
        rows()
        .mark_bar(opacity=0)
        .encode(tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N"), **place)
    )


def in_order(**place: Any) -> alt.Chart:
    """Every row first and unseen, so that the order of the table is that of the axis `place`, whatever is hidden."""
    return rows().mark_rule(opacity=0, aria=False).encode(**{"x": LEFT, "y": CEILING, **place})


def interval(chart: alt.Chart, /, **encoding: Any) -> tuple[alt.Chart, alt.Chart]:
    """A thin line inside a white casing, so that it is seen on light and dark marks alike."""
    return (
        chart.mark_rule(stroke="#FFFFFF", strokeWidth=4, opacity=0.85, aria=False).encode(**encoding),
        chart.mark_rule(stroke=INTERVAL, strokeWidth=1.5, aria=False).encode(**encoding),
    )


def haloed(chart: alt.Chart, colour: str, mark: dict[str, Any], /, **encoding: Any) -> tuple[alt.Chart, alt.Chart]:
    """Text over a white halo, so that it is read on whatever it stands."""
    return (
        chart.mark_text(aria=False, stroke="#FFFFFF", strokeWidth=4, strokeJoin="round", **mark).encode(**encoding),
        chart.mark_text(aria=False, color=colour, **mark).encode(**encoding),
    )


def without_value(chart: alt.Chart, x: alt.X) -> list[alt.Chart]:
    """Hidden: an outline and the word. No data: the words alone. Never an empty place that could be taken for zero.

    Reads `state`; stands on the floor of the plot. Where columns are narrow, the words stand upright.
    """
    word = {
        "angle": alt.expr(f"{CROWDED} ? 270 : 0"),
        "align": alt.expr(f"{CROWDED} ? 'left' : 'center'"),
        "baseline": alt.expr(f"{CROWDED} ? 'middle' : 'bottom'"),
        "dx": alt.expr(f"{CROWDED} ? 8 : 0"),
        "dy": alt.expr(f"{CROWDED} ? 0 : -10"),
        "fontSize": 12,
    }
    return [
        outlined(chart.transform_filter("datum.state == 'hidden'"), x, 34),
        *haloed(chart, TEXT, word, x=x, y=FLOOR, text=alt.Text("state:N")),
    ]


def outlined(chart: alt.Chart, x: alt.X, height: int = 20) -> alt.Chart:
    """A dashed outline, so many pixels high, on the floor of the plot: where there is no value to draw."""
    top = alt.value(alt.expr(f"height - {height}"))
    return chart.mark_bar(**OUTLINE).encode(x=x, y=top, y2=FLOOR)


def note() -> tuple[alt.Chart, alt.Chart]:
    """The data set `notes` in the upper left corner: what the outlines are, where they are too narrow for a word."""
    word = {"align": "left", "baseline": "top", "fontSize": 13}
    return haloed(
        alt.Chart(alt.NamedData(name="notes")), TEXT, word, x=alt.value(4), y=CEILING, text=alt.Text("words:N")
    )


def notes(table: pd.DataFrame) -> pd.DataFrame:
    """The data set `notes` of a table with `state`: 'dashed: hidden or no data', or no row."""
    states = [state for state in WITHOUT_VALUE if (table["state"] == state).any()]
    return pd.DataFrame({"words": [f"dashed: {' or '.join(states)}"] if states else []}, dtype="str")


def references(answer: Answer, decimals: int | None = 1) -> pd.DataFrame:
    """The data set `references`: value, name with the value (None: without) in one line, and broken into short ones."""
    names = [
        line.label if decimals is None else f"{line.label} {number(line.value, decimals)}" for line in answer.references
    ]
    broken = ["\n".join(textwrap.wrap(name, NAME_WIDTH)) for name in names]
    values = [line.value for line in answer.references]
    found = pd.DataFrame({"value": values, "name": names, "broken": broken})
    return found.astype({"value": "float64", "name": "str", "broken": "str"})


def level_references() -> list[alt.Chart]:
    """Dashed lines across the plot, each with its name: beside the plot where there is room, else above it."""
    lines = alt.Chart(alt.NamedData(name="references"))
    y = alt.Y("value:Q")
    beside: dict[str, Any] = {"align": "left", "lineBreak": "\n", "opacity": alt.expr(f"{NO_ROOM_BESIDE} ? 0 : 1")}
    # Where it is not drawn, it must take no room either.
    edge = alt.value(alt.expr(f"{NO_ROOM_BESIDE} ? 0 : width + 8"))
    shown = alt.expr(f"{NO_ROOM_BESIDE} ? 1 : 0")
    above: dict[str, Any] = {"align": "right", "baseline": "bottom", "dy": -6, "opacity": shown}
    dashed_name = lines.transform_calculate(shown="'– –  ' + datum.name")
    return [
        *_dashed(lines, y=y),
        lines.mark_text(aria=False, color=BENCHMARK, **beside).encode(x=edge, y=y, text=alt.Text("broken:N")),
        dashed_name.mark_text(aria=False, color=BENCHMARK, **above).encode(
            x=alt.value(alt.expr("width")), y=alt.value(0), text=alt.Text("shown:N")
        ),
    ]


def upright_references() -> list[alt.Chart]:
    """Dashed lines down the plot, each with its name above."""
    lines = alt.Chart(alt.NamedData(name="references"))
    above: dict[str, Any] = {"align": "center", "baseline": "bottom", "dy": -6}
    x, top = alt.X("value:Q"), alt.value(0)
    return [
        *_dashed(lines, x=x),
        lines.mark_text(aria=False, color=BENCHMARK, **above).encode(x=x, y=top, text=alt.Text("name:N")),
    ]


def _dashed(lines: alt.Chart, /, **encoding: Any) -> tuple[alt.Chart, alt.Chart]:
    dash = [6, 4]
    return (
        lines.mark_rule(stroke="#FFFFFF", strokeWidth=3.5, strokeDash=dash, aria=False).encode(**encoding),
        lines.mark_rule(stroke=BENCHMARK, strokeWidth=1.5, strokeDash=dash, aria=False).encode(**encoding),
    )
