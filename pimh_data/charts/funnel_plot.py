"""Places by size with the limits of chance round their average: within, above and below told apart by shape."""

from functools import lru_cache
from typing import Any

import altair as alt

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.tile_map import sentence, written
from pimh_data.kept import kept

HEIGHT = 340
LIMITS = {"95": [6, 3], "998": [1, 0]}
READING = (
    "Further right: a larger Place. The dashed lines (95%) and solid lines (99.8%) allow for chance, and for how far "
    "Places differ anyway. Triangles point up above the 95% limits and down below them; the dark mark is what is "
    "chosen."
)


@lru_cache(maxsize=2)
def specification(share: bool) -> dict[str, Any]:
    """The chart without its data: `rows` (a Place each) and `references` (the average)."""
    every = marks.rows()
    across = alt.Axis(grid=False, tickCount=5, format=",d", title=None)
    x = alt.X("of:Q", scale=alt.Scale(zero=True, nice=True), axis=across)
    up = alt.Axis(grid=True, tickCount=5, title=None)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(**{**up.to_dict(), "format": "%"}) if share else up,
    )
    lines = [
        every.mark_line(color=theme.MUTED, strokeWidth=1, strokeDash=dash, interpolate="monotone", aria=False).encode(
            x=x, y=alt.Y(f"{end}_{level}:Q")
        )
        for level, dash in LIMITS.items()
        for end in ("lower", "upper")
    ]
    colour = theme.focus_colour()
    shapes = []
    for shape, held in (("circle", "within"), ("triangle-up", "above"), ("triangle-down", "below")):
        own = every.transform_filter(f"indexof(datum.lies, '{held}') == 0")
        shapes += [
            own.mark_point(shape=shape, filled=True, size=110, opacity=1, aria=False).encode(x=x, y=y, color=colour),
            own.mark_point(shape=shape, filled=False, size=110, stroke=theme.MUTED, strokeWidth=1, aria=False).encode(
                x=x, y=y
            ),
        ]
    # The chosen Place again, so that no other covers it.
    named = every.transform_filter("datum.focus == 'yes'")
    word = {"align": "center", "baseline": "bottom", "dy": -11, "fontWeight": 600}
    names = marks.haloed(named, theme.FOCUS, word, x=x, y=y, text=alt.Text("name:N"))
    spoken = every.mark_point(opacity=0, size=400).encode(
        x=x, y=y, tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N")
    )
    return theme.finished(alt.layer(*lines, *marks.level_references(), *shapes, *names, spoken), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer by Place with the limits lower_95 to upper_998; None where fewer than three are shown."""
    column = answer.column("value")
    table = answer.table[answer.table["value"].notna() & answer.table["of"].notna() & answer.table["lower_95"].notna()]
    if len(table) < 3:
        return None
    limits = [f"{end}_{level}" for level in LIMITS for end in ("lower", "upper")]
    table = table.sort_values("of", key=lambda sizes: sizes.astype("float64"))
    rows = table[["value", "lies", "focus", *limits]].assign(
        of=table["of"].astype("float64"),
        name=table["member"],
        tooltip=[
            sentence(row, written(row["value"], column.kind, column.decimals), column.kind, column.decimals)
            for row in table.to_dict("records")
        ],
    )
    data = {"rows": rows, "references": marks.references(answer, None)}
    return Drawing(specification(column.kind == "share"), data, answer.finding.text, READING)
