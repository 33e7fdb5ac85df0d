"""Cumulative incidence of being seen from released week bands: the estimate, and every way in which hidden ones fall.

Cells in, one result a band. No words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from pimh_data.questions.cells import NAN, Cell
from pimh_data.statistics.intervals import wilson
from pimh_data.statistics.waits import Waits, waits

WIDEST = 0.4  # a range of shares wider than this says nothing


@dataclass(frozen=True)
class Cohort:
    """People referred, by week band in order: seen, left unseen, still waiting; and all of them together.

    `seen_in_all`: who was ever seen, which bounds the hidden bands of those seen.
    """

    seen: Sequence[Cell]
    left: Sequence[Cell]
    waiting: Sequence[Cell]
    referred: Cell
    seen_in_all: Cell


@dataclass(frozen=True)
class Incidence:
    """By the end of one band: shares seen (with limits), left and waiting; or, hidden, limits alone; or nothing."""

    seen: float
    lower: float
    upper: float
    left: float
    waiting: float
    state: str


def incidence(cohort: Cohort, weeks: Sequence[float]) -> list[Incidence]:
    """The Aalen-Johansen estimate by the end of each band, `weeks` after referral, with a 95% interval.

    The limits hold every true count that the released ones permit. From the first hidden band on there is no estimate;
    the limits are then those of the share of all referred, over every way in which those hidden, and those not followed
    so far, could fall, where that says something at all.
    """
    if not cohort.referred.known or cohort.referred.value == 0:
        state = "no data" if cohort.referred.state in ("no data", "zero") else "hidden"
        return [Incidence(NAN, NAN, NAN, NAN, NAN, state)] * len(weeks)
    parts = (cohort.seen, cohort.left, cohort.waiting)
    shown = np.logical_and.accumulate([all(part[band].known for part in parts) for band in range(len(weeks))])
    estimate = waits(weeks, *_released(cohort, len(weeks), int(shown.sum())))
    lower, upper = _limits(estimate, cohort, weeks)
    found, least = [], NAN
    for band in range(len(weeks)):
        if shown[band]:
            value, left, waiting = (float(part[band]) for part in (estimate.seen, estimate.left, estimate.waiting))
            least = float(lower[band])
            found.append(Incidence(value, least, float(upper[band]), left, waiting, "zero" if value == 0 else "shown"))
        else:
            # By then at least as many have been seen as by the last band that is shown.
            found.append(Incidence(NAN, *_bounds(cohort, band, least), NAN, NAN, "hidden"))
    return found


def _limits(estimate: Waits, cohort: Cohort, weeks: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """The furthest estimates of eight corners, and from there the widest of their intervals: fewer people have a wider.

    Tried on thousands of cohorts, they hold the limits of the true counts but for a tenth of a percentage point. Where
    nobody or everybody is seen the curve has no limits of its own, and adds none.
    """
    ends = [waits(weeks, *_ends(cohort, len(weeks), *at)) for at in product((True, False), repeat=3)]
    own = [(estimate.seen, estimate.seen_lower, estimate.seen_upper)]
    own += [tuple(np.diagonal(part) for part in (end.seen, end.seen_lower, end.seen_upper)) for end in ends]
    furthest = np.array([seen for seen, _, _ in own])
    down = np.max([np.nan_to_num(seen - lower) for seen, lower, _ in own], axis=0)
    up = np.max([np.nan_to_num(upper - seen) for seen, _, upper in own], axis=0)
    return np.maximum(furthest.min(axis=0) - down, 0), np.minimum(furthest.max(axis=0) + up, 1)


def _released(cohort: Cohort, bands: int, shown: int) -> list[np.ndarray]:
    """Counts as released up to the first hidden band; all others wait on past it."""
    seen, left, waiting = np.zeros((3, bands))
    for band in range(shown):
        seen[band], left[band], waiting[band] = (
            part[band].value for part in (cohort.seen, cohort.left, cohort.waiting)
        )
    waiting[-1] += max(cohort.referred.value - seen.sum() - left.sum() - waiting.sum(), 0)
    return [seen, left, waiting]


def _ends(cohort: Cohort, bands: int, seen_least: bool, left_least: bool, waiting_least: bool) -> list[np.ndarray]:
    """True counts at one end or the other up to each band, a row a band; hidden bands are left at nothing.

    Those after the band are one heap, who wait on past it: as many as make up the most or the fewest referred, so that
    the share is furthest down where the fewest were seen, and up where the most were.
    """
    ends = [
        [np.nan_to_num(cell.lowest if least else cell.highest) for cell in part[:bands]]
        for part, least in ((cohort.seen, seen_least), (cohort.left, left_least), (cohort.waiting, waiting_least))
    ]
    seen, left, waiting = (np.tril(np.broadcast_to(part, (bands, bands))).astype("float64") for part in ends)
    everyone = cohort.referred.highest if seen_least else cohort.referred.lowest
    waiting[:, -1] += np.maximum(everyone - (seen + left + waiting).sum(axis=1), 0)
    return [seen, left, waiting]


def _bounds(cohort: Cohort, last: int, shown: float) -> tuple[float, float]:
    """Wilson's limits of the least and the most who can have been seen by a band; at least those `shown` before it."""
    seen, rest = cohort.seen[: last + 1], cohort.seen[last + 1 :]
    least = sum(cell.lowest for cell in seen if cell.known)
    # Whoever is not shown to have been seen later, or to have left, can have been seen by now; so can those still
    # waiting for less, had they been followed.
    most = min(
        cohort.seen_in_all.highest - sum(cell.lowest for cell in rest if cell.known)
        if cohort.seen_in_all.known
        else np.inf,
        cohort.referred.highest - sum(cell.lowest for part in (rest, cohort.left) for cell in part if cell.known),
    )
    if all(cell.known for cell in seen):
        most = min(most, sum(cell.highest for cell in seen))
    waiting = cohort.waiting[: last + 1]
    most += sum(cell.highest for cell in waiting if cell.known)
    if not all(cell.known for cell in waiting):
        gone = sum(cell.lowest for cell in (*cohort.seen, *cohort.left) if cell.known)
        most = cohort.referred.highest - min(gone - least, cohort.referred.highest)
    fewest, largest = cohort.referred.lowest, cohort.referred.highest
    least, most = min(least, largest), min(most, fewest)
    lower, upper = float(wilson(least, largest)[0]), float(wilson(most, fewest)[1])
    lower = max(lower, np.nan_to_num(shown))
    return (lower, upper) if 0 <= upper - lower <= WIDEST else (NAN, NAN)
