"""Funnel plots: control limits around a benchmark, and where each point lies. It does not choose what to compare.

A result is NaN (or "not compared"), with this reason to show: no denominator, nothing expected, or a number is hidden.
Services are only comparable once expected change is adjusted for severity at the start (see `expected`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import pdtr, pdtrik

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, count_and_denominator, critical_value, improper, numbers, refuse, tail
from pimh_data.statistics.intervals import Limits
from pimh_data.statistics.overdispersion import limits_between

KINDS = ("proportion", "rate", "ratio")
NOT_COMPARED = "not compared"


class Funnel(NamedTuple):
    """Each point's value, the benchmark, the limits at 95% and 99.8%, and where the point lies, in words."""

    value: Numbers
    benchmark: Numbers
    lower_95: Numbers
    upper_95: Numbers
    lower_998: Numbers
    upper_998: Numbers
    significance: np.ndarray


def funnel_limits(
    kind: str,
    benchmark: ArrayLike,
    denominator: ArrayLike,
    confidence: ArrayLike = (0.95, 0.998),
    multiplier: float = 1,
) -> Limits:
    """Control limits of values whose truth is the benchmark, at each denominator; shape of confidence + broadcast.

    proportion: benchmark p from 0 to 1, p -/+ z sqrt(p (1 - p) / n), kept within 0 and 1 (the values whose Wilson
    interval just reaches p). rate: benchmark per `multiplier`, denominator in people; ratio: benchmark usually 1,
    denominator the expected events. For these two the limits are the counts whose exact Poisson limit just reaches the
    events expected at the benchmark, over the denominator; 0 where no count could be that low.
    Raises StatisticsError for an unknown kind, a benchmark outside its range, or negative or infinite numbers.
    Source: Spiegelhalter 2005, Stat Med 24:1185-1202; OHID's public health technical guidance.
    """
    if kind not in KINDS:
        raise StatisticsError(f"kind is {kind!r}: give one of {', '.join(KINDS)}.")
    middle, n = numbers(benchmark=benchmark, denominator=denominator)
    refuse(
        [
            *improper("benchmark", middle),
            *improper("denominator", n),
            ((middle > 1) & (kind == "proportion"), "benchmark proportion is over 1"),
        ]
    )
    dimensions = np.broadcast(middle, n).ndim
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(n > 0, n, np.nan)
        if kind == "proportion":
            half = critical_value(confidence, dimensions) * np.sqrt(middle * (1 - middle) / n)
            return np.maximum(middle - half, 0), np.minimum(middle + half, 1)
        expected, below = middle / multiplier * n, tail(confidence, dimensions)
        lowest = np.where(pdtr(0, expected) < below, pdtrik(below, expected), 0)
        highest = pdtrik(1 - below, expected) + 1
        hidden = np.where(np.isnan(expected), np.nan, 1)
        return lowest * hidden * multiplier / n, highest * hidden * multiplier / n


def funnel(
    kind: str,
    numerator: ArrayLike,
    denominator: ArrayLike,
    benchmark: ArrayLike | None = None,
    multiplier: float = 1,
    between: float = 0,
) -> Funnel:
    """Every point's value, limits and significance; arrays of the broadcast shape.

    benchmark: what the points are held against, in units of the values; by default all of them together, the sum of the
    numerators over the sum of the denominators of points that have both. Significance is one of "below 99.8%
    limit", "below 95% limit", "within limits", "above 95% limit", "above 99.8% limit" or "not compared". between: the
    variance between points beyond chance, of `overdispersion.between_points`; with it limits are those of
    `limits_between`, without it those of chance alone.
    Raises StatisticsError as `funnel_limits` does, and where a numerator is negative, infinite or (proportion) over its
    denominator. Source: as `funnel_limits`.
    """
    x, n = np.broadcast_arrays(*count_and_denominator(numerator, denominator, part_of_whole=kind == "proportion"))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(n > 0, multiplier * x / n, np.nan)[()]
        if benchmark is None:
            known = np.isfinite(x) & (n > 0)
            benchmark = multiplier * x[known].sum() / n[known].sum() if known.any() else np.nan
    if between:
        lower, upper = limits_between(kind, float(np.asarray(benchmark)), n, between, multiplier=multiplier)
    else:
        lower, upper = funnel_limits(kind, benchmark, n, (0.95, 0.998), multiplier)
    words = np.select(
        [np.isnan(value + lower[0]), value < lower[1], value < lower[0], value > upper[1], value > upper[0]],
        [NOT_COMPARED, "below 99.8% limit", "below 95% limit", "above 99.8% limit", "above 95% limit"],
        "within limits",
    )[()]
    (middle,) = numbers(benchmark=benchmark)
    return Funnel(value, middle, lower[0], upper[0], lower[1], upper[1], words)
