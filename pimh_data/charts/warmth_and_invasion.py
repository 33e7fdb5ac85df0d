"""Warmth and invasion of MORS-SF by service: an arrow from the first means to the last. The two are never added."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, point_names, service_points, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import number
from pimh_data.kept import kept
from pimh_data.registry.measures import MORS

HEIGHT = 460
FIRST, LAST = ("invasion_first", "warmth_first"), ("invasion_last", "warmth_last")
TITLES = ("Invasion, points (lower is better)", "Warmth, points (higher is better)")
BETTER_CORNER = "better: warmer, less intrusive"
READING = (
    "An arrow a service, from the means of the first scores (ring) to those of the last (tip): up is warmer, left is "
    "less intrusive. Both scales go from 0 to 35 points; the part with the arrows is shown. The two are never added."
)
BETTER = comparison.FILLS["better"]
WITHOUT = "MORS-SF not used, or its means hidden"
STEP, PAD, LEAST = 2, 1.2, 10  # points: ends of an axis are multiples, room round the arrows, and its least length
ALONG = np.arange(12)[:, None, None] / 12  # of an arrow from its tip: no name should cover it
WAY = "M0,0L0.6,1L0.2,0.9L0.2,2.4L-0.2,2.4L-0.2,0.9L-0.6,1Z"  # an arrow, to say which way is better
TIP = "M0,0L0.6,1.4L-0.6,1.4Z"  # a head whose point, not its middle, is the last mean
SLOPE = (
    "atan2(scale('x', datum.invasion_last) - scale('x', datum.invasion_first), "
    "scale('y', datum.warmth_first) - scale('y', datum.warmth_last)) * 180 / PI"
)


@lru_cache(maxsize=32)
def specification(wide: int, narrow: int, crowded: bool) -> dict[str, Any]:
    """The chart without its data: `rows` (a service each), `frame` (the ends of the axes), `names` and `note`.

    `wide`, `narrow`: lines of the note over the arrows, on a desk and on a phone; `crowded`: the arrows are thin.
    """
    rows = marks.rows()
    drawn = rows.transform_filter("!isValid(datum.aside)")
    x = alt.X(f"{LAST[0]}:Q", scale=alt.Scale(zero=False, nice=False), axis=service_points.axis(TITLES[0]))
    y = alt.Y(
        f"{LAST[1]}:Q",
        scale=service_points.under(wide + 2, narrow + 2),
        axis=service_points.axis(TITLES[1], above=True),
    )
    stroke, size, tip = (1, 22, 80) if crowded else (2, 55, 120)
    line = drawn.mark_rule(stroke=theme.FOCUS, strokeWidth=stroke, aria=False)
    ring = drawn.mark_point(size=size, filled=True, fill="#FFFFFF", stroke=theme.FOCUS, opacity=1, aria=False)
    head = drawn.mark_point(shape=TIP, size=tip, filled=True, fill=theme.FOCUS, opacity=1, aria=False)
    corner = alt.Chart(alt.NamedData(name="note"))
    word = corner.mark_text(align="left", baseline="top", fontWeight=600, fontSize=13, aria=False)
    sign = corner.mark_point(shape=WAY, size=140, filled=True, fill=BETTER, opacity=1, angle=315, aria=False)
    over = {"y": alt.value(alt.expr(f"{service_points.top(wide, narrow)} + 3"))}
    layers = (
        service_points.framed(x, y),
        line.encode(x=x, y=y, x2=FIRST[0], y2=FIRST[1]),
        ring.encode(x=alt.X(f"{FIRST[0]}:Q"), y=alt.Y(f"{FIRST[1]}:Q")),
        head.encode(x=x, y=y, angle=alt.value(alt.expr(SLOPE))),
        sign.encode(x=alt.value(4), **over),
        word.encode(x=alt.value(22), text=alt.value(BETTER_CORNER), **over),
        *service_points.noted(),
        *point_names.named(x, y),
        service_points.spoken(*LAST),
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.together`; None where no service has all four means."""
    table = answer.table.assign(name=service_points.services(answer.table))
    known = table[[*FIRST, *LAST]].notna().all(axis=1)
    if not known.any():
        return None
    drawn, others = table[known], table[~known]
    rows = drawn[[*FIRST, *LAST]].assign(tooltip=[_sentence(row) for row in drawn.to_dict("records")])
    rows = service_points.with_others(rows, [f"{name}: {WITHOUT}" for name in others["name"]])
    frame = pd.DataFrame({last: _span(drawn[first], drawn[last]) for first, last in zip(FIRST, LAST, strict=True)})
    words = service_points.note(f"No arrow ({WITHOUT})", others)
    wide, narrow = service_points.lines(words)
    tips = drawn[list(LAST)].to_numpy()
    arrows = (tips + ALONG * (drawn[list(FIRST)].to_numpy() - tips)).reshape(-1, 2)
    crowded = len(drawn) > point_names.NAMED
    shown = drawn.head(0) if crowded else drawn
    names = point_names.beside(
        shown, frame, point_names.costing(arrows), (narrow + 2) * service_points.LINE, HEIGHT - point_names.AXES
    )
    data = {"rows": rows, "frame": frame, "names": names, "note": words}
    return Drawing(specification(wide, narrow, crowded), data, answer.finding.text, READING)


def _span(*means: pd.Series) -> list[float]:
    """The ends of an axis with all these means inside, within the scale of MORS-SF."""
    low, high = min(column.min() for column in means) - PAD, max(column.max() for column in means) + PAD
    short = max(LEAST - (high - low), 0) / 2
    low, high = (low - short) // STEP * STEP, -((-high - short) // STEP) * STEP
    return [max(low, MORS["low"]), min(high, MORS["high"])]


def _sentence(row: dict[str, Any]) -> str:
    ends = {name: [number(row[f"{name}_{end}"]) for end in ("first", "last")] for name in ("warmth", "invasion")}
    said = [f"mean {name} from {first} to {last} points" for name, (first, last) in ends.items()]
    return f"{row['name']}: {', '.join(said)}"
