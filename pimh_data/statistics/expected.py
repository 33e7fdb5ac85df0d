"""Change that severity at the start leads one to expect, and how far a service's change lies from it.

The greater the score at the start, the more it falls by itself: scores regress to the mean, and many perinatal
difficulties ease without help. Services are therefore held against the change that people starting in the same severity
band had in all services together. This removes differences in severity at the start; it does not remove regression to
the mean within a band, natural recovery, or who came back for a last score, and it never shows an effect.

A result is NaN, with this reason to show: nobody in a band where both a mean and a standard deviation are known, only
one service to fit on, or (limits) one person or fewer left for each band.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse, tail


class ExpectedChange(NamedTuple):
    """In points, one a service; people is how many the means rest on (bands that are known)."""

    observed: Numbers
    expected: Numbers
    difference: Numbers
    lower: Numbers
    upper: Numbers
    people: Numbers


def expected_change(
    n: ArrayLike, mean_change: ArrayLike, sd_change: ArrayLike, confidence: ArrayLike = 0.95
) -> ExpectedChange:
    """Observed and expected mean change of each service, and their difference with a t interval, in points.

    n, mean_change, sd_change: shape (services, bands), by severity band at the start; every band that is NaN in any of
    the three is left out for that service. Each result has the shape (services,), limits the shape of confidence +
    (services,). Fitted on all services: e_b = sum over services (n m) / sum (n) in band b. expected = sum over bands
    (n e) / sum (n) with the service's own numbers; difference = observed - expected. Its variance counts that the
    service is part of what it is compared with: with w = n_b / sum(n), v = sd^2 / n and h = n / sum over services (n),
    it is the sum over bands of w^2 [(1 - h)^2 v + sum over the others (h^2 v)]; t has sum(n) less the number of bands
    degrees of freedom. For shares give the share as the mean and sqrt(p (1 - p)) as the SD.
    Raises StatisticsError where n or SD are negative or infinite, or there are not two axes.
    Source: indirect standardisation, Breslow and Day 1987, ch. 2, applied to means.
    """
    people, mean, sd = np.broadcast_arrays(*numbers(n=n, mean_change=mean_change, sd_change=sd_change))
    if people.ndim != 2:
        raise StatisticsError(f"The shape is {people.shape}: give (services, bands).")
    refuse([*improper("n", people), (np.isinf(mean), "mean_change is infinite"), *improper("sd_change", sd)])
    known = np.isfinite(people) & np.isfinite(mean) & np.isfinite(sd) & (people > 0)
    people, mean, sd = (np.where(known, part, 0) for part in (people, mean, sd))
    with np.errstate(divide="ignore", invalid="ignore"):
        in_band = people / people.sum(0)
        weight = people / people.sum(1, keepdims=True)
        variance = np.where(known, sd**2 / people, 0)
        of_others = np.where(known, in_band, 0)
        fitted = np.nansum(in_band * mean, 0)
        observed, expected = (weight * mean).sum(1), (weight * fitted).sum(1)
        all_pooled = (of_others**2 * variance).sum(0) - of_others**2 * variance
        error = np.sqrt((weight**2 * ((1 - of_others) ** 2 * variance + all_pooled)).sum(1))
        bands = known.sum(1)
        compared = (known & (known.sum(0) > 1)).any(1)
        total = people.sum(1)
        freedom = np.where((total > bands) & compared, total - bands, np.nan)
        difference = np.where(compared, observed - expected, np.nan)
        half = -stdtrit(freedom, tail(confidence, 1)) * error
    expected = np.where(compared, expected, np.nan)
    return ExpectedChange(observed, expected, difference, difference - half, difference + half, total)
