"""Which means may be shown: those that, taken from each other in any listed way, describe nobody or ten people."""

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.relations import Relations, ranges, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE

NOT = -1  # the group relation of a mean that cannot be worked out


def means_shown(people: np.ndarray, may: np.ndarray, relations: Relations, worth: np.ndarray) -> np.ndarray:
    """Where the mean of a group is shown, array of bool, one a group.

    `people`: how many it describes; `may`: where nothing else forbids it; `relations`: which groups lie within which,
    and which make one up; `worth`: of each mean. Where a group with a mean contains another with one, those of the
    first alone are nobody or at least ten; so is what a group with a mean has beside all its parts whose means are
    shown or can be worked out. A mean that can be worked out from others counts as one that is shown. Otherwise the
    mean worth least is withheld.
    """
    enough = may & (people >= FEWEST_FOR_A_MEAN)
    pairs = few_between(people, relations)
    groups = relations.only(np.arange(relations.pairs, len(relations)))
    shown = np.zeros_like(enough)
    # What is worth most is shown first: what comes after has to fit in with it.
    tier = worth // MOST_PEOPLE
    for one in np.unique(tier[enough])[::-1]:
        shown |= enough & (tier == one)
        while len(chosen := _withheld(shown, people, pairs, groups, worth)):
            shown[chosen] = False
    return shown


def _withheld(
    shown: np.ndarray, people: np.ndarray, pairs: tuple[np.ndarray, np.ndarray], groups: Relations, worth: np.ndarray
) -> np.ndarray:
    by = _worked_out(shown, people, groups)
    known = shown | (by != NOT)
    few = np.flatnonzero((by != NOT) & (people < FEWEST_FOR_A_MEAN))
    told = (within(few, few, 0), _of_pairs(known, *pairs), _of_groups(known, people, groups))
    return np.unique(np.concatenate([_cheapest(each, groups, shown, by, worth) for each in told]))


def _worked_out(shown: np.ndarray, people: np.ndarray, groups: Relations) -> np.ndarray:
    """By which group relation a mean that is not shown can be worked out, its others being known; NOT where by none."""
    by = np.full(len(shown), NOT)
    known = shown | (people == 0)
    if not len(groups):
        return by
    exactly = groups.at_least & groups.at_most & (groups.over(people) == people[groups.total])
    number = np.repeat(np.arange(len(groups)), groups.sizes)
    while True:
        lacks = groups.over((~known).astype("int64")) + ~known[groups.total]
        last = exactly & (lacks == 1)
        totals, parts = last & ~known[groups.total], last[number] & ~known[groups.parts]
        if not totals.any() and not parts.any():
            return by
        by[groups.parts[parts]] = number[parts]
        by[groups.total[totals]] = np.flatnonzero(totals)
        known[groups.parts[parts]], known[groups.total[totals]] = True, True


def few_between(people: np.ndarray, relations: Relations) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of a group and one within it, through any number of steps, that differ by one to nine people."""
    sizes = relations.sizes
    total, part = np.repeat(relations.total, sizes), relations.parts
    # One part that covers a total holds all of it: the total lies within the part.
    within_total, within_part = np.repeat(relations.at_least, sizes), np.repeat(relations.at_most & (sizes == 1), sizes)
    total, part = np.r_[total[within_total], part[within_part]], np.r_[part[within_total], total[within_part]]
    apart = np.abs(people[total] - people[part])
    near = (apart < FEWEST_FOR_A_MEAN) & (np.minimum(people[total], people[part]) >= FEWEST_FOR_A_MEAN)
    # Two steps of which one leaves ten or more leave ten or more, so that only near ones need be followed.
    known = np.unique(np.column_stack([total[near], part[near]]), axis=0)
    while True:
        starts = np.searchsorted(known[:, 0], known[:, 1])
        many = np.searchsorted(known[:, 0], known[:, 1], side="right") - starts
        further = np.column_stack([np.repeat(known[:, 0], many), known[ranges(starts, many), 1]])
        further = further[people[further[:, 0]] - people[further[:, 1]] < FEWEST_FOR_A_MEAN]
        grown = np.unique(np.concatenate([known, further[further[:, 0] != further[:, 1]]]), axis=0)
        if len(grown) == len(known):
            break
        known = grown
    apart = people[known[:, 0]] != people[known[:, 1]]
    return known[apart, 0], known[apart, 1]


def _of_pairs(known: np.ndarray, total: np.ndarray, part: np.ndarray) -> Relations:
    told = known[total] & known[part]
    return within(total[told], part[told], 0)


def _of_groups(known: np.ndarray, people: np.ndarray, groups: Relations) -> Relations:
    """Those of which the known parts, or what the known parts of these make up, leave one to nine people."""
    if not len(groups):
        return groups
    covered = np.where(known, people, 0)
    exactly = groups.at_least & groups.at_most
    while True:
        made_up = groups.over(covered)
        news = np.flatnonzero(exactly & (made_up > covered[groups.total]))
        if not len(news):
            break
        np.maximum.at(covered, groups.total[news], made_up[news])
    left = np.abs(people[groups.total] - made_up)
    whole = known[groups.total] | (covered[groups.total] == people[groups.total])
    return groups.only(np.flatnonzero(whole & (made_up > 0) & (left > 0) & (left < FEWEST_FOR_A_MEAN)))


def _cheapest(told: Relations, groups: Relations, shown: np.ndarray, by: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Of each relation the shown group whose mean is worth least; of what is not shown, of those that it is made of."""
    number = np.arange(len(told))
    relation, cell = np.r_[number, np.repeat(number, told.sizes)], np.r_[told.total, told.parts]
    relations, cells = [], []
    while len(cell):
        mine, out = shown[cell], ~shown[cell] & (by[cell] != NOT)
        relations.append(relation[mine])
        cells.append(cell[mine])
        others = ~mine & ~out
        further = (
            _worked_out_of(relation[out], cell[out], groups, by),
            _made_of(relation[others], cell[others], groups),
        )
        relation, cell = (np.concatenate(each) for each in zip(*further, strict=True))
    relation, cell = (np.concatenate([np.empty(0, dtype="int64"), *each]) for each in (relations, cells))
    order = np.lexsort((worth[cell], relation))
    relation, cell = relation[order], cell[order]
    return cell[np.r_[True, relation[1:] != relation[:-1]][: len(cell)]]


def _worked_out_of(
    relation: np.ndarray, cell: np.ndarray, groups: Relations, by: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The other cells of the group relation by which each was worked out, of the relation that each belongs to."""
    which = by[cell]
    sizes = groups.sizes[which]
    again, me = np.repeat(relation, sizes), np.repeat(cell, sizes)
    parts = groups.parts[ranges(groups.starts[which], sizes)]
    pairs = np.column_stack([np.r_[relation, again], np.r_[groups.total[which], parts]])
    pairs = np.unique(pairs[pairs[:, 1] != np.r_[cell, me]], axis=0)
    return pairs[:, 0], pairs[:, 1]


def _made_of(relation: np.ndarray, cell: np.ndarray, groups: Relations) -> tuple[np.ndarray, np.ndarray]:
    """The parts of the cells, of the relation that each belongs to."""
    order = np.argsort(groups.total, kind="stable")
    starts = np.searchsorted(groups.total[order], cell)
    many = np.searchsorted(groups.total[order], cell, side="right") - starts
    which = order[ranges(starts, many)]
    sizes = groups.sizes[which]
    parts = groups.parts[ranges(groups.starts[which], sizes)]
    pairs = np.unique(np.column_stack([np.repeat(np.repeat(relation, many), sizes), parts]), axis=0)
    return pairs[:, 0], pairs[:, 1]
