"""Recent trend as Fingertips marks it: the last five valid yearly points. Not for months or quarters.

"Cannot be calculated", with these reasons: fewer than five points with a value and an interval; periods that are not
years; a kind of indicator for which the test is not valid; or an interval without width.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, better_when, numbers, refuse

POINTS = 5
CHI_SQUARE_LEAST = 9.5495
WIDTH_IN_ERRORS = 3.92
VALID_KINDS = ("proportion", "crude rate", "standardised rate")
NOT_CALCULATED, NO_CHANGE = "Cannot be calculated", "No significant change"


class RecentTrend(NamedTuple):
    """trend in Fingertips' words; slope in units of the values a year; chi-square on 1 degree of freedom; why."""

    trend: NDArray[np.str_]
    slope: Numbers
    chi_square: Numbers
    reason: NDArray[np.str_]


def recent_trend(
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    years: ArrayLike | None = None,
    direction: str = "no_judgement",
    kind: str = "proportion",
    period: str = "year",
) -> RecentTrend:
    """Whether the last five valid points rise or fall, for one series or many.

    values and their 95% limits: shape (..., years), in order; each result has the shape (...). A point is valid where
    value and limits are known (NaN: hidden or not published). years: their numbers, for gaps; by default 0, 1, 2...
    Slope of a line weighted with 1 / error^2, error = (upper - lower) / 3.92; chi-square = (slope / its error)^2. There
    is a trend where chi-square is over 9.5495 (p < 0.002) and the slope, and each slope with one of the five left out,
    has the same sign. "Increasing" or "Decreasing", and "and getting better" or "worse" where there is a direction.
    Only for yearly proportions, crude rates and standardised rates: another `kind` or `period` cannot be calculated.
    Raises StatisticsError for infinite values, limits the wrong way round, years out of order or another direction.
    Source: OHID, Fingertips guidance, recent trends; field guide.
    """
    sign = better_when(direction)
    y, lo, up = np.broadcast_arrays(*numbers(values=np.atleast_1d(values), lower=lower, upper=upper))
    (when,) = numbers(years=np.arange(y.shape[-1]) if years is None else years)
    refuse(
        [(np.isinf(y), "value is infinite"), (np.isinf(up - lo), "limit is infinite"), (lo > up, "limits are reversed")]
    )
    if when.shape[-1:] != y.shape[-1:] or not np.all(np.diff(when, axis=-1) > 0):
        raise StatisticsError(f"years are {years!s}: give one for each value, each later than the one before.")
    valid = ~np.isnan(y + lo + up)
    reason = np.where(valid.sum(-1) < POINTS, f"fewer than {POINTS} valid points", "")
    if y.shape[-1] < POINTS:
        return _not_calculated(reason)
    # Valid points sort behind the others and keep their order, so the last five are the latest five valid ones.
    last = np.argsort(valid, axis=-1, kind="stable")[..., -POINTS:]
    y, lo, up, when = (np.take_along_axis(np.broadcast_to(part, y.shape), last, -1) for part in (y, lo, up, when))
    flat = (up <= lo).any(-1) & (reason == "")
    reason = np.where(flat, "an interval has no width", reason)
    for unfit, why in (
        (period != "year", "periods are not years"),
        (kind not in VALID_KINDS, f"not valid for a {kind}"),
    ):
        reason = np.where(unfit, why, reason)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = (WIDTH_IN_ERRORS / (up - lo)) ** 2
        slope, chi_square = _slope(y, when, weight)
        without = [_slope(*(np.delete(part, one, -1) for part in (y, when, weight)))[0] for one in range(POINTS)]
        of_one_sign = (np.sign(without) == np.sign(slope)).all(0)
    moved = (chi_square > CHI_SQUARE_LEAST) & of_one_sign
    better = np.where(sign * slope > 0, " and getting better", " and getting worse") if sign else ""
    words = np.char.add(np.where(slope > 0, "Increasing", "Decreasing"), better)
    undefined = reason != ""
    reason = np.where(
        undefined | moved,
        reason,
        np.where(
            chi_square > CHI_SQUARE_LEAST, "without one of the points the slope turns", "chi-square is not over 9.5495"
        ),
    )
    trend = np.where(undefined, NOT_CALCULATED, np.where(moved, words, NO_CHANGE))
    return RecentTrend(
        trend[()], np.where(undefined, np.nan, slope)[()], np.where(undefined, np.nan, chi_square)[()], reason[()]
    )


def _slope(y: Numbers, when: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    share = weight / weight.sum(-1, keepdims=True)
    apart = when - (share * when).sum(-1, keepdims=True)
    information = (weight * apart**2).sum(-1)
    slope = (weight * apart * y).sum(-1) / information
    return slope, slope**2 * information


def _not_calculated(reason: NDArray[np.str_]) -> RecentTrend:
    nothing = np.full(reason.shape, np.nan)[()]
    return RecentTrend(np.full(reason.shape, NOT_CALCULATED)[()], nothing, nothing, reason[()])
