"""Warmth and invasion of MORS-SF in each service: an arrow from the first means to the last. The two are never added.

Also what charts of services as points share: a name beside its point, and in words who is not drawn.
"""

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, theme
from pimh_data.charts.drawing import KEPT, Drawing
from pimh_data.formats import number
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

NAMED = 6  # services whose names can stand in one plot
NAME_WIDTH, LINE, LETTER = 24, 16, 6.8  # characters of a line; pixels of a line and of a letter
NOTE_WIDTH, NOTE_LINES = {"": 72, "_narrow": 40}, 4
AXES = 64  # pixels of the height that the axis and the titles take on a page, where the chart is fitted
WIDTHS = (270, 560)  # pixels of the plot on a narrow phone and on a desk: a name must suit both
GAPS, RADIUS = (9, 24, 46, 72), 7  # pixels between a point and its name, and of a point
AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))  # right and up of a point
ALIGNED = {1: "left", 0: "center", -1: "right"}
ON_LINE, THICK, ROUNDS = (0.3, 0.6, 0.9), 4, 3  # parts of the line to a name, and half its pixels with room
HEAVY = 10.0  # what a pixel costs outside the plot or on words or a named point, against 1 on another point


@lru_cache(maxsize=32)
def specification(wide: int, narrow: int, crowded: bool) -> dict[str, Any]:
    """The chart without its data: `rows` (a service each), `frame` (the ends of the axes), `names` and `note`.

    `wide`, `narrow`: lines of the note over the arrows, on a desk and on a phone; `crowded`: the arrows are thin.
    """
    rows = marks.rows()
    drawn = rows.transform_filter("!isValid(datum.aside)")
    x = alt.X(f"{LAST[0]}:Q", scale=alt.Scale(zero=False, nice=False), axis=axis(TITLES[0]))
    y = alt.Y(f"{LAST[1]}:Q", scale=under(wide + 2, narrow + 2), axis=axis(TITLES[1], above=True))
    stroke, size, tip = (1, 22, 80) if crowded else (2, 55, 120)
    line = drawn.mark_rule(stroke=theme.FOCUS, strokeWidth=stroke, aria=False)
    ring = drawn.mark_point(size=size, filled=True, fill="#FFFFFF", stroke=theme.FOCUS, opacity=1, aria=False)
    head = drawn.mark_point(shape=TIP, size=tip, filled=True, fill=theme.FOCUS, opacity=1, aria=False)
    corner = alt.Chart(alt.NamedData(name="note"))
    word = corner.mark_text(align="left", baseline="top", fontWeight=600, fontSize=13, aria=False)
    sign = corner.mark_point(shape=WAY, size=140, filled=True, fill=BETTER, opacity=1, angle=315, aria=False)
    over = {"y": alt.value(alt.expr(f"{top(wide, narrow)} + 3"))}
    layers = (
        framed(x, y),
        line.encode(x=x, y=y, x2=FIRST[0], y2=FIRST[1]),
        ring.encode(x=f"{FIRST[0]}:Q", y=f"{FIRST[1]}:Q"),
        head.encode(x=x, y=y, angle=alt.value(alt.expr(SLOPE))),
        sign.encode(x=alt.value(4), **over),
        word.encode(x=alt.value(22), text=alt.value(BETTER_CORNER), **over),
        *noted(),
        *named(x, y),
        spoken(*LAST),
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


@lru_cache(maxsize=KEPT)
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.together`; None where no service has all four means."""
    table = answer.table.assign(name=services(answer.table))
    known = table[[*FIRST, *LAST]].notna().all(axis=1)
    if not known.any():
        return None
    drawn, others = table[known], table[~known]
    rows = drawn[[*FIRST, *LAST]].assign(tooltip=[_sentence(row) for row in drawn.to_dict("records")])
    rows = with_others(rows, [f"{name}: {WITHOUT}" for name in others["name"]])
    frame = pd.DataFrame({last: _span(drawn[first], drawn[last]) for first, last in zip(FIRST, LAST, strict=True)})
    words = note(f"No arrow ({WITHOUT})", others)
    wide, narrow = lines(words)
    tips = drawn[list(LAST)].to_numpy()
    arrows = (tips + ALONG * (drawn[list(FIRST)].to_numpy() - tips)).reshape(-1, 2)
    crowded = len(drawn) > NAMED
    shown = drawn.head(0) if crowded else drawn
    names = beside(shown, frame, costing(arrows), (narrow + 2) * LINE, HEIGHT - AXES)
    data = {"rows": rows, "frame": frame, "names": names, "note": words}
    return Drawing(specification(wide, narrow, crowded), data, answer.finding.text, READING)


def _span(*means: pd.Series) -> list[float]:
    """The ends of an axis with all these means inside, within the scale of MORS-SF."""
    low, high = min(column.min() for column in means) - PAD, max(column.max() for column in means) + PAD
    short = max(LEAST - (high - low), 0) / 2
    low, high = (low - short) // STEP * STEP, -((-high - short) // STEP) * STEP
    return [max(low, float(MORS["low"])), min(high, float(MORS["high"]))]


def _sentence(row: dict[str, Any]) -> str:
    ends = {name: [number(row[f"{name}_{end}"]) for end in ("first", "last")] for name in ("warmth", "invasion")}
    said = [f"mean {name} from {first} to {last} points" for name, (first, last) in ends.items()]
    return f"{row['name']}: {', '.join(said)}"


def services(table: pd.DataFrame) -> pd.Series:
    """The name of each service; with its Place where there are several."""
    if table["place"].nunique() < 2:
        return table["service"]
    return table["service"] + ", " + table["place"]


def axis(title: str, above: bool = False, **more: Any) -> alt.Axis:
    """An axis with its title: under the plot, or level `above` it."""
    place = {"titleAngle": 0, "titleAlign": "left", "titleX": -34, "titleY": -14} if above else {}
    words = {"titleFontSize": 13, "titleFontWeight": "normal", "titleColor": theme.TEXT}
    # No grid across: it would end as far above the floor as the note is high.
    return alt.Axis(**{"grid": above, **more}, tickCount=5, title=title, **words, **place)


def framed(x: alt.X, y: alt.Y) -> alt.Chart:
    """Nothing to see: the data set `frame` holds the ends of both axes."""
    return alt.Chart(alt.NamedData(name="frame")).mark_point(opacity=0, aria=False).encode(x=x, y=y)


def top(wide: int, narrow: int) -> str:
    """The pixels that so many lines over the points take, as a Vega expression."""
    return f"({theme.NARROW} ? {LINE * narrow} : {LINE * wide})"


def under(wide: int, narrow: int) -> alt.Scale:
    """The scale of `y`, from the floor of the plot to under so many lines; its ends are those of the data."""
    return alt.Scale(zero=False, nice=False, range=[alt.expr("height"), alt.expr(top(wide, narrow))])


def note(why: str, others: pd.DataFrame) -> pd.DataFrame:
    """The data set `note`: one row that names the services not drawn, in lines for a desk and for a phone."""
    said = {}
    for end, width in NOTE_WIDTH.items():
        broken: list[str] = []
        for kept in range(len(others), 0, -1):
            more = f" and {len(others) - kept} more (see the table)" if kept < len(others) else ""
            broken = textwrap.wrap(f"{why}: {_listed(others.head(kept))}{more}.", width)
            if len(broken) <= NOTE_LINES:
                break
        said[f"words{end}"] = ["\n".join(broken)]
    return pd.DataFrame(said).astype("str")


def _listed(table: pd.DataFrame) -> str:
    """'CAMHS PAIRS in Sheffield; Perinatal team in Halton, Wirral': the Places of a service, where they are told."""
    if table["name"].equals(table["service"]):
        return "; ".join(table["name"])
    where: dict[str, list[str]] = {}
    for service, place in zip(table["service"], table["place"], strict=True):
        where.setdefault(service, []).append(place)
    return "; ".join(f"{service} in {', '.join(places)}" for service, places in where.items())


def lines(words: pd.DataFrame) -> tuple[int, int]:
    """How many lines a `note` takes on a desk and on a phone."""
    wide, narrow = (len(words[f"words{end}"][0].splitlines()) for end in NOTE_WIDTH)
    return wide, narrow


def noted() -> tuple[alt.Chart, alt.Chart]:
    """The data set `note` on top of the plot."""
    said = alt.value(alt.expr(f"{theme.NARROW} ? datum.words_narrow : datum.words"))
    word = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE, "fontSize": 12}
    chart = alt.Chart(alt.NamedData(name="note"))
    return marks.haloed(chart, theme.MUTED, word, x=alt.value(4), y=alt.value(0), text=said)


def with_others(rows: pd.DataFrame, sentences: Sequence[str]) -> pd.DataFrame:
    """The data set `rows`: those drawn, and those that are not, `aside` in parts of the width of the note."""
    count = len(sentences)
    others = pd.DataFrame({"tooltip": sentences, "aside": [(at + 0.5) / count for at in range(count)]})
    return pd.concat([rows.assign(aside=float("nan")), others.astype({"tooltip": "str", "aside": "float64"})])


def spoken(x: str, y: str) -> alt.Chart:
    """The mark that speaks: over each point, and over the note for those who are not drawn."""
    across = f"isValid(datum.aside) ? width * datum.aside : scale('x', datum.{x})"
    up = f"isValid(datum.aside) ? 8 : scale('y', datum.{y})"
    chart = marks.rows().mark_point(opacity=0, size=400, filled=True)
    place = {"x": alt.value(alt.expr(across)), "y": alt.value(alt.expr(up))}
    return chart.encode(tooltip="tooltip:N", description="tooltip:N", **place)


def named(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The data set `names`: each beside its point, with a thin line to it where it had to move off."""
    names = alt.Chart(alt.NamedData(name="names"))
    at = {key: f"scale('{key}', datum.{way.shorthand.removesuffix(':Q')})" for key, way in (("x", x), ("y", y))}
    from_point = {key: alt.value(alt.expr(here)) for key, here in at.items()}
    to_name = {f"{key}2": alt.value(alt.expr(f"{here} + datum.d{key}")) for key, here in at.items()}
    moved_off = names.transform_filter(f"datum.dx * datum.dx + datum.dy * datum.dy > {GAPS[0] ** 2 + 1}")
    line = moved_off.mark_rule(stroke=theme.MUTED, strokeWidth=1, aria=False)
    moved = {"dx": alt.expr("datum.dx"), "dy": alt.expr("datum.top"), "align": alt.expr("datum.align")}
    word = {"baseline": "top", "lineBreak": "\n", "lineHeight": LINE, "fontSize": 13, "fontWeight": 600}
    return [
        line.encode(**from_point, **to_name),
        *marks.haloed(names, theme.TEXT, {**moved, **word}, x=x, y=y, text="name:N"),
    ]


def costing(places: np.ndarray | pd.DataFrame, each: float = 1.0) -> np.ndarray:
    """Places that a name had better not cover: x, y and what `each` costs."""
    return np.column_stack([places, np.full(len(places), each)])


def beside(points: pd.DataFrame, frame: pd.DataFrame, avoid: np.ndarray, ceiling: float, height: float) -> pd.DataFrame:
    """The data set `names` of `points` (the columns of `frame`, and name): how far off each stands to cover the least.

    `frame`: the ends of both axes; `avoid`: places that no name should cover, as x, y and how much it costs; `ceiling`:
    pixels from the top of the plot to where the axis ends.
    """
    (left, low), (right, high) = frame.to_numpy()
    whole = np.array([[(width, ceiling - height)] for width in WIDTHS])
    mine = points[list(frame)].to_numpy(dtype=float)
    places = np.vstack([mine, avoid[:, :2]])  # in pixels: by width, place and direction
    held = (0.0, height) + (places - (left, low)) / (right - left, high - low) * whole
    room = np.array([[(0.0, ceiling, width, height)] for width in WIDTHS])
    broken = [textwrap.wrap(name, NAME_WIDTH) for name in points["name"]]
    size = np.array([(LETTER * max(map(len, name)), LINE * len(name)) for name in broken]).reshape(-1, 1, 2)
    # A stand: on which side of its point a name is, and how far off. Its boxes: the name, and parts of the line to it.
    gap, across, up = np.array([(gap, *side) for gap in GAPS for side in AROUND]).T
    end = np.column_stack([across, -up]) * (np.where(across * up, 0.7, 1.0) * gap)[:, None]
    corner = end - size * np.column_stack([1 - across, 1 + up]) / 2
    parts = [np.broadcast_to(end * part, corner.shape) for part in ON_LINE]
    ends = [
        np.stack([corner, *(part - THICK for part in parts)]),
        np.stack([corner + size, *(part + THICK for part in parts)]),
    ]
    stands = np.moveaxis(np.concatenate(ends, axis=-1), 0, 2) + np.tile(held[:, : len(mine)], 2)[:, :, None, None]
    costs = np.concatenate([np.full(len(mine), HEAVY), avoid[:, 2]])
    best = _settled(gap, stands, np.concatenate([held - RADIUS, held + RADIUS], axis=2), costs, room)
    found = [
        ("\n".join(name), *end[at], corner[order, at, 1], ALIGNED[int(across[at])])
        for order, (name, at) in enumerate(zip(broken, best, strict=True))
    ]
    kinds = {"name": "str", "dx": "float64", "dy": "float64", "top": "float64", "align": "str"}
    stood = pd.DataFrame(found, columns=list(kinds)).astype(kinds)
    return pd.concat([pd.DataFrame(mine, columns=frame.columns), stood], axis=1)


def _settled(gap: np.ndarray, stands: np.ndarray, taken: np.ndarray, costs: np.ndarray, room: np.ndarray) -> np.ndarray:
    """The stand of each name that together cost least, near enough: each settles in turn while the others stand still.

    Boxes are left, top, right, bottom. `stands`: by width, name, stand and box of the stand; `taken`: by width, the
    points that have a name first.
    """
    _, count, options, boxes, _ = stands.shape
    every, own = stands.reshape(len(WIDTHS), -1, 4), np.arange(count)
    pair = HEAVY * _shared(every, every).reshape(count, options, boxes, count, options, boxes).sum(axis=(2, 5))
    on_points = HEAVY * _shared(every, taken[:, :count]).reshape(count, options, boxes, count).sum(axis=2)
    pair[own, :, own], on_points[own, :, own] = 0.0, 0.0
    names = stands[:, :, :, 0].reshape(len(WIDTHS), -1, 4)
    size = (names[..., 2:] - names[..., :2]).prod(axis=-1).sum(axis=0)
    outside = size - _shared(names, room).sum(axis=-1)
    alone = gap + on_points.sum(axis=-1)
    alone += (_shared(names, taken) @ costs + HEAVY * outside).reshape(count, options)
    tried = []
    for order in (own, own[::-1]):
        best = alone.argmin(axis=1)
        for at in [*order] * ROUNDS:
            best[at] = (alone[at] + pair[at][:, own, best].sum(axis=1)).argmin()
        together = pair[own[:, None], best[:, None], own, best].sum() / 2
        tried.append((alone[own, best].sum() + together, best))
    return min(tried, key=lambda one: one[0])[1]


def _shared(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """By box and other box: the pixels that both cover, over the widths."""
    found = np.zeros((boxes.shape[1], others.shape[1]), dtype="float32")
    for one, two in zip(boxes.astype("float32"), others.astype("float32"), strict=True):
        across, down = (
            np.minimum.outer(one[:, way + 2], two[:, way + 2]) - np.maximum.outer(one[:, way], two[:, way])
            for way in (0, 1)
        )
        found += across.clip(0) * down.clip(0)
    return found
