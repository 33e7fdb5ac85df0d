"""Takes out of a protected cube the views that no question reads: they were counted for the sums they are in."""

from itertools import product

import numpy as np
import pandas as pd

from pimh_data.registry.views import ALL
from pimh_data.secure.cubes.plan import READ
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
    held = [(cube, kind, kinds.get(service, ALL), of) in READ for kind, service, of in product(*names)]
    return np.array(held, dtype=bool)[view]
