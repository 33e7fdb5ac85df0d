"""How many counts have moved since the release before: how many, never which, and never by how much."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from pimh_data.errors import ReleaseError
from pimh_data.registry.cubes import CUBES, KEYS
from pimh_data.release import open_release
from pimh_data.secure.releases.before import release_before

SAID = "Of {shown:,} counts shown in release {release} and in this one, {moved:,} have moved"
NOT_COMPARED = "Whether counts have moved since release {release} is not known: it cannot be opened"


def counts_moved(tables: Mapping[tuple[str, str], pa.Table], releases: Path, private: Path) -> tuple[str, ...]:
    """A line for the report; none where there is no release before. `tables`: of this one, by (cube, partition)."""
    before = release_before(releases, private)
    if before is None:
        return ()
    name = before.manifest.release
    try:
        held = open_release(releases / name).tables
    except ReleaseError:
        return (NOT_COMPARED.format(release=name),)
    found = [_moved(held[key], table.to_pandas(), key[0]) for key, table in tables.items() if _comparable(key, held)]
    shown, moved = np.array(found, dtype="int64").reshape(-1, 2).sum(axis=0)
    return (SAID.format(shown=int(shown), moved=int(moved), release=name),)


def _comparable(key: tuple[str, str], held: Mapping[tuple[str, str], pd.DataFrame]) -> bool:
    return key[0] in CUBES and key in held


def _moved(before: pd.DataFrame, now: pd.DataFrame, cube: str) -> tuple[int, int]:
    """Counts shown in both, and those of them that are not the same."""
    spec = CUBES[cube]
    keys = [*KEYS, *spec.extra_keys]
    counts = [name for name in spec.counts if name in before and name in now]
    both = before.astype(dict.fromkeys(keys, "str")).merge(now.astype(dict.fromkeys(keys, "str")), on=keys)
    shown = moved = 0
    for count in counts:
        one, other = (both[f"{count}_{side}"].to_numpy("float64", na_value=np.nan) for side in "xy")
        known = ~np.isnan(one) & ~np.isnan(other)
        shown, moved = shown + int(known.sum()), moved + int((one[known] != other[known]).sum())
    return shown, moved
