"""Which means may be shown: those that, taken from each other in any listed way, describe nobody or ten people."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.covering import Covering, closed, covering
from pimh_data.secure.disclosure.made_up import NOT, MadeUp, Pairs, made_up
from pimh_data.secure.disclosure.relations import Relations, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE


@dataclass(frozen=True, eq=False)
class _Rules:
    """What must not be shown together. `near`: two groups, one within the other, that differ by one to nine people;
    `covering`: of groups by what lies within them; `rank`: of each group by what its mean is worth, no two alike.
    """

    near: Pairs
    made: MadeUp
    covering: Covering
    rank: np.ndarray

    def added(self, shown: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """Those shown, and of those wanted what fits in with them and with each other, what is worth most first."""
        grown = shown | self._apart(wanted & ~shown & ~self._beside(shown))
        worth = np.where(shown, len(shown), self.rank)
        while True:
            by = self.made.worked_out(grown)
            known = grown | (by != NOT)
            few = np.flatnonzero((by != NOT) & (self.made.people < FEWEST_FOR_A_MEAN))
            near = np.flatnonzero(known[self.near[0]] & known[self.near[1]])
            told = (
                within(few, few, 0),
                within(self.near[0][near], self.near[1][near], 0),
                self.made.leaving_few(known),
            )
            chosen = [self.made.cheapest(each, grown, by, worth) for each in told if len(each)]
            if not chosen:
                # Dearer to find, and mostly gone with what was withheld before.
                covered = self.covering.covered(self.covering.known(known & (self.made.people > 0)))
                if len(left := self.covering.leaving_few(covered)):
                    chosen = [self.covering.cheapest(left, covered, grown, by, worth, self.made)]
            if not chosen:
                return grown
            grown[np.concatenate(chosen)] = False

    def _beside(self, shown: np.ndarray) -> np.ndarray:
        beside = np.zeros_like(shown)
        for one, other in (self.near, self.near[::-1]):
            beside[one[shown[other]]] = True
        return beside

    def _apart(self, wanted: np.ndarray) -> np.ndarray:
        """Of those wanted, no two that are near each other: again and again what is worth more than all near it."""
        kept, left = np.zeros_like(wanted), wanted.copy()
        one, other = (np.concatenate(each) for each in (self.near, self.near[::-1]))
        while left.any():
            both = left[one] & left[other]
            one, other = one[both], other[both]
            best = np.full(len(left), -1)
            np.maximum.at(best, one, self.rank[other])
            first = left & (self.rank > best)
            kept |= first
            left &= ~first
            left[one[first[other]]] = False
        return kept


def means_shown(
    people: np.ndarray, may: np.ndarray, relations: Relations, worth: np.ndarray, secret: np.ndarray | None = None
) -> np.ndarray:
    """Where the mean of a group is shown, array of bool, one a group.

    `people`: how many it describes; `may`: where nothing else forbids it; `relations`: which groups lie within which,
    and which make one up; `worth`: of each mean; `secret`: groups whose number is hidden. Where a group with a mean
    contains another with one, those of the first alone are nobody or at least ten; so is what a group with a mean has
    beside all its parts whose means are shown or can be worked out, or beside what of these is known within them. As
    that is known, nobody is not left either where it would tell that a hidden number is 0. A mean that can be worked
    out from others counts as one that is shown. Otherwise the mean worth least is withheld.
    """
    enough = may & (people >= FEWEST_FOR_A_MEAN)
    rank = np.empty(len(worth), dtype="int64")
    rank[np.argsort(worth, kind="stable")] = np.arange(len(worth))
    made = made_up(people, relations, enough, np.zeros_like(enough) if secret is None else secret)
    known, steps = made.known(enough), _near_steps(people, relations)
    near = _of_known(few_between(people, steps), known)
    rules = _Rules(near, made, covering(people, relations.others, steps, known & (people > 0)), rank)
    shown = np.zeros_like(enough)
    # What is worth most is shown first: what comes after has to fit in with it.
    tier = worth // MOST_PEOPLE
    for one in np.unique(tier[enough])[::-1]:
        shown = rules.added(shown, enough & (tier == one))
    # For what several make up more is withheld at once than need be: whatever fits in all the same is given back.
    while True:
        grown = rules.added(shown, enough)
        if np.count_nonzero(grown) <= np.count_nonzero(shown):
            return shown
        shown = grown


def _of_known(near: Pairs, known: np.ndarray) -> Pairs:
    """Those of the pairs of which both means may be known."""
    both = known[near[0]] & known[near[1]]
    return near[0][both], near[1][both]


def few_between(people: np.ndarray, steps: Pairs) -> Pairs:
    """Pairs of a group and one within it, through any number of steps, that differ by one to nine people.

    `steps`: those of one step that differ by fewer than ten.
    """
    total, part = closed(*steps, people)
    apart = people[total] != people[part]
    return total[apart], part[apart]


def _near_steps(people: np.ndarray, relations: Relations) -> Pairs:
    parts = [_near(people, total, part) for total, part in _steps(relations)]
    return np.concatenate([total for total, _ in parts]), np.concatenate([part for _, part in parts])


def _steps(relations: Relations) -> Iterator[Pairs]:
    """Pairs of a group and one within it. One part that covers a total holds all of it: the total lies within it."""
    pairs, others = relations.pairs_alone, relations.others
    yield pairs.total, pairs.parts
    least = np.repeat(others.at_least, others.sizes)
    yield np.repeat(others.total, others.sizes)[least], others.parts[least]
    alone = np.flatnonzero(others.at_most & (others.sizes == 1))
    yield others.parts[others.starts[alone]], others.total[alone]


def _near(people: np.ndarray, total: np.ndarray, part: np.ndarray) -> Pairs:
    one, other = people[total], people[part]
    near = np.flatnonzero((np.abs(one - other) < FEWEST_FOR_A_MEAN) & (np.minimum(one, other) >= FEWEST_FOR_A_MEAN))
    return total[near], part[near]
