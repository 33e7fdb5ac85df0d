"""Which referrals belong to one person, and which people to one family. Links only: no characteristics."""

import numpy as np

from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.offers import Offer

MEAN_DAYS_BETWEEN = 200


def link_people(arrivals: Arrivals, offers: tuple[Offer, ...], rng: np.random.Generator) -> np.ndarray:
    """The person of each referral, numbered in order of their first. People stay within a Place.

    Nobody is referred to one team twice within DAYS_BEFORE_RETURN; dads' services share nobody with others (the
    families do).
    """
    earlier = _earlier_referral(arrivals, rng)
    dads = np.array([o.kind.fathers > 0.5 for o in offers])[arrivals.offer]
    linked = (rng.random(len(arrivals)) < sizes.LINKED) & (earlier >= 0)
    linked &= dads == dads[earlier]
    back = _return_referral(arrivals, rng)
    returns = (rng.random(len(arrivals)) < sizes.RETURNS) & (back >= 0)
    first = np.arange(len(arrivals))
    first = np.where(linked, earlier, first)
    first = np.where(returns, back, first)
    while (first != first[first]).any():
        first = first[first]
    first = _apart(first, arrivals)
    return np.unique(first, return_inverse=True)[1]


def families(person: np.ndarray, arrivals: Arrivals, offers: tuple[Offer, ...], rng: np.random.Generator) -> np.ndarray:
    """The family of each person: a person's own, or for some users of dads' services that of a partner seen elsewhere.

    Two people of one family are never known to one team.
    """
    people = person.max() + 1
    own = np.arange(people)
    first = np.unique(person, return_index=True)[1]
    dads = np.array([o.kind.fathers > 0.5 for o in offers])[arrivals.offer[first]]
    place = arrivals.place[first]
    known = np.flatnonzero(dads & (rng.random(people) < sizes.FATHERS_WITH_PARTNER_KNOWN))
    taken = np.zeros(people, dtype=bool)
    for who in known:
        near = np.arange(who - 1, max(who - 400, -1), -1)
        near = near[(place[near] == place[who]) & ~dads[near] & ~taken[near]]
        if len(near):
            own[who] = near[rng.integers(min(len(near), 8))]
            taken[own[who]] = True
    return own


def _earlier_referral(arrivals: Arrivals, rng: np.random.Generator) -> np.ndarray:
    """An earlier referral of the same Place, typically some months before; -1 where there is none."""
    found = np.full(len(arrivals), -1)
    for place in np.unique(arrivals.place):
        rows = np.flatnonzero(arrivals.place == place)
        back = 1 + rng.exponential(MEAN_DAYS_BETWEEN * len(rows) / 1826, len(rows)).astype(int)
        position = np.arange(len(rows)) - back
        found[rows] = np.where(position >= 0, rows[np.maximum(position, 0)], -1)
    return found


def _return_referral(arrivals: Arrivals, rng: np.random.Generator) -> np.ndarray:
    """An earlier referral to the same team, at least DAYS_BEFORE_RETURN before; -1 where there is none."""
    found = np.full(len(arrivals), -1)
    for team in np.unique(arrivals.team):
        rows = np.flatnonzero(arrivals.team == team)
        days = arrivals.received[rows]
        possible = np.searchsorted(days, days - sizes.DAYS_BEFORE_RETURN, side="right")
        position = (rng.random(len(rows)) * possible).astype(int)
        found[rows] = np.where(possible > 0, rows[position], -1)
    return found


def _apart(first: np.ndarray, arrivals: Arrivals) -> np.ndarray:
    """The same links without those that bring a person back to a team too soon: such a referral is another person's."""
    while True:
        order = np.lexsort((arrivals.received, arrivals.team, first))
        before, after = order[:-1], order[1:]
        same = (first[before] == first[after]) & (arrivals.team[before] == arrivals.team[after])
        soon = same & (arrivals.received[after] - arrivals.received[before] < sizes.DAYS_BEFORE_RETURN)
        if not soon.any():
            return first
        # A referral may stand between two others: the second of each pair leaves, then look again.
        leaving = after[soon]
        first = first.copy()
        first[leaving] = leaving
