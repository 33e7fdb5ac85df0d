"""Which means may be shown: those that, taken from each other in any listed way, describe nobody or ten people."""

from dataclasses import dataclass

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.made_up import NOT, MadeUp, made_up
from pimh_data.secure.disclosure.relations import Relations, ranges, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE


@dataclass(frozen=True, eq=False)
class _Rules:
    """What must not be shown together. `near`: two groups, one within the other, that differ by one to nine people;
    `rank`: of each group by what its mean is worth, no two alike.
    """

    near: tuple[np.ndarray, np.ndarray]
    made: MadeUp
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


def means_shown(people: np.ndarray, may: np.ndarray, relations: Relations, worth: np.ndarray) -> np.ndarray:
    """Where the mean of a group is shown, array of bool, one a group.

    `people`: how many it describes; `may`: where nothing else forbids it; `relations`: which groups lie within which,
    and which make one up; `worth`: of each mean. Where a group with a mean contains another with one, those of the
    first alone are nobody or at least ten; so is what a group with a mean has beside all its parts whose means are
    shown or can be worked out. A mean that can be worked out from others counts as one that is shown. Otherwise the
    mean worth least is withheld.
    """
    enough = may & (people >= FEWEST_FOR_A_MEAN)
    rank = np.empty(len(worth), dtype="int64")
    rank[np.argsort(worth, kind="stable")] = np.arange(len(worth))
    rules = _Rules(few_between(people, relations), made_up(people, relations), rank)
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


def few_between(people: np.ndarray, relations: Relations) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of a group and one within it, through any number of steps, that differ by one to nine people."""
    sizes, groups = relations.sizes, len(people)
    total, part = np.repeat(relations.total, sizes), relations.parts
    # One part that covers a total holds all of it: the total lies within the part.
    within_total, within_part = np.repeat(relations.at_least, sizes), np.repeat(relations.at_most & (sizes == 1), sizes)
    total, part = np.r_[total[within_total], part[within_part]], np.r_[part[within_total], total[within_part]]
    apart = np.abs(people[total] - people[part])
    near = (apart < FEWEST_FOR_A_MEAN) & (np.minimum(people[total], people[part]) >= FEWEST_FOR_A_MEAN)
    # Two steps of which one leaves ten or more leave ten or more, so that only near ones need be followed.
    known = np.unique(total[near].astype("int64") * groups + part[near])
    while True:
        total, part = np.divmod(known, groups)
        starts = np.searchsorted(total, part)
        many = np.searchsorted(total, part, side="right") - starts
        one, other = np.repeat(total, many), part[ranges(starts, many)]
        further = (people[one] - people[other] < FEWEST_FOR_A_MEAN) & (one != other)
        grown = np.unique(np.concatenate([known, one[further] * groups + other[further]]))
        if len(grown) == len(known):
            break
        known = grown
    apart = people[total] != people[part]
    return total[apart], part[apart]
