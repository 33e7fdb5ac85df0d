"""Coverage of the interval of a share and of a rate, summed over every count and rounding: nothing is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, poisson

from pimh_data.questions.rounded_intervals import Estimates, rates, shares
from simulations import worst_case
from simulations.releasing import BASE, cells, ways

SHARES = np.linspace(0.05, 0.95, 19)
AROUND = np.linspace(0.9, 1.1, 41)  # of the size: denominators, or people expected
MOSTLY_SHOWN = 0.95  # a single point of which more is hidden is no point: what is shown of it is chosen by being large
POPULATION = 1000.0


@dataclass(frozen=True)
class Covered:
    """Of the estimates that are shown: how many hold the truth, at the worst point too; mean widths."""

    size: int
    average: float
    worst: float
    where: str
    width: float
    width_worst_case: float


Covering = Callable[[int], Covered]


def of_shares(size: int) -> Covered:
    """Averaged over 19 shares from .05 to .95 and denominators from 10% less to 10% more, weighted by what is shown."""
    sums: list[np.ndarray] = []
    wholes = np.unique(np.round(AROUND * size).astype(int))
    for whole in wholes.tolist():
        counts = np.arange(BASE, whole + 1)
        mass = binom.pmf(counts, whole, SHARES[:, None])
        sums.append(sum(_each(mass, counts, n, chance) for n, chance in _ways(whole)))
    return _covered(size, np.array(sums), [f"{whole} people" for whole in wholes], [f"{p:.0%}" for p in SHARES])


def of_rates(size: int) -> Covered:
    """Averaged over so many people expected, from 10% less to 10% more; each is a point."""
    counts = np.arange(BASE, int(size + 12 * np.sqrt(size) + 30))
    means = AROUND * size
    grid = np.arange(BASE, counts[-1] + 2 * BASE, BASE)
    populations = np.full(len(grid), POPULATION)
    worst = worst_case.of_rates(grid, POPULATION, 1000)
    sums = _summed(poisson.pmf(counts, means[:, None]), counts, means, rates(cells(grid), populations), worst)
    return _covered(size, sums[None], [""], [f"{mean:.0f} expected" for mean in means])


def _ways(true: int) -> Iterator[tuple[int, float]]:
    for printed, chance in ways(np.array([true])):
        if chance[0] > 0:
            yield int(printed[0]), float(chance[0])


def _each(mass: np.ndarray, counts: np.ndarray, whole: int, chance: float) -> np.ndarray:
    grid = np.arange(BASE, counts[-1] + 2 * BASE, BASE)
    found = shares(cells(grid), cells(np.full(len(grid), whole)))
    worst = worst_case.of_shares(grid, np.full(len(grid), whole))
    return chance * _summed(mass, counts, SHARES, found, worst)


def _summed(
    mass: np.ndarray, counts: np.ndarray, truths: np.ndarray, found: Estimates, worst: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """By truth: the chance of being shown and covered, of being shown, and that times either width."""
    total = np.zeros((4, len(truths)))
    for printed, chance in ways(counts):
        row = printed // BASE - 1
        lower, upper = found.lower[row], found.upper[row]
        weight = mass * chance
        holds = (lower <= truths[:, None] + 1e-12) & (truths[:, None] - 1e-12 <= upper)
        widths = upper - lower, (worst[1] - worst[0])[row]
        total += np.array([(weight * one).sum(axis=1) for one in (holds, np.ones_like(counts), *widths)])
    return total


def _covered(size: int, sums: np.ndarray, rows: list[str], columns: list[str]) -> Covered:
    held, there, *widths = np.moveaxis(sums, 1, 0)
    points = np.where(there > MOSTLY_SHOWN, held / there, np.inf)
    row, column = np.unravel_index(np.argmin(points), points.shape)
    where = " of ".join(filter(None, (columns[column], rows[row])))
    mean, mean_worst_case = (float(width.sum() / there.sum()) for width in widths)
    return Covered(size, float(held.sum() / there.sum()), float(points.min()), where, mean, mean_worst_case)
