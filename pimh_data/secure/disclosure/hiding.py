"""Hides cells until no hidden one keeps fewer than three possible values: of those that tell, what is worth least."""

from dataclasses import dataclass

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settled
from pimh_data.secure.disclosure.reasons import Ends, loosen, rest_on
from pimh_data.secure.disclosure.relations import Relations

FEWEST_VALUES = 3


@dataclass(frozen=True, eq=False)
class Cells:
    """Every count of every cube, side by side; arrays, one a cell.

    `low`, `high`: the true counts that a shown one permits. `small`: hidden for its own sake, and known to the reader
    to be 0 to `most`, the strictest reading. `few`: hidden too from the beginning, because of how few people it is
    about; the reader is taken to know no bound of it. `certain`: what everybody knows without a release (nobody can be
    there): hidden, and its bounds are `low` and `high`. `worth`: what is lost by hiding it, whole numbers.
    """

    low: np.ndarray
    high: np.ndarray
    small: np.ndarray
    most: np.ndarray
    few: np.ndarray
    certain: np.ndarray
    worth: np.ndarray

    def own(self, hidden: np.ndarray) -> Bounds:
        """What each cell gives away alone, where those of `hidden` (array of bool) are hidden."""
        low, high = np.where(hidden, 0, self.low), np.where(hidden, UNBOUNDED, self.high)
        high = np.where(self.small, self.most, high)
        return Bounds(np.where(self.certain, self.low, low), np.where(self.certain, self.high, high))

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
    """Hide small cells, and others until none of the hidden can be told.

    Raises PublishError when a hidden cell could be told from what cannot be hidden.
    """
    hidden = cells.small | cells.few | cells.certain
    own = cells.own(hidden)
    bounds = settled(own, relations)
    told = cells.told(bounds, hidden)
    found, rounds = int(told.sum()), 0
    while told.any():
        chosen = _cheapest_reasons(told, bounds, own, hidden, cells.worth, relations)
        hidden[chosen] = True
        less, before = np.zeros_like(hidden), own
        less[chosen] = True
        own = cells.own(hidden)
        loosen(bounds, own, before, relations, less)
        told, rounds = cells.told(bounds, hidden), rounds + 1
    return Hidden(hidden, found, rounds)


def _cheapest_reasons(
    told: np.ndarray, bounds: Bounds, own: Bounds, hidden: np.ndarray, worth: np.ndarray, relations: Relations
) -> np.ndarray:
    """For each cell that can be told, the cheapest shown one on which that rests; of cells that share theirs, one."""
    numbers = np.cumsum(told) * told
    reasons = rest_on(Ends(numbers, numbers), bounds, own, relations)
    shown, price, label = [], [], []
    for number, at_own in ((reasons.low, bounds.low == own.low), (reasons.high, bounds.high == own.high)):
        cells = np.flatnonzero((number > 0) & at_own & ~hidden)
        shown.append(cells)
        price.append(worth[cells])
        label.append(number[cells])
    reached, prices, labels = (np.concatenate(each) for each in (shown, price, label))
    if not len(reached):
        raise PublishError(
            f"the disclosure audit failed: {int(told.sum())} hidden counts could be worked out, or all but, and hiding "
            "others does not help; nothing was published"
        )
    order = np.lexsort((prices, labels))
    first = np.r_[True, labels[order][1:] != labels[order][:-1]]
    return np.unique(reached[order][first])
