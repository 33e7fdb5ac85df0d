"""Columns of people seen by quarter or year, the chosen year in focus, hidden periods marked and named."""

from functools import lru_cache
from typing import Any

import altair as alt

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import people
from pimh_data.kept import kept

HEIGHT = 130
READING = "One column a quarter, or a year where quarters are not held. The dark columns are the chosen year."


@lru_cache(maxsize=2)
def specification(height: int = HEIGHT) -> dict[str, Any]:
    """The chart without its data: `rows`, one a quarter ('2023/24 Q1') or year."""
    shown = marks.rows().transform_filter("isValid(datum.people)")
    # One label a year, under its second quarter: twenty labels would not fit.
    year = "indexof(datum.value, 'Q') < 0 || indexof(datum.value, 'Q2') > 0 ? split(datum.value, ' ')[0] : ''"
    x = alt.X(
        "period:O",
        scale=alt.Scale(paddingInner=0.2, paddingOuter=0.1),
        axis=theme.period_axis(labelExpr=year),
    )
    y = alt.Y(
        "people:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=theme.value_axis(3),
    )
    columns = shown.mark_bar(aria=False).encode(x=x, y=y, color=theme.focus_colour())
    outline = marks.outlined(marks.rows().transform_filter("!isValid(datum.people)"), x)
    spoken = marks.speaking(x=x, y=marks.CEILING, y2=marks.FLOOR)
    return theme.finished(alt.layer(columns, outline, *marks.note(), spoken), height)


@kept
def drawing(answer: Answer, height: int = HEIGHT) -> Drawing:
    """The chart of an Answer with columns period, people and state."""
    table = answer.table
    rows = table[["period", "people", "state"]].assign(
        focus=["yes" if period.startswith(answer.selection.year) else "no" for period in table["period"]],
        tooltip=[_sentence(*row) for row in table[["period", "people", "state"]].itertuples(index=False, name=None)],
    )
    return Drawing(specification(height), {"rows": rows, "notes": marks.notes(table)}, answer.finding.text, READING)


def _sentence(period: str, seen: float, state: str) -> str:
    return f"{period}: {state}" if state in WITHOUT_VALUE else f"{period}: {people(seen)} people"
