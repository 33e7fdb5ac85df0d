"""Hides cells until no hidden one keeps fewer than three possible values: of those that tell, what is worth least."""

from dataclasses import dataclass, field

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settle, that_may_tell
from pimh_data.secure.disclosure.reasons import Ends, loosen, rest_on
from pimh_data.secure.disclosure.relations import Relations

FEWEST_VALUES = 3
DEAR = 1 / 20  # of what is worth most: everyone's counts, of which headlines are made


@dataclass(frozen=True, eq=False)
class Cells:
    """Every count of every cube, side by side; arrays, one a cell.

    `low`, `high`: the true counts that a shown one permits. `small`: hidden for its own sake, and known to the reader
    to be 0 to `most`, the strictest reading. `few`: hidden too from the beginning, because of how few people it is
    about; the reader is taken to know no bound of it. `certain`: what everybody knows without a release (nobody can be
    there): hidden, and its bounds are `low` and `high`. `worth`: what is lost by hiding it, whole numbers.
    `left_over`: array (n, 3) of cells, of which the first is about somebody while the other two are shown.
    """

    low: np.ndarray
    high: np.ndarray
    small: np.ndarray
    most: np.ndarray
    few: np.ndarray
    certain: np.ndarray
    worth: np.ndarray
    left_over: np.ndarray = field(default_factory=lambda: np.empty((0, 3), dtype="int64"))

    def own(self, hidden: np.ndarray) -> Bounds:
        """What each cell gives away alone, where those of `hidden` (array of bool) are hidden."""
        low, high = np.where(hidden, 0, self.low), np.where(hidden, UNBOUNDED, self.high)
        high = np.where(self.small, self.most, high)
        low[self.left_over[self._told_of(hidden), 0]] = 1
        return Bounds(np.where(self.certain, self.low, low), np.where(self.certain, self.high, high), ~hidden)

    def _told_of(self, hidden: np.ndarray) -> np.ndarray:
        return ~hidden[self.left_over[:, 1:]].any(axis=1)

    def tell_of(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Hidden cells that are known to be about somebody, and the shown ones that tell it; two of each."""
        told = self.left_over[self._told_of(hidden)]
        return np.r_[told[:, 0], told[:, 0]], np.r_[told[:, 1], told[:, 2]]

    def told(self, bounds: Bounds, hidden: np.ndarray) -> np.ndarray:
        """Where a hidden cell keeps fewer than FEWEST_VALUES; array of bool."""
        return hidden & ~self.certain & (bounds.values < FEWEST_VALUES)


@dataclass(frozen=True, eq=False)
class Hidden:
    """Which cells are hidden, array of bool; how many could be told before others were hidden, and in how many rounds
    that was done.
    """

    cells: np.ndarray
    found: int
    rounds: int


def hide(cells: Cells, relations: Relations) -> Hidden:
    """Hide small cells, and others until none of the hidden can be told; then show again what need not be hidden any
    more since others are.

    Raises PublishError when a hidden cell could be told from what cannot be hidden.
    """
    first = cells.small | cells.few | cells.certain
    found = _until_none_is_told(first, cells, relations)
    # A cell of great worth is hidden where nothing cheaper was left; what was hidden since may do without it.
    dear = found.cells & ~first & (cells.worth >= DEAR * cells.worth.max(initial=0))
    if not dear.any():
        return found
    again = _until_none_is_told(found.cells & ~dear, cells, relations)
    return Hidden(again.cells, found.found, found.rounds + again.rounds)


def _until_none_is_told(first: np.ndarray, cells: Cells, relations: Relations) -> Hidden:
    """Hide cells, beginning with those of `first` (array of bool), until none of the hidden can be told."""
    hidden = first.copy()
    own = cells.own(hidden)
    telling = that_may_tell(own, relations)
    bounds = own.copy()
    settle(bounds, relations, np.ones(len(hidden), dtype=bool), telling)
    told = cells.told(bounds, hidden)
    found, rounds = int(told.sum()), 0
    while told.any():
        hidden[_cheapest_reasons(told, bounds, own, hidden, cells, relations, telling)] = True
        own, before = cells.own(hidden), own
        less = (own.low != before.low) | (own.high != before.high)
        # What gives away less may be narrowed by what could not narrow it before.
        telling[relations.touching(less)] = True
        loosen(bounds, own, before, relations, less, telling)
        told, rounds = cells.told(bounds, hidden), rounds + 1
    return Hidden(hidden, found, rounds)


def _cheapest_reasons(
    told: np.ndarray,
    bounds: Bounds,
    own: Bounds,
    hidden: np.ndarray,
    cells: Cells,
    relations: Relations,
    telling: np.ndarray,
) -> np.ndarray:
    """For each cell that can be told, the cheapest shown one on which that rests; of cells that share theirs, one."""
    numbers = np.cumsum(told) * told
    reasons = rest_on(Ends(numbers, numbers), bounds, own, relations, telling)
    shown, label = [], []
    for number, at_own in ((reasons.low, bounds.low == own.low), (reasons.high, bounds.high == own.high)):
        found = np.flatnonzero((number > 0) & at_own & ~hidden)
        shown.append(found)
        label.append(number[found])
    known, tell = cells.tell_of(hidden)
    rests = (reasons.low[known] > 0) & (bounds.low[known] == own.low[known])
    reached = np.concatenate([*shown, tell[rests]])
    labels = np.concatenate([*label, reasons.low[known[rests]]])
    prices = cells.worth[reached]
    if not len(reached):
        raise PublishError(
            f"the disclosure audit failed: {int(told.sum())} hidden counts could be worked out, or all but, and hiding "
            "others does not help; nothing was published"
        )
    order = np.lexsort((prices, labels))
    first = np.r_[True, labels[order][1:] != labels[order][:-1]]
    return np.unique(reached[order][first])
