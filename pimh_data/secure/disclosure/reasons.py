"""On which bounds of other cells a bound rests, through any number of relations, and which rest on it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pimh_data.secure.disclosure.bounds import Bounds, settle
from pimh_data.secure.disclosure.relations import Relations


@dataclass(frozen=True, eq=False)
class Ends:
    """Something of the least and of the greatest value of each cell; arrays, one a cell."""

    low: np.ndarray
    high: np.ndarray

    def any(self) -> np.ndarray:
        """Where there is something of either."""
        return (self.low != 0) | (self.high != 0)


@dataclass(frozen=True, eq=False)
class _Tight:
    """Which bounds some relations set: of the total one each, of the parts one a part."""

    total: Ends
    part: Ends


def _between(pairs: Relations, bounds: Bounds, own: Bounds) -> tuple[np.ndarray, np.ndarray]:
    """By which pairs the part sets its total's least value; by which the total sets its part's greatest."""
    total, part, more = pairs.total, pairs.parts, pairs.more(bounds.shown)
    low, high = bounds.low[total], bounds.high[part]
    return (
        (low > own.low[total]) & (low == bounds.low[part] + more),
        (high < own.high[part]) & (high == bounds.high[total] - more),
    )


def _among(relations: Relations, bounds: Bounds, own: Bounds) -> _Tight:
    sizes, parts, total = relations.sizes, relations.parts, relations.total
    sum_low, sum_high = relations.over(bounds.low), relations.over(bounds.high)
    low, high = bounds.low[parts], bounds.high[parts]
    least, most = np.repeat(relations.at_least, sizes), np.repeat(relations.at_most, sizes)
    told_low, told_high = bounds.low > own.low, bounds.high < own.high
    return _Tight(
        Ends(
            relations.at_least & told_low[total] & (bounds.low[total] == sum_low),
            relations.at_most & told_high[total] & (bounds.high[total] == sum_high),
        ),
        Ends(
            most & told_low[parts] & (low == np.repeat(bounds.low[total] - sum_high, sizes) + high),
            least & told_high[parts] & (high == np.repeat(bounds.high[total] - sum_low, sizes) + low),
        ),
    )


def rest_on(told: Ends, bounds: Bounds, own: Bounds, relations: Relations, telling: np.ndarray | None = None) -> Ends:
    """Every bound on which those of `told` rest, themselves included, under the number that they have there.

    `told`: whole numbers from 1, one for each cell that is told of, 0 elsewhere; of a bound on which several rest, the
    lowest counts. `bounds`: settled from `own`, what each cell gives away alone. `telling`: as for `settle`.
    """
    none = np.iinfo(np.int64).max
    label = Ends(*(np.where(side > 0, side, none).astype("int64") for side in (told.low, told.high)))
    news = told.any()
    while news.any():
        here = relations.only(relations.touching(news, telling))
        news = np.zeros_like(news)
        for side, cells, numbers in _supports(here, bounds, own, label, none):
            mine = getattr(label, side)
            lower = np.flatnonzero(numbers < mine[cells])
            np.minimum.at(mine, cells[lower], numbers[lower])
            news[cells[lower]] = True
    return Ends(*(np.where(side == none, 0, side) for side in (label.low, label.high)))


def _supports(relations: Relations, bounds: Bounds, own: Bounds, label: Ends, none: int) -> Iterator[tuple]:
    """(side, cells, numbers): what supports the labelled bounds that these relations set."""
    pairs = relations.pairs_alone
    of_total, of_part = _between(pairs, bounds, own)
    yield "low", pairs.parts[of_total], label.low[pairs.total[of_total]]
    yield "high", pairs.total[of_part], label.high[pairs.parts[of_part]]
    if not len(relations.others):
        return
    relations, tight = relations.others, _among(relations.others, bounds, own)
    sizes, parts, total = relations.sizes, relations.parts, relations.total
    for side, other in (("low", "high"), ("high", "low")):
        mine, of_total, of_part = getattr(label, side), getattr(tight.total, side), getattr(tight.part, side)
        yield side, parts, np.repeat(np.where(of_total, mine[total], none), sizes)
        told = np.where(of_part, mine[parts], none)
        lowest = np.minimum.reduceat(told, relations.starts)
        yield side, total, lowest
        # The part's bound rests on the other parts' other ends; its own among them does no harm.
        yield other, parts, np.where(np.repeat(lowest, sizes) < told, np.repeat(lowest, sizes), none)
        # The one with the lowest number rests on the others for the next lowest.
        first = (told == np.repeat(lowest, sizes)) & (told < none)
        second = np.minimum.reduceat(np.where(first, none, told), relations.starts)
        several = np.add.reduceat(first, relations.starts, dtype="int32") > 1
        yield other, parts[first], np.repeat(np.where(several, lowest, second), sizes)[first]


def loosen(
    bounds: Bounds,
    own: Bounds,
    before: Bounds,
    relations: Relations,
    cells: np.ndarray,
    telling: np.ndarray | None = None,
) -> None:
    """Takes back, in place, what the bounds of some cells had told of others, and settles anew.

    `cells`: those that give away less than before (array of bool); `own`: what each gives away alone by now, and
    `before`: what each gave away then, from which `bounds` were settled. `telling`: as for `settle`, then and now.
    """
    freed = Ends(cells.copy(), cells.copy())
    news = cells
    while news.any():
        here = relations.only(relations.touching(news, telling))
        news = np.zeros_like(news)
        for side, reached in _supported(here, bounds, before, freed):
            mine = getattr(freed, side)
            news[reached[~mine[reached]]] = True
            mine[reached] = True
    bounds.low[freed.low], bounds.high[freed.high] = own.low[freed.low], own.high[freed.high]
    bounds.shown[:] = own.shown
    settle(bounds, relations, freed.any(), telling)


def _supported(relations: Relations, bounds: Bounds, own: Bounds, freed: Ends) -> Iterator[tuple[str, np.ndarray]]:
    """(side, cells): bounds set by these relations that rest on a freed one."""
    pairs = relations.pairs_alone
    of_total, of_part = _between(pairs, bounds, own)
    yield "low", pairs.total[of_total & freed.low[pairs.parts]]
    yield "high", pairs.parts[of_part & freed.high[pairs.total]]
    if not len(relations.others):
        return
    relations, tight = relations.others, _among(relations.others, bounds, own)
    sizes, parts, total = relations.sizes, relations.parts, relations.total
    for side, other in (("low", "high"), ("high", "low")):
        mine = getattr(freed, side)
        yield side, total[getattr(tight.total, side) & np.logical_or.reduceat(mine[parts], relations.starts)]
        theirs = getattr(freed, other)[parts]
        of_others = np.repeat(np.add.reduceat(theirs, relations.starts, dtype="int32"), sizes) - theirs > 0
        yield side, parts[getattr(tight.part, side) & (np.repeat(mine[total], sizes) | of_others)]
