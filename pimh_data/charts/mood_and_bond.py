"""Mood and the relationship side by side: a mark a service, its shape saying which of the two clearly improved."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import comparison, marks, point_names, service_points, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

HEIGHT = 480
AT = ("mood_size", "bond_size")
TITLES = ("Mood: improvement in SDs of first scores", "Relationship: improvement in SDs of first scores")
BOTH, ONLY_MOOD, ONLY_BOND, NEITHER = QUADRANTS = (
    "both clearly improved",
    "mood clearly improved, bond unclear",
    "bond clearly improved, mood unclear",
    "neither clearly improved",
)
LOOKS = {  # shape, fill, outline
    BOTH: ("circle", comparison.FILLS["better"], "#FFFFFF"),
    ONLY_MOOD: ("triangle-down", comparison.FILLS["worse"], "#FFFFFF"),
    ONLY_BOND: ("diamond", theme.FOCUS, "#FFFFFF"),
    NEITHER: ("square", "#FFFFFF", theme.MUTED),
}
CORNERS = pd.DataFrame(
    {
        "together": QUADRANTS,
        "across": ["right", "right", "left", "left"],
        "up": ["top", "floor", "top", "floor"],
        "words": [name.replace(", ", ",\n") for name in QUADRANTS],
        "narrow": [name.replace(" improved", "\nimproved").replace(", ", ",\n") for name in QUADRANTS],
    }
)
ROOM, LEAST = 1.15, 0.5  # of the greatest size: where the axes end, and how much of the other side is in view
READING = (
    "Further right: mood improved more; further up: the relationship did; both over the standard deviation (SD) of "
    "first scores, on one scale. The shape says what improved clearly, its 95% interval above no change: near a line "
    "a mark can have the shape of another corner."
)
HIDDEN = "Too few people with two scores, or hidden"


@lru_cache(maxsize=32)
def specification(wide: int, narrow: int) -> dict[str, Any]:
    """The chart without its data: `rows` (a service each), `frame`, `corners`, `references`, `names` and `note`.

    `wide`, `narrow`: lines of the note over the points, on a desk and on a phone.
    """
    x = alt.X(f"{AT[0]}:Q", scale=alt.Scale(zero=False, nice=False), axis=service_points.axis(TITLES[0], format=".1f"))
    y = alt.Y(
        f"{AT[1]}:Q",
        scale=service_points.under(wide, narrow),
        axis=service_points.axis(TITLES[1], above=True, grid=False, format=".1f"),
    )
    drawn = marks.rows().transform_filter("!isValid(datum.aside)")
    points = drawn.mark_point(size=130, strokeWidth=1.5, filled=True, opacity=1, aria=False)
    none = alt.Chart(alt.NamedData(name="references"))
    line = none.mark_rule(stroke=theme.MUTED, strokeWidth=1, aria=False)
    ceiling = service_points.top(wide, narrow)
    word: dict[str, Any] = {"color": theme.MUTED, "fontSize": 12, "align": "left"}
    layers = (
        service_points.framed(x, y),
        line.encode(x=alt.X("value:Q"), y=alt.value(alt.expr(ceiling)), y2=marks.FLOOR),
        line.encode(y=alt.Y("value:Q")),
        none.mark_text(baseline="bottom", dx=4, dy=-3, aria=False, **word).encode(
            x=marks.LEFT, y=alt.Y("value:Q"), text=alt.Text("name:N")
        ),
        *_corners(ceiling),
        points.encode(x=x, y=y, **_look()),
        *service_points.noted(),
        *point_names.named(x, y),
        service_points.spoken(*AT),
    )
    return theme.finished(alt.layer(*layers), HEIGHT)


def _look() -> dict[str, Any]:
    shape, fill, stroke = (
        alt.Scale(domain=list(LOOKS), range=[look[part] for look in LOOKS.values()]) for part in range(3)
    )
    return {
        "shape": alt.Shape("together:N", scale=shape, legend=None),
        "fill": alt.Fill("together:N", scale=fill, legend=None),
        "stroke": alt.Stroke("together:N", scale=stroke, legend=None),
    }


def _corners(ceiling: str) -> list[alt.Chart]:
    """The name of each quadrant in its corner, with the shape that stands for it."""
    corners = alt.Chart(alt.NamedData(name="corners"))
    said = f"({theme.NARROW} ? datum.narrow : datum.words)"
    tall = f"{service_points.LINE} * length(split({said}, '\\n'))"
    above = alt.value(alt.expr(f"datum.up == 'top' ? {ceiling} + 6 : height - {tall} - 4"))
    sign = corners.mark_point(size=90, filled=True, strokeWidth=1.5, opacity=1, yOffset=7, aria=False)
    size = alt.expr(f"{theme.NARROW} ? 12 : 13")
    word: dict[str, Any] = {
        "align": alt.expr("datum.across"),
        "baseline": "top",
        "lineBreak": "\n",
        "lineHeight": service_points.LINE,
    }
    word |= {"fontSize": size}
    flagged = corners.transform_filter(f"datum.together == '{ONLY_MOOD}'")
    others = corners.transform_filter(f"datum.together != '{ONLY_MOOD}'")

    def aside(pixels: int) -> Any:
        return alt.value(alt.expr(f"datum.across == 'right' ? width - {pixels} : {pixels}"))

    place = {"x": aside(20), "y": above, "text": alt.value(alt.expr(said))}
    return [
        sign.encode(x=aside(8), y=above, **_look()),
        *marks.haloed(others, theme.MUTED, word, **place),
        *marks.haloed(flagged, comparison.FILLS["worse"], {**word, "fontWeight": 600}, **place),
    ]


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.together`; None where no service is shown."""
    table = answer.table.assign(name=service_points.services(answer.table))
    told = (table["state"] == "shown") & table["together"].isin(QUADRANTS)
    known = told & table[list(AT)].notna().all(axis=1)
    if not known.any():
        return None
    drawn, others = table[known], table[~known]
    rows = drawn[[*AT, "together"]].assign(tooltip=[_sentence(row) for row in drawn.to_dict("records")])
    rows = service_points.with_others(rows, [f"{name}: {HIDDEN[0].lower()}{HIDDEN[1:]}" for name in others["name"]])
    frame = _frame(drawn)
    words = service_points.note(HIDDEN, others)
    wide, narrow = service_points.lines(words)
    flagged = drawn[drawn["together"] == ONLY_MOOD].nsmallest(point_names.NAMED, AT[1])
    named = drawn if len(drawn) <= point_names.NAMED else flagged
    avoid = np.vstack([point_names.costing(drawn[list(AT)]), _words(frame)])
    data = {
        "rows": rows.astype({"together": "str"}),
        "frame": frame,
        "corners": CORNERS,
        "references": marks.references(answer, None),
        "names": point_names.beside(named, frame, avoid, narrow * service_points.LINE, HEIGHT - point_names.AXES),
        "note": words,
    }
    return Drawing(specification(wide, narrow), data, answer.finding.text, READING)


def _frame(drawn: pd.DataFrame) -> pd.DataFrame:
    """The ends of both axes, the same for both: no change is in view, and a part of each side of it."""
    better, worse = max(drawn[list(AT)].max().max(), 0.0), max(-drawn[list(AT)].min().min(), 0.0)
    ends = [-ROOM * max(worse, LEAST * better), ROOM * max(better, LEAST * worse)]
    return pd.DataFrame(dict.fromkeys(AT, ends if ends[1] > ends[0] else [-1.0, 1.0]))


def _words(frame: pd.DataFrame) -> np.ndarray:
    """Places on the names of the quadrants, as they stand on a phone, and on the lines of no change."""
    low, high = frame[AT[0]]
    wide, tall = point_names.WIDTHS[0], HEIGHT - point_names.AXES
    corners = []
    for corner in CORNERS.itertuples():
        broken = corner.narrow.split("\n")
        for down, words in enumerate(broken if corner.up == "top" else reversed(broken)):
            for across in range(8, 16 + round(0.8 * point_names.LETTER * len(words)), 2 * point_names.RADIUS):
                x, y = across / wide, ((down + 0.5) * service_points.LINE + 5) / tall
                corners.append((1 - x if corner.across == "right" else x, 1 - y if corner.up == "top" else y))
    along, none = np.linspace(low, high, 20), np.zeros(20)
    lines = np.vstack([np.column_stack([along, none]), np.column_stack([none, along])])
    return np.vstack(
        [point_names.costing(low + (high - low) * np.array(corners), point_names.HEAVY), point_names.costing(lines)]
    )


def _sentence(row: dict[str, Any]) -> str:
    return f"{row['name']}: {row['together']}. {_moved(row, 'mood')}. {_moved(row, 'bond')}"


def _moved(row: dict[str, Any], name: str) -> str:
    span = interval(row[f"{name}_lower"], row[f"{name}_upper"])
    said = {"mood": "Mood", "bond": "Relationship"}[name]
    return (
        f"{said} ({row[name]}): mean improvement {number(row[f'{name}_gain'])} points (95% interval {span}), "
        f"{number(row[f'{name}_size'], 2)} SD, {people(row[f'{name}_people'])} people"
    )
