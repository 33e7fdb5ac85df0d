"""Which Places have people in which rows of a cube: by period, service and what extracts name. Made once a release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, ANSWER, AUDIENCE, CUBES, HUB
from pimh_data.release.reading import Release

# What extracts name by themselves, and so may stand in one Place only; a group of people is everywhere.
NAMED = ("measure", "question")
NAMED_MEMBERS = (HUB.name, AUDIENCE.name, ANSWER.name)
NO_KEY, NO_KEYS = -1, np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Keys:
    """The keys of a cube, by number. Rows of one period, service and name have one key, whatever their `where`.

    `services`: the service of each key; `groups`: a number for its period and name, the same for every service, and
    `whole`: of each group the key of all services, or NO_KEY. `periods`: the number of each key's period, by which
    `named_periods` has its name and kind; `series`: a number for its service and name, the same for every period.
    `rows`: where -> the key of each row of its table; `having`: Place -> keys of which it has any count shown above
    nought.
    """

    services: np.ndarray
    groups: np.ndarray
    whole: np.ndarray
    periods: np.ndarray
    named_periods: tuple[tuple[str, str], ...]
    series: np.ndarray
    rows: Mapping[str, np.ndarray]
    having: Mapping[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.services)

    def are(self, services: Iterable[str]) -> np.ndarray:
        """Which keys are of these services, shape (keys,)."""
        return np.isin(self.services, list(services))

    def counted(self, held: Iterable[np.ndarray]) -> np.ndarray:
        """How often each key is among those held, shape (keys,)."""
        return np.bincount(np.concatenate([NO_KEYS, *held]), minlength=len(self))

    def groups_of(self, held: Iterable[np.ndarray]) -> np.ndarray:
        """In how many of these sets of keys each group is, shape (groups,)."""
        each = [np.unique(self.groups[keys]) for keys in held]
        return np.bincount(np.concatenate([NO_KEYS, *each]), minlength=len(self.whole))

    def first(self, keys: np.ndarray, order: np.ndarray) -> np.ndarray:
        """Of each group that has some of these keys the one that is first by `order` (of each key), then by name."""
        sort = np.lexsort((self.services[keys], order[keys], self.groups[keys]))
        _, starts = np.unique(self.groups[keys][sort], return_index=True)
        return keys[sort][starts]


def keys_of(release: Release, cube: str) -> Keys:
    """The keys of a cube: a pass over all its tables, for all grants."""
    return release.once((keys_of, cube), lambda: _keys(release, cube))


def _keys(release: Release, cube: str) -> Keys:
    numbers: dict[tuple[str, str, str], int] = {}
    kinds: dict[str, str] = {}
    rows, having = {}, {}
    for of, where in release.tables:
        if of != cube:
            continue
        table = release.tables[cube, where]
        kinds |= dict(table[["period", "period_kind"]].drop_duplicates().astype(object).to_numpy().tolist())
        own, names = _by_name(table)
        known = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
        rows[where] = known[own].astype(np.int32)
        if where in release.manifest.places:
            shown = (table[list(CUBES[cube].counts)].fillna(0) > 0).to_numpy(dtype=bool).any(axis=1)
            having[where] = known[np.unique(own[shown])]
    held = pd.DataFrame(list(numbers), columns=["period", "service", "name"], dtype=object)
    groups = held.groupby(["period", "name"], sort=False).ngroup().to_numpy(dtype=np.int64)
    whole = np.full(groups.max(initial=-1) + 1, NO_KEY)
    services = held["service"].to_numpy(dtype=str)
    of_all = np.flatnonzero(services == ALL_SERVICES)
    whole[groups[of_all]] = of_all
    periods, names_of_periods = pd.factorize(held["period"])
    series = held.groupby(["service", "name"], sort=False).ngroup().to_numpy(dtype=np.int64)
    named_periods = tuple((name, kinds[name]) for name in names_of_periods)
    return Keys(services, groups, whole, periods, named_periods, series, rows, having)


def _by_name(table: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str, str]]]:
    """The number of each row's key in this table; and by number its period, service and name, '' without one."""
    named = [table[column].astype("category") for column in NAMED if column in table]
    members = table["member"].where(table["dimension"].isin(NAMED_MEMBERS)).astype("category")
    columns = [table["period"].astype("category"), table["service"].astype("category"), *named, members]
    number = np.zeros(len(table), dtype=np.int64)
    for column in columns:
        number = number * (len(column.cat.categories) + 1) + column.cat.codes.to_numpy() + 1
    _, first, own = np.unique(number, return_index=True, return_inverse=True)
    texts = [column.iloc[first].astype(object).fillna("").tolist() for column in columns]
    return own, [(period, service, "\n".join(names)) for period, service, *names in zip(*texts, strict=True)]
