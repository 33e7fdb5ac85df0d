"""Change between a first and a last score of the same people: its size, and what the unpaired could do to it.

Improvement is never called effect: without a comparison group it holds regression to the mean and natural recovery.
Reliable change, recovery and expected change have modules of their own, and are reached from here too.

A result is NaN, with this reason to show: fewer than two pairs, a standard deviation of 0, nobody eligible or nobody
paired, or a number is unknown (hidden).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.expected import ExpectedChange, expected_change
from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse
from pimh_data.statistics.intervals import student_t
from pimh_data.statistics.recovery import OutcomeShares, Recovery, recovery
from pimh_data.statistics.reliable import classify_change, reliable_change_threshold

__all__ = [
    "ExpectedChange",
    "OutcomeShares",
    "PairedChange",
    "Recovery",
    "UnpairedBounds",
    "bounds_for_unpaired",
    "classify_change",
    "expected_change",
    "paired_change",
    "recovery",
    "reliable_change_threshold",
]


class PairedChange(NamedTuple):
    """change, lower, upper in points; the rest without unit. Every sign is that of the mean change brought."""

    change: Numbers
    lower: Numbers
    upper: Numbers
    glass_delta: Numbers
    standardised_response_mean: Numbers
    hedges_correction: Numbers
    glass_delta_corrected: Numbers
    standardised_response_mean_corrected: Numbers
    correlation: Numbers


class UnpairedBounds(NamedTuple):
    """Share improved: of those paired, of all eligible if no unpaired person had improved, and if every one had."""

    of_paired: Numbers
    if_unchanged: Numbers
    if_all_improved: Numbers


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
    mean = mean_change / sd_change; Hedges' correction = 1 - 3 / (4 (n - 1) - 1), and both multiplied with it.
    NHS Talking Therapies takes first minus last: bring mean_change that way round to compare with its effect sizes.
    correlation of first and last = (sd_first^2 + sd_last^2 - sd_change^2) / (2 sd_first sd_last), kept within -1 and 1,
    which rounding to one decimal can overstep.
    NaN below two pairs (correction below three), where an SD divided by is 0, or anything is NaN. Raises
    StatisticsError where n or an SD is negative or infinite, a mean is infinite, or mean_change is further from the
    difference of the two means (either way round) than rounding to one decimal allows, 0.15.
    Source: Glass 1976; Hedges 1981, J Educ Stat 6:107-128; Becker 1988; Husted et al. 2000 (response mean).
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
        correction = np.where(pairs > 2, 1 - 3 / (4 * (pairs - 1) - 1), np.nan)[()]
        correlation = np.clip((s_first**2 + s_last**2 - s_moved**2) / (2 * s_first * s_last), -1, 1)
        change = np.where(pairs > 0, moved, np.nan)[()]
    corrected = (delta * correction, response * correction)
    return PairedChange(change, lower, upper, delta, response, correction, *corrected, correlation)


def bounds_for_unpaired(improved: ArrayLike, paired: ArrayLike, eligible: ArrayLike) -> UnpairedBounds:
    """Share who improved, and its bounds over those without a second score (0 to 1; arguments broadcast, people).

    of_paired = improved / paired; if_unchanged = improved / eligible: no unpaired person improved; if_all_improved =
    (improved + eligible - paired) / eligible. The truth lies between the last two whoever is missing.
    NaN where nobody is paired (first) or eligible (the others), or anything is NaN. Raises StatisticsError where a
    count is negative or infinite, or improved is over paired or paired over eligible.
    Source: Manski 2003, Partial Identification of Probability Distributions, ch. 1.
    """
    better, pairs, everyone = numbers(improved=improved, paired=paired, eligible=eligible)
    refuse(
        [
            *improper("improved", better),
            *improper("paired", pairs),
            *improper("eligible", everyone),
            (better > pairs, "improved is over paired"),
            (pairs > everyone, "paired is over eligible"),
        ]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        return UnpairedBounds(better / pairs, better / everyone, (better + everyone - pairs) / everyone)
