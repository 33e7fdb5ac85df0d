"""How unequal: whether a group is seen in proportion, and by how many people. Population counts are taken as known.

A result is NaN, with this reason to show: nobody was seen, nobody lives in the group or in the population, or a number
is unknown (hidden).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, count_and_denominator, numbers
from pimh_data.statistics.intervals import wilson


class RepresentationRatio(NamedTuple):
    """A group's share of people seen over its share of the population (1 = in proportion), and its interval."""

    ratio: Numbers
    lower: Numbers
    upper: Numbers


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
