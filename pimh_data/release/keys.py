"""Which Places have people in which rows of a cube: by period, service and what extracts name. Made once a release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, ANSWER, AUDIENCE, CUBES, HUB
from pimh_data.release.reading import Release
from pimh_data.release.tables import Tables

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
        tables = release.tables
        table = tables.in_passing((of, where)) if isinstance(tables, Tables) else tables[of, where]
        own, names, kinds_of = _by_name(table)
        kinds |= kinds_of
        known = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
        rows[where] = known[own].astype(np.int32)
        if where in release.manifest.places:
            counts = [table[count].to_numpy("float64", na_value=np.nan) > 0 for count in CUBES[cube].counts]
            having[where] = known[np.unique(own[np.logical_or.reduce(counts)])]
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


def _by_name(table: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str, str]], dict[str, str]]:
    """The number of each row's key in this table; by number its period, service and name, '' without one; and of each
    period its kind.

    By codes: as data frames the tables of 296 Places took most of the time of the first part that is made of them.
    """
    coded = {name: _coded(table[name]) for name in ("period", "service", *(n for n in NAMED if n in table), "member")}
    dimensions, of_row = _coded(table["dimension"])
    named = np.isin(dimensions, NAMED_MEMBERS)[of_row]
    coded["member"] = coded["member"][0], np.where(named, coded["member"][1], 0)
    number = np.zeros(len(table), dtype=np.int64)
    for texts, codes in coded.values():
        number = number * len(texts) + codes
    _, first, own = np.unique(number, return_index=True, return_inverse=True)
    periods, services, *others = (texts[codes[first]].tolist() for texts, codes in coded.values())
    kinds, kind_of_row = _coded(table["period_kind"])
    names = [(period, service, "\n".join(of)) for period, service, *of in zip(periods, services, *others, strict=True)]
    return own, names, dict(zip(periods, kinds[kind_of_row[first]].tolist(), strict=True))


def _coded(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The texts of a column, '' for none behind them; and of each row the number of its text."""
    held = column.array if isinstance(column.array, pd.Categorical) else pd.Categorical(column)
    return np.array(["", *held.categories], dtype=object), held.codes.astype(np.int64) + 1
