"""Two years of a share with people in both, who fare more or less alike: how often a true null is told from chance."""

import numpy as np

from pimh_data.questions.rounded_intervals import differences
from simulations.releasing import cells, shown
from simulations.two_groups import HIGHEST_SHARE, LOWEST_SHARE

SEED = 23
IN_BOTH = 0.2  # of the people of a year: 13 to 23% in the demonstration


def flagged(size: int, alike: float, draws: int) -> tuple[float, float]:
    """The share of true nulls that is told: with those in both as different people, and allowed for as the same.

    `alike`: the part of those in both whose second year is as their first; the others' is drawn anew.
    """
    rng = np.random.default_rng((SEED, size, round(100 * alike)))
    share = rng.uniform(LOWEST_SHARE, HIGHEST_SHARE, draws)
    wholes = [rng.integers(round(0.9 * size), round(1.1 * size) + 1, draws) for _ in range(2)]
    same = rng.binomial(round(IN_BOTH * size), alike, draws)
    of_same = rng.binomial(same, share)
    counts = [of_same + rng.binomial(whole - same, share) for whole in wholes]
    b, a, m, n = (shown(true, rng) for true in (*counts, *wholes))
    there = (a > 0) & (b > 0)
    printed = [cells(column[there]) for column in (a, n, b, m)]
    told = []
    for in_both in (0.0, IN_BOTH * size):
        found = differences(*printed, in_both=[in_both])
        told.append(float(((found.lower > 0) | (found.upper < 0)).mean()))
    return told[0], told[1]
