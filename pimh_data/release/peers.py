"""What questions that compare Places are handed beside a part of a release: narrow tables of other Places, no more.

Of a peer: the views that such questions are declared to read, and what rates divide by; no bundle, which would tell
whose funding ends when, and no single service: who has a rare one is known, and those that are left out would be one
employee's. Nothing where all services are one employee's, or those that count as specialist, or all but these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, CUBES, SPECIALIST
from pimh_data.registry.views import COMPARING, VIEWS
from pimh_data.release.employees import Listed, listed
from pimh_data.release.joined import Joined, JoinedIndex, Renamed
from pimh_data.release.manifest import Manifest
from pimh_data.release.reading import Periods, Release
from pimh_data.release.tables import Index, Key, Opened, Tables
from pimh_data.release.views import NO_VIEWS, by_view

ACCESS, ACTIVITY = "access", "activity"
BESIDE = ("population", "versions")  # published counts, and by which edition people's deciles were given
KEPT_BYTES = 80_000_000  # of narrow tables, for all grants together
COMPARED = (ALL_SERVICES, SPECIALIST)


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
    beside = None
    if unnamed:
        numbered = {str(number): place for number, place in enumerate(sorted(unnamed), start=1)}
        manifest = replace(part.manifest, places=dict.fromkeys(numbered, ""), services={}, bundles={}, tiles={})
        of_them = Renamed(_narrow(release), numbered)
        beside = Release(manifest, of_them, Index(of_them))
    places = {
        place: system
        for place, system in release.manifest.places.items()
        if place in named or place in part.manifest.places
    }
    tiles = {place: tile for place, tile in release.manifest.tiles.items() if place in places}
    peers = Renamed(_narrow(release), {place: place for place in named})
    return Release(
        replace(part.manifest, places=places, tiles=tiles),
        Joined(part, peers),
        JoinedIndex(part, peers),
        unnamed=beside,
        withheld={**part.withheld, **_of_peers(release, part.manifest, named)},
        partly=part.partly,
        shut=part.shut,
        brought=part.brought,
    )


def _of_peers(release: Release, manifest: Manifest, named: frozenset[str]) -> dict[tuple[str, str], Periods]:
    """What of peers is not told apart from what they do not have, alike of each: bundles, which nobody is shown, single
    services, and all services. Which of these a peer has with one employee alone is theirs to say.

    `manifest`: of the part, whose own services are those that can be chosen. Of what was not brought it says nothing.
    """
    years = frozenset(manifest.years)
    own = {name for names in manifest.services.values() for name in names}
    alike = dict.fromkeys((ALL_SERVICES, *own, *manifest.bundles), years)
    cubes = _views().keys() & {cube for cube, _ in release.tables}
    return {(cube, place): alike for cube in cubes for place in named}


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
    left_out = _LeftOut(tables, frozenset(release.manifest.bundles), listed(release))
    return Tables(keys, partial(_opened, tables, read, left_out), KEPT_BYTES)


@dataclass(frozen=True)
class _LeftOut:
    """What is left out of narrow tables: bundles, single services, and periods that would be one employee's."""

    tables: Mapping[Key, pd.DataFrame]
    bundles: frozenset[str]
    services: Mapping[str, tuple[Listed, ...]]

    def of(self, table: pd.DataFrame, cube: str, place: str) -> pd.Series:
        """Which rows of a Place's table: all but of all services and of specialist ones; and of these those of periods
        in which the only services that had people are one employee's: of all, of specialist ones, or of all others.
        """
        out = ~table["service"].isin(COMPARED)
        services = self.services.get(place, ())
        if not any(one.single for one in services):
            return out
        if cube != ACCESS:
            several = {one.name for one in services if not one.single}
            return out | ~table["period"].isin(_having(table, cube, several))
        for specialist in (True, False):
            kind = [one for one in services if one.specialist == specialist]
            held = self.tables.get((ACTIVITY, place), table.iloc[:0])
            alone = _having(held, ACTIVITY, {one.name for one in kind if one.single}, hidden=True)
            alone -= _having(held, ACTIVITY, {one.name for one in kind if not one.single})
            out |= table["period"].isin(alone)
        return out


def _having(table: pd.DataFrame, cube: str, services: set[str], hidden: bool = False) -> set[str]:
    """The periods in which some of these services had people; `hidden`: so many that they are hidden too."""
    counts = table.loc[table["service"].isin(services), ["period", *CUBES[cube].counts]]
    some = (counts[list(CUBES[cube].counts)].fillna(1 if hidden else 0) > 0).any(axis=1)
    return set(counts.loc[some, "period"].unique())


def _opened(
    tables: Mapping[Key, pd.DataFrame], read: Mapping[str, set[tuple[str, str]]], left_out: _LeftOut, key: Key
) -> Opened:
    cube, where = key
    table = tables[key]
    if cube not in CUBES:
        return Opened(table, NO_VIEWS)
    kept = pd.Series(False, index=table.index)
    for period, dimension in read[cube]:
        kept |= (table["period_kind"] == period) & (table["dimension"] == dimension)
    return Opened(*by_view(table[kept & ~left_out.of(table, cube, where)].reset_index(drop=True)))


def is_compared(cube: str) -> bool:
    """Whether peers are seen in a cube at all."""
    return cube in _views()


def periods_shown(release: Release, cube: str, place: str) -> frozenset[str]:
    """The periods in which a named peer is seen in a cube."""
    return frozenset(_narrow(release)[cube, place]["period"])


def _views() -> dict[str, set[tuple[str, str]]]:
    """Cube -> the kinds of period and the dimensions that questions which compare Places read of it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for key in COMPARING & VIEWS.keys():
        for reads in VIEWS[key]:
            for cube, period, _, dimension in reads.each():
                found.setdefault(cube, set()).add((period, dimension))
    return found


def _apart(release: Release) -> Apart:
    held = {place: services for place, services in listed(release).items() if any(one.single for one in services)}
    shut = frozenset(place for place, services in held.items() if all(one.single for one in services))
    return Apart(shut, frozenset(held) - shut)
