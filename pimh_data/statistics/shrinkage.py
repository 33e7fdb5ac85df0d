"""Differences of many services from what is expected, each drawn towards it as far as its own numbers are few."""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse

FEWEST = 3


def shrunken(values: ArrayLike, errors: ArrayLike, towards: float | None = 0.0) -> Numbers:
    """Empirical Bayes estimates, one a value, in its units; shown beside the raw values, never in their place.

    values, errors (standard errors, over 0): one axis. Each becomes towards + (1 - B) (value - towards), with B = f
    error^2 / (error^2 + A); A, the variance between them beyond chance, by moments and 0 or more; f = (k - r - 2) /
    (k - r) of k known values, r being 1 where `towards` is None, which takes the values' weighted mean, else 0.
    NaN where a value or its error is NaN; everywhere with fewer than three known (of a mean: four). Raises
    StatisticsError where an error is negative or infinite.
    Source: Morris 1983, J Am Stat Assoc 78:47; DerSimonian and Laird 1986, Control Clin Trials 7:177 (A).
    """
    y, s = numbers(values=values, errors=errors)
    refuse(improper("errors", s))
    known = np.isfinite(y) & (s > 0)
    estimated, k = int(towards is None), int(known.sum())
    if k < FEWEST + estimated:
        return np.full(y.shape, np.nan)
    v, w = s[known] ** 2, 1 / s[known] ** 2
    middle = float((w * y[known]).sum() / w.sum()) if towards is None else towards
    excess = (w * (y[known] - middle) ** 2).sum() - (k - estimated)
    between = max(excess / (w.sum() - estimated * (w**2).sum() / w.sum()), 0.0)
    drawn = (k - estimated - 2) / (k - estimated) * v / (v + between)
    found = np.full(y.shape, np.nan)
    found[known] = middle + (1 - drawn) * (y[known] - middle)
    return found
