"""A cube as arrays of codes and numbers, made once a release: looking a row up costs no table. No meaning here."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.questions.cells import holds_cube
from pimh_data.release import Release
from pimh_data.release.views import Views

Key = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Columns:
    """`codes`, `names`: of each text column, the code of every row and the names behind the codes. `numbers`: NaN where
    null. `slices`: (period, service, dimension) -> the rows that hold it.
    """

    codes: Mapping[str, np.ndarray]
    names: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, np.ndarray]
    slices: Views

    def rows(self, key: Key, wanted: Mapping[str, str]) -> np.ndarray:
        """Numbers of the rows of a view whose text columns hold what is wanted; none for a name that is not there."""
        found = self.slices.get(key)
        if found is None:
            return np.empty(0, dtype=np.int64)
        keep = np.ones(found.stop - found.start, dtype=bool)
        for column, name in wanted.items():
            keep &= self.is_in(column, name, found)
        return found.start + np.flatnonzero(keep)

    def is_in(self, column: str, name: str, rows: slice | np.ndarray) -> np.ndarray:
        """Where a text column holds a name."""
        names = self.names[column]
        return self.codes[column][rows] == (names.index(name) if name in names else -2)

    def texts(self, column: str, rows: np.ndarray) -> list[str]:
        """The texts of a column."""
        names = self.names[column]
        return [names[code] for code in self.codes[column][rows].tolist()]


def columns_of(release: Release, cube: str, where: str) -> Columns | None:
    """The columns of a cube and where; None where the release holds no such cube.

    Raises SelectionError for a where of which the release (or the viewer) has nothing at all.
    """
    if not holds_cube(release, cube, where):
        return None
    return release.once_of(
        cube, where, Columns, lambda: _columns(release.table(cube, where), release.index[cube, where])
    )


def _columns(table: pd.DataFrame, views: Views) -> Columns:
    texts = [name for name in table.columns if table[name].dtype == "category"]
    return Columns(
        {name: table[name].cat.codes.to_numpy() for name in texts},
        {name: tuple(table[name].cat.categories) for name in texts},
        {name: table[name].to_numpy("float64", na_value=np.nan) for name in table.columns if name not in texts},
        views,
    )
