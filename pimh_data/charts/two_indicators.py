"""Two indicators against each other: a dot a Place with both intervals, England dashed, the chosen Places named."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer, ReferenceLine
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.kept import kept

HEIGHT = 420
READING = (
    "One dot a Place; dark: what is chosen above. Thin lines are 95% intervals; dashed lines are England. "
    "Places without both figures are in the table."
)


ACROSS, UP = "the title across", "the title up"  # where the titles of the two indicators are put


@lru_cache(maxsize=64)
def specification(across: str, up: str) -> dict[str, Any]:
    """The chart without its data: `rows` (one a Place with both), `across` and `up` (England's values)."""
    return _titled(_written(), {ACROSS: across, UP: up})


def _titled(part: Any, titles: dict[str, str]) -> Any:
    """The same with its titles: there are thousands of pairs, and each would be written anew in some 60 ms."""
    if isinstance(part, dict):
        return {name: _titled(value, titles) for name, value in part.items()}
    if isinstance(part, list):
        return [_titled(value, titles) for value in part]
    return titles.get(part, part) if isinstance(part, str) else part


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    rows = marks.rows()
    scale = alt.Scale(zero=False, nice=True, padding=24)
    x = alt.X("x:Q", scale=scale, axis=alt.Axis(grid=True, tickCount=5, title=ACROSS, titleFontWeight="normal"))
    axis = alt.Axis(
        grid=True,
        tickCount=5,
        title=UP,
        titleAngle=0,
        titleAlign="left",
        titleY=-16,
        titleX=-30,
        titleFontWeight="normal",
    )
    y = alt.Y("y:Q", scale=scale, axis=axis)
    thin: dict[str, Any] = {"stroke": theme.OTHERS, "strokeWidth": 1, "aria": False}
    level = rows.mark_rule(**thin).encode(y=y, x=alt.X("x_lower:Q", scale=scale), x2=alt.X2("x_upper:Q"))
    upright = rows.mark_rule(**thin).encode(x=x, y=alt.Y("y_lower:Q", scale=scale), y2=alt.Y2("y_upper:Q"))
    dashed: dict[str, Any] = {"stroke": theme.BENCHMARK, "strokeWidth": 1.5, "strokeDash": [6, 4], "aria": False}
    named: dict[str, Any] = {"color": theme.BENCHMARK, "aria": False, "fontSize": 13}
    england_x = alt.Chart(alt.NamedData(name="across"))
    england_y = alt.Chart(alt.NamedData(name="up"))
    lines = (
        england_x.mark_rule(**dashed).encode(x=alt.X("value:Q", scale=scale)),
        england_x.mark_text(align="left", baseline="top", dx=5, **named).encode(
            x=alt.X("value:Q", scale=scale), y=alt.value(2), text=alt.Text("name:N")
        ),
        england_y.mark_rule(**dashed).encode(y=alt.Y("value:Q", scale=scale)),
        england_y.mark_text(align="left", baseline="bottom", dx=2, dy=-4, **named).encode(
            y=alt.Y("value:Q", scale=scale), x=marks.LEFT, text=alt.Text("name:N")
        ),
    )
    dots = rows.mark_circle(size=110, opacity=1, stroke="#FFFFFF", strokeWidth=1, aria=False).encode(
        x=x, y=y, color=alt.when("datum.focus == 'yes'").then(alt.value(theme.FOCUS)).otherwise(alt.value("#8A949B"))
    )
    names = marks.haloed(
        rows.transform_filter("datum.focus == 'yes'"),
        theme.FOCUS,
        {"align": "left", "dx": 9, "fontSize": 13, "fontWeight": 600},
        x=x,
        y=y,
        text=alt.Text("place:N"),
    )
    others = marks.haloed(
        rows.transform_filter("datum.focus != 'yes'"),
        theme.MUTED,
        {"align": "left", "dx": 8, "dy": -8, "fontSize": 11, "opacity": alt.expr(f"{theme.NARROW} ? 0 : 1")},
        x=x,
        y=y,
        text=alt.Text("place:N"),
    )
    spoken = rows.mark_point(size=300, opacity=0, filled=True).encode(
        x=x, y=y, tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N")
    )
    return theme.finished(alt.layer(level, upright, *lines, dots, *others, *names, spoken), HEIGHT)


@kept
def drawing(answer: Answer, first: str, second: str) -> Drawing | None:
    """The chart of an Answer `indicators.pair` of two titles; None where no Place has both."""
    table = answer.table[(answer.table["state"] == "shown").to_numpy()]
    if table.empty:
        return None
    rows = table[["place", "x", "x_lower", "x_upper", "y", "y_lower", "y_upper", "focus"]].assign(
        tooltip=[
            f"{row['place']}: {first} {row['x_cell']}; {second} {row['y_cell']}" for row in table.to_dict("records")
        ]
    )
    data = {"rows": rows, "across": _england(answer, first), "up": _england(answer, second)}
    return Drawing(specification(first, second), data, answer.finding.text, READING)


def _england(answer: Answer, title: str) -> pd.DataFrame:
    lines: list[ReferenceLine] = [line for line in answer.references if line.label == f"England, {title}"]
    found = pd.DataFrame({"value": [line.value for line in lines], "name": ["England"] * len(lines)})
    return found.astype({"value": "float64", "name": "str"})
