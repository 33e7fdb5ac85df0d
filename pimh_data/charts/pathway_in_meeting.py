"""The pathway of two groups to be read from the back of a room: names beside bars, large figures, nothing else."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, paired_pathway, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import percent

STEP_HEIGHT, TYPE = 60, 22  # pixels: five steps and what is said stand on a screen of 720
NAMES = 270  # pixels beside the bars


@lru_cache(maxsize=4)
def specification(steps: int) -> dict[str, Any]:
    """The chart without its data: `rows` (a group at a step), as that of the page has them, with a shorter `figure`."""
    every = marks.rows()
    axis = alt.Axis(
        title=None, labelFontSize=TYPE, labelLimit=NAMES, labelPadding=10, domain=False, ticks=False, minExtent=NAMES
    )
    y = alt.Y("step:N", sort=None, scale=alt.Scale(paddingInner=0.14, paddingOuter=0.02), axis=axis)
    inner = alt.Scale(domain=["1", "2"], paddingInner=0.06)
    place: dict[str, Any] = {"y": y, "yOffset": alt.YOffset("order:N", scale=inner, sort=None)}
    x = alt.X("of_referred:Q", scale=alt.Scale(domain=[0, 1.0]), axis=None)
    colour = alt.when("datum.order == '1'").then(alt.value(theme.FOCUS)).otherwise(alt.value(theme.OTHERS))
    word: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 8, "fontSize": TYPE}
    long = f"isValid(datum.of_referred) && datum.of_referred > {paired_pathway.HOLDS_ITS_FIGURE}"
    inside, beside = every.transform_filter(long), every.transform_filter(f"!({long})")
    dark, pale = (inside.transform_filter(f"datum.order == '{order}'") for order in "12")
    short = beside.transform_filter("isValid(datum.of_referred)")
    missing = beside.transform_filter("!isValid(datum.of_referred)")
    outline = missing.transform_filter("datum.state == 'hidden'").mark_bar(**marks.OUTLINE)
    layers = (
        marks.in_order(y=y),
        every.transform_filter("isValid(datum.of_referred)").mark_bar(aria=False).encode(x=x, color=colour, **place),
        outline.encode(x=alt.value(0), x2=alt.value(120), **place),
        dark.mark_text(aria=False, color="#FFFFFF", **word).encode(x=alt.value(0), text=alt.Text("figure:N"), **place),
        pale.mark_text(aria=False, color=theme.TEXT, **word).encode(x=alt.value(0), text=alt.Text("figure:N"), **place),
        *marks.haloed(short, theme.TEXT, word, x=x, text=alt.Text("figure:N"), **place),
        *marks.haloed(missing, theme.TEXT, word, x=alt.value(0), text=alt.Text("figure:N"), **place),
        marks.speaking(x=marks.LEFT, x2=marks.RIGHT, **place),
    )
    return theme.finished(alt.layer(*layers), STEP_HEIGHT * steps)


def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with the columns that `paired_pathway.drawing` takes; the group is named at each bar."""
    whole = paired_pathway.drawing(answer)
    rows, table = whole.datasets["rows"], answer.table
    held = table[table["step"] != paired_pathway.WHOLE_PATH].to_dict("records")
    figures = [_figure(row, words) for row, words in zip(held, rows["figure"], strict=True)]
    steps = rows["step"].nunique()
    return Drawing(specification(steps), {"rows": rows.assign(figure=figures)}, whole.alt, whole.reading, left=NAMES)


def _figure(row: dict[str, Any], words: str) -> str:
    """'Most deprived fifth: 82% of referred', or where there is no share its people or why there are none."""
    name = words.partition(": ")[0]
    return words if pd.isna(row["share"]) else f"{name}: {percent(row['share'])} of {row['of']}"
