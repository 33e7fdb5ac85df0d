"""Groups of people that others make up: what shown means leave of one, and which mean to withhold for it."""

from dataclasses import dataclass, replace

import numpy as np

from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.relations import Relations, ranges


@dataclass(frozen=True, eq=False)
class MadeUp:
    """Relations between groups of people of whom several make one up; `exactly`: those that do, with nobody over.

    `people`: how many each group describes. `order`: of the relations by their total, which is then `sorted`. Groups of
    fewer than ten have no mean and are left out as parts.
    """

    people: np.ndarray
    groups: Relations
    exactly: Relations
    order: np.ndarray
    sorted: np.ndarray

    def told(self, shown: np.ndarray) -> Relations:
        """Those of which the shown parts, or what the shown parts of these make up, leave one to nine people."""
        groups, people = self.groups, self.people
        if not len(groups):
            return groups
        covered = np.where(shown, people, 0)
        while True:
            of_parts = self.exactly.over(covered)
            news = np.flatnonzero(of_parts > covered[self.exactly.total])
            if not len(news):
                break
            np.maximum.at(covered, self.exactly.total[news], of_parts[news])
        of_parts = groups.over(covered)
        left = np.abs(people[groups.total] - of_parts)
        known = shown[groups.total] | (covered[groups.total] == people[groups.total])
        return groups.only(np.flatnonzero(known & (of_parts > 0) & (left > 0) & (left < FEWEST_FOR_A_MEAN)))

    def cheapest(self, told: Relations, shown: np.ndarray, worth: np.ndarray) -> np.ndarray:
        """Of each relation the shown group whose mean is worth least; of what is not shown, what makes it up counts."""
        number = np.arange(len(told))
        relation, cell = np.r_[number, np.repeat(number, told.sizes)], np.r_[told.total, told.parts]
        relations, cells = [], []
        while len(cell):
            mine = shown[cell]
            relations.append(relation[mine])
            cells.append(cell[mine])
            relation, cell = self._made_of(relation[~mine], cell[~mine])
        relation, cell = (np.concatenate([np.empty(0, dtype="int64"), *each]) for each in (relations, cells))
        order = np.lexsort((worth[cell], relation))
        relation, cell = relation[order], cell[order]
        return cell[np.r_[True, relation[1:] != relation[:-1]][: len(cell)]]

    def _made_of(self, relation: np.ndarray, cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The parts of the cells, of the relation that each belongs to."""
        starts = np.searchsorted(self.sorted, cell)
        many = np.searchsorted(self.sorted, cell, side="right") - starts
        which = self.order[ranges(starts, many)]
        sizes = self.groups.sizes[which]
        parts = self.groups.parts[ranges(self.groups.starts[which], sizes)]
        both = np.unique(np.repeat(np.repeat(relation, many), sizes) * len(self.people) + parts)
        relation, parts = np.divmod(both, len(self.people))
        return relation, parts


def made_up(people: np.ndarray, relations: Relations) -> MadeUp:
    """Those of the relations that make one group up of several. `people`: how many each group describes."""
    groups = _of_enough(people, relations.only(np.arange(relations.pairs, len(relations))))
    order = np.argsort(groups.total, kind="stable")
    exactly = groups.only(np.flatnonzero(groups.at_least & groups.at_most))
    return MadeUp(people, groups, exactly, order, groups.total[order])


def _of_enough(people: np.ndarray, groups: Relations) -> Relations:
    """The relations without parts of fewer than ten people, and those alone that have others."""
    if not len(groups):
        return groups
    enough = people[groups.parts] >= FEWEST_FOR_A_MEAN
    many = np.add.reduceat(enough, groups.starts, dtype="int64")
    held = replace(groups, parts=groups.parts[enough], starts=np.cumsum(many) - many)
    return held.only(np.flatnonzero(many > 0))
