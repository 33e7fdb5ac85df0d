"""Intervals of released numbers that allow for rounding: each end takes the true counts that push it furthest.

Cells in, arrays out, one value a row; NaN where a number is hidden or missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.questions.cells import Cell
from pimh_data.statistics.inequality import gap_in_people
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, wilson
from pimh_data.statistics.rounding import difference_with_error

PER = 1000


@dataclass(frozen=True)
class Estimates:
    """A value and its 95% interval per row, as arrays of the same length."""

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    def __getitem__(self, row: int) -> tuple[float, float, float]:
        return float(self.value[row]), float(self.lower[row]), float(self.upper[row])

    def __iter__(self) -> Iterator[tuple[float, float, float]]:
        return (self[row] for row in range(len(self.value)))


def shares(parts: Sequence[Cell], wholes: Sequence[Cell]) -> Estimates:
    """Wilson's interval of part / whole (0 to 1); a part is kept within its whole, which rounding may overstep."""
    part, least, most = _arrays(parts)
    whole, fewest, largest = _arrays(wholes)
    fewest = np.maximum(fewest, least)
    largest = np.maximum(largest, fewest)
    lower = wilson(least, largest)[0]
    upper = wilson(np.minimum(most, fewest), fewest)[1]
    return Estimates(np.minimum(_divided(part, whole), 1), lower, upper)


def rates(counts: Sequence[Cell], populations: Sequence[float]) -> Estimates:
    """Byar's interval of people per 1,000 of a published population, which is taken as known."""
    count, least, most = _arrays(counts)
    population = np.asarray(populations, dtype="float64")
    lower, upper = byar(least, population, PER)[0], byar(most, population, PER)[1]
    return Estimates(PER * _divided(count, population), lower, upper)


def ratios(
    counts_a: Sequence[Cell],
    populations_a: Sequence[float],
    counts_b: Sequence[Cell],
    populations_b: Sequence[float],
    confidence: float = 0.95,
) -> Estimates:
    """Score interval of the ratio of two rates, a over b; no interval where nobody was counted in b."""
    a, a_least, a_most = _arrays(counts_a)
    b, b_least, b_most = _arrays(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    lower = rate_ratio(a_least, per_a, b_most, per_b, confidence)[0]
    upper = rate_ratio(a_most, per_a, b_least, per_b, confidence)[1]
    return Estimates(_divided(_divided(a, per_a), _divided(b, per_b)), lower, upper)


def gaps(
    counts_a: Sequence[Cell],
    populations_a: Sequence[float],
    counts_b: Sequence[Cell],
    populations_b: Sequence[float],
    confidence: float = 0.95,
) -> Estimates:
    """How many more of a would have to be counted for the rate of b, with the score interval of the difference.

    It leaves out 0 where the interval of `ratios` leaves out 1. NaN where a count is hidden or a population not there.
    """
    a, a_least, a_most = _arrays(counts_a)
    b, b_least, b_most = _arrays(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    # As released, then the two pairs of true counts that push the difference furthest, all in one call.
    found = gap_in_people(np.stack([a, a_most, a_least]), per_a, np.stack([b, b_least, b_most]), per_b, confidence)
    known = ~np.isnan(found.gap[0])
    return Estimates(found.gap[0], np.where(known, found.lower[1], np.nan), np.where(known, found.upper[2], np.nan))


def ratio_bounds(
    groups: Sequence[Cell],
    populations: Sequence[float],
    others: Sequence[Cell],
    populations_of_others: Sequence[float],
    unknown: Cell,
) -> tuple[np.ndarray, np.ndarray]:
    """The ratio of the two rates if none of the unknown were of the group but of the others, and if all were of it."""
    _, least, most = _arrays(groups)
    _, fewest, largest = _arrays(others)
    population, rest = np.asarray(populations, dtype="float64"), np.asarray(populations_of_others, dtype="float64")
    none_of_them = _divided(_divided(least, population), _divided(largest + unknown.highest, rest))
    return none_of_them, _divided(_divided(most + unknown.highest, population), _divided(fewest, rest))


def difference(
    part: Cell, whole: Cell, other_part: Cell, other_whole: Cell, confidence: float = 0.95
) -> tuple[float, float, float]:
    """A share less another (-1 to 1) with Newcombe's interval; NaN where a number is not there or nobody is counted."""
    cells = (part, whole, other_part, other_whole)
    if not all(found.known for found in cells) or not (whole.highest > 0 and other_whole.highest > 0):
        return float("nan"), float("nan"), float("nan")
    low, high = _corner(part, whole, highest=False), _corner(part, whole, highest=True)
    other_low, other_high = _corner(other_part, other_whole, False), _corner(other_part, other_whole, True)
    lower = float(proportion_difference(*low, *other_high, confidence)[0])
    upper = float(proportion_difference(*high, *other_low, confidence)[1])
    ours, theirs = (
        min(float(_divided(np.array(x.value), np.array(n.value))), 1.0)
        for x, n in ((part, whole), (other_part, other_whole))
    )
    return ours - theirs, lower, upper


def likely_difference(
    part: Cell, whole: Cell, other_part: Cell, other_whole: Cell, confidence: float = 0.95
) -> tuple[float, float, float]:
    """As `difference`, with rounding taken as the error of known size that it is, not at its worst: for several tests
    of one question, each of which is held to more than 95%.
    """
    cells = (part, whole, other_part, other_whole)
    if not all(found.known for found in cells) or not (whole.value > 0 and other_whole.value > 0):
        return float("nan"), float("nan"), float("nan")
    sides = [(x.value, n.value, _variance(x), _variance(n)) for x, n in ((part, whole), (other_part, other_whole))]
    lower, upper = difference_with_error(sides[0], sides[1], confidence)
    ours, theirs = (min(x / n, 1.0) for x, n, *_ in sides)
    return ours - theirs, float(lower), float(upper)


def _variance(cell: Cell) -> float:
    """The variance of rounding: (width^2 - 1) / 12 of as many equally likely true counts as the range holds."""
    width = cell.highest - cell.lowest + 1
    return (width * width - 1) / 12


def _corner(part: Cell, whole: Cell, highest: bool) -> tuple[float, float]:
    fewest = max(whole.lowest, part.lowest)
    return (min(part.highest, fewest), fewest) if highest else (part.lowest, max(whole.highest, fewest))


def _arrays(cells: Sequence[Cell]) -> np.ndarray:
    return np.array([(cell.value, cell.lowest, cell.highest) for cell in cells], dtype="float64").reshape(-1, 3).T


def _divided(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(under > 0, over / under, np.nan)
