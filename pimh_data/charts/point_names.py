"""A name beside its point, where it covers least of the other names and points. Places in pixels, no meaning."""

import textwrap

import altair as alt
import numpy as np
import pandas as pd

from pimh_data.charts import marks, theme
from pimh_data.charts.service_points import LINE

NAMED = 6  # services whose names can stand in one plot
NAME_WIDTH, LETTER = 24, 6.8  # characters of a line; pixels of a letter
AXES = 64  # pixels of the height that the axis and the titles take on a page, where the chart is fitted
WIDTHS = (270, 560)  # pixels of the plot on a narrow phone and on a desk: a name must suit both
GAPS, RADIUS = (9, 24, 46, 72), 7  # pixels between a point and its name, and of a point
AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))  # right and up of a point
ALIGNED = {1: "left", 0: "center", -1: "right"}
ON_LINE, THICK, ROUNDS = (0.3, 0.6, 0.9), 4, 3  # parts of the line to a name, and half its pixels with room
HEAVY = 10.0  # what a pixel costs outside the plot or on words or a named point, against 1 on another point


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
        *marks.haloed(names, theme.TEXT, {**moved, **word}, x=x, y=y, text=alt.Text("name:N")),
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
