"""A point beside England, its range of areas and its recent trend, in the words of Fingertips. No sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.formats import interval, number
from pimh_data.questions.indicators.series import IndicatorPoints, Point, Series
from pimh_data.registry.indicators import NEITHER
from pimh_data.registry.value_states import ADDED_UP, MADE_UP, RANGE, SHOWN
from pimh_data.statistics.compare import compare_to_benchmark
from pimh_data.statistics.trend import NOT_CALCULATED, recent_trend

NAN = float("nan")
BETTER, SIMILAR, WORSE, HIGHER, LOWER = "better", "similar", "worse", "higher", "lower"
NOT_COMPARED = "not compared"
# A shape for each word, so that no comparison is told by colour alone.
SHAPES = {BETTER: "▲", WORSE: "▼", SIMILAR: "●", HIGHER: "△", LOWER: "▽", NOT_COMPARED: "–"}
DIRECTION = {"higher_is_better": "higher is better", "lower_is_better": "lower is better", NEITHER: "no judgement"}


@dataclass(frozen=True)
class Range:
    """England's local authorities: how many, lowest, quartiles and highest value. NaN where there are too few."""

    areas: int
    lowest: float
    quartile_1: float
    quartile_3: float
    highest: float


def compared_to_england(point: Point | None, england: Point | None, direction: str) -> str:
    """One of the words above: the point's 95% interval against England's value of the same period.

    'not compared' without an interval, without England, or for England's own value.
    """
    if point is None or england is None or any(np.isnan([point.lower, point.upper, england.value])):
        return NOT_COMPARED
    return str(compare_to_benchmark(point.lower, point.upper, england.value, direction)).lower()


def england_range(held: IndicatorPoints, key: str, period: str) -> Range:
    """Over the local authorities of the files; quartiles from eight of them on, the ends from two."""
    values = held.local_values(key, period)["value"].to_numpy("float64")
    if len(values) < 2:
        return Range(len(values), NAN, NAN, NAN, NAN)
    quartiles = np.quantile(values, (0.25, 0.75)) if len(values) >= 8 else (NAN, NAN)
    return Range(len(values), float(values.min()), float(quartiles[0]), float(quartiles[1]), float(values.max()))


def trend_of(points: Sequence[Point], series: Series) -> tuple[str, str]:
    """The recent trend in Fingertips' words, and why it cannot be calculated.

    As the file prints it for a Place that is one of its areas; else from the last five yearly points.
    """
    if not points:
        return NOT_CALCULATED, "there are no data"
    if points[-1].printed_trend:
        return points[-1].printed_trend, "as published"
    yearly = [point for point in points if point.months == 12]
    if not series.direction_known and not series.unit:
        kind = "value of unknown unit"
    else:
        kind = "proportion" if series.unit.startswith("%") else "crude rate" if "per" in series.unit else "mean"
    if len(yearly) < len(points):
        return NOT_CALCULATED, "periods are not single years"
    if len({point.sort // 100_000 for point in yearly}) < len(yearly):
        return NOT_CALCULATED, "two points end in the same year"
    found = recent_trend(
        [point.value for point in yearly],
        [point.lower for point in yearly],
        [point.upper for point in yearly],
        [point.sort // 100_000 for point in yearly],
        series.direction,
        kind,
    )
    return str(found.trend), str(found.reason)


def decimals(values: Sequence[float]) -> int:
    """How many decimals tell the values apart without false precision: none from 1,000, two below 1."""
    known = [abs(value) for value in values if not np.isnan(value)]
    largest = max(known, default=0)
    return 0 if largest >= 1000 else 1 if largest >= 1 else 2


def point_in_words(point: Point | None, places: int = 1) -> str:
    """What a table shows: the value, 'suppressed', 'not available', or the range of its areas in words."""
    if point is None:
        return "no data"
    if not np.isnan(point.value):
        return number(point.value, places)
    if point.basis == RANGE and point.value_state == SHOWN:
        return f"areas {interval(point.lowest, point.highest, places)}"
    return point.value_state


def made(point: Point) -> str:
    """How a Place came by its figure, in a few words for a table."""
    if point.basis == ADDED_UP:
        return f"added up: {point.areas}"
    if point.basis == RANGE:
        return f"{point.method}: {point.areas}"
    return "made up" if point.note == MADE_UP else "as published"
