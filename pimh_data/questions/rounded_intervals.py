"""Intervals of released numbers that allow for rounding: each end takes the true counts that push it furthest.

Cells in, arrays out, one value a row; NaN where a number is hidden or missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.questions.cells import Cell
from pimh_data.statistics.inequality import gap_in_people, representation_ratio
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
) -> Estimates:
    """Score interval of the ratio of two rates, a over b; no interval where nobody was counted in b."""
    a, a_least, a_most = _arrays(counts_a)
    b, b_least, b_most = _arrays(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    lower = rate_ratio(a_least, per_a, b_most, per_b)[0]
    upper = rate_ratio(a_most, per_a, b_least, per_b)[1]
    return Estimates(_divided(_divided(a, per_a), _divided(b, per_b)), lower, upper)


@dataclass(frozen=True)
class Represented:
    """Representation ratios with their intervals, and the ratio if none or all of the unknown were of the group."""

    ratios: Estimates
    bound_lower: np.ndarray
    bound_upper: np.ndarray


def gaps(
    counts_a: Sequence[Cell],
    populations_a: Sequence[float],
    counts_b: Sequence[Cell],
    populations_b: Sequence[float],
) -> Estimates:
    """How many more people of a would have to be counted for the rate of b, with the score interval of the difference.

    NaN where a count is hidden or a population is not there.
    """
    a, a_least, a_most = _arrays(counts_a)
    b, b_least, b_most = _arrays(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    found = gap_in_people(np.stack([a, a_most, a_least]), per_a, np.stack([b, b_least, b_most]), per_b)
    known = ~np.isnan(found.gap[0])
    return Estimates(found.gap[0], np.where(known, found.lower[1], np.nan), np.where(known, found.upper[2], np.nan))


def represented(
    groups: Sequence[Cell],
    others: Sequence[Cell],
    unknown: Cell,
    populations: Sequence[float],
    confidence: float = 0.95,
) -> Represented:
    """Each group's share of those known over its share of the population; `others`: the known of all other groups."""
    group, least, most = _arrays(groups)
    other, fewest, largest = _arrays(others)
    population = np.asarray(populations, dtype="float64")
    whole = population.sum()
    value = representation_ratio(group, group + other, population, whole).ratio
    lower = representation_ratio(least, least + largest, population, whole, confidence).lower
    upper = representation_ratio(most, most + fewest, population, whole, confidence).upper
    none_of_them = representation_ratio(least, least + largest + unknown.highest, population, whole).ratio
    most = most + unknown.highest
    all_of_them = representation_ratio(most, most + fewest, population, whole).ratio
    return Represented(Estimates(value, lower, upper), none_of_them, all_of_them)


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
