"""Which counts of outcomes mean something, which can only be nobody, and which are always equal. No counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, FIRST_BAND, NO_FIRST_SCORE
from pimh_data.registry.measure import Band, Measure
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.scores.change import MOST_VARIANTS
from pimh_data.statistics.reliable import ROUNDING

OF_CASE = ("at_caseness", "recovered", *(f"reliably_recovered_{number}" for number in range(MOST_VARIANTS)))


@dataclass(frozen=True, eq=False)
class Meaning:
    """What everyone knows of the counts before any is released; arrays (rows, COUNTS) of bool.

    `defined`: where a count means something (a measure may have no reliable change). `nobody`: where it can only be 0.
    `equal`: (rows, one column, another): in these rows the two count the same people.
    """

    defined: np.ndarray
    nobody: np.ndarray
    equal: tuple[tuple[np.ndarray, int, int], ...] = ()


def meaning(table: pd.DataFrame, measures: Mapping[str, Measure]) -> Meaning:
    """What the counts of the table mean: its columns measure, dimension and member."""
    defined = _defined(table, measures)
    of_first_band = (table.dimension == FIRST_BAND.name).to_numpy()
    unscored = of_first_band & (table.member == NO_FIRST_SCORE).to_numpy()
    nobody = np.zeros_like(defined)
    nobody[unscored] = [name != "eligible" for name in COUNTS]
    equal = {("eligible", "first_score"): of_first_band & ~unscored}
    for measure in measures.values():
        mine = of_first_band & (table.measure == measure.key).to_numpy()
        for band, upper in zip_longest(measure.bands, measure.bands[1:]):
            rows = mine & (table.member == band.label).to_numpy()
            impossible, same = _told_by_first_band(measure, band, upper)
            nobody[np.ix_(rows, [COUNTS.index(name) for name in impossible])] = True
            for pair in same:
                equal[pair] = equal.get(pair, False) | rows
    columns = {pair: [COUNTS.index(name) for name in pair] for pair in equal}
    pairs = ((np.flatnonzero(rows & defined[:, columns[pair]].all(axis=1)), pair) for pair, rows in equal.items())
    return Meaning(defined, nobody & defined, tuple((rows, *columns[pair]) for rows, pair in pairs))


def has_change(measure: Measure, number: int) -> bool:
    """Whether the measure has a reliable change of that number whose points are known."""
    return number < len(measure.reliable_changes) and measure.reliable_changes[number].points is not None


def _defined(table: pd.DataFrame, measures: Mapping[str, Measure]) -> np.ndarray:
    defined = np.ones((len(table), len(COUNTS)), dtype=bool)
    for column, name in enumerate(COUNTS):
        number = name.rpartition("_")[2]
        change = int(number) if number.isdigit() else None
        meant = [
            key
            for key, measure in measures.items()
            if (change is None or has_change(measure, change)) and (name not in OF_CASE or measure.caseness is not None)
        ]
        defined[:, column] = table.measure.isin(meant)
    # Last bands are known of those with two scores alone.
    last_bands = (table.dimension == FIRST_AND_LAST_BAND).to_numpy()
    defined[np.ix_(last_bands, [column for column, name in enumerate(COUNTS) if name != "paired"])] = False
    return defined


def always_a_case(measure: Measure, band: Band, upper: Band | None) -> bool:
    """Whether everybody whose first score lies in the band is a case. `upper`: the next band."""
    if measure.caseness is None:
        return False
    return _ends(measure, band, upper)[1] <= _better(measure) * measure.caseness


def _better(measure: Measure) -> int:
    return 1 if measure.direction == "higher_is_better" else -1


def _ends(measure: Measure, band: Band, upper: Band | None) -> tuple[float, float]:
    """The band's worst and best score, in points where more is better, whichever way the measure runs."""
    better = _better(measure)
    worst, best = sorted((better * band.low, better * (upper.low if upper else measure.high)))
    return worst, best


def _told_by_first_band(measure: Measure, band: Band, upper: Band | None) -> tuple[list[str], list[tuple[str, str]]]:
    """Of people whose first score lies in the band: counts that can only be nobody, and pairs of counts that are equal.

    `upper`: the next band. A score between two bands is in the lower one, so a band reaches up to the next one's least.
    """
    nobody: list[str] = []
    equal: list[tuple[str, str]] = []
    # In points where more is better, whichever way the measure runs.
    better = _better(measure)
    worst, best = _ends(measure, band, upper)
    lowest, highest = sorted((better * measure.low, better * measure.high))
    always_case = always_a_case(measure, band, upper)
    if measure.caseness is not None:
        line = better * measure.caseness  # a score at it is a case
        reached = better > 0 or upper is None  # the worst score itself: not where it is the next band's
        if worst > line or (worst == line and not reached):
            nobody += OF_CASE
        if always_case:
            equal.append(("first_score", "at_caseness"))
    for number, points in _points(measure):
        if highest - worst < points:
            nobody += [f"improved_{number}", f"reliably_recovered_{number}"]
        if best - lowest < points:
            nobody.append(f"deteriorated_{number}")
        if always_case and line - best >= points:
            equal.append(("recovered", f"reliably_recovered_{number}"))
    return nobody, equal


def _points(measure: Measure) -> Iterator[tuple[int, float]]:
    for number, change in enumerate(measure.reliable_changes[:MOST_VARIANTS]):
        if change.points is not None:
            yield number, change.points - ROUNDING
