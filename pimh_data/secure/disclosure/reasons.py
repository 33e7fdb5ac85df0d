"""On which bounds of other cells a bound rests, through any number of relations, and which rest on it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pimh_data.secure.disclosure.bounds import Bounds, Ends, joined, shared
from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.ties import added_up, once

Labelled = tuple[np.ndarray, np.ndarray]  # cells, in order, and the number of each


@dataclass(frozen=True, eq=False)
class _Tight:
    """Which bounds some relations set: of the total one each, of the parts one a part."""

    total: Ends
    part: Ends


def _among(relations: Relations, bounds: Bounds, own: Bounds) -> _Tight:
    sizes, parts, total, starts = relations.sizes, relations.parts, relations.total, relations.starts
    low, high, whole_low, whole_high = bounds.low[parts], bounds.high[parts], bounds.low[total], bounds.high[total]
    sum_low, sum_high = added_up(low, starts), added_up(high, starts)
    room = shared(np.repeat(whole_high - sum_low, sizes) + low, low, relations)
    least, most = np.repeat(relations.at_least, sizes), np.repeat(relations.at_most, sizes)
    return _Tight(
        Ends(
            relations.at_least & (whole_low > own.low[total]) & (whole_low == sum_low),
            relations.at_most & (whole_high < own.high[total]) & (whole_high == sum_high),
        ),
        Ends(
            most & (low > own.low[parts]) & (low == np.repeat(whole_low - sum_high, sizes) + high),
            least & (high < own.high[parts]) & (high == room),
        ),
    )


def rest_on(told: np.ndarray, bounds: Bounds, own: Bounds, relations: Relations) -> tuple[Labelled, Labelled]:
    """Every least and every greatest value on which those of `told` rest, themselves included, each with a number.

    `told`: cells by number; of a bound on which several rest, the place of the first among them, from 1, counts.
    `bounds`: settled from `own`, what each cell gives away alone.
    """
    # The first counts for most: a cell without any number counts for nothing, and nothing has to be written for it.
    weights = np.arange(len(told), 0, -1, dtype="int32")
    weight = Ends(*(np.zeros(len(bounds.low), dtype="int32") for _ in range(2)))
    weight.low[told], weight.high[told] = weights, weights
    news, reached = Ends(told, told), [Ends(told, told)]
    while len(news.low) or len(news.high):
        found: dict[str, list[np.ndarray]] = {"low": [], "high": []}
        for side, cells, weights in _supports(news, bounds, own, weight, relations):
            mine = getattr(weight, side)
            more = np.flatnonzero(weights > mine[cells])
            np.maximum.at(mine, cells[more], weights[more])
            found[side].append(cells[more])
        news = Ends(*(once(np.concatenate(found[side]), len(bounds.low)) for side in ("low", "high")))
        reached.append(news)
    all_reached = joined(reached)
    cells = (once(each, len(bounds.low)) for each in (all_reached.low, all_reached.high))
    low, high = ((each, len(told) + 1 - of[each]) for each, of in zip(cells, (weight.low, weight.high), strict=True))
    return low, high


def _supports(
    news: Ends, bounds: Bounds, own: Bounds, weight: Ends, relations: Relations
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """(side, cells, weights): what supports the bounds that are news."""
    ties = relations.ties
    low, high = (
        news.low[bounds.low[news.low] > own.low[news.low]],
        news.high[bounds.high[news.high] < own.high[news.high]],
    )
    total, part, more = ties.parts.of(low, bounds.shown)
    sets = bounds.low[total] == bounds.low[part] + more
    yield "low", part[sets], weight.low[total[sets]]
    part, total, more = ties.totals.of(high, bounds.shown)
    sets = bounds.high[part] == bounds.high[total] - more
    yield "high", total[sets], weight.high[part[sets]]
    numbers = ties.sums_of(np.concatenate([low, high]))
    if not len(numbers):
        return
    here = relations.others.only(numbers)
    tight, sizes, parts, total = _among(here, bounds, own), here.sizes, here.parts, here.total
    for side, other in (("low", "high"), ("high", "low")):
        mine, of_total, of_part = getattr(weight, side), getattr(tight.total, side), getattr(tight.part, side)
        yield side, parts, np.repeat(np.where(of_total, mine[total], 0), sizes)
        told = np.where(of_part, mine[parts], 0)
        most = np.maximum.reduceat(told, here.starts)
        yield side, total, most
        # The part's bound rests on the other parts' other ends; its own among them does no harm.
        of_most = np.repeat(most, sizes)
        first = (told == of_most) & (told > 0)
        # The one that weighs most rests on the others for the one that is next.
        second = np.maximum.reduceat(np.where(first, 0, told), here.starts)
        several = added_up(first, here.starts) > 1
        yield other, parts, np.where(first, np.repeat(np.where(several, most, second), sizes), of_most)


def resting_on(cells: np.ndarray, bounds: Bounds, own: Bounds, relations: Relations) -> Ends:
    """The cells, by number, whose least and whose greatest value may rest on the bounds of some, themselves included.

    `bounds`: settled from `own`, what each cell gives away alone.
    """
    freed = Ends(*(np.zeros(len(bounds.low), dtype=bool) for _ in range(2)))
    freed.low[cells], freed.high[cells] = True, True
    news, reached = Ends(cells, cells), [Ends(cells, cells)]
    while len(news.low) or len(news.high):
        found: dict[str, list[np.ndarray]] = {"low": [], "high": []}
        for side, resting in _supported(news, bounds, own, freed, relations):
            mine = getattr(freed, side)
            fresh = once(resting[~mine[resting]], len(mine))
            mine[fresh] = True
            found[side].append(fresh)
        news = Ends(*(np.concatenate(found[side]) for side in ("low", "high")))
        reached.append(news)
    return joined(reached)


def _supported(
    news: Ends, bounds: Bounds, own: Bounds, freed: Ends, relations: Relations
) -> Iterator[tuple[str, np.ndarray]]:
    """(side, cells): bounds that rest on those that are news."""
    ties = relations.ties
    part, total, more = ties.totals.of(news.low, bounds.shown)
    low = bounds.low[total]
    yield "low", total[(low == bounds.low[part] + more) & (low > own.low[total])]
    total, part, more = ties.parts.of(news.high, bounds.shown)
    high = bounds.high[part]
    yield "high", part[(high == bounds.high[total] - more) & (high < own.high[part])]
    numbers = ties.sums_of(np.concatenate([news.low, news.high]))
    if not len(numbers):
        return
    here = relations.others.only(numbers)
    tight, sizes, parts, total = _among(here, bounds, own), here.sizes, here.parts, here.total
    for side, other in (("low", "high"), ("high", "low")):
        mine = getattr(freed, side)
        yield side, total[getattr(tight.total, side) & (added_up(mine[parts], here.starts) > 0)]
        theirs = getattr(freed, other)[parts]
        of_others = np.repeat(added_up(theirs, here.starts), sizes) > theirs
        yield side, parts[getattr(tight.part, side) & (np.repeat(mine[total], sizes) | of_others)]
