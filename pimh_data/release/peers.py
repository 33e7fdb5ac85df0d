"""What questions that compare Places are handed beside a part of a release: narrow tables of other Places, no more.

Of a peer: the views that such questions are declared to read, and what rates divide by. Nothing of a service that is
one employee's, nor what subtracting the others from all services would leave of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, CUBES
from pimh_data.registry.views import COMPARING, VIEWS
from pimh_data.release.employees import of_one_employee
from pimh_data.release.reading import Release
from pimh_data.release.tables import Index, Key, Opened, Tables
from pimh_data.release.views import NO_VIEWS, by_view

BESIDE = ("population", "versions")  # published counts, and by which edition people's deciles were given
KEPT_BYTES = 100_000_000  # of narrow tables, for all grants together
Held = TypeVar("Held")


@dataclass(frozen=True)
class Apart:
    """Places with services that are one employee's: `shut` where there is no other, else compared all `together`."""

    shut: frozenset[str]
    together: frozenset[str]


def apart(release: Release) -> Apart:
    """Which Places of the release these are, whosever organisation it is."""
    return release.once(apart, lambda: _apart(release))


def with_peers(release: Release, part: Release, named: frozenset[str], unnamed: frozenset[str]) -> Release:
    """The part as questions that compare Places are handed it: with `named` Places among its own, and the `unnamed`
    apart from them, under numbers in place of names.
    """
    narrow = _narrow(release)
    beside = None
    if unnamed:
        numbered = {str(number): place for number, place in enumerate(sorted(unnamed), start=1)}
        manifest = replace(part.manifest, places=dict.fromkeys(numbered, ""), services={}, bundles={}, tiles={})
        beside = Release(manifest, _Of(narrow, numbered), _Of(Index(narrow), numbered))
    places = {
        place: system
        for place, system in release.manifest.places.items()
        if place in named or place in part.manifest.places
    }
    tiles = {place: tile for place, tile in release.manifest.tiles.items() if place in places}
    themselves = {place: place for place in named}
    return Release(
        replace(part.manifest, places=places, tiles=tiles),
        _Joined(part.tables, _Of(narrow, themselves)),
        _Joined(part.index, _Of(Index(narrow), themselves)),
        unnamed=beside,
    )


class _Of(Mapping[Key, Held]):
    """What is held of some Places, under other names (name here -> name there)."""

    def __init__(self, held: Mapping[Key, Held], names: Mapping[str, str]) -> None:
        there = {place: name for name, place in names.items()}
        self._held = held
        self._keys = {(cube, there[where]): (cube, where) for cube, where in held if where in there}

    def __getitem__(self, key: Key) -> Held:
        return self._held[self._keys[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._keys  # without reading it

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class _Joined(Mapping[Key, Held]):
    """Two mappings that share no key, as one."""

    def __init__(self, first: Mapping[Key, Held], second: Mapping[Key, Held]) -> None:
        self._first, self._second = first, second

    def __getitem__(self, key: Key) -> Held:
        return (self._first if key in self._first else self._second)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._first or key in self._second

    def __iter__(self) -> Iterator[Key]:
        return chain(self._first, self._second)

    def __len__(self) -> int:
        return len(self._first) + len(self._second)


def _narrow(release: Release) -> Tables:
    """The narrow tables of every Place, each made when it is first asked for, for all grants."""
    return release.once(_narrow, lambda: _narrow_tables(release))


def _narrow_tables(release: Release) -> Tables:
    # It holds the tables and not the release, which keeps it.
    read, alone, tables = _views(), apart(release), release.tables
    keys = [
        (cube, where)
        for cube, where in tables
        if cube in (*read, *BESIDE) and where in release.manifest.places and where not in alone.shut
    ]
    return Tables(keys, partial(_opened, tables, read, alone.together), KEPT_BYTES)


def _opened(
    tables: Mapping[Key, pd.DataFrame], read: Mapping[str, set[tuple[str, str]]], together: frozenset[str], key: Key
) -> Opened:
    cube, where = key
    table = tables[key]
    if cube not in CUBES:
        return Opened(table, NO_VIEWS)
    kept = pd.Series(False, index=table.index)
    for period, dimension in read[cube]:
        kept |= (table["period_kind"] == period) & (table["dimension"] == dimension)
    if where in together:
        kept &= table["service"] == ALL_SERVICES
    return Opened(*by_view(table[kept].reset_index(drop=True)))


def _views() -> dict[str, set[tuple[str, str]]]:
    """Cube -> the kinds of period and the dimensions that questions which compare Places read of it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for key in COMPARING & VIEWS.keys():
        for reads in VIEWS[key]:
            for cube, period, _, dimension in reads.each():
                found.setdefault(cube, set()).add((period, dimension))
    return found


def _apart(release: Release) -> Apart:
    alone: dict[str, set[str]] = {}
    for place, service in of_one_employee(release, ""):
        alone.setdefault(place, set()).add(service)
    listed = {place: set(release.manifest.services.get(place, ())) for place in alone}
    shut = frozenset(place for place, services in alone.items() if services >= listed[place])
    return Apart(shut, frozenset(alone) - shut)
