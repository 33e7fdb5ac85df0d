"""How long people wait to be seen: cumulative incidence by week from counts in week bands (Aalen-Johansen).

Those still waiting are censored, and leaving without being seen is a competing event: a mean of those already seen
would leave out everybody who waits longest. Where nobody leaves, this is one minus the Kaplan-Meier curve.

A result is NaN, with this reason to show: nobody was referred; a count in some band is hidden; or nobody is seen yet,
or everybody, so there is no variance (limits).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, critical_value, improper, numbers, refuse


class Waits(NamedTuple):
    """By the end of each band, of everyone referred: shares seen (with limits), left unseen, still waiting (0 to 1)."""

    weeks: Numbers
    at_risk: Numbers
    seen: Numbers
    seen_lower: Numbers
    seen_upper: Numbers
    left: Numbers
    waiting: Numbers


def waits(
    weeks: ArrayLike,
    seen: ArrayLike,
    left: ArrayLike,
    still_waiting: ArrayLike,
    confidence: ArrayLike = 0.95,
    censored_share: float = 0.0,
) -> Waits:
    """Cumulative incidence of being seen, with log(-log) limits.

    weeks: shape (bands,), the end of each band in weeks since referral, rising. seen, left, still_waiting: people whose
    wait ended in the band by being seen, by leaving, or by the extract date; shape (..., bands), which is the shape of
    every result (limits: confidence + it). In band j with n at risk, d leaving or seen and s seen: waiting falls by the
    factor 1 - d/n and seen rises by waiting before x s/n. Its variance is the delta-method one. Limits: F to the power
    exp(-/+ z se / (F ln F)).
    censored_share: the part of those still waiting who are taken out of the risk set before their own band: 0 is the
    Aalen-Johansen estimator; 0.5 the life table's, for bands of many weeks.
    Raises StatisticsError where a count is negative or infinite, weeks do not rise, or the share is not from 0 to 1.
    Source: Aalen and Johansen 1978, Scand J Stat 5:141; Marubini and Valsecchi 1995, ch. 10 (variance).
    """
    when, s, d, c = numbers(weeks=weeks, seen=seen, left=left, still_waiting=still_waiting)
    refuse([*improper("seen", s), *improper("left", d), *improper("still_waiting", c)])
    s, d, c = np.broadcast_arrays(s, d, c)
    if when.ndim != 1 or s.shape[-1:] != when.shape or not np.all(np.diff(when) > 0) or not 0 <= censored_share <= 1:
        raise StatisticsError(
            f"weeks are {weeks!s} and censored_share {censored_share}: give the end of each band, rising, one for each "
            "count, and a share from 0 to 1."
        )
    gone = s + d
    n = np.cumsum((gone + c)[..., ::-1], -1)[..., ::-1] - censored_share * c
    with np.errstate(divide="ignore", invalid="ignore"):
        waiting = np.cumprod(np.where(n == 0, 1, 1 - gone / n), -1)
        before = np.concatenate([np.ones_like(waiting[..., :1]), waiting[..., :-1]], -1)
        each = np.where(n == 0, 0, before / n)
        rise, fall = each * s, each * d
        nobody = n[..., :1] == 0
        incidence = np.where(nobody, np.nan, np.cumsum(rise, -1))
        error = np.sqrt(np.maximum(_variance(incidence, n, gone, s, before), 0))
        z = critical_value(confidence, s.ndim)
        stretch = np.exp(z * error / (incidence * np.abs(np.log(incidence))))
        inside = (incidence > 0) & (incidence < 1)
        lower = np.where(inside, incidence**stretch, np.nan)
        upper = np.where(inside, incidence ** (1 / stretch), np.nan)
    left_share, still = np.where(nobody, np.nan, np.cumsum(fall, -1)), np.where(nobody, np.nan, waiting)
    return Waits(when, n, incidence, lower, upper, left_share, still)


def _variance(incidence: Numbers, n: Numbers, gone: Numbers, s: Numbers, before: Numbers) -> Numbers:
    """Sums over bands j up to t of (F(t) - F_j)^2 a_j + b_j - 2 (F(t) - F_j) c_j, opened so that they cumulate."""
    a = np.where(n == gone, 0, gone / (n * (n - gone)))
    b = np.where(n == 0, 0, before**2 * s * (n - s) / n**3)
    c = np.where(n == 0, 0, before * s / n**2)
    sums = (np.cumsum(part, -1) for part in (a, incidence * a, incidence**2 * a, b, c, incidence * c))
    a0, a1, a2, b0, c0, c1 = sums
    return incidence**2 * a0 - 2 * incidence * a1 + a2 + b0 - 2 * (incidence * c0 - c1)
