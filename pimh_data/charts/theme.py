"""How every chart looks: colours of the Government Analysis Function, type and axes. No data, no marks."""

from typing import Any

import altair as alt

TEXT, MUTED, GRID = "#212B32", "#4C6272", "#E8EDEE"
FOCUS, OTHERS = "#12436D", "#BFBFBF"  # one thing in focus against grey
BENCHMARK = "#801650"
INTERVAL = "#425563"
BOUNDS = "#D5E3EF"
FONT = "Frutiger W01, Arial, sans-serif"  # ends in a generic name: a missing font would give pictures without text

NARROW = "width < 460"  # as on a phone; a Vega expression
# Where every value is hidden there is no scale, and a number beside the axis would be an invention.
SCALED_Y = "domain('y')[1] > domain('y')[0] ? datum.label : ''"
SCALED_X = SCALED_Y.replace("'y'", "'x'")

CONFIG: dict[str, Any] = {
    "background": "#FFFFFF",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "grid": False,
        "gridColor": GRID,
        "labelColor": TEXT,
        "labelFontSize": 14,
        "labelPadding": 6,
        "labelOverlap": False,
        "labelLimit": 220,
        "title": None,
    },
    # Of a scale every other figure is enough, where all do not fit beside one another; names are never left out.
    "axisXQuantitative": {"labelOverlap": True, "labelSeparation": 8},
    "text": {"fontSize": 14, "color": TEXT},
    "bar": {"color": OTHERS},
}


def finished(chart: alt.LayerChart | alt.FacetChart, height: int) -> dict[str, Any]:
    """The chart as a Vega-Lite dictionary in this look, its plot `height` pixels high, as wide as where it stands."""
    sized = chart.properties(height=height, width="container", padding={"left": 4, "right": 6, "top": 6, "bottom": 4})
    return sized.configure(**CONFIG).to_dict()


def of_height(specification: dict[str, Any], height: int) -> dict[str, Any]:
    """The same chart with a plot of another height: writing it anew would cost some 60 ms."""
    return {**specification, "height": height}


def value_axis(ticks: int, **more: Any) -> alt.Axis:
    """The axis of values beside the plot, of about so many ticks; without numbers where every value is hidden."""
    return alt.Axis(grid=True, tickCount=ticks, labelExpr=SCALED_Y, labelFontSize=13, title=None, **more)


def period_axis(**more: Any) -> alt.Axis:
    """The axis of periods under the plot, its labels upright."""
    return alt.Axis(labelAngle=0, labelFontSize=13, title=None, **more)


def focus_colour() -> Any:
    """Focus rows (`focus` is 'yes') in the focus colour, the others grey."""
    return alt.when("datum.focus == 'yes'").then(alt.value(FOCUS)).otherwise(alt.value(OTHERS))
