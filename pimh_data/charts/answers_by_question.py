"""Answers to questions as shares: one bar an answer under its question, with a thin interval and the count in words."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, people, percent
from pimh_data.kept import kept

ROW_HEIGHT = 46  # pixels
READING = "Bars are shares of all asked; thin lines are 95% intervals."


@lru_cache(maxsize=64)
def specification(number: int) -> dict[str, Any]:
    """The chart without its data for so many rows: row (order), question (alone in its row), said, share, interval."""
    rows = marks.rows()
    y = worded_rows.order()
    axis = alt.Axis(grid=True, tickCount=4, format="%", labelExpr=theme.SCALED_X, title=None)
    x = alt.X("share:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    shown = rows.transform_filter("isValid(datum.share)").transform_calculate(none="0")
    bar: dict[str, Any] = {"stroke": theme.OTHERS, "strokeWidth": 13, "yOffset": 10, "aria": False}
    thin: dict[str, Any] = {"stroke": theme.INTERVAL, "strokeWidth": 1.5, "yOffset": 10, "aria": False}
    size = alt.expr(f"{theme.NARROW} ? 11 : 14")
    words: dict[str, Any] = {"align": "left", "fontSize": size, "aria": False, "color": theme.TEXT}
    layers = (
        shown.mark_rule(**bar).encode(y=y, x=alt.X("none:Q"), x2=alt.X2("share:Q")),
        shown.mark_rule(**thin).encode(y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q")),
        rows.mark_text(fontWeight="bold", dy=6, **words).encode(y=y, x=alt.value(0), text=alt.Text("question:N")),
        rows.mark_text(dy=-9, **words).encode(y=y, x=alt.value(0), text=alt.Text("said:N")),
        shown.mark_point(opacity=0, aria=False).encode(y=y, x=x),
    )
    return worded_rows.finished(layers, number, ROW_HEIGHT)


@kept
def drawing(answer: Answer, count: str = "answers") -> Drawing:
    """The chart of an Answer with columns question, answer, share, lower, upper, state and the named count."""
    lines, last = [], None
    for row in answer.table.to_dict("records"):
        if row["question"] != last:
            last = row["question"]
            asked = {"question": last, "said": "", "tooltip": f"The question: {last}"}
            lines.append(asked | dict.fromkeys(("share", "lower", "upper"), float("nan")))
        said = f"{row['answer']}: {_figure(row, count)}"
        figures = {name: float(row[name]) for name in ("share", "lower", "upper")}
        lines.append({"question": "", "said": said, "tooltip": _sentence(row, said)} | figures)
    rows = pd.DataFrame(lines).assign(row=worded_rows.numbered(len(lines), digits=3))
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=8)


def _figure(row: dict[str, Any], count: str) -> str:
    if row["state"] in WITHOUT_VALUE:
        return row["state"]
    if pd.isna(row["share"]):
        return f"{people(row[count])}, share hidden"
    return percent(row["share"]) + ("" if pd.isna(row[count]) else f" ({people(row[count])})")


def _sentence(row: dict[str, Any], said: str) -> str:
    if pd.isna(row["lower"]):
        return f"{row['question']} {said}"
    return f"{row['question']} {said}, 95% interval {interval(row['lower'], row['upper'], 0, 100)}%"
