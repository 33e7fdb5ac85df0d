"""Statistical process control by XmR chart, as Making Data Count does it. One series or many; the last axis is time.

NaN or False results, with one of these reasons to show: fewer than 12 known points ("too few points for limits: run
chart"), or a series that hardly moves (see `share_that_moves`: run chart too). With exactly 12 points, `too_few` says
that the limits are provisional. A hidden point (NaN) is left out of the mean, and breaks every run that it lies in,
since nobody can tell on which side of the mean it is.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from pimh_data.statistics.inputs import Numbers, better_when, numbers, refuse

LIMIT = 2.66
NEAR = LIMIT * 2 / 3
SCREEN = 3.267
RUN = 7
FEWEST_FOR_LIMITS, FEWEST_FOR_FIRM_LIMITS = 12, 13
LEAST_MEAN_WHEN_ROUNDED = 40
LEAST_THAT_MOVES, LEAST_THAT_MOVES_WHEN_ROUNDED = 1 / 4, 1 / 2  # of the moving ranges
UNSIDED = 1 / 4  # of the base that values are rounded to: a point nearer to the mean lies on neither side of it
EQUAL = 1e-9  # of the mean: what lies nearer is the same number
COMMON, IMPROVEMENT, CONCERN, NEITHER = "common cause", "improvement", "concern", "special cause"
MEETS, FAILS, HIT_AND_MISS, NO_ASSURANCE = "consistently meets target", "consistently misses target", "hit and miss", ""

Flags = NDArray[np.bool_]


class XmR(NamedTuple):
    """mean, lower, upper: per series, in units of the values. special_cause and kind: per point. The rest: per series.

    kind is "common cause", "improvement", "concern", or "special cause" where no direction is better. assurance is
    "consistently meets target", "consistently misses target", "hit and miss", or "" without target, limits or a
    direction.
    """

    mean: Numbers
    lower: Numbers
    upper: Numbers
    special_cause: Flags
    kind: NDArray[np.str_]
    assurance: NDArray[np.str_]
    too_few: Flags


def xmr(
    values: ArrayLike, improvement: str = "no_judgement", target: ArrayLike | None = None, rounded_to: float = 0
) -> XmR:
    """Mean, process limits and special causes of values in order of time, shape (..., periods).

    Limits: mean -/+ 2.66 x the mean moving range between neighbouring known points, leaving out moving ranges over
    3.267 x their mean (once). A series in which fewer than a quarter of the moving ranges differ from nought, or in
    which leaving out leaves none that does, hardly moves: it has no limits and no special cause. Special cause: a point
    outside the limits; 7 points in a row on one side of the mean; 7 points each higher, or each lower, than the one
    before; and the points beyond two thirds of the way to a limit where at least 2 of 3 in a row are so and all 3 lie
    on the same side of the mean. improvement is "higher_is_better", "lower_is_better" or "no_judgement"; a special
    cause is improvement or concern by its side of the mean, and one that is only part of a rise or fall by the way it
    goes. target: in units of the values, one a series. rounded_to: the base that the values were rounded to (0: they
    were not). Rounding then decides on which side of the mean a point nearer than a quarter of it lies, so such a point
    lies on neither, and breaks a run as a hidden one does; limits and the other rules stay (simulated:
    docs/decisions.md).
    Raises StatisticsError for infinite values or targets, a negative base, or another direction.
    Source: NHS England, Making Data Count; rules as in its published SPC tool; Wheeler 1993.
    """
    sign = better_when(improvement)
    y, goal = numbers(values=np.atleast_1d(values), target=np.expand_dims(np.nan if target is None else target, -1))
    refuse(
        [
            (np.isinf(y), "value is infinite"),
            (np.isinf(goal), "target is infinite"),
            (np.asarray(rounded_to) < 0, "base of the rounding is negative"),
        ]
    )
    known = ~np.isnan(y)
    n = known.sum(-1)
    mean = _mean(y, known)
    moves = _exact(np.diff(y, axis=-1), mean)
    ranges = np.abs(moves)
    kept = ~np.isnan(ranges)
    with np.errstate(invalid="ignore"):
        kept &= ranges <= SCREEN * _mean(ranges, kept)[..., None]
    step = _mean(ranges, kept)
    enough = (n >= FEWEST_FOR_LIMITS) & (_share_of(ranges) >= LEAST_THAT_MOVES) & (step > 0)
    step = np.where(enough, step, np.nan)
    away = _exact(y - mean[..., None], mean)
    with np.errstate(invalid="ignore"):
        clear = known & enough[..., None] & (np.abs(away) >= UNSIDED * rounded_to)
        side = np.where(clear, np.sign(away), 0)
        equal = EQUAL * np.abs(mean[..., None])
        outside = np.abs(away) > LIMIT * step[..., None] + equal
        near = ~outside & (np.abs(away) > NEAR * step[..., None] + equal)
    shift = _spread(_all_same(side, RUN), RUN, y.shape[-1])
    steps = np.where(enough[..., None], np.nan_to_num(np.sign(moves)), 0)
    trend = _spread(_all_same(steps, RUN - 1), RUN, y.shape[-1])
    pairs = _windows(near, 3).sum(-1) >= 2
    near_limit = near & (_spread(np.where(pairs, _all_same(side, 3), 0), 3, y.shape[-1]) != 0)
    by_side = outside | (shift != 0) | near_limit
    special = by_side | (trend != 0)
    worth = sign * np.where(by_side, np.sign(away), trend)
    kind = np.select([~special, worth > 0, worth < 0], [COMMON, IMPROVEMENT, CONCERN], NEITHER)
    lower, upper = mean - LIMIT * step, mean + LIMIT * step
    return XmR(
        mean, lower, upper, special, kind, _assurance(lower, upper, goal[..., 0], sign), n < FEWEST_FOR_FIRM_LIMITS
    )


def share_that_moves(values: ArrayLike) -> Numbers:
    """The share of the moving ranges between neighbouring known points that differ from nought, one a series.

    values: in order of time, shape (..., periods). NaN where no two neighbours are known. Of counts rounded to 5 at
    least half should differ for limits to hold: the step of the rounding, not the process, makes them otherwise.
    Source: field guide, "Process control"; the half was simulated (docs/decisions.md).
    """
    (y,) = numbers(values=np.atleast_1d(values))
    return _share_of(np.abs(_exact(np.diff(y, axis=-1), _mean(y, ~np.isnan(y)))))


def shortest_period(counts: Mapping[str, ArrayLike], least_mean: float = LEAST_MEAN_WHEN_ROUNDED) -> str | None:
    """The first period whose counts have a mean of at least `least_mean`; None means a run chart, without limits.

    counts: the rounded counts of each period length, shortest first, such as {"month": [...], "quarter": [...]}; hidden
    counts (NaN) are taken as 0, the least they can be. On counts rounded to 5, a smaller mean raises false alarms.
    Raises StatisticsError for negative or infinite counts.
    Source: field guide, "Process control" (simulated: 18% to 55% of series at 10 a month raise a false alarm).
    """
    for period, given in counts.items():
        (y,) = numbers(**{period: given})
        refuse([(y < 0, f"count by {period} is negative"), (np.isinf(y), f"count by {period} is infinite")])
        if y.size and np.nan_to_num(y).mean() >= least_mean:
            return period
    return None


def _exact(differences: Numbers, mean: Numbers) -> Numbers:
    """The differences, those that are too small to be any as nought."""
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(differences) <= EQUAL * np.abs(mean[..., None]), 0, differences)


def _share_of(ranges: Numbers) -> Numbers:
    return _mean((ranges > 0).astype("float64"), ~np.isnan(ranges))


def _mean(y: Numbers, kept: Flags) -> Numbers:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(kept, y, 0).sum(-1) / kept.sum(-1)


def _windows(y: NDArray[Any], length: int) -> NDArray[Any]:
    if y.shape[-1] < length:
        return np.empty((*y.shape[:-1], 0, length), y.dtype)
    return sliding_window_view(y, length, axis=-1)


def _all_same(signs: Numbers, length: int) -> Numbers:
    """1 or -1 for each window of `length` in which every sign is that; else 0."""
    windows = _windows(signs, length)
    return np.where((windows == 1).all(-1), 1, 0) - np.where((windows == -1).all(-1), 1, 0)


def _spread(found: NDArray[Any], length: int, of: int) -> NDArray[Any]:
    """To each of so many points, the sign of the last window of `length` points that it lies in, else 0."""
    points = np.zeros((*found.shape[:-1], of), found.dtype)
    for place in range(length):
        part = points[..., place : place + found.shape[-1]]
        np.copyto(part, found, where=found != 0)
    return points


def _assurance(lower: Numbers, upper: Numbers, goal: Numbers, sign: int) -> NDArray[np.str_]:
    if sign == 0:
        return np.full(np.shape(lower), NO_ASSURANCE)[()]
    over, under = (MEETS, FAILS) if sign > 0 else (FAILS, MEETS)
    return np.select([np.isnan(lower + goal), lower > goal, upper < goal], [NO_ASSURANCE, over, under], HIT_AND_MISS)[
        ()
    ]
