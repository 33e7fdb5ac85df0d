"""Rows whose words stand over their bars, since a phone has no room beside them: their order, axis and words."""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from pimh_data.charts import marks, theme

AXIS = 40  # pixels that the axis takes from the height


def order() -> alt.Y:
    """Rows from the first to the last, as `numbered` puts them in order."""
    return alt.Y("row:O", sort="ascending", axis=None, scale=alt.Scale(padding=0))


def numbered(many: int, digits: int = 2) -> list[str]:
    """The column `row` of so many rows: '00', '01', ..., so that text stands in their order."""
    return [f"{number:0{digits}d}" for number in range(many)]


def people_axis(labels: str = theme.SCALED_X) -> alt.Axis:
    """An axis of whole numbers from nought on; `labels`: the expression of a label."""
    return alt.Axis(grid=True, tickCount=4, format=",.0f", labelExpr=labels, title=None)


def words(column: str, dy: int, colour: str = theme.TEXT, weight: Literal["normal", "bold"] = "normal") -> alt.Chart:
    """The words of every row, from the left edge on, so many pixels under the middle of the row."""
    size = alt.expr(f"{theme.NARROW} ? 12 : 14")
    text: dict[str, Any] = {"align": "left", "dy": dy, "color": colour, "fontWeight": weight, "fontSize": size}
    return marks.rows().mark_text(aria=False, **text).encode(y=order(), x=marks.LEFT, text=alt.Text(f"{column}:N"))


def finished(layers: Sequence[alt.Chart], many: int, height: int) -> dict[str, Any]:
    """So many rows of so many pixels in the project's look, each with its sentence over all that is drawn in it."""
    spoken = marks.speaking(y=order(), x=marks.LEFT, x2=marks.RIGHT)
    return theme.finished(alt.layer(*layers, spoken), height * max(many, 1) + AXIS)
