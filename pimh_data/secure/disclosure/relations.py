"""Which released numbers are tied to which, as data: a total and parts that add up to it, lie within or cover it.

A cell is a place in one long vector that holds every count of every cube.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from pimh_data.secure.disclosure.ties import Numbers, Ties, added_up, distinct, links, numbers_of, ranges, spread

FEW = 50  # below one cell in so many, relations are looked up cell by cell


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
        return np.diff(self.starts, append=len(self.parts))

    @cached_property
    def again(self) -> tuple[np.ndarray, np.ndarray]:
        """Which parts, by their places, stand several times in their relation, side by side, and how often: whoever
        counts there stands for as many events.
        """
        same = self.parts[1:] == self.parts[:-1]
        same[self.starts[1:] - 1] = False
        pairs = np.flatnonzero(same)
        places = distinct(np.concatenate([pairs, pairs + 1]))
        first = np.r_[True, np.diff(places) > 1] | ~same[places - 1] if len(places) else same[:0]
        run = np.cumsum(first) - 1
        return places, np.bincount(run)[run] if len(run) else places

    def only(self, chosen: np.ndarray) -> "Relations":
        """Those `chosen`, by number, in order."""
        if len(chosen) == len(self):
            return self
        pairs = int(np.searchsorted(chosen, self.pairs))
        kept = self.sizes[chosen[pairs:]]
        others = ranges(self.starts[chosen[pairs:]], kept)
        return Relations(
            self.total[chosen],
            np.concatenate([self.parts[chosen[:pairs]], self.parts[others]]),
            np.concatenate([np.arange(pairs), pairs + np.cumsum(kept) - kept]).astype("int32"),
            self.at_least[chosen],
            self.at_most[chosen],
            self.family[chosen],
            pairs,
            self.apart[chosen[: np.searchsorted(chosen, len(self.apart))]],
        )

    @cached_property
    def pairs_alone(self) -> "Relations":
        """The pairs, with the numbers that they have here."""
        return self if self.pairs == len(self) else self._between(0, self.pairs)

    @cached_property
    def others(self) -> "Relations":
        """All but the pairs."""
        return self._between(self.pairs, len(self)) if self.pairs else self

    def _between(self, first: int, end: int) -> "Relations":
        """Those from one number to another, of the pairs all or none; nothing is copied but where parts begin."""
        parts = slice(self.pairs, None) if first else slice(self.pairs)
        here = slice(first, end)
        # What parts are added up by is asked for again and again, as the machine's own whole numbers.
        starts = self.starts[here].astype("int64") - first if first else self.starts[here]
        return Relations(
            self.total[here],
            self.parts[parts],
            starts,
            self.at_least[here],
            self.at_most[here],
            self.family[here],
            0 if first else self.pairs,
            self.apart[:0] if first else self.apart,
        )

    def more(self, shown: np.ndarray) -> np.ndarray:
        """How many people more than its part each pair's total is known to have, 0 or 1. `shown`: bool, one a cell."""
        found = np.zeros(self.pairs, dtype="int8")
        if len(shown):
            apart = np.flatnonzero(self.apart)
            found[apart] = shown[self.total[apart]] & shown[self.parts[apart]]
        return found

    def touching(self, cells: np.ndarray, among: np.ndarray | None = None) -> np.ndarray:
        """The numbers of the relations that have one of the cells (array of bool, one a cell) as total or part.

        `among`: which relations are asked for, array of bool; all where it is not given.
        """
        wanted = np.flatnonzero(cells)
        if len(wanted) == len(cells) or not len(self):
            return np.arange(len(self)) if among is None else np.flatnonzero(among)
        if FEW * len(wanted) > len(cells):
            held = cells[self.total]
            held[: self.pairs] |= cells[self.parts[: self.pairs]]
            if self.pairs < len(self):
                held[self.pairs :] |= self.others.over(cells) > 0
            return np.flatnonzero(held if among is None else held & among)
        numbers = np.concatenate([numbers[spread(begin, wanted)[1]] for begin, numbers in self._of_cells])
        return distinct(numbers if among is None else numbers[among[numbers]])

    @cached_property
    def _of_cells(self) -> tuple[Numbers, Numbers]:
        """The relations of each cell side by side: those of which it is the total; a part."""
        return numbers_of(self.total, np.arange(len(self))), numbers_of(self.parts, self.starts)

    @cached_property
    def ties(self) -> Ties:
        """In which of them each cell stands: of each pair the other cell; of all others their numbers among these."""
        pairs, others = self.pairs_alone, self.others
        return Ties(
            links(pairs.parts, pairs.total, self.apart),
            links(pairs.total, pairs.parts, self.apart),
            numbers_of(others.total, np.arange(len(others))),
            numbers_of(others.parts, others.starts),
            len(others),
        )

    def over(self, values: np.ndarray) -> np.ndarray:
        """The sum of each relation's parts. `values`: one a cell."""
        first = values[self.parts[: self.pairs]]
        if self.pairs == len(self):
            return first
        of_parts, starts = values[self.others.parts], self.others.starts
        sums = added_up(of_parts, starts) if values.dtype.kind in "bi" else np.add.reduceat(of_parts, starts)
        return np.concatenate([first, sums]) if self.pairs else sums

    def in_turn(self, many: int) -> Iterator["Relations"]:
        """All of them, so many at a time, first pairs and then others; nothing is copied but where parts begin."""
        for all_of, pairs in ((self.pairs_alone, True), (self.others, False)):
            for first in range(0, len(all_of), many):
                here, begin = slice(first, first + many), all_of.starts[first]
                end = all_of.starts[first + many] if first + many < len(all_of) else len(all_of.parts)
                yield replace(
                    all_of,
                    total=all_of.total[here],
                    parts=all_of.parts[begin:end],
                    starts=all_of.starts[here] - begin,
                    at_least=all_of.at_least[here],
                    at_most=all_of.at_most[here],
                    family=all_of.family[here],
                    pairs=len(all_of.total[here]) if pairs else 0,
                    apart=all_of.apart[here],
                )

    def hold(self, true: np.ndarray) -> np.ndarray:
        """Which relations the true values keep, array of bool."""
        pairs, others = self.pairs_alone, self.others
        held = true[pairs.total] >= true[pairs.parts]
        if not len(others):
            return held
        sums, totals = others.over(true), true[others.total]
        return np.concatenate([held, (~others.at_least | (totals >= sums)) & (~others.at_most | (totals <= sums))])


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
    if len(held) == 1:
        return held[0]
    in_order = [each for part in ([one.pairs_alone for one in held], [one.others for one in held]) for each in part]
    begun = np.cumsum([0, *(len(each.parts) for each in in_order)])
    return Relations(
        np.concatenate([each.total for each in in_order]),
        np.concatenate([each.parts for each in in_order]),
        np.concatenate([(each.starts + before).astype("int32") for each, before in zip(in_order, begun, strict=False)]),
        np.concatenate([each.at_least for each in in_order]),
        np.concatenate([each.at_most for each in in_order]),
        np.concatenate([each.family for each in in_order]),
        sum(each.pairs for each in held),
        np.concatenate([np.r_[each.apart, np.zeros(each.pairs - len(each.apart), dtype=bool)] for each in held]),
    )


def of_rows(relations: Relations, first: int, counts: int) -> Relations:
    """The same relations between the rows of one cube, of which they are of one count: `first`, its first cell."""
    return replace(relations, total=(relations.total - first) // counts, parts=(relations.parts - first) // counts)


def thinned(relations: Relations, kept: np.ndarray) -> tuple[Relations, np.ndarray]:
    """The relations, none of them pairs, with those of their parts that are kept, and the numbers they had: those of
    which no part is kept are left out. `kept`: array of bool, one a part.
    """
    sizes = added_up(kept, relations.starts)
    there = np.flatnonzero(sizes)
    sizes = sizes[there]
    held = relations.only(there)
    return replace(held, parts=relations.parts[kept], starts=np.cumsum(sizes) - sizes), there


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
        starts.astype("int32"),
        np.full(many, at_least),
        np.full(many, at_most),
        np.full(many, family, dtype="int8"),
        pairs,
    )
