"""Intervals of released numbers that allow for rounding: each end takes the true counts that push it furthest.

Cells in, arrays out, one value a row; NaN where a number is hidden or missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pimh_data.questions.cells import Cell
from pimh_data.statistics.inequality import gap_in_people, representation_ratio
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, wilson

PER = 1000
Verdict = Literal["higher", "lower", "no clear difference", "too few", "undefined"]
TOO_FEW_TOGETHER = 20  # below this, two counts together say nothing of a change


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


def gap(seen: Cell, population: float, matched: Cell, matched_population: float) -> tuple[float, float, float]:
    """How many more people a group would have to be seen to match another's rate, with a 95% interval (people)."""
    value = gap_in_people(seen.value, population, matched.value, matched_population).gap
    lower = gap_in_people(seen.highest, population, matched.lowest, matched_population).lower
    upper = gap_in_people(seen.lowest, population, matched.highest, matched_population).upper
    return float(value), float(lower), float(upper)


@dataclass(frozen=True)
class Represented:
    """Representation ratios with their intervals, and the ratio if none or all of the unknown were of the group."""

    ratios: Estimates
    bound_lower: np.ndarray
    bound_upper: np.ndarray


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


def compared(one: Cell, other: Cell, population: float = 1, other_population: float = 1) -> Verdict:
    """Whether one rate is beyond chance higher or lower than another; or a count, of an equal stretch of time."""
    if not (one.known and other.known):
        return "undefined"
    if one.value + other.value < TOO_FEW_TOGETHER:
        return "too few"
    # With nobody in the other, the ratio has no upper end; turned round it has one, and says the same.
    if other.lowest == 0:
        _, lower, upper = ratios([other], [other_population], [one], [population])[0]
        return "higher" if upper < 1 else "lower" if lower > 1 else "no clear difference"
    _, lower, upper = ratios([one], [population], [other], [other_population])[0]
    return "higher" if lower > 1 else "lower" if upper < 1 else "no clear difference"


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


def shares_compared(part: Cell, whole: Cell, other_part: Cell, other_whole: Cell, confidence: float = 0.95) -> Verdict:
    """Whether a share is beyond chance higher or lower than another (Newcombe's interval of the difference)."""
    _, lower, upper = difference(part, whole, other_part, other_whole, confidence)
    if lower != lower or upper != upper:
        return "undefined"
    if whole.value + other_whole.value < TOO_FEW_TOGETHER:
        return "too few"
    return "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"


def _corner(part: Cell, whole: Cell, highest: bool) -> tuple[float, float]:
    fewest = max(whole.lowest, part.lowest)
    return (min(part.highest, fewest), fewest) if highest else (part.lowest, max(whole.highest, fewest))


def _arrays(cells: Sequence[Cell]) -> np.ndarray:
    return np.array([(cell.value, cell.lowest, cell.highest) for cell in cells], dtype="float64").reshape(-1, 3).T


def _divided(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(under > 0, over / under, np.nan)
