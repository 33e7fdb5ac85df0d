"""What questions that compare Places are handed beside a part of a release: narrow tables of other Places, no more.

Of a peer: the views that such questions are declared to read, and what rates divide by. Nothing of a service that is
one employee's, nor what subtracting the others from all services would leave of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import pandas as pd

from pimh_data.kept import Owner
from pimh_data.registry.cubes import ALL_SERVICES, CUBES
from pimh_data.registry.views import COMPARING, VIEWS
from pimh_data.release.employees import of_one_employee
from pimh_data.release.reading import Release
from pimh_data.release.tables import Index, Keeping, Key, Opened, Opening, Tables
from pimh_data.release.views import NO_VIEWS, Views, by_view

BESIDE = ("population", "versions")  # published counts, and by which edition people's deciles were given
KEPT_BYTES = 100_000_000  # of narrow tables, for all grants together


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
        of_them = _Of(narrow, numbered)
        beside = Release(manifest, of_them, Index(of_them))
    places = {
        place: system
        for place, system in release.manifest.places.items()
        if place in named or place in part.manifest.places
    }
    tiles = {place: tile for place, tile in release.manifest.tiles.items() if place in places}
    peers = _Of(narrow, {place: place for place in named})
    return Release(
        replace(part.manifest, places=places, tiles=tiles),
        _Joined(part, peers),
        _JoinedIndex(part, peers),
        unnamed=beside,
    )


class _Of(Opening):
    """The narrow tables of some Places, under other names (name here -> name there)."""

    def __init__(self, narrow: Tables, names: Mapping[str, str]) -> None:
        there = {place: name for name, place in names.items()}
        self._narrow = narrow
        self._keys = {(cube, there[where]): (cube, where) for cube, where in narrow if where in there}

    def opened(self, key: Key) -> Opened:
        """A table with where its views lie."""
        return self._narrow.opened(self._keys[key])

    def __contains__(self, key: object) -> bool:
        return key in self._keys  # without reading it

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class _Joined(Keeping):
    """The tables of a part, and of peers."""

    def __init__(self, part: Release, peers: _Of) -> None:
        self._part, self._peers = part, peers

    def keeper(self, key: Key) -> Owner:
        """Whose it is."""
        return self._peers.keeper(key) if key in self._peers else self._part.keeper(*key)

    def __getitem__(self, key: Key) -> pd.DataFrame:
        return (self._peers if key in self._peers else self._part.tables)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._peers or key in self._part.tables

    def __iter__(self) -> Iterator[Key]:
        return chain(self._part.tables, self._peers)

    def __len__(self) -> int:
        return len(self._part.tables) + len(self._peers)


class _JoinedIndex(Mapping[Key, Views]):
    """Where the views of these tables lie, of each that is a cube."""

    def __init__(self, part: Release, peers: _Of) -> None:
        self._part, self._peers = part.index, Index(peers)

    def __getitem__(self, key: Key) -> Views:
        return (self._peers if key in self._peers else self._part)[key]

    def __iter__(self) -> Iterator[Key]:
        return chain(self._part, self._peers)

    def __len__(self) -> int:
        return len(self._part) + len(self._peers)


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
