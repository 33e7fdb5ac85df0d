"""People by period, with process limits or without: common cause, special cause and hidden told apart by shape."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import number, people
from pimh_data.kept import kept

HEIGHT = 300
MANY = 8  # periods: the word on each hidden one would not fit
HIGH, LOW = "special cause, high", "special cause, low"
SHAPES = {HIGH: "triangle-up", LOW: "triangle-down"}
READING = (
    "Grey dots: common cause. Triangles: special cause, pointing up where there are more people than usual and down "
    "where there are fewer. Dashed: the average; pale band: the process limits."
)
RUN_CHART = "A run chart: the dashed line is the median."


@lru_cache(maxsize=2)
def specification(many: bool) -> dict[str, Any]:
    """The chart without its data: `rows` (one a period) and `references` (the average). `many`: no word on each."""
    every = marks.rows()
    shown = every.transform_filter("isValid(datum.people)")
    # A label a year, or every second quarter: all would not fit.
    month = "indexof(datum.value, '-') > 0 ? (indexof(datum.value, '-04') > 0 || indexof(datum.value, '-10') > 0 ? "
    month += "timeFormat(toDate(datum.value + '-15'), '%b %Y') : '') : indexof(datum.value, 'Q') < 0 || "
    month += "indexof(datum.value, 'Q1') > 0 ? datum.value : ''"
    x = alt.X(
        "period:O",
        sort=None,
        scale=alt.Scale(paddingInner=0.2, paddingOuter=0.3),
        axis=theme.period_axis(labelExpr=month),
    )
    axis = theme.value_axis(5)
    y = alt.Y("people:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    bands = every.transform_filter("isValid(datum.upper)").mark_area(
        color=theme.BOUNDS, opacity=0.55, interpolate="step", aria=False
    )
    line = every.mark_line(color=theme.OTHERS, strokeWidth=1.5, aria=False).encode(x=x, y=y)
    colour = (
        alt.when(f"datum.kind == '{HIGH}'")
        .then(alt.value(theme.FOCUS))
        .when(f"datum.kind == '{LOW}'")
        .then(alt.value(theme.BENCHMARK))
        .otherwise(alt.value(theme.MUTED))
    )
    shapes = [
        shown.transform_filter(f"datum.kind == '{kind}'")
        .mark_point(shape=shape, filled=True, size=110, opacity=1, aria=False)
        .encode(x=x, y=y, color=colour)
        for kind, shape in SHAPES.items()
    ]
    dots = shown.transform_filter(f"datum.kind != '{HIGH}' && datum.kind != '{LOW}'").mark_circle(
        size=70, opacity=1, aria=False
    )
    missing = marks.without_value(every.transform_filter("!isValid(datum.people)"), x)
    layers = (
        bands.encode(x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")),
        *marks.level_references(),
        line,
        dots.encode(x=x, y=y, color=colour),
        *shapes,
        *(missing[:1] if many else missing),
        marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR),
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer with columns period, people, centre, lower, upper, kind and state; None without a row."""
    table = answer.table
    if table.empty:
        return None
    limits = table["upper"].notna().any()
    rows = table[["period", "people", "lower", "upper", "kind", "state"]].assign(
        tooltip=[_sentence(row) for row in table.to_dict("records")]
    )
    centre = table["centre"].dropna()
    name = f"{'Average' if limits else 'Median'} {number(centre.iloc[0], 0)}" if len(centre) else ""
    lines = [{"value": float(centre.iloc[0]), "name": name, "broken": name}] if len(centre) else []
    kinds = {"value": "float64", "name": "str", "broken": "str"}
    references = pd.DataFrame(lines, columns=list(kinds)).astype(kinds)
    data = {"rows": rows, "references": references}
    many = len(rows) > MANY
    return Drawing(specification(many), data, answer.finding.text, READING if limits else RUN_CHART)


def _sentence(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return f"{row['period']}: {row['state']}"
    return f"{row['period']}: {people(row['people'])} people, {row['kind']}"
