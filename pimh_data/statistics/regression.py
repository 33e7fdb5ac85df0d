"""Regression to the mean: how much a chosen group would come back if nothing happened, under stated assumptions."""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, numbers, refuse


def regression_to_the_mean(mean_first: ArrayLike, population_mean: ArrayLike, reliability: ArrayLike) -> Numbers:
    """(1 - reliability) x (mean_first - population_mean), in points: how far a second mean would lie back towards it.

    A sensitivity, not an estimate: the population's mean and the reliability (0 to 1, retest) are stated by whoever
    asks, and people are taken as chosen by their first score alone. NaN where anything is NaN. Raises StatisticsError
    where the reliability is outside 0 to 1.
    Source: Barnett, van der Pols and Dobson 2005, Int J Epidemiol 34:215; Campbell and Kenny 1999, ch. 2.
    """
    first, middle, r = numbers(mean_first=mean_first, population_mean=population_mean, reliability=reliability)
    refuse([((r < 0) | (r > 1), "reliability is outside 0 to 1")])
    return np.asarray((1 - r) * (first - middle))[()]
