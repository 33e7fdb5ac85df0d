"""Reliable change: how far a score must move to be more than measurement error, and which people's did.

A result is NaN ("not paired" for a person), with this reason to show: the first or the last score is missing.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, better_when, critical_value, improper, numbers, refuse

IMPROVED = "improved reliably"
DETERIORATED = "deteriorated reliably"
NO_RELIABLE_CHANGE = "no reliable change"
NOT_PAIRED = "not paired"
# Scores are sums of halves and tenths: a change printed as the threshold must not miss it by a rounding error.
ROUNDING = 1e-9


def reliable_change_threshold(sd: ArrayLike, reliability: ArrayLike, confidence: ArrayLike = 0.95) -> Numbers:
    """Least change in points that is reliable: z x sd x sqrt(2) x sqrt(1 - reliability), with z 1.96 at 95%.

    sd is of the first scores, in points; reliability from 0 to 1 (retest or alpha: say which). Shape of confidence +
    broadcast. NaN where anything is NaN. Raises StatisticsError where sd is negative or infinite, or the reliability
    outside 0 to 1. A threshold from the data's own SD is "computed here", not published.
    Source: Jacobson and Truax 1991, J Consult Clin Psychol 59:12-19.
    """
    s, r = numbers(sd=sd, reliability=reliability)
    refuse([*improper("sd", s), ((r < 0) | (r > 1), "reliability is outside 0 to 1")])
    with np.errstate(invalid="ignore"):
        return critical_value(confidence, np.broadcast(s, r).ndim) * s * np.sqrt(2 * (1 - r))


def classify_change(first: ArrayLike, last: ArrayLike, direction: str, reliable_change: ArrayLike) -> NDArray[np.str_]:
    """Each person's change in words: improved or deteriorated reliably, no reliable change, or not paired.

    Arguments broadcast to one shape, in points. A change of exactly `reliable_change` is reliable. direction is
    "higher_is_better" or "lower_is_better". Raises StatisticsError for "no_judgement" (nothing to classify), or where a
    score is infinite or the threshold negative or infinite.
    Source: Jacobson and Truax 1991; NHS Talking Therapies manual (thresholds of 6 on the PHQ-9, 4 on the GAD-7).
    """
    sign = better_when(direction)
    if sign == 0:
        raise StatisticsError(
            "direction is 'no_judgement': change cannot be called better or worse. Show it as points."
        )
    before, after, threshold = numbers(first=first, last=last, reliable_change=reliable_change)
    refuse(
        [
            (np.isinf(before), "first score is infinite"),
            (np.isinf(after), "last score is infinite"),
            *improper("reliable_change", threshold),
        ]
    )
    return np.select(
        [
            np.isnan(before + after + threshold),
            differs_reliably(before, after, threshold, sign),
            differs_reliably(before, after, threshold, -sign),
        ],
        [NOT_PAIRED, IMPROVED, DETERIORATED],
        NO_RELIABLE_CHANGE,
    )[()]


def differs_reliably(before: Numbers, after: Numbers, threshold: Numbers, sign: int) -> NDArray[np.bool_]:
    """Whether scores moved by the threshold or more in the direction of `sign`; False where a score is missing."""
    with np.errstate(invalid="ignore"):
        moved = sign * (after - before)
        return (moved >= threshold - ROUNDING) & (moved > 0)
