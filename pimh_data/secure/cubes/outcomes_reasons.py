"""On which bounds of other counts a narrowed bound of outcomes rests, through any number of sums. Chooses nothing.

All arrays: (COUNTS, rows of the sums).
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from pimh_data.secure.cubes.outcomes_bounds import Bounds
from pimh_data.secure.cubes.outcomes_sums import Across, Together
from pimh_data.secure.disclosure.audit import UNBOUNDED
from pimh_data.secure.disclosure.sums import Sums


@dataclass(frozen=True, eq=False)
class Marks:
    """Some of the least and of the greatest values; arrays of bool."""

    low: np.ndarray
    high: np.ndarray

    def count(self) -> int:
        """How many are marked."""
        return int(self.low.sum()) + int(self.high.sum())

    def rows(self) -> np.ndarray:
        """Where something is marked in a row, array of bool."""
        return (self.low | self.high).any(axis=0)


@dataclass(frozen=True, eq=False)
class Tight:
    """Of one kind of sum, the bounds that it sets: those of the parts (in their order), and of the whole."""

    parts: Marks
    whole: Marks


def reasons(narrowed: Marks, bounds: Bounds, own: Bounds, sums: Together) -> Marks:
    """The bounds on which those `narrowed` rest; they themselves included.

    `bounds`: settled from `own`. What a count gives away alone rests on nothing else.
    """
    told = Marks(bounds.low > own.low, bounds.high < own.high)
    found = Marks(narrowed.low.copy(), narrowed.high.copy())
    down = [
        (column, part, _tight_down(column, part, bounds, told))
        for columns, part in sums.down
        for column in columns
        if len(part.parts)
    ]
    across = [_tight_across(one, bounds, told) for one in sums.across]
    before = -1
    while found.count() > before:
        before = found.count()
        for column, part, tight in down:
            _spread_down(found.low[column], found.high[column], tight.parts.low, tight.whole.low, part)
            _spread_down(found.high[column], found.low[column], tight.parts.high, tight.whole.high, part)
        for one, tight in zip(sums.across, across, strict=True):
            _spread_across(found.low, found.high, tight.parts.low, tight.whole.low, one)
            _spread_across(found.high, found.low, tight.parts.high, tight.whole.high, one)
    return found


def _tight_down(column: int, sums: Sums, bounds: Bounds, told: Marks) -> Tight:
    low, high = bounds.low[column], bounds.high[column]
    part_low, part_high = low[sums.parts], high[sums.parts]
    sum_low, sum_high = np.add.reduceat(part_low, sums.starts), np.add.reduceat(part_high, sums.starts)
    whole_low, whole_high = low[sums.total], high[sums.total]
    return Tight(
        Marks(
            told.low[column, sums.parts] & (part_low == (whole_low - sum_high)[sums.of] + part_high),
            told.high[column, sums.parts] & (part_high == (whole_high - sum_low)[sums.of] + part_low),
        ),
        Marks(
            told.low[column, sums.total] & (whole_low == sum_low),
            told.high[column, sums.total] & (whole_high == sum_high),
        ),
    )


def _spread_down(mine: np.ndarray, other: np.ndarray, ends: np.ndarray, whole: np.ndarray, sums: Sums) -> None:
    """A part's bound rests on the total's of the same end and on the other parts' of the other; a total's on its
    parts' of the same end.
    """
    resting = mine[sums.parts] & ends
    if resting.any():
        count = np.add.reduceat(resting, sums.starts, dtype=np.int32)
        mine[sums.total[count > 0]] = True
        other[sums.parts[count[sums.of] > resting]] = True
    totals = mine[sums.total] & whole
    if totals.any():
        mine[sums.parts[totals[sums.of]]] = True


def _tight_across(across: Across, bounds: Bounds, told: Marks) -> Tight:
    where = slice(None) if across.rows is None else across.rows
    low, high = bounds.low[:, where], bounds.high[:, where]
    sum_low = sum(low[part] for part in across.parts)
    sum_high = sum(high[part] for part in across.parts) + across.rest * UNBOUNDED
    whole, parts = across.whole, list(across.parts)
    told_low, told_high = told.low[:, where], told.high[:, where]
    return Tight(
        Marks(
            told_low[parts] & (low[parts] == low[whole] - sum_high + high[parts]),
            told_high[parts] & (high[parts] == high[whole] - sum_low + low[parts]),
        ),
        Marks(told_low[whole] & (low[whole] == sum_low), told_high[whole] & (high[whole] == sum_high)),
    )


def _spread_across(mine: np.ndarray, other: np.ndarray, ends: np.ndarray, whole: np.ndarray, across: Across) -> None:
    where = slice(None) if across.rows is None else across.rows
    resting = [mine[part, where] & end for part, end in zip(across.parts, ends, strict=True)]
    mine[across.whole, where] |= reduce(or_, resting)
    of_whole = mine[across.whole, where] & whole
    for place, part in enumerate(across.parts):
        mine[part, where] |= of_whole
        for rest in resting[:place] + resting[place + 1 :]:
            other[part, where] |= rest
