"""How far all sums of outcomes together narrow each count. Chooses nothing.

Bounds are passed along the breakdowns and along the sums within a row until nothing moves. The two kinds of sum cross,
so this finds nearly all that can be narrowed down, not all of it. All arrays: (COUNTS, rows of the sums).
"""

from dataclasses import dataclass

import numpy as np

from pimh_data.secure.cubes.outcomes_sums import Across, Together
from pimh_data.secure.disclosure.sums import Sums

MOST_STILL = 0.6  # with fewer rows than this moving, the rest is laid aside


@dataclass(frozen=True, eq=False)
class Bounds:
    """Least and greatest values that are possible."""

    low: np.ndarray
    high: np.ndarray

    def only(self, kept: np.ndarray) -> "Bounds":
        """Those of the rows `kept`, array of bool."""
        return Bounds(self.low[:, kept], self.high[:, kept])


def settled(own: Bounds, sums: Together) -> Bounds:
    """The tightest bounds that passing them along all sums gives, from what each count gives away alone (`own`)."""
    low, high = own.low.copy(), own.high.copy()
    rows, moving = np.arange(low.shape[1]), Bounds(low, high)
    while True:
        before = moving.low.sum(axis=0) - moving.high.sum(axis=0)
        for columns, down in sums.down:
            for column in columns:
                _pass_down(moving.low[column], moving.high[column], down)
        for across in sums.across:
            _pass_across(moving, across)
        moved = moving.low.sum(axis=0) - moving.high.sum(axis=0) != before
        kept = sums.of_views(moved)
        if not moved.any() or kept.mean() < MOST_STILL:
            low[:, rows], high[:, rows] = moving.low, moving.high
            if not moved.any():
                return Bounds(low, high)
            rows, sums, moving = rows[kept], sums.only(kept), moving.only(kept)


def _pass_down(low: np.ndarray, high: np.ndarray, sums: Sums) -> None:
    if not len(sums.parts):
        return
    part_low, part_high = low[sums.parts], high[sums.parts]
    sum_low, sum_high = np.add.reduceat(part_low, sums.starts), np.add.reduceat(part_high, sums.starts)
    np.maximum.at(low, sums.total, sum_low)
    np.minimum.at(high, sums.total, sum_high)
    np.maximum.at(low, sums.parts, (low[sums.total] - sum_high)[sums.of] + part_high)
    np.minimum.at(high, sums.parts, (high[sums.total] - sum_low)[sums.of] + part_low)


def _pass_across(bounds: Bounds, across: Across) -> None:
    where = slice(None) if across.rows is None else across.rows
    whole, parts = across.whole, across.parts
    low = [bounds.low[part, where] for part in parts]
    high = [bounds.high[part, where] for part in parts]
    sum_low, sum_high = sum(low), sum(high)
    whole_low, whole_high = np.maximum(bounds.low[whole, where], sum_low), bounds.high[whole, where]
    if not across.rest:
        whole_high = np.minimum(whole_high, sum_high)
        bounds.high[whole, where] = whole_high
        for part, mine_low, mine_high in zip(parts, low, high, strict=True):
            bounds.low[part, where] = np.maximum(mine_low, whole_low - (sum_high - mine_high))
    bounds.low[whole, where] = whole_low
    for part, mine_low, mine_high in zip(parts, low, high, strict=True):
        bounds.high[part, where] = np.minimum(mine_high, whole_high - (sum_low - mine_low))
