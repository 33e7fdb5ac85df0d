"""Confidence intervals of proportions, rates, means, their ratio and their difference. One formula each, no tables.

Shapes, throughout: the arguments broadcast against each other to a shape S; with one confidence both limits have the
shape S (a single float for single numbers); with several, given as an array of shape C, they have the shape C + S,
so `wilson(x, n, [0.95, 0.998])` gives limits of shape (2, len(x)).

Undefined, throughout, is NaN in both limits: where any argument is NaN (unknown or hidden), or where there is no
denominator (nobody to take a share or a rate of). Impossible arguments raise `StatisticsError`, all positions named.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv, stdtrit

from pimh_data.statistics.inputs import Numbers, count_and_denominator, critical_value, improper, numbers, refuse, tail

Limits = tuple[Numbers, Numbers]
EXACT_BELOW = 10


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: ArrayLike = 0.95) -> Limits:
    """Wilson's score interval of a proportion, as a share from 0 to 1.

    (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)); the lower limit is computed from the product of the two,
    x^2 / (n(n + z^2)), which loses no digits when x is small. It is 0 at x = 0, and the upper limit is 1 at x = n.
    NaN where the denominator is 0 or anything is NaN. Raises StatisticsError where the numerator is negative or over
    its denominator, or either is infinite.
    Source: Wilson 1927, J Am Stat Assoc 22:209-212; Newcombe and Altman in Statistics with Confidence, 2nd ed., p. 46.
    """
    x, n = count_and_denominator(numerator, denominator, part_of_whole=True)
    z = critical_value(confidence, np.broadcast(x, n).ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / n
        upper_sum = 2 * x + z * z + z * np.sqrt(z * z + 4 * x * (1 - share))
        lower = 2 * x * share / upper_sum
        upper = np.minimum(np.maximum(upper_sum / (2 * (n + z * z)), share), 1)
    return lower, upper


def byar(
    count: ArrayLike, denominator: ArrayLike = 1, multiplier: ArrayLike = 1, confidence: ArrayLike = 0.95
) -> Limits:
    """Byar's interval of a count or a rate (events per `multiplier` of the denominator); exact below 10 events.

    From 10 events: lower = x (1 - 1/(9x) - z/(3 sqrt x))^3, upper = the same of x + 1 with + z. Below 10: the exact
    Poisson limits, half the chi-square quantiles with 2x and 2x + 2 degrees of freedom; so 0 events give (0, 3.69).
    NaN where the denominator is 0 or anything is NaN. Raises StatisticsError where a count, denominator or multiplier
    is negative or infinite.
    Source: Breslow and Day 1987, vol. II, p. 69; Armitage and Berry 2002 (exact); both as in OHID's technical guidance.
    """
    x, n = count_and_denominator(count, denominator, part_of_whole=False)
    x, n, times = numbers(count=x, denominator=n, multiplier=multiplier)
    refuse(improper("multiplier", times))
    dimensions = np.broadcast(x, n, times).ndim
    x = x.reshape((1,) * (dimensions - x.ndim) + x.shape)
    lower, upper = _count_limits(x, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(n > 0, times / n, np.nan)
        return lower * scale, upper * scale


def student_t(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95) -> Limits:
    """Student's t interval of a mean, in the units of the mean: mean -/+ t(n - 1) sd / sqrt(n).

    NaN where n is 0 or 1 (no standard deviation to speak of) or anything is NaN. Raises StatisticsError where the
    standard deviation or n is negative or infinite, or the mean infinite.
    Source: Altman, Machin, Bryant and Gardner, Statistics with Confidence, 2nd ed., p. 29.
    """
    m, s, n = numbers(mean=mean, sd=sd, n=n)
    refuse(
        [
            (np.isinf(m), "mean is infinite"),
            *improper("sd", s),
            *improper("n", n),
        ]
    )
    below = tail(confidence, np.broadcast(m, s, n).ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = -stdtrit(np.where(n > 1, n - 1, np.nan), below) * s / np.sqrt(n)
    return m - half, m + half


def rate_ratio(
    count_a: ArrayLike,
    denominator_a: ArrayLike,
    count_b: ArrayLike,
    denominator_b: ArrayLike,
    confidence: ArrayLike = 0.95,
    error_a: ArrayLike = 0,
    error_b: ArrayLike = 0,
) -> Limits:
    """Score interval of the ratio of two rates, (count_a / denominator_a) / (count_b / denominator_b). No unit.

    The ratios for which a less what b leads one to expect, over its standard error under that ratio, just reaches z.
    Without error that is: of all counted, a's part is a proportion p, whose Wilson limits become limits of the ratio as
    p / (1 - p) x denominator_b / denominator_a. `error_a`, `error_b`: the variance of a known error of each count, such
    as that of rounding at random, beside chance. Exchanging a and b gives the reciprocals.
    No one counted in a: the ratio is 0, and its interval runs from 0 to a finite upper limit. No one counted in b:
    the ratio has no value and no upper limit, so both limits are NaN (never infinite): "nobody was counted in the
    group compared with". The upper one alone is NaN where b, an error of z allowed for, may be nobody. NaN too where a
    denominator is 0 or anything is NaN. Raises StatisticsError where anything is negative or infinite.
    Source: Przyborowski and Wilenski 1940, Biometrika 31:313 (conditioning); Graham, Mayo and Szabo 2003, Stat Med
    22:2071 (the score interval of a ratio of rates).
    """
    a, denominator_a = count_and_denominator(count_a, denominator_a, part_of_whole=False, group="_a")
    b, denominator_b = count_and_denominator(count_b, denominator_b, part_of_whole=False, group="_b")
    a, per_a, b, per_b = numbers(count_a=a, denominator_a=denominator_a, count_b=b, denominator_b=denominator_b)
    of_a, of_b = numbers(error_a=error_a, error_b=error_b)
    z2 = critical_value(confidence, np.broadcast(a, per_a, b, per_b, of_a, of_b).ndim) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where((per_a > 0) & (per_b > 0) & (b > 0), per_b / per_a, np.nan)
        middle = 2 * a * b + (a + b) * z2
        # The limits are the roots of squared x^2 - middle x + rest, in whose difference 4 a^2 b^2 cancels.
        squared, rest = b * b - z2 * of_b, a * a - z2 * of_a
        inside = (a + b) * z2 * (4 * a * b + (a + b) * z2) + 4 * z2 * (a * a * of_b + b * b * of_a - z2 * of_a * of_b)
        larger = middle + np.sqrt(np.maximum(inside, 0))
        lower, upper = np.maximum(2 * rest / larger, 0), np.where(squared > 0, larger / (2 * squared), np.nan)
    return lower * scale, upper * scale


def proportion_difference(
    numerator_a: ArrayLike,
    denominator_a: ArrayLike,
    numerator_b: ArrayLike,
    denominator_b: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> Limits:
    """Newcombe's interval of the difference of two independent proportions, a minus b, as shares from -1 to 1.

    With each proportion's Wilson limits l and u: d - sqrt((p_a - l_a)^2 + (u_b - p_b)^2), and
    d + sqrt((u_a - p_a)^2 + (p_b - l_b)^2). NaN where a denominator is 0 or anything is NaN. Raises StatisticsError
    as `wilson` does.
    Source: Newcombe 1998, Stat Med 17:873-890, method 10.
    """
    a, n_a, b, n_b = numbers(
        numerator_a=numerator_a, denominator_a=denominator_a, numerator_b=numerator_b, denominator_b=denominator_b
    )
    a, n_a, b, n_b = np.broadcast_arrays(a, n_a, b, n_b)
    count_and_denominator(a, n_a, part_of_whole=True, group="_a")
    count_and_denominator(b, n_b, part_of_whole=True, group="_b")
    (lower_a, upper_a), (lower_b, upper_b) = wilson(a, n_a, confidence), wilson(b, n_b, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_a, p_b = a / n_a, b / n_b
        down = np.hypot(p_a - lower_a, upper_b - p_b)
        up = np.hypot(upper_a - p_a, p_b - lower_b)
        return np.maximum(p_a - p_b - down, -1), np.minimum(p_a - p_b + up, 1)


def _count_limits(x: Numbers, confidence: ArrayLike) -> Limits:
    z = critical_value(confidence, x.ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * _cubed(1 - 1 / (9 * x) - z / (3 * np.sqrt(x)))
        upper = (x + 1) * _cubed(1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1)))
    lower, upper, few = np.asarray(lower), np.asarray(upper), x < EXACT_BELOW
    if np.any(few):
        # Counts repeat, and the exact limits cost a hundred times Byar's: each is worked out once.
        distinct, place = np.unique(x[few], return_inverse=True)
        below = tail(confidence, 1)
        with np.errstate(invalid="ignore"):
            exact_lower = np.where(distinct > 0, gammaincinv(np.maximum(distinct, 1e-300), below), 0)
        lower[..., few] = exact_lower[..., place]
        upper[..., few] = gammainccinv(distinct + 1, below)[..., place]
    return lower, upper


def _cubed(value: Numbers) -> Numbers:
    return value * value * value
