"""Proportions of many small services, each drawn towards all of them as far as its own numbers are few.

Shown beside the raw proportions, never in their place. NaN, with this reason to show: the service's numbers are hidden,
or fewer than two services with people are known.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, betaln, digamma, polygamma

from pimh_data.statistics.inputs import Numbers, count_and_denominator, tail

# Above this many people's worth of prior, services differ by less than their counts can show: one proportion fits all.
NO_DIFFERENCE = 1e6


class PooledProportions(NamedTuple):
    """Shares from 0 to 1, one a service: raw, pooled and the pooled one's limits. weight: the raw share's part in it.

    overall: the mean of the fitted distribution. prior_people: how many people's worth of evidence the others give.
    """

    raw: Numbers
    pooled: Numbers
    lower: Numbers
    upper: Numbers
    weight: Numbers
    overall: float
    prior_people: float


def pooled_proportions(numerator: ArrayLike, denominator: ArrayLike, confidence: ArrayLike = 0.95) -> PooledProportions:
    """Empirical Bayes estimates under a beta distribution of the services' true shares.

    numerator, denominator: shape (services,); limits have the shape of confidence + (services,). The beta's a and b
    maximise the likelihood of all services' counts (beta-binomial). pooled = (x + a) / (n + a + b), which is weight x
    raw + (1 - weight) x overall with weight = n / (n + a + b). Limits are quantiles of the beta with x + a and
    n - x + b; they take a and b as known, so they are somewhat narrow with few services. A service without people gets
    the overall share. Where the counts show no difference between services, everyone gets one share.
    Raises StatisticsError where a numerator is negative, infinite or over its denominator.
    Source: Efron and Morris 1975; Carlin and Louis 2000, Bayes and Empirical Bayes Methods, ch. 3.
    """
    below = tail(confidence, 1)
    x, n = np.broadcast_arrays(*count_and_denominator(numerator, denominator, part_of_whole=True))
    known = np.isfinite(x) & np.isfinite(n)
    nothing = np.full(n.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = x / n
    if np.count_nonzero(known & (n > 0)) < 2:
        limits = np.full(np.broadcast_shapes(below.shape, n.shape), np.nan)
        return PooledProportions(raw, nothing, limits, limits, nothing, np.nan, np.nan)
    a, b = fit_beta(x[known & (n > 0)], n[known & (n > 0)])
    x, n = np.where(known, x, np.nan), np.where(known, n, np.nan)
    lower, upper = betaincinv(x + a, n - x + b, below), betaincinv(x + a, n - x + b, 1 - below)
    return PooledProportions(raw, (x + a) / (n + a + b), lower, upper, n / (n + a + b), a / (a + b), a + b)


def fit_beta(x: Numbers, n: Numbers) -> tuple[float, float]:
    """a and b of the beta distribution that maximise the beta-binomial likelihood of x of n, n over 0.

    Newton's method on ln a and ln b, halving a step that does not raise the likelihood. a + b goes to NO_DIFFERENCE
    where the likelihood rises towards equal shares.
    """
    share = np.clip(x.sum() / n.sum(), 1e-9, 1 - 1e-9)
    equal = np.log(NO_DIFFERENCE * np.array([share, 1 - share]))
    at = np.log(_first_guess(x, n, share) * np.array([share, 1 - share]))
    value = _likelihood(at, x, n)
    for _ in range(200):
        slope, bend = _derivatives(at, x, n)
        # Where the surface does not bend downwards, climb along the slope instead.
        downward = bend[0, 0] < 0 and np.linalg.det(bend) > 0
        step = -np.linalg.solve(bend, slope) if downward else slope / max(np.abs(slope).max(), 1e-12)
        for _ in range(40):
            tried = _likelihood(at + step, x, n)
            if tried >= value:
                break
            step = step / 2
        else:
            break
        at, value = at + step, tried
        if np.abs(step).max() < 1e-10 or np.exp(at).sum() > NO_DIFFERENCE:
            break
    if np.exp(at).sum() > NO_DIFFERENCE or _likelihood(equal, x, n) >= value:
        at = equal
    return float(np.exp(at[0])), float(np.exp(at[1]))


def _first_guess(x: Numbers, n: Numbers, share: float) -> float:
    """a + b by moments: how much more the raw shares vary than their own numbers explain."""
    spread = np.sum(n * (x / n - share) ** 2) - share * (1 - share) * (len(n) - 1)
    between = spread / (n.sum() - np.sum(n**2) / n.sum())
    return float(np.clip(share * (1 - share) / max(between, 1e-12) - 1, 0.5, 1e4))


def _likelihood(at: Numbers, x: Numbers, n: Numbers) -> float:
    a, b = np.exp(at)
    return float(np.sum(betaln(x + a, n - x + b) - betaln(a, b)))


def _derivatives(at: Numbers, x: Numbers, n: Numbers) -> tuple[Numbers, Numbers]:
    a, b = np.exp(at)
    whole = np.sum(digamma(a + b) - digamma(n + a + b))
    of_a, of_b = np.sum(digamma(x + a) - digamma(a)) + whole, np.sum(digamma(n - x + b) - digamma(b)) + whole
    both = np.sum(polygamma(1, a + b) - polygamma(1, n + a + b))
    of_aa = np.sum(polygamma(1, x + a) - polygamma(1, a)) + both
    of_bb = np.sum(polygamma(1, n - x + b) - polygamma(1, b)) + both
    bend = np.array([[of_aa * a * a + of_a * a, both * a * b], [both * a * b, of_bb * b * b + of_b * b]])
    return np.array([of_a * a, of_b * b]), bend
