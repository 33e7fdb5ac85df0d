"""How far all relations together narrow each cell: least and greatest values, passed on until nothing moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.ties import added_up, once

UNBOUNDED = 10**9  # the greatest value of a cell of which nothing is known
AT_ONCE = 30_000  # relations: what is worked out for all of twenty million would take gigabytes, and lie far away
NEVER = 2**40  # more than any sum


@dataclass(frozen=True, eq=False)
class Ends:
    """Something of the least and of the greatest value of cells: one a cell; or the numbers of some of them."""

    low: np.ndarray
    high: np.ndarray


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
    moved = [_pass_on(bounds, here) for here in relations.in_turn(AT_ONCE)]
    settle(bounds, relations, joined(moved))
    return bounds


def settle(bounds: Bounds, relations: Relations, moved: Ends) -> None:
    """Passes on, in place, until nothing moves. `moved`: the cells, by number, whose bounds are news."""
    ties, cells = relations.ties, len(bounds.low)
    while len(moved.low) or len(moved.high):
        low, high = once(moved.low, cells), once(moved.high, cells)
        part, total, more = ties.totals.of(low, bounds.shown)
        raised = _raise(bounds.low, total, bounds.low[part] + more)
        total, part, more = ties.parts.of(high, bounds.shown)
        lowered = _lower(bounds.high, part, bounds.high[total] - more)
        moved = joined([Ends(raised, lowered), *_of_sums(bounds, relations, Ends(low, high))])


def settle_anew(bounds: Bounds, relations: Relations, cells: Ends, news: Ends | None = None) -> None:
    """Works out, in place, what all others tell of some bounds, and passes on what moves.

    `cells`: by number, those whose least and those whose greatest value is worked out; `news`: those that have moved
    already, if any.
    """
    ties = relations.ties
    total, part, more = ties.parts.of(cells.low, bounds.shown)
    raised = _raise(bounds.low, total, bounds.low[part] + more)
    part, total, more = ties.totals.of(cells.high, bounds.shown)
    lowered = _lower(bounds.high, part, bounds.high[total] - more)
    moved = [Ends(raised, lowered), *_of_sums(bounds, relations, cells), *([news] if news else [])]
    settle(bounds, relations, joined(moved))


def _of_sums(bounds: Bounds, relations: Relations, cells: Ends) -> Iterator[Ends]:
    """What moves, in place, by the sums in which some cells stand."""
    numbers = relations.ties.sums_of(np.concatenate([cells.low, cells.high]))
    for first in range(0, len(numbers), AT_ONCE):
        yield _pass_among(bounds, relations.others.only(numbers[first : first + AT_ONCE]))


def settled_as_far_as_possible(own: Bounds, relations: Relations) -> tuple[Bounds, int]:
    """The same where some relations may not hold: those around a cell for which two contradict each other are left out.

    How many were left out, too. Were they not, what follows from a contradiction would spread to every cell.
    """
    bounds, telling = own.copy(), _that_may_tell(own, relations)
    listed, moved = int(telling.sum()), np.ones(len(own.low), dtype=bool)
    while moved.any():
        before, news = bounds.copy(), np.zeros_like(moved)
        numbers = relations.touching(moved, telling)
        for first in range(0, len(numbers), AT_ONCE):
            found = _pass_on(bounds, relations.only(numbers[first : first + AT_ONCE]))
            news[found.low], news[found.high] = True, True
        crossed = bounds.low > bounds.high
        if crossed.any():
            telling[relations.touching(crossed, telling)] = False
            bounds = before
        else:
            moved = news
    return bounds, listed - int(telling.sum())


def joined(moved: list[Ends]) -> Ends:
    """The cells of all of them."""
    nothing = np.empty(0, dtype="int32")
    return Ends(*(np.concatenate([nothing, *(getattr(each, end) for each in moved)]) for end in ("low", "high")))


def _that_may_tell(own: Bounds, relations: Relations) -> np.ndarray:
    """Where a relation can narrow anything, array of bool: not a part that is at most what its total is at least."""
    pairs = relations.pairs_alone
    may = np.ones(len(relations), dtype=bool)
    may[: len(pairs)] = own.high[pairs.parts] + pairs.more(own.shown) > own.low[pairs.total]
    return may


def _pass_on(bounds: Bounds, relations: Relations) -> Ends:
    """Narrows bounds, in place, by each of the relations once; the cells whose bounds moved."""
    pairs = relations.pairs_alone
    # One part within its total: the total is at least as much, the part at most; one more or less where told apart.
    total, part, more = pairs.total, pairs.parts, pairs.more(bounds.shown)
    raised = _raise(bounds.low, total, bounds.low[part] + more)
    between = Ends(raised, _lower(bounds.high, part, bounds.high[total] - more))
    return joined([between, _pass_among(bounds, relations.others)]) if len(relations.others) else between


def _pass_among(bounds: Bounds, relations: Relations) -> Ends:
    """The same, of relations with any number of parts."""
    low, high, sizes = bounds.low, bounds.high, relations.sizes
    parts, total = relations.parts, relations.total
    part_low, part_high, total_low, total_high = low[parts], high[parts], low[total], high[total]
    sum_low, sum_high = added_up(part_low, relations.starts), added_up(part_high, relations.starts)
    least, most = relations.at_least, relations.at_most
    # What the other parts leave of the total is left for the part.
    room = np.repeat(np.where(least, total_high - sum_low, NEVER), sizes) + part_low
    room = shared(room, part_low, relations)
    need = np.repeat(np.where(most, total_low - sum_high, -NEVER), sizes) + part_high
    raised = (
        _raise(low, total, np.where(least, sum_low, -NEVER), total_low),
        _raise(low, parts, need, part_low),
    )
    lowered = (
        _lower(high, total, np.where(most, sum_high, NEVER), total_high),
        _lower(high, parts, room, part_high),
    )
    return Ends(np.concatenate(raised), np.concatenate(lowered))


def shared(room: np.ndarray, low: np.ndarray, relations: Relations) -> np.ndarray:
    """What is left for each part, in place, also where it stands several times. `room`: what others leave it as one."""
    places, times = relations.again
    room[places] = (room[places] + (times - 1) * low[places]) // times
    return room


def _raise(low: np.ndarray, cells: np.ndarray, to: np.ndarray, held: np.ndarray | None = None) -> np.ndarray:
    """Raises least values, in place, where `to` is more; those that were raised, some of them several times.

    `held`: what they were, if it is at hand.
    """
    news = np.flatnonzero(to > (low[cells] if held is None else held))
    # What narrows a bound fits in its type, where a sum need not.
    np.maximum.at(low, cells[news], to[news].astype(low.dtype))
    return cells[news]


def _lower(high: np.ndarray, cells: np.ndarray, to: np.ndarray, held: np.ndarray | None = None) -> np.ndarray:
    """Lowers greatest values in the same way."""
    news = np.flatnonzero(to < (high[cells] if held is None else held))
    np.minimum.at(high, cells[news], to[news].astype(high.dtype))
    return cells[news]
