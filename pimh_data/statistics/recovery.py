"""Recovery, improvement and deterioration as NHS Talking Therapies counts them, over one scale or several.

A share is NaN, with this reason to show: nobody finished, or nobody was at caseness at the start.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, better_when, improper, numbers, refuse
from pimh_data.statistics.reliable import differs_reliably


class OutcomeShares(NamedTuple):
    """Shares from 0 to 1. Improvement and deterioration are of all who finished; recovery of those at caseness."""

    improvement: Numbers
    deterioration: Numbers
    recovery: Numbers
    reliable_recovery: Numbers


class Recovery(NamedTuple):
    """People counted once each; every count is of those who finished a course."""

    finished: Numbers
    not_at_caseness: Numbers
    improved: Numbers
    deteriorated: Numbers
    recovered: Numbers
    reliably_recovered: Numbers

    @property
    def at_caseness(self) -> Numbers:
        """Finished less not at caseness at the start: the denominator of recovery, people without scores included."""
        return np.subtract(self.finished, self.not_at_caseness)

    def shares(self) -> OutcomeShares:
        """Each count over its denominator, which `wilson` takes as well. Raises StatisticsError for impossible counts.

        Source: NHS England, NHS Talking Therapies reporting guidance (see `recovery`).
        """
        counts = numbers(**self._asdict())
        finished, not_at_caseness, *outcomes = counts
        at_caseness = finished - not_at_caseness
        denominators = (finished, finished, at_caseness, at_caseness)
        refuse(
            [
                *(fault for name, part in zip(self._fields, counts, strict=True) for fault in improper(name, part)),
                (not_at_caseness > finished, "not_at_caseness is over finished"),
                *(
                    ((part > whole) & (whole >= 0), f"{name} is over its denominator")
                    for name, part, whole in zip(self._fields[2:], outcomes, denominators, strict=True)
                ),
            ]
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            return OutcomeShares(*(part / whole for part, whole in zip(outcomes, denominators, strict=True)))


def recovery(
    first: ArrayLike,
    last: ArrayLike,
    caseness: ArrayLike,
    reliable_change: ArrayLike,
    direction: str = "lower_is_better",
) -> Recovery:
    """Counts of people who finished a course, by first and last score on one scale or several.

    first, last: scores, shape (people,) for one scale or (scales, people); NaN where there is no score. caseness and
    reliable_change: one number, or one a scale; a score at the caseness threshold is a case, a change of the reliable
    change is reliable. direction is the same for all scales.
    Not at caseness: every first score known and none a case. Recovered: not counted there, a case on some scale at the
    start, every last score known and none a case. Improved: at least one scale reliably better and none reliably worse;
    deteriorated the opposite. Reliably recovered: both recovered and improved. People without a pair of scores stay in
    every denominator. Raises StatisticsError for scores that are infinite, thresholds that are not, or a direction
    without judgement.
    Source: NHS England, NHS Talking Therapies manual and metadata of the annual report; PHQ-9 10 and 6, GAD-7 8 and 4.
    """
    sign = better_when(direction)
    if sign == 0:
        raise StatisticsError("direction is 'no_judgement': nobody can be said to recover. Show the change as points.")
    before, after, threshold, change = numbers(
        first=np.atleast_2d(first),
        last=np.atleast_2d(last),
        caseness=np.reshape(caseness, (-1, 1)),
        reliable_change=np.reshape(reliable_change, (-1, 1)),
    )
    refuse(
        [
            (np.isinf(before), "first score is infinite"),
            (np.isinf(after), "last score is infinite"),
            (~np.isfinite(threshold), "caseness is not a number"),
            (~np.isfinite(change) | (change < 0), "reliable_change is not a number of points"),
        ]
    )
    before, after = np.broadcast_arrays(before, after)
    better = differs_reliably(before, after, change, sign)
    worse = differs_reliably(before, after, change, -sign)
    case_first, case_last = ((scores - threshold) * sign <= 0 for scores in (before, after))
    not_at_caseness = (~np.isnan(before) & ~case_first).all(0)
    recovered = case_first.any(0) & (~np.isnan(after) & ~case_last).all(0)
    improved = better.any(0) & ~worse.any(0)
    deteriorated = worse.any(0) & ~better.any(0)
    people = (np.ones_like(recovered), not_at_caseness, improved, deteriorated, recovered, recovered & improved)
    return Recovery(*(np.float64(np.count_nonzero(group)) for group in people))
