"""How a comparison with England looks: a colour, a shape and the word for each, the same on every chart and table."""

import altair as alt

from pimh_data.charts import theme

WORDS = ("better", "similar", "worse", "higher", "lower", "not compared")
FILLS = {
    "better": "#28A197",
    "similar": "#F2C94C",
    "worse": "#801650",
    "higher": "#12436D",
    "lower": "#BFD7EA",
    "not compared": "#FFFFFF",
}
SHAPES = {
    "better": "triangle-up",
    "similar": "circle",
    "worse": "triangle-down",
    "higher": "triangle-up",
    "lower": "triangle-down",
    "not compared": "diamond",
}
READING = (
    "▲ better, ● similar, ▼ worse than England; △ higher, ▽ lower where no judgement is made; – (a white diamond) not "
    "compared."
)


def points(chart: alt.Chart, size: int = 130, /, **encoding: object) -> alt.Chart:
    """Marks whose shape and fill say the row's `compared`; a dark outline keeps the pale ones in sight."""
    return chart.mark_point(filled=True, size=size, opacity=1, stroke=theme.TEXT, strokeWidth=1, aria=False).encode(
        shape=alt.Shape("compared:N", scale=_scale(SHAPES), legend=None),
        fill=alt.Fill("compared:N", scale=_scale(FILLS), legend=None),
        **encoding,
    )


def area_fill() -> alt.Fill:
    """The fill of an area of a map by its `compared`."""
    return alt.Fill("compared:N", scale=_scale(FILLS), legend=None)


def _scale(of: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(WORDS), range=[of[word] for word in WORDS])
