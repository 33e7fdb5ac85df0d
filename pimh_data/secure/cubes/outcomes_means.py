"""Means and standard deviations of outcomes, shown for ten people or more and where no smaller group is left over."""

from dataclasses import replace

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, MEANS
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_protection import ROW, VIEW, Protected
from pimh_data.secure.disclosure.sums import Sums, sums_of

FEWEST = 10
OF_PAIRED = ("first", "last", "change")


def means(table: pd.DataFrame, protected: Protected) -> pd.DataFrame:
    """The columns MEANS, to one decimal, NaN where they are not shown. Rows as in the table: counts, sums and squares.

    Parts that are not shown must together be nobody or ten people or more: otherwise what is left of the total would
    describe fewer than ten, and a further part is not shown. The same holds between two definitions.
    """
    paired = table.paired.to_numpy("int64")
    unpaired = table.first_score.to_numpy("int64") - paired
    hidden = protected.hidden[:, [COUNTS.index("paired"), COUNTS.index("first_score")]]
    sums = sums_of(table[table.dimension != FIRST_AND_LAST_BAND], VIEW)
    rows = np.flatnonzero((table.dimension != FIRST_AND_LAST_BAND).to_numpy())
    sums = replace(sums, total=rows[sums.total], parts=rows[sums.parts])
    shown = _shown(paired, ~hidden[:, 0] & ~_tell(table, paired), sums)
    only_first = _shown(unpaired, ~hidden.any(axis=1) & ~_tell(table, unpaired), sums)
    found = {}
    for what in OF_PAIRED:
        mean, sd = _mean_and_sd(table, what, paired)
        found[f"mean_{what}"], found[f"sd_{what}"] = np.where(shown, mean, np.nan), np.where(shown, sd, np.nan)
    mean, sd = _mean_and_sd(table, "unpaired", unpaired)
    found["mean_unpaired"] = np.where(only_first, mean, np.nan)
    found["sd_unpaired"] = np.where(only_first, sd, np.nan)
    return pd.DataFrame(found, index=table.index)[list(MEANS)]


def _tell(table: pd.DataFrame, people: np.ndarray) -> np.ndarray:
    """Rows of other definitions than the first whose number lies one to nine people from another's of the same view."""
    # The table holds the definitions in order, the default first: what came first keeps its means.
    totals = table[table.dimension == "all"].assign(people=people[(table.dimension == "all").to_numpy()])
    tells = np.zeros(len(table), dtype=bool)
    names = list(dict.fromkeys(zip(totals.pairing, totals.courses, strict=True)))
    parts = {name: totals[(totals.pairing == name[0]) & (totals.courses == name[1])] for name in names}
    for number, name in enumerate(names):
        for earlier in names[:number]:
            mine, other = parts[name], parts[earlier]
            both = (
                mine[ROW]
                .assign(row=mine.index, people=mine.people)
                .merge(other[ROW].assign(people=other.people), on=ROW, suffixes=("", "_earlier"))
            )
            apart = (both.people - both.people_earlier).abs()
            tells[both.row[(apart > 0) & (apart < FEWEST)].to_numpy()] = True
    return tells


def _shown(people: np.ndarray, may: np.ndarray, sums: Sums) -> np.ndarray:
    shown = may & (people >= FEWEST)
    if not len(sums.parts):
        return shown
    while True:
        left = np.add.reduceat(np.where(shown, 0, people)[sums.parts], sums.starts)
        bad = np.flatnonzero(shown[sums.total] & (left > 0) & (left < FEWEST))
        if not len(bad):
            return shown
        ends = np.r_[sums.starts[1:], len(sums.parts)]
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
        # Adding 0 turns -0.0 into 0.0.
        return np.round(mean, 1) + 0.0, np.round(np.sqrt(variance), 1)
