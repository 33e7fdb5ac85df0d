"""The smallest difference that would probably have been told from chance, beside one that was not."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from pimh_data.statistics.inputs import Numbers, critical_value, numbers

POWER = 0.8


def detectable(lower: ArrayLike, upper: ArrayLike, confidence: float = 0.95, power: float = POWER) -> Numbers:
    """The difference, in the units of the limits, that an interval as wide as this leaves 0 out of with this power.

    (z + z_power) standard errors, of which the interval is 2 z wide: of 95%, 1.43 times half of it. Of a ratio, give
    the logarithms of its limits. NaN where a limit is.
    Source: Armitage, Berry and Matthews 2002, Statistical Methods in Medical Research, 4th ed., section 4.6.
    """
    low, high = numbers(lower=lower, upper=upper)
    z = critical_value(confidence, 0)
    return ((high - low) / 2 * (z + ndtri(power)) / z)[()]


def detectable_ratios(lower: ArrayLike, upper: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """The ratios below and above 1 that would probably have been told from it; NaN where a limit is, or is 0.

    By the errors of the ratio that was found: of 150 people each, a rate so much lower is told in 74%, higher in 86%.
    """
    low, high = numbers(lower=lower, upper=upper)
    with np.errstate(divide="ignore"):
        off = detectable(np.log(np.where(low > 0, low, np.nan)), np.log(np.where(high > 0, high, np.nan)), confidence)
    return np.exp(-off), np.exp(off)
