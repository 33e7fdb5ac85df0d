"""What questions that compare Places are handed beside a part of a release: narrow tables of other Places, no more.

Of a peer: the views that such questions are declared to read, and what rates divide by. Nothing of a service that is
one employee's, nor what subtracting the others from all services would leave of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, CUBES
from pimh_data.registry.views import COMPARING, VIEWS
from pimh_data.release.employees import of_one_employee
from pimh_data.release.joined import Joined, JoinedIndex, Renamed
from pimh_data.release.reading import Release
from pimh_data.release.tables import Index, Key, Opened, Tables
from pimh_data.release.views import NO_VIEWS, by_view

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
        of_them = Renamed(narrow, numbered)
        beside = Release(manifest, of_them, Index(of_them))
    places = {
        place: system
        for place, system in release.manifest.places.items()
        if place in named or place in part.manifest.places
    }
    tiles = {place: tile for place, tile in release.manifest.tiles.items() if place in places}
    peers = Renamed(narrow, {place: place for place in named})
    return Release(
        replace(part.manifest, places=places, tiles=tiles),
        Joined(part, peers),
        JoinedIndex(part, peers),
        unnamed=beside,
    )


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
