"""Two labelled counts, one under the other: people seen, and the need of a model as a range. They are not divided."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import deciles, marks, theme, worded_rows
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import people
from pimh_data.kept import kept

ROW_HEIGHT = 98  # pixels
READING = "Dark: people seen in the year. Striped: the need, from the least to the most that is published."


@lru_cache(maxsize=32)
def specification(number: int) -> dict[str, Any]:
    """The chart without its data for so many rows: row (order), name, seen, needed (words), people, lower, upper."""
    rows = marks.rows()
    y = worded_rows.order()
    axis = worded_rows.people_axis()
    x = alt.X("lower:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
    bar: dict[str, Any] = {"strokeWidth": 10, "aria": False}
    seen = rows.transform_filter("isValid(datum.people)").transform_calculate(none="0")
    need = rows.transform_filter("isValid(datum.upper)")
    layers = (
        need.mark_rule(stroke=theme.MUTED, strokeDash=[4, 3], yOffset=34, **bar).encode(y=y, x=x, x2=alt.X2("upper:Q")),
        need.transform_filter("datum.lower == datum.upper")
        .mark_tick(color=theme.MUTED, thickness=4, size=14, yOffset=34, aria=False)
        .encode(y=y, x=alt.X("upper:Q")),
        seen.mark_rule(stroke=theme.FOCUS, yOffset=-3, **bar).encode(y=y, x=alt.X("none:Q"), x2=alt.X2("people:Q")),
        worded_rows.words("name", -37, weight="bold"),
        worded_rows.words("seen", -19, theme.FOCUS),
        worded_rows.words("needed", 17, theme.MUTED),
    )
    return worded_rows.finished(layers, number, ROW_HEIGHT)


@kept
def drawing(answer: Answer, key: str) -> Drawing:
    """The chart of an Answer with columns people, need_lower, need_upper, need_words, state, one row a `key`."""
    return _drawing(answer, [deciles.NAMES.get(name, name) for name in answer.table[key]])


@kept
def of_levels(answer: Answer) -> Drawing:
    """The chart of the THRIVE levels: as `drawing`, with the number of services there beside each level's name."""
    services = [0 if names == "none" else names.count(", ") + 1 for names in answer.table["services"]]
    return _drawing(
        answer,
        [
            f"{level}: {number or 'no'} service{'' if number == 1 else 's'}"
            for level, number in zip(answer.table["need_group"], services, strict=True)
        ],
    )


def _drawing(answer: Answer, names: list[str]) -> Drawing:
    table = answer.table
    records = table.to_dict("records")
    # A release's counts stay whole; everything published or computed is a decimal.
    rows = pd.DataFrame(
        {
            "row": worded_rows.numbered(len(table)),
            "name": names,
            "seen": [_seen(row) for row in records],
            "needed": [f"Need: {row['need_words']}" for row in records],
            "people": table["people"],
            "lower": table["need_lower"],
            "upper": table["need_upper"],
        }
    )
    rows["tooltip"] = rows["name"] + ": " + rows["seen"] + ". " + rows["needed"]
    return Drawing(specification(len(rows)), {"rows": rows}, answer.finding.text, READING, left=8)


def _seen(row: dict[str, Any]) -> str:
    if pd.isna(row["people"]):
        return f"People seen: {row['state'] if row['state'] in WITHOUT_VALUE else 'no data'}"
    return f"{people(row['people'])} people seen in the year"
