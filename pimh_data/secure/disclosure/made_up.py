"""Groups of people that others make up: which means can be worked out, what they leave, which to withhold for it."""

from dataclasses import dataclass

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.relations import Relations, ranges

NOT = -1  # the relation of a mean that cannot be worked out
Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class MadeUp:
    """Relations between groups of people of whom several make one up; `equal`: those that do, with nobody over, and
    `number`: for each part of these, of which it is. `people`: how many each group describes. `order`: of the relations
    by their total, which is then `sorted`.
    """

    people: np.ndarray
    groups: Relations
    equal: Relations
    number: np.ndarray
    order: np.ndarray
    sorted: np.ndarray

    def worked_out(self, shown: np.ndarray) -> np.ndarray:
        """By which of `equal` a mean that is not shown can be worked out, its others being known; NOT where by none."""
        equal, by = self.equal, np.full(len(shown), NOT)
        known = shown | (self.people == 0)
        while len(equal):
            lacks = equal.over((~known).astype("int32")) + ~known[equal.total]
            last = lacks == 1
            totals, parts = last & ~known[equal.total], last[self.number] & ~known[equal.parts]
            if not totals.any() and not parts.any():
                break
            by[equal.parts[parts]] = self.number[parts]
            by[equal.total[totals]] = np.flatnonzero(totals)
            known[equal.parts[parts]], known[equal.total[totals]] = True, True
        return by

    def leaving_few(self, known: np.ndarray) -> Relations:
        """Those of which the known parts, or what the known parts of these make up, leave one to nine people."""
        groups, equal, people = self.groups, self.equal, self.people
        if not len(groups):
            return groups
        covered = np.where(known, people, 0)
        while len(equal):
            made = equal.over(covered)
            news = np.flatnonzero(made > covered[equal.total])
            if not len(news):
                break
            np.maximum.at(covered, equal.total[news], made[news])
        made = groups.over(covered)
        left = np.abs(people[groups.total] - made)
        whole = known[groups.total] | (covered[groups.total] == people[groups.total])
        return groups.only(np.flatnonzero(whole & (made > 0) & (left > 0) & (left < FEWEST_FOR_A_MEAN)))

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
                self._worked_out_of(relation[out], cell[out], by),
                self._made_of(relation[others], cell[others]),
            )
            relation, cell = (np.concatenate(each) for each in zip(*further, strict=True))
        relation, cell = (np.concatenate([np.empty(0, dtype="int64"), *each]) for each in (relations, cells))
        order = np.lexsort((worth[cell], relation))
        relation, cell = relation[order], cell[order]
        return cell[np.r_[True, relation[1:] != relation[:-1]][: len(cell)]]

    def _worked_out_of(self, relation: np.ndarray, cell: np.ndarray, by: np.ndarray) -> Pairs:
        """The other cells of the relation by which each was worked out, of the relation that each belongs to."""
        equal, which = self.equal, by[cell]
        sizes = equal.sizes[which]
        parts = equal.parts[ranges(equal.starts[which], sizes)]
        others = np.r_[equal.total[which], parts]
        again, me = np.r_[relation, np.repeat(relation, sizes)], np.r_[cell, np.repeat(cell, sizes)]
        return self._once(again[others != me], others[others != me])

    def _made_of(self, relation: np.ndarray, cell: np.ndarray) -> Pairs:
        """The parts of the cells, of the relation that each belongs to."""
        starts = np.searchsorted(self.sorted, cell)
        many = np.searchsorted(self.sorted, cell, side="right") - starts
        which = self.order[ranges(starts, many)]
        sizes = self.groups.sizes[which]
        parts = self.groups.parts[ranges(self.groups.starts[which], sizes)]
        return self._once(np.repeat(np.repeat(relation, many), sizes), parts)

    def _once(self, relation: np.ndarray, cell: np.ndarray) -> Pairs:
        both = np.unique(relation.astype("int64") * len(self.people) + cell)
        relation, cell = np.divmod(both, len(self.people))
        return relation, cell


def made_up(people: np.ndarray, relations: Relations) -> MadeUp:
    """Those of the relations that make one group up of several. `people`: how many each group describes."""
    groups = relations.only(np.arange(relations.pairs, len(relations)))
    held = groups.at_least & groups.at_most & (groups.over(people) == people[groups.total])
    equal = groups.only(np.flatnonzero(held))
    order = np.argsort(groups.total, kind="stable")
    return MadeUp(people, groups, equal, np.repeat(np.arange(len(equal)), equal.sizes), order, groups.total[order])
