"""Slope and relative index of inequality of released rates, with intervals that allow for rounding. Cells in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.questions.cells import Cell
from pimh_data.questions.rounded_intervals import PER
from pimh_data.statistics.inequality import SlopeIndex, slope_index
from pimh_data.statistics.intervals import byar

REPETITIONS = 20_000  # limits of the relative index vary by under 0.5% between seeds
STEPS = 6  # to the true counts that push a ratio of two sums furthest: it settles after two or three


@dataclass(frozen=True)
class Slope:
    """The slope index per 1,000, the relative index, their 95% intervals, and the line's ends per 1,000.

    `most`, `least`: the fitted rate at the most and at the least deprived end. NaN where a number is hidden or missing.
    """

    slope: float
    lower: float
    upper: float
    relative: float
    relative_lower: float
    relative_upper: float
    most: float
    least: float


def slope_of(counts: Sequence[Cell], populations: Sequence[float]) -> Slope:
    """The slope of people per 1,000 over the ranked groups, most deprived first; a group without people is left out.

    Each end takes the true counts behind the released ones that push it furthest, and Byar's intervals of those.
    """
    value, least, most = np.array([(c.value, c.lowest, c.highest) for c in counts], dtype="float64").T
    people = np.nan_to_num(np.asarray(populations, dtype="float64"))
    lived = people > 0
    rate, low, high = (PER * np.where(lived, part / np.where(lived, people, 1), 0) for part in (value, least, most))
    rise = slope_index(np.eye(len(people)), np.broadcast_to(people, (len(people),) * 2), repetitions=0).sii
    share = people / people.sum() if people.sum() else people
    top, bottom = share + rise / 2, share - rise / 2
    slopes = _fitted(np.array([rate, *_furthest(rise, low, high)]), people, 0)
    ratios = _fitted(np.array(_ratios_furthest(rate, top, bottom, low, high)), people, REPETITIONS)
    return Slope(
        *(float(part) for part in (slopes.sii[0], slopes.sii_lower[1], slopes.sii_upper[2])),
        *(float(part) for part in (slopes.rii[0], ratios.rii_lower[0], ratios.rii_upper[1])),
        *(float(np.where(lived, end * rate, 0).sum()) if lived.any() else np.nan for end in (bottom, top)),
    )


def _fitted(rates: np.ndarray, people: np.ndarray, repetitions: int) -> SlopeIndex:
    lower, upper = byar(rates * people / PER, np.where(people > 0, people, 1), PER)
    return slope_index(rates, people, lower=lower, upper=upper, repetitions=repetitions)


def _furthest(weights: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rates that make a weighted sum least, and greatest."""
    return np.where(weights > 0, low, high), np.where(weights > 0, high, low)


def _ratios_furthest(
    rate: np.ndarray, top: np.ndarray, bottom: np.ndarray, low: np.ndarray, high: np.ndarray
) -> list[np.ndarray]:
    """The rates that make the ratio of two weighted sums least, and greatest (Dinkelbach 1967, Manage Sci 13:492)."""
    found = []
    for end in (0, 1):
        at = rate
        for _ in range(STEPS):
            under = (bottom * at).sum()
            if not under > 0:
                break
            at = _furthest(top - (top * at).sum() / under * bottom, low, high)[end]
        found.append(at)
    return found
