"""The pathway of two groups side by side: what part of those referred gets to each step, and where a gap opens."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import in_points, interval, people, percent

STEP_HEIGHT = 76
HOLDS_ITS_FIGURE = 0.55  # of the width, and its figure fits inside a bar
WHOLE_PATH = "From referred to completed"
READING = (
    "Bars are the part of those referred. The figures are people, and their share of those named beside it. Where the "
    "shares of a step differ by more than chance, the difference stands on the right, with its interval (95%, steps "
    "together); beside Referred, that of who completed of all referred, over the whole path."
)


@lru_cache(maxsize=4)
def specification(steps: int) -> dict[str, Any]:
    """The chart without its data: `rows` (a group at a step) and `gaps` (what each step is called, and its gap)."""
    every = marks.rows()
    y = alt.Y("step:N", sort=None, scale=alt.Scale(paddingInner=0.16, paddingOuter=0.05), axis=None)
    # The name of the step has a row of its own over the two bars: on a phone they take the whole width.
    inner = alt.Scale(domain=["0", "1", "2"], paddingInner=0.1)
    offset = alt.YOffset("order:N", scale=inner, sort=None)
    x = alt.X("of_referred:Q", scale=alt.Scale(domain=[0, 1.0]), axis=None)
    order = marks.in_order(y=y)
    colour = alt.when("datum.order == '1'").then(alt.value(theme.FOCUS)).otherwise(alt.value(theme.OTHERS))
    bars = every.transform_filter("isValid(datum.of_referred)").mark_bar(aria=False)
    word: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "dx": 6,
        "fontSize": alt.expr(f"{theme.NARROW} ? 12 : 14"),
    }
    place: dict[str, Any] = {"y": y, "yOffset": offset, "text": "figure:N"}
    inside = every.transform_filter(f"isValid(datum.of_referred) && datum.of_referred > {HOLDS_ITS_FIGURE}")
    beside = every.transform_filter(f"isValid(datum.of_referred) && datum.of_referred <= {HOLDS_ITS_FIGURE}")
    missing = every.transform_filter("!isValid(datum.of_referred)")
    dark, pale = (inside.transform_filter(f"datum.order == '{order}'") for order in "12")
    # Where a long name leaves its bar.
    edge: dict[str, Any] = {"stroke": theme.FOCUS, "strokeWidth": 4, "strokeJoin": "round"}
    outline = missing.transform_filter("datum.state == 'hidden'").mark_bar(**marks.OUTLINE)
    gaps = alt.Chart(alt.NamedData(name="gaps"))
    over = {"y": alt.Y("step:N", sort=None), "yOffset": offset}
    name = gaps.mark_text(aria=False, align="left", fontWeight=600, fontSize=14).encode(
        x=alt.value(0), text=alt.Text("step:N"), **over
    )
    gap = gaps.mark_text(aria=False, align="right", fontWeight=600, color=theme.BENCHMARK, fontSize=13).encode(
        x=marks.RIGHT, text=alt.Text("words:N"), **over
    )
    layers = (
        order,
        bars.encode(y=y, yOffset=offset, x=x, color=colour),
        outline.encode(y=y, yOffset=offset, x=alt.value(0), x2=alt.value(90)),
        dark.mark_text(aria=False, color=theme.FOCUS, **edge, **word).encode(x=alt.value(0), **place),
        dark.mark_text(aria=False, color="#FFFFFF", **word).encode(x=alt.value(0), **place),
        pale.mark_text(aria=False, color=theme.TEXT, **word).encode(x=alt.value(0), **place),
        *marks.haloed(beside, theme.TEXT, word, x=x, **place),
        *marks.haloed(missing, theme.TEXT, word, x=alt.value(0), **place),
        name,
        gap,
        marks.speaking(y=y, yOffset=offset, x=marks.LEFT, x2=marks.RIGHT),
    )
    return theme.finished(alt.layer(*layers), STEP_HEIGHT * steps)


def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns group, step, of, people, share, of_referred, difference and state."""
    whole = answer.table["step"] == WHOLE_PATH
    path, table = answer.table[whole].to_dict("records"), answer.table[~whole]
    groups = list(dict.fromkeys(table["group"]))
    records = table.to_dict("records")
    rows = pd.DataFrame(
        {
            "step": table["step"],
            "order": [str(1 + groups.index(group)) for group in table["group"]],
            "of_referred": table["of_referred"],
            "state": table["state"],
            "figure": [_figure(row) for row in records],
            "tooltip": [_sentence(row) for row in records],
        }
    )
    gaps = [
        {"step": row["step"], "order": "0", "words": _gap(row, path[0])} for row in records if row["group"] == groups[0]
    ]
    data = {"rows": rows, "gaps": pd.DataFrame(gaps, columns=["step", "order", "words"]).astype("str")}
    steps = table["step"].nunique()
    return Drawing(specification(steps), data, answer.finding.text, READING, left=0)


def _figure(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return f"{_short(row['group'])}: {row['state']}"
    said = f"{_short(row['group'])}: {people(row['people'])}"
    return said if pd.isna(row["share"]) else f"{said}, {percent(row['share'])} of {row['of']}"


def _short(group: str) -> str:
    """A group's name beside its bar, where a phone has little room: 'Most deprived fifth', 'The rest'."""
    name = group.partition(" (")[0].removeprefix("The ")
    return "The rest" if name == "rest" else name[:1].upper() + name[1:]


def _gap(row: dict[str, Any], path: dict[str, Any]) -> str:
    """The difference that is beyond chance: of the step; at the first, which is no step, of the whole path."""
    if row["step"] == "Referred":
        return f"whole path {_points(path)}" if _clear(path) else ""
    return _points(row) if _clear(row) else ""


def _clear(row: dict[str, Any]) -> bool:
    return pd.notna(row["gap"]) and (row["together_lower"] > 0 or row["together_upper"] < 0)


def _points(row: dict[str, Any]) -> str:
    ends = " to ".join(in_points(row[end]) for end in ("together_lower", "together_upper"))
    return f"{in_points(row['difference'])} points ({ends})"


def _sentence(row: dict[str, Any]) -> str:
    if row["state"] in WITHOUT_VALUE:
        return f"{row['group']}, {row['step'].lower()}: {row['state']}"
    sentence = f"{row['group']}, {row['step'].lower()}: {people(row['people'])} people"
    if pd.notna(row["share"]):
        span = interval(row["lower"], row["upper"], 0, 100)
        sentence += f", {percent(row['share'])} of those {row['of']} (95% interval {span}%)"
    return sentence
