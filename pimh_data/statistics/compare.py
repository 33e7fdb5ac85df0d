"""A value against a benchmark or against its peers, in the words of Fingertips. No statistics of its own.

"Not compared", with this reason to show: the interval, the value or the benchmark is unknown (hidden), or there are
fewer than five values to divide into quintiles.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pimh_data.statistics.inputs import better_when, numbers, refuse

Words = NDArray[np.str_]
NOT_COMPARED = "Not compared"
BY_VALUE = ("Lowest quintile", "2nd lowest quintile", "Middle quintile", "2nd highest quintile", "Highest quintile")
BY_WORTH = ("Worst quintile", "2nd worst quintile", "Middle quintile", "2nd best quintile", "Best quintile")


def compare_to_benchmark(
    lower: ArrayLike,
    upper: ArrayLike,
    benchmark: ArrayLike,
    direction: str,
    lower_998: ArrayLike | None = None,
    upper_998: ArrayLike | None = None,
) -> Words:
    """Whether an area's interval lies clear of the benchmark's value: Better, Similar or Worse; Higher or Lower.

    lower, upper, benchmark: broadcast to one shape, in units of the indicator; the benchmark is taken as exact. An
    interval that touches it is Similar. direction "higher_is_better" or "lower_is_better" gives Better and Worse;
    "no_judgement" gives Higher and Lower. With the 99.8% limits given too, the word says at which level, as Fingertips
    does: "Better 99.8%", "Better 95%". NaN anywhere gives "Not compared".
    Raises StatisticsError for another direction, or a lower limit over its upper.
    Source: OHID, Fingertips guidance, "comparing areas to a benchmark".
    """
    sign = better_when(direction)
    lo, up, middle = numbers(lower=lower, upper=upper, benchmark=benchmark)
    refuse([(lo > up, "lower limit is over the upper")])
    high, low = {1: ("Better", "Worse"), -1: ("Worse", "Better"), 0: ("Higher", "Lower")}[sign]
    unknown = np.isnan(lo) | np.isnan(up) | np.isnan(middle)
    if lower_998 is None or upper_998 is None:
        return np.select([unknown, lo > middle, up < middle], [NOT_COMPARED, high, low], "Similar")[()]
    lo_998, up_998 = numbers(lower_998=lower_998, upper_998=upper_998)
    refuse([(lo_998 > up_998, "99.8% lower limit is over the upper")])
    unknown |= np.isnan(lo_998) | np.isnan(up_998)
    return np.select(
        [unknown, lo_998 > middle, up_998 < middle, lo > middle, up < middle],
        [NOT_COMPARED, f"{high} 99.8%", f"{low} 99.8%", f"{high} 95%", f"{low} 95%"],
        "Similar",
    )[()]


def compare_by_quintile(values: ArrayLike, direction: str) -> Words:
    """Which fifth of the areas each value falls in, lowest to highest, or worst to best where there is a direction.

    values: one axis, one value an area. With n known values and rank r from the lowest (equal values share the lowest
    rank), the quintile is 6 - ceil((n + 1 - r) / (n / 5)), at least 1. NaN gives "Not compared"; so do fewer than five
    known values. Raises StatisticsError for another direction.
    Source: OHID's public health technical guidance, assigning quantiles.
    """
    sign = better_when(direction)
    (y,) = numbers(values=values)
    known = np.isfinite(y)
    n = known.sum()
    if n < 5:
        return np.full(y.shape, NOT_COMPARED)
    order = np.sort(y[known])
    rank = np.searchsorted(order, y, side="left") + 1
    # Whole numbers throughout: 5 (n + 1 - r) / n in floats puts some ranks on the wrong side of a boundary.
    quintile = np.clip(6 - -(-5 * (n + 1 - rank) // n), 1, 5)
    words = np.array(BY_VALUE if sign == 0 else BY_WORTH)
    position = quintile - 1 if sign >= 0 else 5 - quintile
    return np.where(known, words[np.where(known, position, 0)], NOT_COMPARED)
