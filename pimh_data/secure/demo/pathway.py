"""What happens to each referral: the decision, the wait, the planned course, the end. No contacts yet."""

from dataclasses import dataclass

import numpy as np

from pimh_data.contracts import CLOSURE_REASONS, DECISIONS
from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.days import EXTRACT_DAY, NEVER, day, on_weekdays
from pimh_data.secure.demo.draws import choose_alike, log_normal
from pimh_data.secure.demo.offers import SHEFFIELD, Offer
from pimh_data.secure.demo.places import Place

ACCEPTED, WAITING = DECISIONS.index("accepted"), DECISIONS.index("waiting")
LEFT_REASONS = {"disengaged": 62, "stepped up": 12, "stepped down": 8, "moved away": 10, "declined": 5, "other": 3}
NEVER_SEEN_REASONS = {"disengaged": 52, "declined": 28, "moved away": 12, "other": 8}
NO_REASON = -1
REASON_MISSING = 0.015


@dataclass(frozen=True)
class Plan:
    """One entry a referral. Days may lie after the extract date: the plan knows what the extract cannot.

    `first`, `last`: first and last attended contact, NEVER if never seen; `attended`: how many; `leaves`: the day on
    which one who is never seen leaves; `completes`: whether the course is completed.
    """

    decision: np.ndarray
    first: np.ndarray
    last: np.ndarray
    attended: np.ndarray
    completes: np.ndarray
    leaves: np.ndarray


def plan(
    arrivals: Arrivals,
    decile: np.ndarray,
    offers: tuple[Offer, ...],
    places: tuple[Place, ...],
    rng: np.random.Generator,
) -> Plan:
    """Plans the course of each referral. `decile`: 1 to 10, one entry a referral."""
    size = len(arrivals)
    kinds = [offer.kind for offer in offers]
    decision = _decisions(arrivals.received, rng)
    accepted = decision == ACCEPTED
    usual = np.array([offer.kind.wait * offer.wait for offer in offers])[arrivals.offer]
    usual = usual * sizes.WAIT_BY_DECILE[decile - 1]
    sheffield = np.array([place.name == SHEFFIELD for place in places])[arrivals.place]
    usual = np.where(sheffield, usual * _sheffield_waits(arrivals.received), usual)
    wait = np.minimum(log_normal(usual, sizes.WAIT_SPREAD, rng).astype(int), sizes.WAIT_LIMIT)
    seen = accepted & (rng.random(size) < sizes.SEEN_IF_ACCEPTED[decile - 1])
    first = np.where(seen, on_weekdays(arrivals.received + wait), NEVER)
    # Leaving competes with being seen: it takes about as long.
    patience = np.minimum(log_normal(usual * 1.2, sizes.WAIT_SPREAD, rng).astype(int) + 5, sizes.WAIT_LIMIT)
    answered = rng.integers(2, 29, size)
    leaves = arrivals.received + np.where(accepted, patience, answered)
    leaves = np.where((decision == WAITING) | seen, NEVER, leaves)
    completes = seen & (rng.random(size) < sizes.COMPLETES[decile - 1])
    attended = _attended(np.array([k.contacts for k in kinds])[arrivals.offer], completes, rng)
    gap = log_normal(np.array([k.gap for k in kinds])[arrivals.offer], 0.2, rng)
    last = np.where(seen, on_weekdays(first + np.round((attended - 1) * gap).astype(int)), NEVER)
    return Plan(decision, first, last, np.where(seen, attended, 0), completes, leaves)


def ending(plan: Plan, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The day each referral closes (NEVER: open at the extract date) and the reason (its position, or NO_REASON)."""
    size = len(plan.first)
    seen = plan.first != NEVER
    lag = np.where(plan.completes, rng.integers(0, 22, size), rng.integers(21, 57, size))
    closed = np.where(seen, plan.last + lag, plan.leaves)
    closed = np.where(closed <= EXTRACT_DAY, closed, NEVER)
    left = _reasons(LEFT_REASONS, size, rng)
    never_seen = _reasons(NEVER_SEEN_REASONS, size, rng)
    reason = np.where(seen, left, never_seen)
    reason = np.where(plan.decision == DECISIONS.index("withdrawn"), CLOSURE_REASONS.index("declined"), reason)
    by_service = np.isin(plan.decision, [DECISIONS.index("signposted"), DECISIONS.index("declined")])
    reason = np.where(by_service, CLOSURE_REASONS.index("other"), reason)
    reason = np.where(rng.random(size) < REASON_MISSING, NO_REASON, reason)
    reason = np.where(plan.completes, CLOSURE_REASONS.index("completed"), reason)
    return closed, np.where(closed == NEVER, NO_REASON, reason)


def _decisions(received: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    made = choose_alike(sizes.DECISIONS_MADE, len(received), rng)
    made = np.array([DECISIONS.index(name) for name in sizes.DECISIONS_MADE])[made]
    days_ago = EXTRACT_DAY - received
    undecided = sizes.UNDECIDED_AT_FIRST * np.maximum(1 - days_ago / sizes.UNDECIDED_DAYS, 0)
    return np.where(rng.random(len(received)) < undecided, WAITING, made)


def _sheffield_waits(received: np.ndarray) -> np.ndarray:
    start, end = (day(date) for date in sizes.SHEFFIELD_IMPROVES)
    return np.interp(received, [start, end], [sizes.SHEFFIELD_WAIT_BEFORE, sizes.SHEFFIELD_WAIT_AFTER])


def _attended(mean: np.ndarray, completes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    # Poisson with a gamma mean: courses differ more between people than chance alone would have it.
    person = rng.gamma(4, 0.25, len(mean))
    completed = 2 + rng.poisson(np.maximum(mean - 2, 0) * person)
    left = 1 + rng.poisson(np.maximum(mean * sizes.CONTACTS_IF_LEFT - 1, 0) * person)
    return np.where(completes, completed, left)


def _reasons(frequencies: dict[str, float], size: int, rng: np.random.Generator) -> np.ndarray:
    positions = np.array([CLOSURE_REASONS.index(name) for name in frequencies])
    return positions[choose_alike(frequencies, size, rng)]
