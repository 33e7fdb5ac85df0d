"""How far all relations together narrow each cell: least and greatest values, passed on until nothing moves."""

from dataclasses import dataclass, field

import numpy as np

from pimh_data.secure.disclosure.relations import Relations

UNBOUNDED = 10**9  # the greatest value of a cell of which nothing is known
AT_ONCE = 500_000  # relations: what is worked out for all of twenty million would take gigabytes


@dataclass(frozen=True, eq=False)
class Bounds:
    """Least and greatest possible value of every cell; whole numbers. `shown`: where a number is (or no array)."""

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
    settle(bounds, relations, np.ones(len(own.low), dtype=bool), that_may_tell(own, relations))
    return bounds


def that_may_tell(own: Bounds, relations: Relations) -> np.ndarray:
    """Where a relation can narrow anything, array of bool: not a part that is at most what its total is at least."""
    pairs = relations.pairs_alone
    may = np.ones(len(relations), dtype=bool)
    may[: len(pairs)] = own.high[pairs.parts] + pairs.more(own.shown) > own.low[pairs.total]
    return may


def settle(bounds: Bounds, relations: Relations, moved: np.ndarray, telling: np.ndarray | None = None) -> None:
    """Passes bounds on, in place, until nothing moves.

    `moved`: the cells whose bounds are news, array of bool. `telling`: the relations that may tell, where not all do.
    """
    while moved.any():
        numbers = relations.touching(moved, telling)
        moved = np.zeros_like(moved)
        for first in range(0, len(numbers), AT_ONCE):
            here = relations.only(numbers[first : first + AT_ONCE])
            _pass_between(bounds, here.pairs_alone, moved)
            if len(here.others):
                _pass_among(bounds, here.others, moved)


def settled_as_far_as_possible(own: Bounds, relations: Relations) -> tuple[Bounds, int]:
    """The same where some relations may not hold: those around a cell for which two contradict each other are left out.

    How many were left out, too. Were they not, what follows from a contradiction would spread to every cell.
    """
    bounds, telling = own.copy(), that_may_tell(own, relations)
    listed, moved = int(telling.sum()), np.ones(len(own.low), dtype=bool)
    while moved.any():
        before, news = bounds.copy(), np.zeros_like(moved)
        numbers = relations.touching(moved, telling)
        for first in range(0, len(numbers), AT_ONCE):
            here = relations.only(numbers[first : first + AT_ONCE])
            _pass_between(bounds, here.pairs_alone, news)
            if len(here.others):
                _pass_among(bounds, here.others, news)
        crossed = bounds.low > bounds.high
        if crossed.any():
            telling[relations.touching(crossed, telling)] = False
            bounds = before
        else:
            moved = news
    return bounds, listed - int(telling.sum())


def _pass_between(bounds: Bounds, pairs: Relations, moved: np.ndarray) -> None:
    """One part within its total: the total is at least as much, the part at most; one more or less where told apart."""
    total, part, more = pairs.total, pairs.parts, pairs.more(bounds.shown)
    low, high = bounds.low[part] + more, bounds.high[total] - more
    raised, lowered = np.flatnonzero(low > bounds.low[total]), np.flatnonzero(high < bounds.high[part])
    np.maximum.at(bounds.low, total[raised], low[raised])
    np.minimum.at(bounds.high, part[lowered], high[lowered])
    moved[total[raised]], moved[part[lowered]] = True, True


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
        # What narrows a bound fits in its type, where a sum need not.
        tighten.at(end, cells[news], to[news].astype(end.dtype))
        moved[cells[news]] = True
