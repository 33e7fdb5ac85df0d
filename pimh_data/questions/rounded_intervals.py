"""Intervals of released numbers that allow for rounding at random: one more known error, beside chance.

Cells in, arrays out, one value a row; NaN where a number is hidden or missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pimh_data.questions.cells import Cell
from pimh_data.statistics.inequality import gap_in_people
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio
from pimh_data.statistics.rounded_share import rounded_share
from pimh_data.statistics.rounding import allowing_for, least_shown, rounding_variance
from pimh_data.statistics.two_years import overlapping_difference

PER = 1000
ROUNDED, LEAST_SHOWN = rounding_variance(), least_shown()


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
    """Wilson's interval of part / whole (0 to 1); a part is kept within its whole, which rounding may overstep.

    The interval takes the least count that is shown for what it is on average, since no smaller one can have been
    rounded up to it (a whole too, but where its part was worked out from it and is known by its range alone); the share
    is that of the counts as they are shown.
    """
    part, of_part = _expected(parts)
    rounded = np.array([found.variance == found.variance for found in parts], dtype=bool)
    whole, of_whole = np.where(rounded, _expected(wholes), drawn(wholes))
    value = np.minimum(_divided(_arrays(parts)[0], _arrays(wholes)[0]), 1)
    return Estimates(value, *rounded_share(part, whole, of_part, of_whole))


def share(part: Cell, whole: Cell) -> tuple[float, float, float]:
    """The same of one part and its whole: the share and its interval, NaN where a number is not there."""
    return _share(part, whole, part.variance, whole.variance)


# A table asks for the share of a row once for each column made of it, and a page for those of its tables: worked out
# anew each time, they took half the time of who is missed. Cells that differ in their variance alone are equal.
@lru_cache(maxsize=4096)
def _share(part: Cell, whole: Cell, _of_part: float, _of_whole: float) -> tuple[float, float, float]:
    return shares([part], [whole])[0]


def rates(counts: Sequence[Cell], populations: Sequence[float]) -> Estimates:
    """Byar's interval of people per 1,000 of a published population, which is taken as known."""
    count, of_count = drawn(counts)
    population = np.asarray(populations, dtype="float64")
    value = PER * _divided(count, population)
    lower, upper = allowing_for(value, *byar(count, population, PER), PER * _divided(np.sqrt(of_count), population))
    return Estimates(value, np.maximum(lower, 0), upper)


def ratios(
    counts_a: Sequence[Cell],
    populations_a: Sequence[float],
    counts_b: Sequence[Cell],
    populations_b: Sequence[float],
    confidence: float = 0.95,
) -> Estimates:
    """Score interval of the ratio of two rates, a over b; no interval where nobody was counted in b."""
    a, of_a = drawn(counts_a)
    b, of_b = drawn(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    value = _divided(_divided(a, per_a), _divided(b, per_b))
    return Estimates(value, *rate_ratio(a, per_a, b, per_b, confidence, of_a, of_b))


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
    a, of_a = drawn(counts_a)
    b, of_b = drawn(counts_b)
    per_a, per_b = np.asarray(populations_a, dtype="float64"), np.asarray(populations_b, dtype="float64")
    return Estimates(*gap_in_people(a, per_a, b, per_b, confidence, of_a, of_b))


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
    return differences([part], [whole], [other_part], [other_whole], confidence)[0]


def permitted_difference(part: Cell, whole: Cell, other_part: Cell, other_whole: Cell) -> tuple[float, float]:
    """The least and the most that one share less another can be, over every true count that the cells permit."""
    (least, most), (other_least, other_most) = (
        _permitted_share(*cells) for cells in ((part, whole), (other_part, other_whole))
    )
    return least - other_most, most - other_least


def _permitted_share(part: Cell, whole: Cell) -> tuple[float, float]:
    fewest = max(whole.lowest, part.highest)  # nobody of the part is outside the whole
    return part.lowest / whole.highest if whole.highest > 0 else 0.0, part.highest / fewest if fewest > 0 else 1.0


def differences(
    parts: Sequence[Cell],
    wholes: Sequence[Cell],
    other_parts: Sequence[Cell],
    other_wholes: Sequence[Cell],
    confidence: float = 0.95,
    in_both: Sequence[float] = (0.0,),
) -> Estimates:
    """The same of several pairs of shares, worked out together: one value a row.

    `in_both`: how many people are in both wholes, each of whom is in both parts or in neither (what lasts).
    """
    whole, of_whole = drawn((*wholes, *other_wholes))
    part, of_part = drawn((*parts, *other_parts))
    known = np.array([found.known for found in (*parts, *other_parts)]) & (whole > 0)
    x, n = np.where(known, np.minimum(part, whole), np.nan), np.where(known, whole, np.nan)
    (p, other), spreads = _halves(x / n), _halves(_of_share(x / n, n, of_part, of_whole))
    (a, b), (n_a, n_b) = _halves(x), _halves(n)
    if any(in_both):
        limits = overlapping_difference(a, n_a, b, n_b, in_both, confidence)
    else:
        limits = proportion_difference(a, n_a, b, n_b, confidence)
    lower, upper = allowing_for(p - other, *limits, np.hypot(*spreads), confidence)
    return Estimates(p - other, np.maximum(lower, -1), np.minimum(upper, 1))


def _halves(both: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What was worked out of two groups together, of each."""
    middle = len(both) // 2
    return both[:middle], both[middle:]


def _expected(cells: Sequence[Cell]) -> tuple[np.ndarray, np.ndarray]:
    """As `_drawn`, but that the least count that is shown stands for what it is on average, with the error of that."""
    count, error = drawn(cells)
    least = [one.variance == ROUNDED and one.lowest == one.value < one.highest for one in cells]
    return np.where(least, LEAST_SHOWN[0], count), np.where(least, LEAST_SHOWN[1], error)


def drawn(cells: Sequence[Cell]) -> tuple[np.ndarray, np.ndarray]:
    """The counts as shown, and the mean square of their errors: of rounding, or of anything within the range alone.

    Within a range the true count is anywhere alike, and the one shown need not be its middle: what it lies beside that
    is a part of its error.
    """
    count, least, most = _arrays(cells)
    known = np.array([found.variance for found in cells], dtype="float64")
    anywhere = (most - least) ** 2 / 12 + (count - (least + most) / 2) ** 2
    return count, np.where(np.isnan(known), anywhere, known)


def _of_share(share: np.ndarray, whole: np.ndarray, of_part: np.ndarray, of_whole: np.ndarray) -> np.ndarray:
    """The standard error that rounding part and whole gives their share."""
    return _divided(np.sqrt(of_part + share**2 * of_whole), whole)


def _arrays(cells: Sequence[Cell]) -> np.ndarray:
    return np.array([(cell.value, cell.lowest, cell.highest) for cell in cells], dtype="float64").reshape(-1, 3).T


def _divided(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(under > 0, over / under, np.nan)
