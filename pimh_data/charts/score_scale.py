"""Mean first and last score on the whole of the measure's scale, its severity bands behind; intervals as thin lines."""

import textwrap
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

STEP, AXIS, NAMES = 44, 30, 52  # pixels a row; the axis and the names of bands take their room from the height
NAME_WIDTH = 11  # characters of a band's name in one line
READING = (
    "The whole scale of the measure, its bands shaded: the darker, the worse. Thin lines are 95% intervals of the mean."
)
NO_BANDS = "The whole scale of the measure. Thin lines are 95% intervals of the mean."
LEAST, WORST = (244, 247, 250), (188, 205, 219)  # shades of the mildest and the worst band


@lru_cache(maxsize=64)
def specification(low: float, high: float, rows: int) -> dict[str, Any]:
    """The chart without its data, for a scale from `low` to `high`: so many `rows`, and `bands`."""
    every, bands = marks.rows(), alt.Chart(alt.NamedData(name="bands"))
    axis = alt.Axis(title=None, tickCount=6, grid=False, domain=True, domainColor=theme.OTHERS)
    x = alt.X("value:Q", scale=alt.Scale(domain=[low, high], nice=False), axis=axis)
    y = alt.Y(
        "label:N",
        sort=None,
        scale=alt.Scale(padding=0.4),
        axis=marks.row_axis(),
    )
    ground = bands.mark_rect(aria=False).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=marks.CEILING, y2=marks.FLOOR, color=alt.Color("shade:N", scale=None)
    )
    size = alt.expr(f"{theme.NARROW} ? 11 : 13")
    # On a phone neighbours stand on two levels, since a narrow band has no room for its name.
    level = alt.value(alt.expr(f"-6 - 15 * (datum.lines - 1) - ({theme.NARROW} && datum.odd == 'yes' ? 26 : 0)"))
    names = bands.mark_text(aria=False, baseline="bottom", lineBreak="\n", fontSize=size, color=theme.MUTED).encode(
        x=alt.X("middle:Q"), y=level, text=alt.Text("name:N")
    )
    order = marks.in_order(y=y)
    shown = every.transform_filter("isValid(datum.value)")
    spans = marks.interval(shown, y=y, x=alt.X("lower:Q"), x2=alt.X2("upper:Q"))
    dots = shown.mark_point(filled=True, size=130, opacity=1, aria=False).encode(y=y, x=x, color=theme.focus_colour())
    edge = shown.mark_point(filled=False, size=130, strokeWidth=1, stroke=theme.TEXT, opacity=1, aria=False)
    half = (low + high) / 2
    figures = [
        mark
        for side, align, dx in (("<=", "left", 12), (">", "right", -12))
        for mark in marks.haloed(
            shown.transform_filter(f"datum.value {side} {half}"),
            theme.TEXT,
            {"align": align, "dx": dx, "dy": -13, "fontWeight": 600},
            y=y,
            x=x,
            text=alt.Text("figure:N"),
        )
    ]
    missing = every.transform_filter("!isValid(datum.value)")
    words = marks.haloed(missing, theme.TEXT, {"align": "left"}, y=y, x=alt.value(6), text=alt.Text("words:N"))
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (ground, names, order, *spans, dots, edge.encode(y=y, x=x), *figures, *words, spoken)
    return theme.finished(alt.layer(*layers), STEP * rows + AXIS + NAMES)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer with columns score, mean (its `scale` told), lower, upper, people, state.

    `references` are the lower ends of the bands, lowest first. The row 'Change' is on no scale and has no mark. None
    without rows.
    """
    table = answer.table[answer.table["score"] != "Change"].reset_index(drop=True)
    scale = answer.column("mean").scale
    if table.empty or scale is None:
        return None
    rows = pd.DataFrame(
        {
            "label": ["\n".join(textwrap.wrap(name, 20)) for name in table["score"]],
            "value": table["mean"],
            "lower": table["lower"].clip(lower=scale[0]),
            "upper": table["upper"].clip(upper=scale[1]),
            "figure": [number(mean) for mean in table["mean"]],
            "words": [_words(row) for row in table.to_dict("records")],
            "focus": ["yes" if name == "Last score" else "no" for name in table["score"]],
            "tooltip": [_sentence(row) for row in table.to_dict("records")],
        }
    )
    bands = _bands(answer, scale)
    reading = READING if len(bands) else NO_BANDS
    data = {"rows": rows, "bands": bands}
    return Drawing(specification(*scale, len(rows)), data, answer.finding.text, reading, left=150)


def _bands(answer: Answer, scale: tuple[float, float]) -> pd.DataFrame:
    lows = [line.value for line in answer.references]
    names = ["\n".join(textwrap.wrap(line.label, NAME_WIDTH)) for line in answer.references]
    highs = [*lows[1:], scale[1]][: len(lows)]
    worse = [n / max(len(lows) - 1, 1) for n in range(len(lows))]
    shares = worse if answer.direction == "lower_is_better" else worse[::-1]
    found = pd.DataFrame(
        {
            "low": lows,
            "high": highs,
            "middle": [(low + high) / 2 for low, high in zip(lows, highs, strict=True)],
            "name": names,
            "shade": [_shade(share) for share in shares],
            "lines": [float(name.count("\n") + 1) for name in names],
            "odd": ["yes" if n % 2 else "no" for n in range(len(lows))],
        }
    )
    return found.astype({**dict.fromkeys(("low", "high", "middle", "lines"), "float64"), "name": "str"})


def _shade(worse: float) -> str:
    return "#" + "".join(f"{round(a + worse * (b - a)):02X}" for a, b in zip(LEAST, WORST, strict=True))


def _words(row: dict[str, Any]) -> str:
    if pd.notna(row["mean"]):
        return ""
    return row["state"] if row["state"] in ("no data", WITHHELD) else "hidden: fewer than ten people"


def _sentence(row: dict[str, Any]) -> str:
    if pd.isna(row["mean"]):
        return f"{row['score']}: {_words(row)}"
    known = pd.notna(row["lower"])
    span = f" (95% interval {interval(row['lower'], row['upper'])})" if known else ""
    who = f", {people(row['people'])} people" if pd.notna(row["people"]) else ""
    return f"{row['score']}: {number(row['mean'])} points on average{span}{who}"
