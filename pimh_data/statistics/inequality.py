"""How unequal: whether a group is seen in proportion, and by how many people. Population counts are taken as known.

A result is NaN, with this reason to show: nobody was seen, nobody lives in the group or in the population, or a number
is unknown (hidden). The slope and relative index are in `slope`, and are reached from here too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, count_and_denominator, improper, numbers, refuse
from pimh_data.statistics.intervals import byar, wilson
from pimh_data.statistics.slope import SlopeIndex, slope_index

__all__ = [
    "GapInPeople",
    "RepresentationRatio",
    "SlopeIndex",
    "UnknownBounds",
    "bounds_for_unknowns",
    "gap_in_people",
    "representation_ratio",
    "slope_index",
]


class RepresentationRatio(NamedTuple):
    """A group's share of people seen over its share of the population (1 = in proportion), and its interval."""

    ratio: Numbers
    lower: Numbers
    upper: Numbers


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


def representation_ratio(
    group_seen: ArrayLike,
    all_seen: ArrayLike,
    group_population: ArrayLike,
    all_population: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> RepresentationRatio:
    """(group_seen / all_seen) / (group_population / all_population), with the interval of the share of people seen.

    Arguments broadcast to a shape S; ratio has the shape S, limits the shape of confidence + S. No unit; 1 is in
    proportion. The limits are Wilson's for group_seen of all_seen, over the share of the population, which is a count
    and taken without error. all_seen holds only those whose group is known (see `bounds_for_unknowns`).
    NaN where nobody was seen, where the group or the population is empty, or where anything is NaN. Raises
    StatisticsError where a count is negative, infinite, or a group over its total.
    Source: field guide, "Representation ratio"; the share's interval is Wilson 1927.
    """
    seen, all_seen = count_and_denominator(group_seen, all_seen, part_of_whole=True, group=" (seen)")
    group, everyone = count_and_denominator(group_population, all_population, part_of_whole=True, group=" (population)")
    seen, all_seen, group, everyone = np.broadcast_arrays(
        *numbers(group_seen=seen, all_seen=all_seen, group_population=group, all_population=everyone)
    )
    lower, upper = wilson(seen, all_seen, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(group > 0, group / everyone, np.nan)
        return RepresentationRatio(seen / all_seen / expected, lower / expected, upper / expected)


def gap_in_people(
    count_a: ArrayLike,
    population_a: ArrayLike,
    count_b: ArrayLike,
    population_b: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> GapInPeople:
    """population_a x (rate of b - rate of a): people a year, when the counts are of one year.

    Arguments broadcast to a shape S; gap has the shape S, limits the shape of confidence + S. The interval combines
    Byar's limits l and u of both rates: d - sqrt((r_b - l_b)^2 + (u_a - r_a)^2) and d + sqrt((u_b - r_b)^2 +
    (r_a - l_a)^2). Counts may be over the population (people seen per birth); populations are taken without error.
    NaN where a population is 0 or anything is NaN. Raises StatisticsError where a count or population is negative or
    infinite.
    Source: Zou and Donner 2008, Stat Med 27:1693-1702 (difference from separate limits).
    """
    a, per_a = count_and_denominator(count_a, population_a, part_of_whole=False, group="_a")
    b, per_b = count_and_denominator(count_b, population_b, part_of_whole=False, group="_b")
    a, per_a, b, per_b = np.broadcast_arrays(*numbers(count_a=a, population_a=per_a, count_b=b, population_b=per_b))
    (lower_a, upper_a), (lower_b, upper_b) = byar(a, per_a, 1, confidence), byar(b, per_b, 1, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate_a, rate_b = (x / np.where(n > 0, n, np.nan) for x, n in ((a, per_a), (b, per_b)))
        down, up = np.hypot(rate_b - lower_b, upper_a - rate_a), np.hypot(upper_b - rate_b, rate_a - lower_a)
        difference = rate_b - rate_a
        return GapInPeople(per_a * difference, per_a * (difference - down), per_a * (difference + up))


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
