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
    seen, gone, still = _released(cohort, len(weeks), int(shown.sum()))
    estimate = waits(weeks, seen, gone, still)
    lower, upper = _limits(estimate, cohort, weeks) if shown.any() else np.full((2, len(weeks)), NAN)
    least, most = _bounds(cohort, len(weeks))
    found, before = [], 0.0
    for band in range(len(weeks)):
        if shown[band]:
            value, left, waiting = (float(part[band]) for part in (estimate.seen, estimate.left, estimate.waiting))
            before = float(lower[band])
            ends = before, float(upper[band])
            found.append(Incidence(value, *ends, left, waiting, "zero" if value == 0 else "shown"))
        else:
            # By then at least as many have been seen as by the last band that is shown.
            ends = max(float(least[band]), before), float(most[band])
            ends = ends if 0 <= ends[1] - ends[0] <= WIDEST else (NAN, NAN)
            found.append(Incidence(NAN, *ends, NAN, NAN, "hidden"))
    return found


def _limits(estimate: Waits, cohort: Cohort, weeks: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """The furthest estimates of eight corners, and from there the widest of their intervals: fewer people have a wider.

    Tried on thousands of cohorts, they hold the limits of the true counts but for a tenth of a percentage point. Where
    nobody or everybody is seen the curve has no limits of its own, and adds none.
    """
    ends = [_ends(cohort, len(weeks), *at) for at in product((True, False), repeat=3)]
    all_seen, all_left, all_waiting = (np.array(part) for part in zip(*ends, strict=True))
    corners = waits(weeks, all_seen, all_left, all_waiting)
    seen, lower, upper = (
        np.vstack([own, np.diagonal(part, axis1=-2, axis2=-1)])
        for own, part in (
            (estimate.seen, corners.seen),
            (estimate.seen_lower, corners.seen_lower),
            (estimate.seen_upper, corners.seen_upper),
        )
    )
    down, up = (np.nan_to_num(distance).max(axis=0) for distance in (seen - lower, upper - seen))
    return np.maximum(seen.min(axis=0) - down, 0), np.minimum(seen.max(axis=0) + up, 1)


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


def _bounds(cohort: Cohort, bands: int) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's limits of the least and the most of all referred who can have been seen by each band."""
    fewest, largest = cohort.referred.lowest, cohort.referred.highest
    least, most = zip(*(_seen_by(cohort, band) for band in range(bands)), strict=True)
    return wilson(np.minimum(least, largest), largest)[0], wilson(np.minimum(most, fewest), fewest)[1]


def _seen_by(cohort: Cohort, last: int) -> tuple[float, float]:
    """The fewest and the most who can have been seen by a band, had those still waiting for less been followed."""
    seen, later, waiting = cohort.seen[: last + 1], cohort.seen[last + 1 :], cohort.waiting[: last + 1]
    least = sum(cell.lowest for cell in seen if cell.known)
    seen_later = sum(cell.lowest for cell in later if cell.known)
    # Whoever is not shown to have been seen later, or to have left, can have been seen by now.
    most = cohort.referred.highest - seen_later - sum(cell.lowest for cell in cohort.left if cell.known)
    if not all(cell.known for cell in waiting):
        return least, most
    if cohort.seen_in_all.known:
        most = min(most, cohort.seen_in_all.highest - seen_later)
    if all(cell.known for cell in seen):
        most = min(most, sum(cell.highest for cell in seen))
    return least, most + sum(cell.highest for cell in waiting)
