"""The audit from outside: how far somebody who has a release, and nothing else, can narrow its hidden counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, CUBES, KNOWN_ONLY_HERE, TOTAL
from pimh_data.registry.disclosure import FEWEST, FEWEST_SENSITIVE, THINGS
from pimh_data.release import Manifest, Release
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settled
from pimh_data.secure.disclosure.listed.counts import between, counts
from pimh_data.secure.disclosure.listed.parts import parts
from pimh_data.secure.disclosure.listed.two_years import two_years
from pimh_data.secure.disclosure.listed.wheres import periods, places, services
from pimh_data.secure.disclosure.nesting import Nesting, nesting
from pimh_data.secure.disclosure.numbered import Numbered, numbered
from pimh_data.secure.disclosure.profiles import Profile, profile_named
from pimh_data.secure.disclosure.relations import Relations, together
from pimh_data.secure.disclosure.vector import sensitive

HIDDEN = -1  # stands for a hidden count
# Who is known to one service alone in a month may be known to two in the year; who is new to one, not to all together.
NOT_NESTED = (KNOWN_ONLY_HERE, "new")
NO_BUNDLES = "A release does not say which services a bundle holds; of bundles only that all services hold them."


@dataclass(frozen=True)
class Outside:
    """How many counts there are, and of how many hidden ones what came out.

    `exactly`, `to_two`: worked out to one value, and to one of two; `not_nought`: known to be about somebody;
    `crossed`: for which the relations contradict each other, so that a reader learns that one of them is not always
    true. `narrowest`: the hidden counts that keep the fewest values, in words and without a value.
    """

    cells: int
    hidden: int
    exactly: int
    to_two: int
    not_nought: int
    crossed: int
    narrowest: tuple[str, ...]


def from_outside(release: Release, named: int = 20) -> Outside:
    """What the released counts say together of those that are hidden. `named`: how many of the narrowest to name."""
    manifest, profile = release.manifest, profile_named(release.manifest.profile)
    tables = _tables(release)
    cubes = numbered(tables)
    shown = np.concatenate([_shown(tables[name], cube) for name, cube in cubes.items()])
    own = _own(cubes, shown, profile)
    listed = chain.from_iterable(_relations(cube, _nests(manifest), shown) for cube in cubes.values())
    beside = chain(between(cubes), two_years(cubes, _nests(manifest)))
    relations = together(_possible(each, own) for each in chain(listed, beside))
    bounds = settled(own, relations)
    hidden = shown == HIDDEN
    crossed, values = hidden & (bounds.low > bounds.high), bounds.values
    known = hidden & ~crossed
    narrow = np.flatnonzero(known & (values < UNBOUNDED))
    worst = narrow[np.argsort(values[narrow], kind="stable")][:named]
    return Outside(
        cells=len(shown),
        hidden=int(hidden.sum()),
        exactly=int((values[known] == 1).sum()),
        to_two=int((values[known] == 2).sum()),
        not_nought=int((bounds.low[known] > 0).sum()),
        crossed=int(crossed.sum()),
        narrowest=tuple(_in_words(int(cell), tables, cubes) for cell in worst),
    )


def _tables(release: Release) -> dict[str, pd.DataFrame]:
    found: dict[str, list[pd.DataFrame]] = {}
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            found.setdefault(cube, []).append(table)
    texts = {cube: list(tables[0].columns[tables[0].dtypes == "category"]) for cube, tables in found.items()}
    return {
        cube: pd.concat([table.astype(dict.fromkeys(texts[cube], "object")) for table in tables], ignore_index=True)
        for cube, tables in found.items()
    }


def _shown(table: pd.DataFrame, cube: Numbered) -> np.ndarray:
    return table[list(cube.counts)].fillna(HIDDEN).to_numpy("int64").ravel()


def _own(cubes: dict[str, Numbered], shown: np.ndarray, profile: Profile) -> Bounds:
    fewest, drawn = [], []
    for name, cube in cubes.items():
        of = np.array([FEWEST_SENSITIVE if sensitive(*member) else FEWEST for member in cube.words.of["member"]])
        fewest.append(np.repeat(of[cube.codes["member"]], len(cube.counts)))
        drawn.append(np.full(len(cube) * len(cube.counts), name not in THINGS))
    by_key, few = np.concatenate(drawn), np.concatenate(fewest)
    ends = [profile.permits(shown, few, drawn=True), profile.permits(shown, few, drawn=False)]
    low, high = (np.where(by_key, one, other) for one, other in zip(*ends, strict=True))
    hidden = shown == HIDDEN
    return Bounds(np.where(hidden, 0, low), np.where(hidden, UNBOUNDED, high))


def _relations(cube: Numbered, nests: Nesting, shown: np.ndarray) -> Iterator[Relations]:
    yield from parts(cube, cube.counts)
    yield from counts(cube)
    if cube.cube not in THINGS:
        nested = [count for count in cube.counts if count not in NOT_NESTED]
        for listed in (services, places, periods):
            yield from (_of_everyone(each, cube) for each in listed(cube, nests, nested, shown))


def _of_everyone(relations: Relations, cube: Numbered) -> Relations:
    """Those of everyone: somebody's decile or course may be another one in another service or year."""
    everyone = np.array([dimension == TOTAL.name for dimension, _ in cube.words.of["member"]])
    row = (relations.total - cube.first) // len(cube.counts)
    return relations.only(np.flatnonzero(everyone[cube.codes["member"][row]]))


def _possible(relations: Relations, own: Bounds) -> Relations:
    """Those that what is shown permits: some hold for nearly everybody, and not always."""
    least = ~relations.at_least | (own.high[relations.total] >= relations.over(own.low))
    most = ~relations.at_most | (own.low[relations.total] <= relations.over(own.high))
    return relations.only(np.flatnonzero(least & most))


def _nests(manifest: Manifest) -> Nesting:
    pairs = [(place, where) for place, system in manifest.places.items() for where in (ALL_PLACES, system, place)]
    wheres = pd.DataFrame(pairs, columns=["place", "where"]).drop_duplicates()
    own = [(place, service) for place, held in manifest.services.items() for service in held]
    units = pd.DataFrame(own, columns=["place", "service"]).reset_index(names="unit")
    spread = pd.concat([units, units.assign(service=ALL_SERVICES)]).merge(wheres, on="place")
    names = spread[["where", "service"]].drop_duplicates().reset_index(drop=True).reset_index(names="view")
    members = spread.merge(names, on=["where", "service"])[["unit", "view"]].drop_duplicates()
    calendar = Calendar(*(pd.Period(month, "M") for month in (manifest.first_month, manifest.last_month)))
    nests = nesting(Views(wheres, units, names, members, {}), calendar.periods())
    bundled = {key: [ALL_SERVICES] for key in product(dict.fromkeys(wheres["where"]), manifest.bundles)}
    return replace(nests, services_within={**nests.services_within, **bundled})


def _in_words(cell: int, tables: dict[str, pd.DataFrame], cubes: dict[str, Numbered]) -> str:
    name, cube = next((name, cube) for name, cube in reversed(cubes.items()) if cube.first <= cell)
    row, count = divmod(cell - cube.first, len(cube.counts))
    held = tables[name].iloc[row]
    keys = ("where", "period", "service", "member", *CUBES[name].extra_keys)
    return f"{', '.join(str(held[key]) for key in keys)}: {cube.counts[count].replace('_', ' ')}"
