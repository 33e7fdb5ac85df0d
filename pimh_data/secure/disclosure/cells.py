"""Every count of every cube side by side, and what each gives away alone: shown, hidden, or told by a rest."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds
from pimh_data.secure.disclosure.ties import distinct, ranges

FEWEST_VALUES = 3


@dataclass(frozen=True, eq=False)
class Cells:
    """Arrays, one a cell.

    `low`, `high`: the true counts that a shown one permits. `small`: hidden for its own sake, and known to the reader
    to be 0 to `most`, the strictest reading. `few`: hidden too from the beginning, because of how few people it is
    about; the reader is taken to know no bound of it. `certain`: what everybody knows without a release (nobody can be
    there): hidden, and its bounds are `low` and `high`. `worth`: what is lost by hiding it, whole numbers.
    `left_over`: array (n, 3) of cells, in order, of which the first is about somebody while the other two are shown.
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
        told = ~hidden[self.left_over[:, 1:]].any(axis=1)
        low[self.left_over[told, 0]] = 1
        return Bounds(np.where(self.certain, self.low, low), np.where(self.certain, self.high, high), ~hidden)

    def own_of(self, some: np.ndarray, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same of some cells, by number: their least and their greatest values."""
        away = hidden[some]
        low, high = np.where(away, 0, self.low[some]), np.where(away, UNBOUNDED, self.high[some])
        high = np.where(self.small[some], self.most[some], high)
        low[self._told_of(some, hidden)[0]] = 1
        certain = self.certain[some]
        return np.where(certain, self.low[some], low), np.where(certain, self.high[some], high)

    def with_rests(self, some: np.ndarray) -> np.ndarray:
        """Some cells, by number, and those of which they, while they are shown, help to tell that somebody is there."""
        tellers, rows = self._tellers
        start, end = (np.searchsorted(tellers, some, side) for side in ("left", "right"))
        return distinct(np.concatenate([some, self.left_over[rows[ranges(start, end - start)], 0]]))

    def tell_of(self, some: np.ndarray, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of some cells (their places) are known to be about somebody, and the shown ones that tell it; two of
        each.
        """
        places, rows = self._told_of(some, hidden)
        return np.r_[places, places], np.r_[self.left_over[rows, 1], self.left_over[rows, 2]]

    def told(self, bounds: Bounds, hidden: np.ndarray) -> np.ndarray:
        """Where a hidden cell keeps fewer than FEWEST_VALUES; array of bool."""
        return hidden & ~self.certain & (bounds.values < FEWEST_VALUES)

    def _told_of(self, some: np.ndarray, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places among some cells, and rows of `left_over` by which each is known to be about somebody."""
        start, end = (np.searchsorted(self.left_over[:, 0], some, side) for side in ("left", "right"))
        rows = ranges(start, end - start)
        told = ~hidden[self.left_over[rows, 1:]].any(axis=1)
        return np.repeat(np.arange(len(some)), end - start)[told], rows[told]

    @cached_property
    def _tellers(self) -> tuple[np.ndarray, np.ndarray]:
        """The cells that tell of rests, in order, and the row of each in `left_over`."""
        tellers = self.left_over[:, 1:].ravel()
        order = np.argsort(tellers, kind="stable")
        return tellers[order], order // 2
