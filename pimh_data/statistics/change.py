"""Change between a first and a last score of the same people: its size, and an interval for it.

Improvement is never called effect: without a comparison group it holds regression to the mean and natural recovery.
Reliable change and expected change have modules of their own, and are reached from here too.

A result is NaN, with this reason to show: fewer than two pairs, a standard deviation of 0, or a number is unknown
(hidden).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.expected import ExpectedChange, expected_change
from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse
from pimh_data.statistics.intervals import student_t
from pimh_data.statistics.reliable import reliable_change_threshold

__all__ = [
    "ExpectedChange",
    "PairedChange",
    "expected_change",
    "paired_change",
    "reliable_change_threshold",
]


class PairedChange(NamedTuple):
    """change, lower, upper in points; the rest without unit. Every sign is that of the mean change brought."""

    change: Numbers
    lower: Numbers
    upper: Numbers
    glass_delta: Numbers
    standardised_response_mean: Numbers


def paired_change(
    n: ArrayLike,
    mean_first: ArrayLike,
    sd_first: ArrayLike,
    mean_last: ArrayLike,
    sd_last: ArrayLike,
    mean_change: ArrayLike,
    sd_change: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> PairedChange:
    """Size of a change between paired scores, from the released n, means and standard deviations.

    Arguments broadcast to a shape S; limits have the shape of confidence + S. change = mean_change, with Student's t
    interval mean_change -/+ t(n - 1) sd_change / sqrt(n). Glass's delta = mean_change / sd_first; standardised response
    mean = mean_change / sd_change.
    NHS Talking Therapies takes first minus last: bring mean_change that way round to compare with its effect sizes.
    NaN below two pairs, where an SD divided by is 0, or anything is NaN. Raises
    StatisticsError where n or an SD is negative or infinite, a mean is infinite, or mean_change is further from the
    difference of the two means (either way round) than rounding to one decimal allows, 0.15.
    Source: Glass 1976; Husted et al. 2000 (response mean).
    """
    pairs, first, s_first, last, s_last, moved, s_moved = numbers(
        n=n,
        mean_first=mean_first,
        sd_first=sd_first,
        mean_last=mean_last,
        sd_last=sd_last,
        mean_change=mean_change,
        sd_change=sd_change,
    )
    with np.errstate(invalid="ignore"):
        apart = np.abs(np.abs(first - last) - np.abs(moved)) > 0.15 + 1e-9
    refuse(
        [
            *improper("sd_first", s_first),
            *improper("sd_last", s_last),
            *((np.isinf(m), f"{name} is infinite") for m, name in ((first, "mean_first"), (last, "mean_last"))),
            (apart, "mean_change is not the difference of mean_first and mean_last"),
        ]
    )
    lower, upper = student_t(moved, s_moved, pairs, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.where((s_first > 0) & (pairs > 1), moved / s_first, np.nan)[()]
        response = np.where((s_moved > 0) & (pairs > 1), moved / s_moved, np.nan)[()]
        change = np.where(pairs > 0, moved, np.nan)[()]
    return PairedChange(change, lower, upper, delta, response)
