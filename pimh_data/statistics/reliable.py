"""Reliable change: how far a score must move to be more than measurement error."""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, critical_value, improper, numbers, refuse

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
