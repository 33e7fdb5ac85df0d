"""The difference of two shares of which some people are in both: of two years running."""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import improper, numbers, refuse
from pimh_data.statistics.intervals import Limits, wilson


def overlapping_difference(
    numerator_a: ArrayLike,
    denominator_a: ArrayLike,
    numerator_b: ArrayLike,
    denominator_b: ArrayLike,
    in_both: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> Limits:
    """Newcombe's interval of a share minus another, as shares from -1 to 1, with `in_both` people in both groups.

    What is shared of is lasting: whoever is in both has it in both or in neither. The shares' correlation r is then
    in_both / sqrt(denominator_a x denominator_b), and each limit lies the root of d^2 + u^2 - 2 r d u from the
    difference, d and u being how far the two shares' Wilson limits lie from them on that side. With nobody in both
    these are Newcombe's limits. More in both than a denominator counts as all of it. NaN where a denominator is 0 or
    anything is NaN. Raises StatisticsError as `wilson` does, or where in_both is negative or infinite.
    Source: Newcombe 1998, Stat Med 17:873 (independent); Zou 2007, Psychological Methods 12:399 (correlated).
    """
    a, n, b, m, both = numbers(
        numerator_a=numerator_a,
        denominator_a=denominator_a,
        numerator_b=numerator_b,
        denominator_b=denominator_b,
        in_both=in_both,
    )
    refuse(improper("in_both", both))
    a, n, b, m, both = np.broadcast_arrays(a, n, b, m, both)
    (lower_a, upper_a), (lower_b, upper_b) = wilson(a, n, confidence), wilson(b, m, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        p, q = a / n, b / m
        r = np.minimum(both, np.minimum(n, m)) / np.sqrt(n * m)
        down, up = (_joined(*ends, r) for ends in ((p - lower_a, upper_b - q), (upper_a - p, q - lower_b)))
        return np.maximum(p - q - down, -1), np.minimum(p - q + up, 1)


def _joined(one: np.ndarray, other: np.ndarray, r: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * r * one * other, 0))
