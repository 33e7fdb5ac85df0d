"""How likely each value of a hidden count is to a reader who knows how counts are rounded, and no key. Numbers alone.

Of every sum the other counts say by chance what they say for certain as bounds: one shown as 10 is 10 with a chance of
5 in 25, 9 or 11 with 4, 6 or 14 with 1; of a hidden one all values within its bounds are taken as alike.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from pimh_data.registry.disclosure import WITHIN
from pimh_data.secure.disclosure.bounds import Bounds
from pimh_data.secure.disclosure.relations import Relations

LIKELY = 0.9  # of one value of a hidden count: told, all but
KINDS = 2 * WITHIN + 2  # of counts with so many values: by what is shown of them, or hidden
VALUES = 2 * WITHIN + 1  # that a shown count may have
WIDEST = 7  # values: a sum with a hidden count that may have more tells hardly anything, and is not looked at
# How far off, in variances, the others of a sum must lie for one value to be nine times as likely as the next: tilted
# so far, the mean of each count moves by 0.72 to 1.6 of its variance.
FAR = 0.7


@dataclass(frozen=True, eq=False)
class Chances:
    """What a reader takes each cell for: `low`, `high`, the ends of its values; `shown`, array of whole numbers;
    `drawn`, whether it is a number drawn at random: then a value is less likely the further from it.
    """

    low: np.ndarray
    high: np.ndarray
    shown: np.ndarray
    drawn: np.ndarray

    def of(self, cell: int) -> np.ndarray:
        """The chance of each value from `low` to `high` of one cell; their sum is 1."""
        low = int(self.low[cell])
        return _of_values(int(self.high[cell]) - low + 1, int(self.shown[cell]) - low if self.drawn[cell] else None)

    def moments(self) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of each cell."""
        mean = (self.low + self.high) / 2
        variance = ((self.high - self.low + 1.0) ** 2 - 1) / 12
        drawn = np.flatnonzero(self.drawn)
        low, high, shown = self.low[drawn], self.high[drawn], self.shown[drawn]
        whole, first, second = (np.zeros(len(drawn)) for _ in range(3))
        for off in range(-WITHIN, WITHIN + 1):
            weight = ((shown + off >= low) & (shown + off <= high)) * float(WITHIN + 1 - abs(off))
            whole, first, second = whole + weight, first + weight * off, second + weight * off**2
        mean[drawn] = shown + first / whole
        variance[drawn] = second / whole - (first / whole) ** 2
        return mean, variance


@cache
def _of_values(many: int, drawn: int | None) -> np.ndarray:
    """The chance of each of so many values; `drawn`: the place among them of the number that was drawn, if one was."""
    weights = np.ones(many) if drawn is None else WITHIN + 1 - np.abs(np.arange(many) - drawn)
    return weights / weights.sum()


def likely(bounds: Bounds, shown: np.ndarray, drawn: np.ndarray, asked: np.ndarray, relations: Relations) -> np.ndarray:
    """Where one value of a hidden count has a chance of over LIKELY, array of bool, one a cell.

    `bounds`: settled; `shown`: what is printed of each cell; `drawn`: where that is drawn at random and not hidden;
    `asked`: the hidden counts. Each sum that they are in is asked by itself.
    """
    found = asked & (bounds.low == bounds.high)
    sums = _looked_at(relations.others, asked & ~found, ~drawn & (bounds.high - bounds.low >= WIDEST))
    if not len(sums):
        return found
    chances = Chances(bounds.low, bounds.high, shown, drawn & (bounds.low < bounds.high))
    relation, cell = _far_off(sums, asked & ~found, chances)
    # Most are the same sum again, of other people: each is worked out once.
    _, first, again = np.unique(_alike(sums, relation, cell, chances), return_index=True, return_inverse=True)
    told = [_chances_in(sums, int(relation[one]), int(cell[one]), chances).max() > LIKELY for one in first]
    found[cell[np.array(told, dtype=bool)[again]]] = True
    return found


def _looked_at(others: Relations, asked: np.ndarray, wide: np.ndarray) -> Relations:
    """Those that add up, with a cell that is asked for and none that may have too many values."""

    def any_of(cells: np.ndarray) -> np.ndarray:
        return (others.over(cells) > 0) | cells[others.total]

    if not len(others):
        return others
    return others.only(np.flatnonzero(others.at_least & others.at_most & any_of(asked) & ~any_of(wide)))


def _far_off(sums: Relations, asked: np.ndarray, chances: Chances) -> tuple[np.ndarray, np.ndarray]:
    """Sums by number, each with a cell that is asked for and whose values the others leave beyond one end of them."""
    low, high = chances.low, chances.high
    mean, variance = chances.moments()
    left, spread = mean[sums.total] - sums.over(mean), variance[sums.total] + sums.over(variance)
    # Of all parts of all sums there are so many that only those asked for are looked at further.
    number = np.repeat(np.arange(len(sums), dtype="int32"), sums.sizes)
    part, total = np.flatnonzero(asked[sums.parts]), np.flatnonzero(asked[sums.total])
    relation, cell = np.r_[number[part], total], np.r_[sums.parts[part], sums.total[total]]
    sign = np.r_[np.ones(len(part)), -np.ones(len(total))]
    expected, own = sign * left[relation] + mean[cell], spread[relation] - variance[cell]
    off = np.maximum(low[cell] - expected, expected - high[cell])
    kept = np.flatnonzero(off > FAR * own)
    return relation[kept], cell[kept]


def _alike(sums: Relations, relation: np.ndarray, cell: np.ndarray, chances: Chances) -> np.ndarray:
    """A number for each cell in its sum, the same where its chances are: of the same kinds of count, as far off."""
    low = chances.low.astype("int64")
    kind = (chances.high - low) * KINDS + np.where(chances.drawn, chances.shown - low + WITHIN + 1, 0)
    kind = np.where(chances.high - low < VALUES, kind, KINDS * VALUES)
    # Numbers so long that two different sums of them are never alike.
    long = np.random.default_rng(0).integers(0, 2**63, (KINDS * VALUES + 1, 3), dtype="uint64")
    left = (low[sums.total] - sums.over(low)).astype("uint64")
    parts, total = sums.over(long[kind, 0]), long[kind[sums.total], 1]
    whole = (cell == sums.total[relation]).astype("uint64")
    by_cell = long[kind[cell], 2] * (whole + np.uint64(1))
    return (parts + total)[relation] + by_cell + left[relation] * long[0, 1]


def _chances_in(sums: Relations, relation: int, cell: int, chances: Chances) -> np.ndarray:
    """The chance of each value of a cell, all else in one sum being known by chance alone; of what is possible."""
    start = int(sums.starts[relation])
    parts, total = sums.parts[start : start + int(sums.sizes[relation])], int(sums.total[relation])
    together, first = np.ones(1), 0
    for part in (int(one) for one in parts if one != cell):
        together, first = np.convolve(together, chances.of(part)), first + int(chances.low[part])
    own = chances.of(cell)
    if cell == total:
        beside = _at(together, np.arange(chances.low[cell], chances.high[cell] + 1) - first)
    else:
        left = np.convolve(chances.of(total), together[::-1])
        begin = int(chances.low[total]) - first - len(together) + 1
        beside = _at(left, np.arange(chances.low[cell], chances.high[cell] + 1) - begin)
    found = own * beside
    return found / found.sum() if found.sum() else own


def _at(chances: np.ndarray, places: np.ndarray) -> np.ndarray:
    there = (places >= 0) & (places < len(chances))
    return np.where(there, chances[np.clip(places, 0, len(chances) - 1)], 0.0)
