"""Means and standard deviations of outcomes, for ten people or more and where no smaller group is left over."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import MEANS
from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.listed.outcomes import between_definitions
from pimh_data.secure.disclosure.listed.parts import parts
from pimh_data.secure.disclosure.listed.wheres import periods, places, services
from pimh_data.secure.disclosure.means import means_shown
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, of_rows, together
from pimh_data.secure.disclosure.worth import worth

OF_PAIRED = ("first", "last", "change")


@dataclass(frozen=True, eq=False)
class Means:
    """`columns`: MEANS, to one decimal, NaN where they are not shown; how many groups have ten people or more whose
    counts are shown, and of how many of these the means are `withheld` all the same.
    """

    columns: pd.DataFrame
    considered: int
    withheld: int


def means(
    table: pd.DataFrame, hidden: np.ndarray, nobody: np.ndarray, asked: np.ndarray, cube: Numbered, nests: Nesting
) -> Means:
    """The means of the counted cube `outcomes`: its counts, SUMS and rows. `hidden`: its counts, and where they can
    only be of `nobody`, (rows, counts); `asked`: whose means are asked for, (rows,).
    """
    paired = table.paired.to_numpy("int64")
    alone = table.first_score.to_numpy("int64") - paired
    no_first, no_paired = (hidden[:, cube.counts.index(name)] for name in ("first_score", "paired"))
    relations = of_rows(together(_listed(cube, nests, paired)), cube.first, len(cube.counts))
    of_row = worth(cube, table[list(cube.counts)].to_numpy("int64"))[:, cube.counts.index("paired")]
    found, considered, withheld = {}, 0, 0
    secret = no_paired & ~nobody[:, cube.counts.index("paired")]
    for people, may, unknown, names in (
        (paired, asked & ~no_paired, secret, OF_PAIRED),
        # How many have a first score alone is no count of the release.
        (alone, asked & ~no_paired & ~no_first, np.zeros_like(secret), ("unpaired",)),
    ):
        shown = means_shown(people, may, relations, of_row, unknown)
        enough = may & (people >= FEWEST_FOR_A_MEAN)
        considered, withheld = considered + int(enough.sum()), withheld + int((enough & ~shown).sum())
        for name in names:
            mean, sd = _mean_and_sd(table, name, people)
            found[f"mean_{name}"], found[f"sd_{name}"] = np.where(shown, mean, np.nan), np.where(shown, sd, np.nan)
    # Of whole scores, the mean change rounded by itself would tell of how many people the three means are.
    found["mean_change"] = to_one_decimal(found["mean_last"] - found["mean_first"])
    return Means(pd.DataFrame(found, index=table.index)[list(MEANS)], considered, withheld)


def _listed(cube: Numbered, nests: Nesting, paired: np.ndarray) -> Iterator[Relations]:
    """Which rows lie within which, and which make one up."""
    counted = ("paired",)
    true = np.zeros(cube.first + len(cube) * len(cube.counts), dtype="int64")
    true[cube.cells(np.arange(len(cube)), "paired")] = paired
    yield from parts(cube, counted)
    yield from services(cube, nests, counted, true)
    yield from places(cube, nests, counted, true)
    yield from periods(cube, nests, counted, true)
    yield from between_definitions(cube, counted)


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
