"""Ratings of provision as a picture: offers down, areas across, each cell a colour and a letter. For one system."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing

ROW_HEIGHT, AREAS_AT_MOST, NAME_WIDTH = 34, 10, 13
# Letter -> fill, and the letter's own colour on it.
COLOURS = {
    "G": ("#28A197", theme.TEXT),
    "A": ("#F2C94C", theme.TEXT),
    "R": ("#801650", "#FFFFFF"),
    "D": ("#A285D1", theme.TEXT),
    "N": ("#D8DDE0", theme.TEXT),
    "": ("#FFFFFF", theme.TEXT),
}
READING = "G: Green, full. A: Amber, some. R: Red, none. D: in development. N: an offer is named in place of a colour."


@lru_cache(maxsize=32)
def specification(offers: int) -> dict[str, Any]:
    """The chart without its data for so many offers: area (broken into lines), offer, letter, tooltip."""
    rows = marks.rows()
    names = alt.Axis(
        orient="top", labelAngle=0, labelExpr="split(datum.label, '|')", labelFontSize=12, labelPadding=22, title=None
    )
    x = alt.X("area:N", sort=None, scale=alt.Scale(paddingInner=0.04), axis=names)
    y = alt.Y("offer:N", sort=None, scale=alt.Scale(paddingInner=0.08), axis=alt.Axis(labelLimit=330, title=None))
    letters = list(COLOURS)
    fill = alt.Color("letter:N", scale=alt.Scale(domain=letters, range=[c[0] for c in COLOURS.values()]), legend=None)
    ink = alt.Color("letter:N", scale=alt.Scale(domain=letters, range=[c[1] for c in COLOURS.values()]), legend=None)
    cells = rows.mark_rect(aria=False).encode(x=x, y=y, color=fill)
    words = rows.mark_text(fontWeight="bold", aria=False).encode(x=x, y=y, text=alt.Text("letter:N"), color=ink)
    layers = alt.layer(cells, words, marks.speaking(x=x, y=y)).resolve_scale(color="independent")
    return theme.finished(layers, ROW_HEIGHT * max(offers, 1))


def drawing(answer: Answer) -> Drawing | None:
    """The picture of an Answer with columns offer, area, letter, words; None where more areas than fit in one."""
    table = answer.table
    if table.empty or table["area"].nunique() > AREAS_AT_MOST:
        return None
    rows = table[["offer", "letter"]].assign(
        area=["|".join(textwrap.wrap(area, NAME_WIDTH)) for area in table["area"]],
        tooltip=table["area"] + ", " + table["offer"] + ": " + table["words"],
    )
    return Drawing(specification(table["offer"].nunique()), {"rows": rows}, answer.finding.text, READING, left=340)
