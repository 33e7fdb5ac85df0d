"""Which means may be shown: those that, taken from each other in any listed way, describe nobody or ten people."""

from dataclasses import dataclass

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.made_up import MadeUp, made_up
from pimh_data.secure.disclosure.relations import Relations, ranges, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE

MOST_WORTH = np.iinfo("int64").max


@dataclass(frozen=True, eq=False)
class _Rules:
    """What must not be shown together. `pairs`: two groups, one within the other, that differ by one to nine people."""

    people: np.ndarray
    pairs: tuple[np.ndarray, np.ndarray]
    made: MadeUp

    def kept(self, shown: np.ndarray, worth: np.ndarray) -> np.ndarray:
        """Of those shown, which may be: of every group of one to nine that is told the mean worth least is withheld."""
        shown = shown.copy()
        while True:
            total, part = self.pairs
            both = shown[total] & shown[part]
            told = (within(total[both], part[both], 0), self.made.told(shown))
            chosen = np.unique(np.concatenate([self.made.cheapest(each, shown, worth) for each in told]))
            if not len(chosen):
                return shown
            shown[chosen] = False

    def free(self, shown: np.ndarray) -> np.ndarray:
        """Those that differ from no shown one by one to nine people."""
        free = ~shown
        for one, other in (self.pairs, self.pairs[::-1]):
            free[one[shown[other]]] = False
        return free


def means_shown(people: np.ndarray, may: np.ndarray, relations: Relations, worth: np.ndarray) -> np.ndarray:
    """Where the mean of a group is shown, array of bool, one a group.

    `people`: how many it describes; `may`: where nothing else forbids it; `relations`: which groups lie within which,
    and which make one up; `worth`: of each mean. Where a group with a mean contains another with one, those of the
    first alone are nobody or at least ten; so is what a group with a mean has beside all its parts whose means are
    shown or can be worked out. Otherwise the mean worth least is withheld.
    """
    enough = may & (people >= FEWEST_FOR_A_MEAN)
    rules = _Rules(people, few_between(people, relations, enough), made_up(people, relations))
    shown = np.zeros_like(enough)
    # What is worth most is shown first: what comes after has to fit in with it.
    tier = worth // MOST_PEOPLE
    for one in np.unique(tier[enough])[::-1]:
        shown = rules.kept(shown | (enough & (tier == one)), worth)
    # Of a chain more are withheld at once than need be: whatever still fits in is given back.
    while True:
        given = rules.kept(shown | (enough & rules.free(shown)), np.where(shown, MOST_WORTH, worth))
        if not (given & ~shown).any():
            return shown
        shown = given


def few_between(
    people: np.ndarray, relations: Relations, among: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of a group and one within it, through any number of steps, that differ by one to nine people.

    `among`: those whose pairs are asked for, array of bool; the steps may lead through any.
    """
    sizes, groups = relations.sizes, len(people)
    total, part = np.repeat(relations.total, sizes), relations.parts
    # One part that covers a total holds all of it: the total lies within the part.
    within_total, within_part = np.repeat(relations.at_least, sizes), np.repeat(relations.at_most & (sizes == 1), sizes)
    total, part = np.r_[total[within_total], part[within_part]], np.r_[part[within_total], total[within_part]]
    apart = np.abs(people[total] - people[part])
    near = (apart < FEWEST_FOR_A_MEAN) & (np.minimum(people[total], people[part]) >= FEWEST_FOR_A_MEAN)
    # Two steps of which one leaves ten or more leave ten or more, so that only near ones need be followed.
    known = np.unique(total[near] * groups + part[near])
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
    asked = people[total] != people[part]
    if among is not None:
        asked &= among[total] & among[part]
    return total[asked], part[asked]
