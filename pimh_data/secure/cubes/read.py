"""Takes out of a protected cube views and members that no question reads: they were counted for their sums."""

from itertools import product

import numpy as np
import pandas as pd

from pimh_data.registry.views import ALL, COMPARED, OF_THE_COMPARED, READ
from pimh_data.secure.cubes.views import Views


def only_read(cube: str, table: pd.DataFrame, views: Views) -> pd.DataFrame:
    """The rows whose views are read, in their order."""
    return table[is_read(cube, table, views)].reset_index(drop=True)


def is_read(cube: str, table: pd.DataFrame, views: Views) -> np.ndarray:
    """Which rows of a cube are of a view that is read, array of bool."""
    kinds = dict(zip(views.names.service, views.names.service_kind, strict=True))
    codes, names = zip(*(table[column].factorize() for column in ("period_kind", "service", "dimension")), strict=True)
    view = np.ravel_multi_index(codes, [len(own) for own in names]) if len(table) else np.zeros(0, dtype="int64")
    # The access cube has a service of its own, all specialist ones together.
    viewed = [(cube, kind, kinds.get(service, ALL), of) in READ for kind, service, of in product(*names)]
    return np.array(viewed, dtype=bool)[view] & _is_compared(cube, table)


def _is_compared(cube: str, table: pd.DataFrame) -> np.ndarray:
    """Which rows are of a member of whom the cube is held."""
    left_out = np.zeros(len(table), dtype=bool)
    for dimension, members in COMPARED.items() if cube in OF_THE_COMPARED else ():
        left_out |= ((table["dimension"] == dimension) & ~table["member"].isin(members)).to_numpy()
    return ~left_out
