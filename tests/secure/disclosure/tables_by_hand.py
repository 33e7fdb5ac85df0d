"""Counted cubes of one Place, written by hand: how many there are, and the number that is drawn for them."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES, KEYS
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.disclosure.rounding import rounded

WHERE, ALL, EVERYONE = "Northport", "All services", ("all", "Everyone")
SERVICES = ("Groups", "Peer support", "Therapy", "Visits")
WHOLE = ("since start", "Since the service started")
NESTS = Nesting(
    {},
    {},
    {(WHERE, one): [ALL] for one in SERVICES},
    {(WHERE, ALL): [list(SERVICES)]},
    {},
    {},
)
Counts = Mapping[str, tuple[int, int]]  # count -> how many there are, and the number that is drawn for them


def key_for(many: int, number: int) -> int:
    """A sum of keys by which so many are shown as this number."""
    return next(key for key in range(10_000) if rounded(np.array([many]), np.array([key]))[0] == number)


def table(cube: str, rows: Iterable[dict]) -> pd.DataFrame:
    """A counted cube. Each row: `counts`, and of its keys what is not that of everyone in all services."""
    spec, found = CUBES[cube], []
    for row in rows:
        period, member = row.get("period", WHOLE), row.get("member", EVERYONE)
        keys = (spec.basis, WHERE, *period, row.get("service", ALL), *member)
        found.append(dict(zip(KEYS, keys, strict=True)) | {name: row[name] for name in spec.extra_keys})
        for name in spec.counts:
            many, number = row["counts"].get(name, (0, 0))
            found[-1] |= {name: many, f"{name}_key": key_for(many, number) if many >= 5 else many}
    return pd.DataFrame(found)


def shown(tables: Mapping[str, pd.DataFrame], nests: Nesting = NESTS) -> int:
    """How many of the counts of five or more are shown."""
    found = protect(dict(tables), nests, ROUNDED).tables
    return sum(int(found[cube][name].notna().sum()) for cube in tables for name in CUBES[cube].counts)
