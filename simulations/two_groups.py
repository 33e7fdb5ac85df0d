"""Differences and ratios of two groups of a size: coverage, true nulls called beyond chance, and power; drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pimh_data.questions.rounded_intervals import Estimates, differences, ratios
from simulations import worst_case
from simulations.releasing import cells, shown

SEED = 20
POINTS = (0.05, 0.25, 0.5, 0.75, 0.95)
PAIRS = tuple((one, other) for one in POINTS for other in POINTS if one <= other)
RATIOS = (0.5, 0.8, 1.0, 1.25, 2.0)
LOWEST_SHARE, HIGHEST_SHARE, LEAST_RATIO = 0.05, 0.95, 0.5
MOSTLY_SHOWN = 0.95


@dataclass(frozen=True)
class Draws:
    """Estimates that are shown, one a row: the truth, its interval, and the interval at the worst case of rounding."""

    truth: np.ndarray
    found: Estimates
    worst: tuple[np.ndarray, np.ndarray]
    there: np.ndarray

    def covered(self) -> float:
        """The share whose interval holds the truth."""
        return float(((self.found.lower <= self.truth) & ~(self.found.upper < self.truth))[self.there].mean())

    def flagged(self, none: float) -> float:
        """The share that is told from chance, `none` being the value of no difference."""
        return float(((self.found.lower > none) | (self.found.upper < none))[self.there].mean())

    def flagged_worst_case(self, none: float) -> float:
        """The same by the worst case of rounding."""
        return float(((self.worst[0] > none) | (self.worst[1] < none))[self.there].mean())

    def widths(self) -> tuple[float, float]:
        """The mean width of the interval, and of that at the worst case."""
        lower, upper = self.worst
        return float((self.found.upper - self.found.lower)[self.there].mean()), float(
            (upper - lower)[self.there].mean()
        )


def shares_drawn(size: int, one: np.ndarray, other: np.ndarray, rng: np.random.Generator, other_size: int = 0) -> Draws:
    """Differences of two shares, one minus the other, of groups of the size, 10% less to 10% more.

    `other_size`: of the second, where it is not the same.
    """
    sizes = size, other_size or size
    wholes = [rng.integers(round(0.9 * each), round(1.1 * each) + 1, len(one)) for each in sizes]
    counts = [rng.binomial(whole, share) for whole, share in zip(wholes, (one, other), strict=True)]
    a, b, n, m = (shown(true, rng) for true in (*counts, *wholes))
    found = differences(cells(a), cells(n), cells(b), cells(m))
    return Draws(one - other, found, worst_case.of_differences(a, n, b, m), (a > 0) & (b > 0))


def ratios_drawn(size: int, ratio: np.ndarray, rng: np.random.Generator, other_size: int = 0) -> Draws:
    """Ratios of two rates, of so many people expected in each group at a ratio of 1, 10% less to 10% more."""
    one, per = (rng.uniform(0.9, 1.1, len(ratio)) * each for each in (size, other_size or size))
    a, b = shown(rng.poisson(one * ratio), rng), shown(rng.poisson(per), rng)
    found = ratios(cells(a), one.tolist(), cells(b), per.tolist())
    return Draws(ratio, found, worst_case.of_ratios(a, one, b, per), (a > 0) & (b > 0))


def anywhere(size: int, draws: int, kind: str) -> Draws:
    """With the truth anywhere: both shares from .05 to .95, or the ratio from half to twice."""
    rng = np.random.default_rng((SEED, size, draws))
    if kind == "ratio":
        return ratios_drawn(size, np.exp(rng.uniform(np.log(LEAST_RATIO), -np.log(LEAST_RATIO), draws)), rng)
    return shares_drawn(size, *rng.uniform(LOWEST_SHARE, HIGHEST_SHARE, (2, draws)), rng)


def nulls(size: int, draws: int, kind: str, other_size: int = 0) -> Draws:
    """With no difference: a share of both anywhere from .05 to .95, or a ratio of 1."""
    rng = np.random.default_rng((SEED, size, draws, other_size, 1) if other_size else (SEED, size, draws, 1))
    if kind == "ratio":
        return ratios_drawn(size, np.ones(draws), rng, other_size)
    both = rng.uniform(LOWEST_SHARE, HIGHEST_SHARE, draws)
    return shares_drawn(size, both, both, rng, other_size)


def worst_point(size: int, draws: int, kind: str) -> tuple[float, str]:
    """The least coverage of single points (pairs of shares, ratios) of which nearly all is shown, and which it is."""
    rng = np.random.default_rng((SEED, size, draws, 2))
    draw: Callable[[float, float], Draws]
    if kind == "ratio":
        points, draw = [(ratio, 1.0) for ratio in RATIOS], lambda one, _: ratios_drawn(size, np.full(draws, one), rng)
    else:
        points = list(PAIRS)

        def draw(one: float, other: float) -> Draws:
            return shares_drawn(size, np.full(draws, one), np.full(draws, other), rng)

    found = {point: draw(*point) for point in points}
    held = {point: drawn.covered() for point, drawn in found.items() if drawn.there.mean() > MOSTLY_SHOWN}
    one, other = min(held, key=lambda point: held[point])
    return held[one, other], f"{one:g}" if kind == "ratio" else f"{one:.0%} and {other:.0%}"
