"""The contacts of each referral up to the extract date: attended, missed or cancelled, with their days and modes."""

from dataclasses import dataclass

import numpy as np

from pimh_data.contracts import CONTACT_MODES, CONTACT_STATUSES
from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.days import EXTRACT_DAY, NEVER, day, on_weekdays
from pimh_data.secure.demo.draws import choose
from pimh_data.secure.demo.pathway import ACCEPTED, Plan

ATTENDED, MISSED, CANCELLED = (CONTACT_STATUSES.index(status) for status in ("attended", "missed", "cancelled"))
# Shares of the contract's modes: while the pandemic kept people apart, after it, and for a first contact after it.
REMOTE_UNTIL = "2021-07-19"
MODE_SHARES = np.array([[0.22, 0.38, 0.36, 0.04], [0.63, 0.12, 0.2, 0.05], [0.74, 0.1, 0.16, 0]])
NO_MODE, MODE_MISSING = -1, 0.004
MISSED_IF_NEVER_SEEN = 0.9
assert CONTACT_MODES == ("face to face", "video", "telephone", "text")


@dataclass(frozen=True)
class Contacts:
    """One entry a contact, in order of referral and day: the referral's number, day, status and mode (positions)."""

    referral: np.ndarray
    day: np.ndarray
    status: np.ndarray
    mode: np.ndarray

    def count(self, status: int, size: int) -> np.ndarray:
        """How many contacts of a status each of `size` referrals has."""
        return np.bincount(self.referral[self.status == status], minlength=size)


def contacts(
    plan: Plan, received: np.ndarray, closed: np.ndarray, decile: np.ndarray, rng: np.random.Generator
) -> Contacts:
    """Attended contacts from the plan's first to its last; others around them, none after closing."""
    referral, days = _attended(plan, rng)
    first = np.concatenate([[True], referral[1:] != referral[:-1]])
    parts = [(referral, days, np.full(len(days), ATTENDED), first)]
    for status, rate in ((MISSED, sizes.MISSED_PER_ATTENDED[decile - 1]), (CANCELLED, sizes.CANCELLED_PER_ATTENDED)):
        expected = np.where(plan.attended > 0, rate * plan.attended, 0)
        if status == MISSED:
            expected += np.where((plan.decision == ACCEPTED) & (plan.leaves != NEVER), MISSED_IF_NEVER_SEEN, 0)
        referral, days = _around(plan, received, closed, rng.poisson(expected), rng)
        parts.append((referral, days, np.full(len(days), status), np.zeros(len(days), dtype=bool)))
    referral, days, status, first = (np.concatenate(column) for column in zip(*parts, strict=True))
    known = days <= EXTRACT_DAY
    referral, days, status, first = referral[known], days[known], status[known], first[known]
    mode = choose(MODE_SHARES[np.where(days < day(REMOTE_UNTIL), 0, np.where(first, 2, 1))], rng)
    mode = np.where(rng.random(len(mode)) < MODE_MISSING, NO_MODE, mode)
    order = np.lexsort((days, referral))
    return Contacts(referral[order], days[order], status[order], mode[order])


def _attended(plan: Plan, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    number = plan.attended
    referral = np.repeat(np.arange(len(number)), number)
    first, last = plan.first[referral], plan.last[referral]
    turn = np.arange(len(referral)) - np.repeat(np.cumsum(number) - number, number)
    steps = np.maximum(number[referral] - 1, 1)
    shift = np.where((turn == 0) | (turn == steps), 0, rng.uniform(-0.35, 0.35, len(referral)))
    days = first + np.round((last - first) * np.minimum(turn + shift, steps) / steps).astype(int)
    days = np.where(turn == 0, first, np.minimum(on_weekdays(days), last))
    return referral, days


def _around(
    plan: Plan, received: np.ndarray, closed: np.ndarray, number: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Days of appointments not kept: from shortly before the first contact to shortly after the last, or to leaving."""
    seen = plan.first != NEVER
    start = np.where(seen, np.maximum(plan.first - 14, received + 2), received + 5)
    end = np.where(seen, plan.last + 14, plan.leaves)
    end = np.minimum(np.minimum(end, closed), EXTRACT_DAY)
    number = np.where(end > start, number, 0)
    referral = np.repeat(np.arange(len(number)), number)
    days = rng.integers(start[referral], end[referral] + 1)
    return referral, np.minimum(on_weekdays(days), end[referral])
