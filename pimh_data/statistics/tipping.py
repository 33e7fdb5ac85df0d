"""Tipping points: how many of those with no second score would have to have improved for a verdict not to hold."""

import numpy as np

from pimh_data.statistics.inputs import count_and_denominator
from pimh_data.statistics.intervals import proportion_difference
from pimh_data.statistics.rounding import allowing_for

EXACT = (0.0, 0.0, 0.0, 0.0)


def tipping_points(
    improved: float,
    scored: float,
    missing: float,
    other_improved: float,
    other_scored: float,
    errors: tuple[float, float, float, float] = EXACT,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """The least and the most of `missing` people who, had they improved, leave two shares not told from chance.

    The first share is (improved + k) / (scored + missing) for whole k of 0 to `missing`; the other is left as it is, as
    if its missing had improved like its scored. Below the least the first share is lower beyond chance, above the most
    it is higher (Newcombe's interval of the difference leaves out 0). `errors`: the variances of known errors beside
    chance, such as those of rounding at random, of improved, scored and missing together, and the other two.
    NaN and NaN where every k leaves them told, or where a count is NaN or nobody is there. Raises StatisticsError where
    an improved is over its scored, or anything is negative or infinite.
    Source: Yan, Lee and Li 2009, J Biopharm Stat 19:1085 (tipping point); Hollis 2002, Stat Med 21:3823.
    """
    count_and_denominator([improved, other_improved, 0], [scored, other_scored, missing], part_of_whole=True)
    if np.isnan(missing) or not (scored + missing > 0 and other_scored > 0):
        return float("nan"), float("nan")
    k = np.arange(int(missing) + 1)
    whole = scored + int(missing)
    share, other = (improved + k) / whole, other_improved / other_scored
    of_improved, of_whole, of_other, of_other_whole = errors
    spread = np.hypot(
        np.sqrt(of_improved + share**2 * of_whole) / whole,
        np.sqrt(of_other + other**2 * of_other_whole) / other_scored,
    )
    limits = proportion_difference(improved + k, whole, other_improved, other_scored, confidence)
    lower, upper = allowing_for(share - other, *limits, spread, confidence)
    untold = k[(lower <= 0) & (upper >= 0)]
    return (float(untold[0]), float(untold[-1])) if len(untold) else (float("nan"), float("nan"))
