"""How far all relations together narrow each cell: least and greatest values, passed on until nothing moves."""

from dataclasses import dataclass, field

import numpy as np

from pimh_data.secure.disclosure.relations import Relations

UNBOUNDED = 10**9  # the greatest value of a cell of which nothing is known


@dataclass(frozen=True, eq=False)
class Bounds:
    """Least and greatest possible value of every cell; int64, one a cell. `shown`: where a number is (or no array)."""

    low: np.ndarray
    high: np.ndarray
    shown: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def copy(self) -> "Bounds":
        """The same, to be changed by itself."""
        return Bounds(self.low.copy(), self.high.copy(), self.shown.copy())

    @property
    def values(self) -> np.ndarray:
        """How many whole values each cell keeps."""
        return self.high - self.low + 1


def settled(own: Bounds, relations: Relations) -> Bounds:
    """The tightest bounds that passing them along the relations gives, from what each cell gives away alone."""
    bounds = own.copy()
    settle(bounds, relations.only(_that_may_tell(own, relations)), np.ones(len(own.low), dtype=bool))
    return bounds


def _that_may_tell(own: Bounds, relations: Relations) -> np.ndarray:
    """Numbers of the relations that can narrow anything: not of a part that is at most what its total is at least."""
    pairs = relations.pairs
    most = own.high[relations.parts[:pairs]] + relations.more(own.shown)
    pair = np.flatnonzero(most > own.low[relations.total[:pairs]])
    return np.r_[pair, np.arange(pairs, len(relations))]


def settle(bounds: Bounds, relations: Relations, moved: np.ndarray) -> None:
    """Passes bounds on, in place, until nothing moves. `moved`: the cells whose bounds are news; array of bool."""
    while moved.any():
        here = relations.only(relations.touching(moved))
        moved = np.zeros_like(moved)
        if len(here):
            _pass_on(bounds, here, moved)


def _pass_on(bounds: Bounds, relations: Relations, moved: np.ndarray) -> None:
    pairs = relations.pairs
    _pass_between(bounds, relations, moved)
    if pairs < len(relations):
        _pass_among(bounds, relations.only(np.arange(pairs, len(relations))) if pairs else relations, moved)


def _pass_between(bounds: Bounds, relations: Relations, moved: np.ndarray) -> None:
    """One part within its total: the total is at least as much, the part at most; one more or less where told apart."""
    total, part = relations.total[: relations.pairs], relations.parts[: relations.pairs]
    more = relations.more(bounds.shown)
    low, high = bounds.low[part] + more, bounds.high[total] - more
    more, less = np.flatnonzero(low > bounds.low[total]), np.flatnonzero(high < bounds.high[part])
    np.maximum.at(bounds.low, total[more], low[more])
    np.minimum.at(bounds.high, part[less], high[less])
    moved[total[more]], moved[part[less]] = True, True


def _pass_among(bounds: Bounds, relations: Relations, moved: np.ndarray) -> None:
    low, high, sizes = bounds.low, bounds.high, relations.sizes
    parts, total = relations.parts, relations.total
    part_low, part_high, total_low, total_high = low[parts], high[parts], low[total], high[total]
    sum_low, sum_high = np.add.reduceat(part_low, relations.starts), np.add.reduceat(part_high, relations.starts)
    least, most = relations.at_least, relations.at_most
    # What the other parts leave of the total is left for the part.
    room, need = np.repeat(total_high - sum_low, sizes) + part_low, np.repeat(total_low - sum_high, sizes) + part_high
    for end, cells, to, narrower, tighten in (
        (low, total, sum_low, least & (sum_low > total_low), np.maximum),
        (high, total, sum_high, most & (sum_high < total_high), np.minimum),
        (high, parts, room, np.repeat(least, sizes) & (room < part_high), np.minimum),
        (low, parts, need, np.repeat(most, sizes) & (need > part_low), np.maximum),
    ):
        news = np.flatnonzero(narrower)
        tighten.at(end, cells[news], to[news])
        moved[cells[news]] = True
