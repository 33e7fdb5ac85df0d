"""Which released numbers are tied to which, as data: a total and parts that add up to it, lie within or cover it.

A cell is a place in one long vector that holds every count of every cube.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array, csr_array

FEW = 200  # below one cell in so many, relations are looked up cell by cell


@dataclass(frozen=True, eq=False)
class Relations:
    """Relations between cells, in sparse rows: `total` at least, or at most, or both, the sum of its parts.

    `total`, `at_least`, `at_most`, `family`: one a relation. `parts`: cells, those of a relation side by side, one or
    more; `starts`: where each relation's begin. `family`: a number for the kind of relation, by which it is counted.
    `pairs`: so many at the beginning say only that one part lies within the total, as most do. `apart`: one of these
    each (or nothing), whether the two numbers differ, so that while both are shown somebody is in the total alone: the
    same people have the same number.
    """

    total: np.ndarray
    parts: np.ndarray
    starts: np.ndarray
    at_least: np.ndarray
    at_most: np.ndarray
    family: np.ndarray
    pairs: int = 0
    apart: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __len__(self) -> int:
        return len(self.total)

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many parts each relation has."""
        return np.diff(np.r_[self.starts, len(self.parts)])

    def only(self, chosen: np.ndarray) -> "Relations":
        """Those `chosen`, by number, in order."""
        if len(chosen) == len(self):
            return self
        kept = self.sizes[chosen]
        return Relations(
            self.total[chosen],
            self.parts[ranges(self.starts[chosen], kept)],
            np.cumsum(kept) - kept,
            self.at_least[chosen],
            self.at_most[chosen],
            self.family[chosen],
            int(np.searchsorted(chosen, self.pairs)),
            self.apart[chosen[: np.searchsorted(chosen, len(self.apart))]],
        )

    def more(self, shown: np.ndarray) -> np.ndarray:
        """How many people more than its part each pair's total is known to have, int64. `shown`: bool, one a cell."""
        found = np.zeros(self.pairs, dtype="int64")
        if len(shown):
            apart = np.flatnonzero(self.apart)
            found[apart] = shown[self.total[apart]] & shown[self.parts[apart]]
        return found

    def touching(self, cells: np.ndarray) -> np.ndarray:
        """The numbers of the relations that have one of the cells (array of bool, one a cell) as total or part."""
        if not len(self) or cells.all():
            return np.arange(len(self))
        if FEW * np.count_nonzero(cells) > len(cells):
            return np.flatnonzero(cells[self.total] | np.logical_or.reduceat(cells[self.parts], self.starts))
        wanted, found = np.flatnonzero(cells), []
        for of_cells in self._of_cells:
            begin = of_cells.indptr
            held = wanted[: np.searchsorted(wanted, len(begin) - 1)]
            found.append(of_cells.indices[ranges(begin[held], begin[held + 1] - begin[held])])
        return np.unique(np.concatenate(found))

    @cached_property
    def _of_cells(self) -> tuple[csc_array, csc_array]:
        """The relations of each cell side by side, one column a cell: those of which it is the total; a part."""
        ends = np.arange(len(self) + 1), np.r_[self.starts, len(self.parts)]
        sides = zip((self.total, self.parts), ends, strict=True)
        return tuple(csr_array((np.ones(len(cells), dtype="int8"), cells, end)).tocsc() for cells, end in sides)

    def over(self, values: np.ndarray) -> np.ndarray:
        """The sum of each relation's parts. `values`: one a cell."""
        if not len(self):
            return np.empty(0, dtype=values.dtype)
        return np.add.reduceat(values[self.parts], self.starts)

    def hold(self, true: np.ndarray) -> np.ndarray:
        """Which relations the true values keep, array of bool."""
        sums, totals = self.over(true), true[self.total]
        return (~self.at_least | (totals >= sums)) & (~self.at_most | (totals <= sums))


def grouped(
    total: np.ndarray, part: np.ndarray, at_least: bool, at_most: bool, family: int, apart: np.ndarray | None = None
) -> Relations:
    """Relations from pairs of a total and one of its parts: all parts of a total together make one.

    `apart`: one a pair; parts of one total with different numbers are relations of their own, such as two breakdowns.
    """
    total, part = np.asarray(total, dtype="int64"), np.asarray(part, dtype="int64")
    apart = np.zeros_like(total) if apart is None else np.asarray(apart, dtype="int64")
    order = np.lexsort((apart, total))
    total, part, apart = total[order], part[order], apart[order]
    first = np.r_[True, (total[1:] != total[:-1]) | (apart[1:] != apart[:-1])][: len(total)]
    starts = np.flatnonzero(first)
    return _alike(total[starts], part, starts, at_least, at_most, family)


def within(total: np.ndarray, part: np.ndarray, family: int) -> Relations:
    """One relation a pair: the part lies within the total."""
    return _alike(np.asarray(total), np.asarray(part), np.arange(len(total)), True, False, family, len(total))


def together(relations: Iterable[Relations]) -> Relations:
    """All of them as one."""
    held: Sequence[Relations] = [each for each in relations if len(each)]
    if not held:
        nothing = np.empty(0, dtype="int64")
        return _alike(nothing, nothing, nothing, False, False, 0)
    first = [each.only(np.arange(each.pairs)) for each in held]
    others = [each.only(np.arange(each.pairs, len(each))) for each in held]
    in_order = [each for each in (*first, *others) if len(each)]
    begun = np.cumsum([0, *(len(each.parts) for each in in_order)])
    return Relations(
        np.concatenate([each.total for each in in_order]),
        np.concatenate([each.parts for each in in_order]),
        np.concatenate([each.starts + before for each, before in zip(in_order, begun, strict=False)]),
        np.concatenate([each.at_least for each in in_order]),
        np.concatenate([each.at_most for each in in_order]),
        np.concatenate([each.family for each in in_order]),
        sum(each.pairs for each in held),
        np.concatenate([np.r_[each.apart, np.zeros(each.pairs - len(each.apart), dtype=bool)] for each in held]),
    )


def of_rows(relations: Relations, first: int, counts: int) -> Relations:
    """The same relations between the rows of one cube, of which they are of one count: `first`, its first cell."""
    return replace(relations, total=(relations.total - first) // counts, parts=(relations.parts - first) // counts)


def _alike(
    total: np.ndarray,
    parts: np.ndarray,
    starts: np.ndarray,
    at_least: bool,
    at_most: bool,
    family: int,
    pairs: int = 0,
) -> Relations:
    many = len(total)
    return Relations(
        total.astype("int32"),
        parts.astype("int32"),
        starts.astype("int64"),
        np.full(many, at_least),
        np.full(many, at_most),
        np.full(many, family, dtype="int16"),
        pairs,
    )


def ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The whole numbers from each start on, `sizes` many, one run after the other."""
    return np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
