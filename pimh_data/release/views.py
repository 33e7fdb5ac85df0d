"""Where the views of a table lie, so that one is found without a search: the rows of a view stand together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LOOKUP = ("period", "service", "dimension")


@dataclass(frozen=True, eq=False)
class Views:
    """Where the views of a table lie, which is sorted by them: a view's key among the sorted keys, and its rows.

    No object is kept for a view: a quarter of a million of them held up everybody whenever garbage was collected, and
    for 75 ms when a replaced release was let go.
    """

    names: tuple[dict[str, int], ...]  # of period, service and dimension: name -> code
    keys: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def get(self, view: tuple[str, str, str]) -> slice | None:
        """The rows of a view; None where the table has none."""
        key = 0
        for names, name in zip(self.names, view, strict=True):
            code = names.get(name)
            if code is None:
                return None
            key = key * len(names) + code
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return None
        return slice(int(self.starts[at]), int(self.ends[at]))


NO_VIEWS = Views(({}, {}, {}), *(np.zeros(0, dtype=np.int64) for _ in range(3)))


def by_view(table: pd.DataFrame) -> tuple[pd.DataFrame, Views]:
    """The table with the rows of each view together, in the order that they had; and where the views lie."""
    if table.empty:
        return table, NO_VIEWS
    columns = [table[column].array for column in LOOKUP]
    names = tuple({name: code for code, name in enumerate(column.categories.tolist())} for column in columns)
    keys = np.zeros(len(table), dtype=np.int64)
    for column, known in zip(columns, names, strict=True):
        keys = keys * len(known) + column.codes
    starts = _starts(keys)
    if len(np.unique(keys[starts])) < len(starts):
        order = np.argsort(keys, kind="stable")
        table, keys = table.iloc[order].reset_index(drop=True), keys[order]
        starts = _starts(keys)
    ends = np.r_[starts[1:], len(table)]
    order = np.argsort(keys[starts])
    return table, Views(names, keys[starts][order], starts[order].astype(np.int32), ends[order].astype(np.int32))


def _starts(keys: np.ndarray) -> np.ndarray:
    return np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
