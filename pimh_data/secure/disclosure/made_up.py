"""Groups of people that others make up: which means can be worked out, what they leave, which to withhold for it."""

from dataclasses import dataclass

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.relations import Relations, thinned
from pimh_data.secure.disclosure.ties import distinct, ranges

NOT = -1  # the relation of a mean that cannot be worked out
Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class MadeUp:
    """Relations between groups of people of whom several make one up. `people`: how many each group describes.

    `equal`: those with nobody over, by which a mean that may be shown can be worked out. `covering`: those with nobody
    over of which some mean may be known. `leaving`: those which may leave few people, or tell that a hidden count is of
    nobody (`telling`, one each), and `which` of `groups` they are. `order`: of `groups` by their total; `begin`: where
    those of each group begin in it, and of one more.
    """

    people: np.ndarray
    groups: Relations
    equal: Relations
    covering: Relations
    leaving: Relations
    telling: np.ndarray
    which: np.ndarray
    order: np.ndarray
    begin: np.ndarray

    def worked_out(self, shown: np.ndarray) -> np.ndarray:
        """By which of `equal` a mean that is not shown can be worked out, its others being known; NOT where by none."""
        return _worked_out(shown, self.people, self.equal)

    def known(self, shown: np.ndarray) -> np.ndarray:
        """Which means are known where some are shown: these, and what can be worked out."""
        return shown | (self.worked_out(shown) != NOT)

    def leaving_few(self, known: np.ndarray) -> Relations:
        """Those of which the known parts, or what the known parts of these make up, leave one to nine people; or
        nobody, where that is not to be known.
        """
        leaving, people = self.leaving, self.people
        if not len(leaving):
            return leaving
        covered = _covered(known, people, self.covering)
        made, whole = leaving.over(covered), people[leaving.total]
        left = np.abs(whole - made)
        some = (left > 0) | self.telling
        of_all = known[leaving.total] | (covered[leaving.total] == whole)
        return self.groups.only(self.which[np.flatnonzero(of_all & (made > 0) & some & (left < FEWEST_FOR_A_MEAN))])

    def cheapest(self, told: Relations, shown: np.ndarray, by: np.ndarray, worth: np.ndarray) -> np.ndarray:
        """Of each relation the shown group whose mean is worth least; of what is not shown, what it is made of counts.

        `by`: by which of `equal` each mean can be worked out.
        """
        number = np.arange(len(told))
        relation, cell = np.r_[number, np.repeat(number, told.sizes)], np.r_[told.total, told.parts]
        relations, cells = [], []
        while len(cell):
            mine, out = shown[cell], ~shown[cell] & (by[cell] != NOT)
            relations.append(relation[mine])
            cells.append(cell[mine])
            others = ~mine & ~out
            further = (
                self.worked_out_of(relation[out], cell[out], by),
                self._made_of(relation[others], cell[others]),
            )
            relation, cell = (np.concatenate(each) for each in zip(*further, strict=True))
        relation, cell = (np.concatenate([np.empty(0, dtype="int64"), *each]) for each in (relations, cells))
        order = np.lexsort((worth[cell], relation))
        relation, cell = relation[order], cell[order]
        return cell[np.r_[True, relation[1:] != relation[:-1]][: len(cell)]]

    def worked_out_of(self, relation: np.ndarray, cell: np.ndarray, by: np.ndarray) -> Pairs:
        """The other cells of the relation by which each was worked out, of the relation that each belongs to."""
        equal, which = self.equal, by[cell]
        sizes = equal.sizes[which]
        parts = equal.parts[ranges(equal.starts[which], sizes)]
        others = np.r_[equal.total[which], parts]
        again, me = np.r_[relation, np.repeat(relation, sizes)], np.r_[cell, np.repeat(cell, sizes)]
        return self._once(again[others != me], others[others != me])

    def _made_of(self, relation: np.ndarray, cell: np.ndarray) -> Pairs:
        """The parts of the cells, of the relation that each belongs to."""
        starts = self.begin[cell]
        many = self.begin[cell + 1] - starts
        which = self.order[ranges(starts, many)]
        sizes = self.groups.sizes[which]
        parts = self.groups.parts[ranges(self.groups.starts[which], sizes)]
        return self._once(np.repeat(np.repeat(relation, many), sizes), parts)

    def _once(self, relation: np.ndarray, cell: np.ndarray) -> Pairs:
        both = distinct(relation.astype("int64") * len(self.people) + cell)
        relation, cell = np.divmod(both, len(self.people))
        return relation, cell


def made_up(people: np.ndarray, relations: Relations, may: np.ndarray, secret: np.ndarray) -> MadeUp:
    """Those of the relations that make one group up of several. `people`: how many each group describes.

    `may`: whose means may be shown, array of bool; `secret`: whose number is hidden, so that nobody is to know that it
    is 0. What can never be known, when all of these are shown, is left out:
    most groups are too small for a mean, and nearly all work is done for the others.
    """
    groups = relations.others
    equal = groups.only(
        np.flatnonzero(groups.at_least & groups.at_most & (groups.over(people) == people[groups.total]))
    )
    some, _ = thinned(equal, people[equal.parts] > 0)
    known = may | (people == 0) | (_worked_out(may, people, some) != NOT)
    telling = some.only(np.flatnonzero((some.over(~known) == 0) & known[some.total]))
    covered = _covered(known, people, some)
    covering, _ = thinned(some, covered[some.parts] > 0)
    leaving, which = thinned(groups, covered[groups.parts] > 0)
    whole = people[leaving.total]
    few = whole - leaving.over(covered) < FEWEST_FOR_A_MEAN
    few &= known[leaving.total] | (covered[leaving.total] == whole)
    leaving, which = leaving.only(np.flatnonzero(few)), which[few]
    # That nothing is left tells of its parts that nobody is in them, where the parts are all of it and share nobody.
    nobody = groups.over(secret & (people == 0)) > 0
    telling_nobody = (nobody & groups.at_least & groups.at_most)[which]
    order = np.argsort(groups.total, kind="stable")
    begin = np.searchsorted(groups.total[order], np.arange(len(people) + 1))
    return MadeUp(people, groups, telling, covering, leaving, telling_nobody, which, order, begin)


def _worked_out(shown: np.ndarray, people: np.ndarray, equal: Relations) -> np.ndarray:
    by, known = np.full(len(shown), NOT), shown | (people == 0)
    number, here = np.arange(len(equal)), equal
    while len(here):
        last = np.flatnonzero(here.over(~known) + ~known[here.total] == 1)
        number, here = number[last], here.only(last)
        of_part = np.repeat(number, here.sizes)
        totals, parts = ~known[here.total], ~known[here.parts]
        by[here.parts[parts]] = of_part[parts]
        by[here.total[totals]] = number[totals]
        fresh = distinct(np.concatenate([here.parts[parts], here.total[totals]]))
        known[fresh] = True
        # Only what these are in can lack one less.
        number = equal.ties.sums_of(fresh)
        here = equal.only(number)
    return by


def _covered(known: np.ndarray, people: np.ndarray, equal: Relations) -> np.ndarray:
    """How many people of each group those describe whose means are known, its own or of what makes it up."""
    covered, here = np.where(known, people, 0), equal
    while len(here):
        made = here.over(covered)
        news = np.flatnonzero(made > covered[here.total])
        grown = here.total[news]
        np.maximum.at(covered, grown, made[news])
        here = equal.only(equal.ties.sums_of(distinct(grown)))
    return covered
