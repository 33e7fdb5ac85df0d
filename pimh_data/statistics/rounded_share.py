"""The score interval of a share whose part and whole are counts that err by a known amount, as those rounded do."""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, critical_value, improper, numbers, refuse
from pimh_data.statistics.intervals import Limits
from pimh_data.statistics.rounding import rounding_variance

ROUNDED = rounding_variance()
# Chosen by simulation (docs/statistics.md): how many people each end is moved outwards, since counts that lie five
# apart make coverage jump; how many both are moved up; and how much of what a part is shown over its whole counts.
STEP, LESS, SMALLEST_STEP, LARGEST_STEP = 1 / 17.6, 0.1, 0.3, 1.65
UP = 0.5
OVER_COUNTS = 2 / 3


def rounded_share(
    part: ArrayLike,
    whole: ArrayLike,
    error_part: ArrayLike = 0.0,
    error_whole: ArrayLike = 0.0,
    confidence: float = 0.95,
) -> Limits:
    """Both limits, from 0 to 1, of the share of a whole: Wilson's, with the errors of both counts in the test.

    A share p is within them where part - whole x p is no further from 0 than z standard errors, whose square is
    whole x p (1 - p) + error_part + p^2 error_whole. `error_part`, `error_whole`: variances in people squared, as from
    `rounding_variance`; without either these are Wilson's limits. A part that is rounded is moved outwards first, by
    the root of the whole over 17.6 less 0.1 people, at least 0.3 and at most 1.65, and at both ends up by half a
    person. One shown as more than its whole (rounding does that) counts two thirds of what it is over; its upper limit
    is 1.
    NaN where nobody is in the whole or anything is NaN. Raises StatisticsError where anything is negative or infinite.
    Source: Wilson 1927, J Am Stat Assoc 22:209 (the score), with a known measurement error in its variance.
    """
    x, n, of_x, of_n = numbers(part=part, whole=whole, error_part=error_part, error_whole=error_whole)
    named = (("part", x), ("whole", n), ("error_part", of_x), ("error_whole", of_n))
    refuse(problem for name, array in named for problem in improper(name, array))
    z2 = critical_value(confidence, 0) ** 2
    step = np.clip(STEP * np.sqrt(n) - LESS, SMALLEST_STEP, LARGEST_STEP)
    down, up = ((step + end * UP) * np.minimum(np.sqrt(of_x / ROUNDED), 1) for end in (-1, 1))
    x = np.minimum(x, n) + OVER_COUNTS * np.maximum(x - n, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(n > 0, n, np.nan)
        lower = np.where(x > down, _root(x - down, n, of_x, of_n, z2, -1), 0 * x * n)
        upper = _root(x + up, n, of_x, of_n, z2, 1)
        share = np.minimum(x / n, 1)
        return np.clip(np.minimum(lower, share), 0, 1)[()], np.clip(np.maximum(upper, share), 0, 1)[()]


def _root(x: Numbers, n: Numbers, of_x: Numbers, of_n: Numbers, z2: Numbers, end: int) -> Numbers:
    """Where squared p^2 - middle p + rest is 0: the smaller of the two shares (end -1) or the larger (1).

    Where the whole errs so much that it may be nobody, no share is too large: 1.
    """
    squared, middle, rest = n * n + z2 * (n - of_n), 2 * x * n + z2 * n, x * x - z2 * of_x
    larger = middle + np.sqrt(np.maximum(middle * middle - 4 * squared * rest, 0))
    if end < 0:
        return 2 * rest / larger
    return np.where(squared > 0, larger / (2 * squared), np.where(np.isnan(larger), np.nan, 1.0))
