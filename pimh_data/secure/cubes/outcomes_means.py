"""Means and standard deviations of outcomes, for ten people or more and where no smaller group is left over."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, MEANS
from pimh_data.registry.measure import Measure
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_definitions import totals_beside
from pimh_data.secure.cubes.outcomes_protection import Protected
from pimh_data.secure.cubes.outcomes_sums import VIEW
from pimh_data.secure.disclosure.sums import Sums, sums_of

FEWEST = 10
VERY_FEW = 5  # fewer left over: never
ROUNDED = 0.05  # a mean to one decimal is known to within this
KNOWN_WITHIN = 0.1  # of the measure's range: the mean of five to nine left over may be known no better
OF_PAIRED = ("first", "last", "change")


def means(table: pd.DataFrame, protected: Protected, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """The columns MEANS, to one decimal, NaN where they are not shown. Rows as in the table: counts, sums and squares.

    What is left of a total once the shown parts are taken away must be nobody or ten people or more; or five to nine
    whose mean the rounding of the others leaves open by a tenth of the measure's range on either side. Otherwise a
    further part is not shown. The same holds between two definitions.
    """
    paired = table.paired.to_numpy("int64")
    unpaired = table.first_score.to_numpy("int64") - paired
    spread = table.measure.map({key: measure.high - measure.low for key, measure in measures.items()}).to_numpy()
    hidden = protected.hidden[:, [COUNTS.index("paired"), COUNTS.index("first_score")]]
    rows = np.flatnonzero((table.dimension != FIRST_AND_LAST_BAND).to_numpy())
    sums = sums_of(table.iloc[rows], VIEW)
    sums = replace(sums, total=rows[sums.total], parts=rows[sums.parts])
    beside = totals_beside(table)
    shown = _shown(paired, ~hidden[:, 0] & ~_tell(beside, paired, spread), sums, spread)
    only_first = _shown(unpaired, ~hidden.any(axis=1) & ~_tell(beside, unpaired, spread), sums, spread)
    found = {}
    for what in OF_PAIRED:
        mean, sd = _mean_and_sd(table, what, paired)
        found[f"mean_{what}"], found[f"sd_{what}"] = np.where(shown, mean, np.nan), np.where(shown, sd, np.nan)
    mean, sd = _mean_and_sd(table, "unpaired", unpaired)
    found["mean_unpaired"] = np.where(only_first, mean, np.nan)
    found["sd_unpaired"] = np.where(only_first, sd, np.nan)
    return pd.DataFrame(found, index=table.index)[list(MEANS)]


def _describes_few(left: np.ndarray, known: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Where the mean of so few people could be worked out. `known`: people whose means the working-out rests on."""
    with np.errstate(divide="ignore", invalid="ignore"):
        within = ROUNDED * known / left
    return (left > 0) & ((left < VERY_FEW) | (left < FEWEST) & (within < KNOWN_WITHIN * spread))


def _tell(beside: Mapping[tuple[str, str], np.ndarray], people: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Rows of other definitions than the first whose people differ from another's of the same view by too few."""
    # The table holds the definitions in order, the default first: what came first keeps its means.
    tells = np.zeros(len(people), dtype=bool)
    for number, rows in enumerate(beside.values()):
        for earlier in list(beside.values())[:number]:
            mine, other = np.column_stack([rows, earlier])[(rows >= 0) & (earlier >= 0)].T
            few = _describes_few(np.abs(people[mine] - people[other]), people[mine] + people[other], spread[mine])
            tells[mine[few]] = True
    return tells


def _shown(people: np.ndarray, may: np.ndarray, sums: Sums, spread: np.ndarray) -> np.ndarray:
    shown = may & (people >= FEWEST)
    if not len(sums.parts):
        return shown
    ends = np.r_[sums.starts[1:], len(sums.parts)]
    while True:
        left = np.add.reduceat(np.where(shown, 0, people)[sums.parts], sums.starts)
        known = people[sums.total] + np.add.reduceat(np.where(shown, people, 0)[sums.parts], sums.starts)
        bad = np.flatnonzero(shown[sums.total] & _describes_few(left, known, spread[sums.total]))
        if not len(bad):
            return shown
        for number in bad:
            parts = sums.parts[sums.starts[number] : ends[number]]
            parts = parts[shown[parts]]
            # With no part left to hold back, the total itself would describe the few.
            chosen = parts[people[parts].argmin()] if len(parts) else sums.total[number]
            shown[chosen] = False


def _mean_and_sd(table: pd.DataFrame, what: str, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    total, squares = table[f"sum_{what}"].to_numpy("float64"), table[f"squares_{what}"].to_numpy("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / people
        variance = np.maximum(squares - total * mean, 0) / (people - 1)
        return to_one_decimal(mean), to_one_decimal(np.sqrt(variance))


def to_one_decimal(values: np.ndarray) -> np.ndarray:
    """Rounded so that the order in which the numbers behind them were added up cannot matter; never -0.0."""
    # The engine adds up in any order: the last bits differ from one publication to the next, and a mean half way
    # between two decimals fell on either side.
    return np.round(np.round(values, 9), 1) + 0.0
