"""People opened, closed and open at the end of each quarter: three lines, each with its own shape and its name."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import people

HEIGHT = 260
RIGHT = 130  # pixels right of the plot for the names of the lines
LINES = {"open_at_end": "Open at the end", "opened": "Opened", "closed": "Closed"}
SHAPES = {"open_at_end": "circle", "opened": "triangle-up", "closed": "square"}
SIGNS = {"open_at_end": "●", "opened": "▲", "closed": "■"}
COLOURS = {"open_at_end": theme.FOCUS, "opened": "#28A197", "closed": theme.BENCHMARK}
READING = "Circles: open at the end of the quarter. Triangles: opened in it. Squares: closed in it."


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `rows` (a period), `points` (a count of a period), `names` (the last of a line)."""
    points = alt.Chart(alt.NamedData(name="points"))
    # A label a year, on a phone without its century: '20/21'.
    year = f"slice(split(datum.value, ' ')[0], {theme.NARROW} ? 2 : 0)"
    year = f"indexof(datum.value, 'Q') < 0 || indexof(datum.value, 'Q2') > 0 ? {year} : ''"
    scale = alt.Scale(paddingInner=0.2, paddingOuter=0.3, rangeMax=alt.expr(f"width - {RIGHT}"), rangeMin=0)
    x = alt.X("period:O", sort=None, scale=scale, axis=theme.period_axis(labelExpr=year))
    axis = theme.value_axis(4)
    y = alt.Y("people:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    lines = []
    for name, shape in SHAPES.items():
        own = points.transform_filter(f"datum.line == '{name}' && isValid(datum.people)")
        lines += [
            own.mark_line(color=COLOURS[name], strokeWidth=1.5, aria=False).encode(x=x, y=y),
            own.mark_point(shape=shape, filled=True, size=60, opacity=1, color=COLOURS[name], aria=False).encode(
                x=x, y=y
            ),
        ]
    ends = alt.Chart(alt.NamedData(name="names"))
    word = {"align": "left", "fontSize": 13, "lineBreak": "\n"}
    names = marks.haloed(
        ends, theme.TEXT, word, x=alt.value(alt.expr(f"width - {RIGHT - 6}")), y=alt.Y("at:Q"), text=alt.Text("name:N")
    )
    hidden = marks.rows().transform_filter("datum.state == 'hidden'")
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    layers = (
        marks.outlined(hidden, x),
        *lines,
        *names,
        *marks.note(),
        spoken,
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns period, opened, closed, open_at_end and state."""
    table = answer.table
    points = table.melt(id_vars=["period"], value_vars=list(LINES), var_name="line", value_name="people")
    points = points.astype({"people": "Int32", "line": "str"})
    rows = table[["period", "state"]].assign(tooltip=[_sentence(row) for row in table.to_dict("records")])
    data = {"rows": rows, "points": points, "names": _names(table), "notes": marks.notes(table)}
    return Drawing(specification(), data, answer.finding.text, READING)


def _names(table: pd.DataFrame) -> pd.DataFrame:
    """Where each line's name stands: beside its last point, moved apart where two would overlap."""
    ends = [
        (float(known.iloc[-1]), f"{SIGNS[name]} {LINES[name]}") for name in LINES if len(known := table[name].dropna())
    ]
    top = float(table[list(LINES)].max().max()) if ends else 1.0
    placed: list[dict[str, Any]] = []
    for value, name in sorted(ends):
        least = placed[-1]["at"] + top / 12 if placed else 0.0
        placed.append({"at": max(value, least), "name": name})
    return pd.DataFrame(placed, columns=["at", "name"]).astype({"at": "float64", "name": "str"})


def _sentence(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return f"{row['period']}: {row['state']}"
    said = [
        f"{name.lower()} {'hidden' if pd.isna(row[column]) else people(row[column])}" for column, name in LINES.items()
    ]
    return f"{row['period']}: {', '.join(said)}"
