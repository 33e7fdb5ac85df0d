"""A share or ratio period by period: dot and interval, the chosen year in focus, a reference line if there is one."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.table import largest_counts
from pimh_data.formats import interval, number, percent
from pimh_data.kept import kept

HEIGHT = 130
READING = "Thin lines are 95% intervals. The dark dot is the chosen year."


@lru_cache(maxsize=4)
def specification(kind: str, height: int = HEIGHT) -> dict[str, Any]:
    """The chart without its data for a value of kind 'share' (0 to 100%) or 'ratio' (1 in view)."""
    share = kind == "share"
    shown = marks.rows().transform_filter("isValid(datum.value)")
    x = alt.X(
        "period:O",
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2),
        axis=theme.period_axis(),
    )
    scale = alt.Scale(zero=share, nice=True)
    axis = theme.value_axis(3, format="%" if share else ".1f")
    y = alt.Y("value:Q", scale=scale, axis=axis)
    line = marks.rows().mark_line(color=theme.OTHERS, strokeWidth=1.5, aria=False).encode(x=x, y=y)
    spans = marks.interval(shown, x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"))
    dots = shown.mark_circle(size=70, opacity=1, aria=False).encode(x=x, y=y, color=theme.focus_colour())
    figures = marks.haloed(
        shown.transform_filter("datum.focus == 'yes'"),
        theme.FOCUS,
        {"align": "left", "dx": 9, "fontWeight": 600},
        x=x,
        y=y,
        text=alt.Text("figure:N"),
    )
    missing = marks.without_value(marks.rows().transform_filter("!isValid(datum.value)"), x)
    references = [] if share else marks.level_references()
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    return theme.finished(alt.layer(*references, line, *spans, dots, *figures, *missing, spoken), height)


@kept
def drawing(answer: Answer, value: str, height: int = HEIGHT) -> Drawing:
    """The chart of an Answer with columns period, lower, upper, state and the named value (a share or a ratio)."""
    kind = answer.column(value).kind
    table = answer.table
    written = [
        percent(found, n) if kind == "share" else number(found, 2)
        for found, n in zip(table[value], largest_counts(answer), strict=True)
    ]
    rows = pd.DataFrame(
        {
            "period": table["period"],
            "value": table[value],
            "lower": table["lower"],
            "upper": table["upper"],
            "focus": ["yes" if period == answer.selection.year else "no" for period in table["period"]],
            "state": table["state"],
            "figure": written,
            "tooltip": [
                _sentence(row, text, kind) for row, text in zip(table.to_dict("records"), written, strict=True)
            ],
        }
    )
    data = {"rows": rows} if kind == "share" else {"rows": rows, "references": marks.references(answer, None)}
    return Drawing(specification(kind, height), data, answer.finding.text, READING)


def _sentence(row: dict[str, Any], written: str, kind: str) -> str:
    if row["state"] in WITHOUT_VALUE:
        return f"{row['period']}: {row['state']}"
    share = kind == "share"
    span = interval(row["lower"], row["upper"], 0 if share else 2, 100 if share else 1)
    return f"{row['period']}: {written} (95% interval {span}{'%' if share else ''})"
