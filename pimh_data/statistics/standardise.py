"""Rates made comparable between populations of different age: directly and indirectly standardised.

A result is NaN, with this reason to show: fewer than ten events in all (direct), no one lives in a category, nothing is
expected (indirect), or a number is unknown (hidden).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, count_and_denominator, improper, numbers, refuse
from pimh_data.statistics.intervals import byar

FEWEST_EVENTS = 10


class StandardisedRate(NamedTuple):
    """Events per `multiplier` people of the standard population, and its interval."""

    rate: Numbers
    lower: Numbers
    upper: Numbers


class StandardisedRatio(NamedTuple):
    """Observed over expected events (1 = as expected), and its interval."""

    ratio: Numbers
    lower: Numbers
    upper: Numbers


def directly_standardised_rate(
    counts: ArrayLike,
    populations: ArrayLike,
    standard_populations: ArrayLike,
    multiplier: float = 100_000,
    confidence: ArrayLike = 0.95,
) -> StandardisedRate:
    """Weighted sum of the categories' rates, sum(w x / n) / sum(w), with Dobson's interval.

    counts, populations, standard_populations: shape (..., categories), broadcast; the rate has the shape (...), limits
    the shape of confidence + (...). With X events in all and v = sum(w^2 x / n^2) / sum(w)^2, a limit is
    rate + sqrt(v / X) (Byar's limit of X - X), everything times the multiplier.
    NaN where there are fewer than 10 events in all (not reliable; OHID does not publish these), where a category with
    weight has no people, or where anything is NaN. Raises StatisticsError where a number is negative or infinite.
    Source: Dobson, Kuulasmaa, Eberle and Scherer 1991, Stat Med 10:457-462; OHID's public health technical guidance.
    """
    x, n = count_and_denominator(counts, populations, part_of_whole=False)
    (w,) = numbers(standard_populations=standard_populations)
    refuse(improper("standard population", w))
    x, n, w = np.broadcast_arrays(*numbers(counts=x, populations=n, standard_populations=w))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(w > 0, w / np.where(n > 0, n, np.nan), 0 * w * n) / w.sum(-1, keepdims=True)
        rate, variance, events = (weight * x).sum(-1), (weight**2 * x).sum(-1), x.sum(-1)
        rate = np.where(events >= FEWEST_EVENTS, rate, np.nan)
        lower, upper = byar(events, confidence=confidence)
        step = np.sqrt(variance / events)
        limits = (rate + step * (limit - events) for limit in (lower, upper))
        return StandardisedRate(*(multiplier * part for part in (rate, *limits)))


def indirectly_standardised_ratio(
    observed: ArrayLike, expected: ArrayLike, confidence: ArrayLike = 0.95
) -> StandardisedRatio:
    """Observed / expected events, with Byar's interval of the observed (exact below 10) over the expected.

    Arguments broadcast to a shape S; ratio has the shape S, limits the shape of confidence + S. Multiply by 100 for the
    usual presentation. The expected events, from reference rates and the area's own population, are taken without
    error. NaN where nothing is expected or anything is NaN. Raises StatisticsError where a number is negative or
    infinite.
    Source: Breslow and Day 1987, vol. II, ch. 2; OHID's public health technical guidance.
    """
    x, e = count_and_denominator(observed, expected, part_of_whole=False)
    lower, upper = byar(x, e, 1, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        return StandardisedRatio(np.where(e > 0, x / e, np.nan)[()], lower, upper)
