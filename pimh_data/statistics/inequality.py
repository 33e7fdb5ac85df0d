"""How unequal: by how many people, and whether the unknown could reverse it. Population counts are taken as known.

A result is NaN, with this reason to show: nobody was seen, nobody lives in the group or in the population, or a number
is unknown (hidden). The slope and relative index are in `slope`, and are reached from here too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, count_and_denominator, critical_value, improper, numbers, refuse
from pimh_data.statistics.slope import SlopeIndex, slope_index

__all__ = [
    "GapInPeople",
    "SlopeIndex",
    "UnknownBounds",
    "bounds_for_unknowns",
    "gap_in_people",
    "slope_index",
]

STEPS = 60  # halvings: the limit is known to one part in 10^18 of where it is looked for


class GapInPeople(NamedTuple):
    """How many more people of group a would have to be seen to match group b (negative: fewer), and its interval."""

    gap: Numbers
    lower: Numbers
    upper: Numbers


class UnknownBounds(NamedTuple):
    """The least and greatest share of a group among all seen, and whether the unknowns could reverse the finding."""

    lowest: Numbers
    highest: Numbers
    could_reverse: np.ndarray


def gap_in_people(
    count_a: ArrayLike,
    population_a: ArrayLike,
    count_b: ArrayLike,
    population_b: ArrayLike,
    confidence: ArrayLike = 0.95,
    error_a: ArrayLike = 0,
    error_b: ArrayLike = 0,
) -> GapInPeople:
    """population_a x (rate of b - rate of a): people a year, when the counts are of one year.

    Arguments broadcast to a shape S; gap has the shape S, limits the shape of confidence + S. The limits are the score
    interval of the difference of two rates: the differences d for which (r_b - r_a - d) over its standard error, with
    the rates most likely under d, just reaches z. It leaves out 0 where the score interval of their ratio leaves out 1
    (`intervals.rate_ratio`): one comparison, one verdict. `error_a`, `error_b`: as there, the variance of a known error
    of each count, which adds to the standard error. Counts may be over the population (people seen per birth);
    populations are taken without error.
    NaN where a population is 0 or anything is NaN. Raises StatisticsError where a count or population is negative or
    infinite.
    Source: Miettinen and Nurminen 1985, Stat Med 4:213-226.
    """
    a, per_a = count_and_denominator(count_a, population_a, part_of_whole=False, group="_a")
    b, per_b = count_and_denominator(count_b, population_b, part_of_whole=False, group="_b")
    a, per_a, b, per_b, of_a, of_b = np.broadcast_arrays(
        *numbers(count_a=a, population_a=per_a, count_b=b, population_b=per_b, error_a=error_a, error_b=error_b)
    )
    z = critical_value(confidence, a.ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_a, per_b = (np.where(n > 0, n, np.nan) for n in (per_a, per_b))
        difference = b / per_b - a / per_a
        known = of_a / per_a**2 + of_b / per_b**2
        reach = difference + (z + 3) ** 2 * (np.sqrt(a + of_a + 1) / per_a + np.sqrt(b + of_b + 1) / per_b)
        lower, upper = (_score_limit(side * z, a, per_a, b, per_b, known, reach) for side in (1, -1))
        return GapInPeople((per_a * difference)[()], (per_a * lower)[()], (per_a * upper)[()])


def _score_limit(
    z: Numbers, a: Numbers, per_a: Numbers, b: Numbers, per_b: Numbers, known: Numbers, reach: Numbers
) -> Numbers:
    """The difference at which its score is z, by bisection: the score falls as the difference rises."""
    estimate, width = b / per_b - a / per_a, np.abs(reach) + np.abs(b / per_b - a / per_a)
    low, high = estimate - width + 0 * z, estimate + width + 0 * z
    for _ in range(STEPS):
        middle = (low + high) / 2
        both, linear = per_a + per_b, (per_a + per_b) * middle - a - b
        rate = (np.sqrt(linear * linear + 4 * both * a * middle) - linear) / (2 * both)
        rate = np.maximum(rate, np.maximum(-middle, 0))
        error = np.sqrt(rate / per_a + (rate + middle) / per_b + known)
        left = estimate - middle
        above = np.where(z > 0, left > z * error, left >= z * error)  # of nobody both are 0 in the middle
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(np.isnan(estimate), np.nan, (low + high) / 2)


def bounds_for_unknowns(
    group_seen: ArrayLike,
    known_seen: ArrayLike,
    unknown_seen: ArrayLike,
    group_population: ArrayLike,
    all_population: ArrayLike,
) -> UnknownBounds:
    """Lowest and highest share of the group among all seen (0 to 1), over every way the unknowns could fall.

    lowest = group_seen / (known_seen + unknown_seen): none of the unknowns belong to the group; highest =
    (group_seen + unknown_seen) / (known_seen + unknown_seen): all of them do. known_seen holds everyone whose group is
    known, this group included. could_reverse: the share among those known lies on one side of the group's share of the
    population, and the bound on the other; False where there is no finding to reverse (a share equal to the
    population's, or undefined). Arguments broadcast; every result has their shape.
    NaN where nobody was seen or anything is NaN. Raises StatisticsError where a count is negative, infinite, or a group
    over its total.
    Source: partial identification of a share, Manski 2003, Partial Identification of Probability Distributions, ch. 1.
    """
    seen, known = count_and_denominator(group_seen, known_seen, part_of_whole=True, group=" (seen)")
    group, everyone = count_and_denominator(group_population, all_population, part_of_whole=True, group=" (population)")
    seen, known, unknown, group, everyone = numbers(
        group_seen=seen, known_seen=known, unknown_seen=unknown_seen, group_population=group, all_population=everyone
    )
    refuse(improper("unknown_seen", unknown))
    with np.errstate(divide="ignore", invalid="ignore"):
        lowest, highest = seen / (known + unknown), (seen + unknown) / (known + unknown)
        share, expected = seen / known, np.where(everyone > 0, group / everyone, np.nan)
        reverses = ((share < expected) & (highest > expected)) | ((share > expected) & (lowest < expected))
    return UnknownBounds(lowest, highest, reverses)
