"""What a rounded release still allows to be true: the range behind a shown count, and what rounding adds to an error.

A result is NaN where a count is hidden (NaN).
"""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, critical_value, improper, numbers, refuse
from pimh_data.statistics.intervals import Limits


def released_range(
    shown: ArrayLike,
    base: int = 5,
    hidden_below: int = 5,
    hidden_as_range: bool = False,
    name: str = "shown",
    drawn: bool = True,
) -> tuple[Numbers, Numbers]:
    """The lowest and the highest true count behind each shown count; both of the shape of `shown`, in people.

    A shown v was `drawn` at random from the two neighbouring multiples of `base`, so the truth is less than base from
    it (20 is 16 to 24 when the base is 5); or was rounded to the nearest one (18 to 22). It is never below
    `hidden_below`, since less is not shown (5 is 5 to 9). A base of 1 is an exact count.
    A shown 0 is never released under this rule; where somebody brings one it stands for anything hidden: 0 to 4.
    Hidden (NaN) stays NaN. With `hidden_as_range` it is 0 to 4: ask for that only where the cell is known to be hidden
    for being small, since a cell hidden to protect another can be any count.
    Raises StatisticsError where a count is negative, infinite, or could not have been shown under this rule.
    Source: this project's disclosure rule (random rounding to base 5 as by Statistics Canada, counts of 0-4 hidden);
    NHS England's rounds to the nearest 5.
    """
    if base < 1 or hidden_below < 0:
        raise StatisticsError(f"base is {base} and hidden_below {hidden_below}: give at least 1 and at least 0.")
    (v,) = numbers(**{name: shown})
    off = base - 1 if drawn else base // 2
    most_hidden = max(hidden_below - 1, off)
    refuse(
        [
            *improper(name, v),
            (np.isfinite(v) & (v % base != 0), f"{name} is not a multiple of {base}"),
            ((v > 0) & (v + off < hidden_below), f"{name} is too small to have been shown"),
        ]
    )
    small = (v == 0) | (np.isnan(v) & hidden_as_range)
    lowest = np.where(small, 0, np.maximum(v - off, hidden_below))
    highest = np.where(small, most_hidden, v + off)
    return lowest[()], highest[()]


def allowing_for(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, spread: ArrayLike, confidence: float = 0.95
) -> Limits:
    """The limits of an estimate, widened by what random rounding adds to its error.

    `lower` and `upper`: those of the value if its counts were exact, on a scale on which errors add up (ratios: their
    logarithms); `spread`: the standard error that rounding alone gives it, from `rounding_variance`. The distances are
    joined as the roots of sums of squares, each end by itself. Shapes are those of the value; NaN stays NaN.
    Source: Zou and Donner 2008, Stat Med 27:1693 (MOVER).
    """
    v, low, high, more = numbers(value=value, lower=lower, upper=upper, spread=spread)
    extra = critical_value(confidence, 0) * more
    return v - np.hypot(v - low, extra), v + np.hypot(high - v, extra)


def rounding_variance(base: int = 5) -> float:
    """The variance of what rounding at random to a base adds to a count: 4 where it is 5, none where it is 1.

    Up with the chance r / base, r being what the count is over a multiple, it errs with a variance of r (base - r);
    that is (base ** 2 - 1) / 6 on average over r. Errors of several counts add up.
    """
    return (base**2 - 1) / 6


def least_shown(base: int = 5) -> tuple[float, float]:
    """The mean and the variance of the true counts behind the least that is shown, where fewer than a base are hidden.

    A count r over the base is rounded down to it with the chance 1 - r / base, and none below it can have been rounded
    up: of 5 to 9 people shown as 5, all alike beforehand, the mean is 19 / 3 and the variance 14 / 9.
    """
    over = np.arange(base)
    chance = (base - over) / (base - over).sum()
    mean = float((chance * (base + over)).sum())
    return mean, float((chance * (base + over - mean) ** 2).sum())
