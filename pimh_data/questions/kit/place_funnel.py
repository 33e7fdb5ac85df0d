"""The funnel of a measure by Place: limits around the average of all shown, and where in it each Place lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.questions.cells import NAN
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue
from pimh_data.questions.rounded_intervals import PER
from pimh_data.statistics.funnel import NOT_COMPARED, funnel
from pimh_data.statistics.overdispersion import between_points

WITHIN = "within limits"


@dataclass(frozen=True)
class PlaceFunnel:
    """The average, and by Place the limits at 95% and 99.8% and where it lies; '' and NaN where there is no funnel.

    `between`: the variance between Places beyond chance, which the limits allow for.
    """

    average: float
    limits: np.ndarray
    lies: Sequence[str]
    between: float = 0.0


def place_funnel(chosen: PlaceMeasure, values: Sequence[PlaceValue]) -> PlaceFunnel:
    """The limits around all shown together; the word is the mildest of those that the true counts permit."""
    nothing = np.full((4, len(values)), NAN)
    if chosen.kind == "ratio":
        return PlaceFunnel(NAN, nothing, [""] * len(values))
    kind, scale = ("rate", PER) if chosen.kind == "rate" else ("proportion", 1)
    counts, wholes = _parts(chosen, values, "value")
    benchmark = funnel(kind, counts, wholes, multiplier=scale).benchmark
    between = between_points(kind, counts, wholes, float(benchmark), scale) if benchmark == benchmark else 0.0
    middle = funnel(kind, counts, wholes, benchmark, scale, between)
    ends = [_parts(chosen, values, end) for end in ("lowest", "highest")]
    lies = [funnel(kind, *end, benchmark, scale, between).significance for end in ends]
    words_ = [
        NOT_COMPARED if np.isnan(counts[row]) else _mildest(str(low), str(high))
        for row, (low, high) in enumerate(zip(*lies, strict=True))
    ]
    limits = np.array([middle.lower_95, middle.upper_95, middle.lower_998, middle.upper_998])
    return PlaceFunnel(float(benchmark), limits, words_, between)


def _parts(chosen: PlaceMeasure, values: Sequence[PlaceValue], end: str) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators: as released, or at the ends that push the share furthest down or up."""
    other = {"value": "value", "lowest": "highest", "highest": "lowest"}[end]
    wholes = [value.published if chosen.kind == "rate" else getattr(value.whole, other) for value in values]
    counts = [getattr(value.part, end) if value.state in ("shown", "zero") else NAN for value in values]
    if chosen.kind == "share":
        counts = [min(count, whole) for count, whole in zip(counts, wholes, strict=True)]
    return np.array(counts, dtype="float64"), np.array(wholes, dtype="float64")


def _mildest(low: str, high: str) -> str:
    if low == high:
        return low
    sides = {word.split()[0] for word in (low, high)}
    return f"{sides.pop()} 95% limit" if len(sides) == 1 and WITHIN not in (low, high) else WITHIN
