"""The tipping point: how many of those with no second score would have to have improved for a verdict to turn."""

import numpy as np

from pimh_data.statistics.inputs import count_and_denominator
from pimh_data.statistics.intervals import proportion_difference


def tipping_point(
    improved: float, scored: float, missing: float, other_improved: float, other_scored: float, confidence: float = 0.95
) -> float:
    """Of `missing` people without a second score, how many improved where the verdict on two shares just turns.

    The first share is (improved + k) / (scored + missing) for k of 0 to `missing`; the other is left as it is, as if
    its missing had improved like its scored. Where the first is lower beyond chance of those scored (Newcombe's
    interval of the difference leaves out 0), the least k with which it is not; where it is higher, the largest. NaN
    where the scored differ by chance alone, where no k turns it, or where a count is NaN or nobody is scored. Raises
    StatisticsError where an improved is over its scored, or anything is negative or infinite.
    Source: Yan, Lee and Li 2009, J Biopharm Stat 19:1085 (tipping point); Hollis 2002, Stat Med 21:3823.
    """
    count_and_denominator([improved, 0], [scored, missing], part_of_whole=True)
    lower, upper = proportion_difference(improved, scored, other_improved, other_scored, confidence)
    if not (lower > 0 or upper < 0) or np.isnan(missing):
        return float("nan")
    k = np.arange(int(missing) + 1)
    ends = proportion_difference(improved + k, scored + int(missing), other_improved, other_scored, confidence)
    turned = k[ends[1] >= 0] if upper < 0 else k[ends[0] <= 0]
    if not len(turned):
        return float("nan")
    return float(turned.min() if upper < 0 else turned.max())
