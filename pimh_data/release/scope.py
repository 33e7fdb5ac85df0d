"""The part of a release that one grant covers: whole tables of permitted Places, and of what they give away, less."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pimh_data.registry.cubes import ALL_PLACES, PUBLISHED
from pimh_data.registry.posts import FUNDING, POSTS, POSTS_INSIDE
from pimh_data.release.employees import OF_EMPLOYEES, of_one_employee
from pimh_data.release.given_away import given_away
from pimh_data.release.grants import Grant
from pimh_data.release.manifest import Manifest
from pimh_data.release.reading import Release
from pimh_data.release.views import Views, by_view

SERVICES = "services"
# So many Places that are not granted hide behind a figure that holds them all; of two the owner of one knows the other.
ENOUGH = 3
COSTS = ["annual_cost"]


@dataclass(frozen=True)
class Scope:
    """What a grant comes to in one release: the key under which its part of the release is kept."""

    places: frozenset[str]
    organisation: str
    costs: bool
    posts: bool

    @staticmethod
    def of(grant: Grant, manifest: Manifest) -> "Scope":
        """The scope of a grant; of Places that the release does not hold nothing."""
        return Scope(grant.permitted(manifest.places), grant.organisation, grant.costs, grant.posts)


def scoped(release: Release, scope: Scope) -> Release:
    """The part of a release that a scope covers, a release itself: what it lacks is not there to be asked for.

    Tables of permitted Places; of roll-ups as `roll_ups` says, in them services and bundles by the same rule; published
    figures. What is one employee's (`employees`) only for their own organisation. Costs, money and posts as granted.
    """
    manifest = release.manifest
    shown = roll_ups(manifest.places, scope.places)
    wheres = scope.places | shown
    hidden = {where: _hidden_services(manifest, where, scope.places) for where in shown}
    employees = of_one_employee(release, scope.organisation)
    tables: dict[tuple[str, str], pd.DataFrame] = {}
    index: dict[tuple[str, str], Views] = {}
    for cube, where in release.tables:
        if not _is_open(cube, where, wheres, scope, hidden):
            continue
        table = release.tables[cube, where]
        drop = set(hidden.get(where, ()))
        if cube in OF_EMPLOYEES:
            drop |= {
                service for place, service in employees if where in (place, manifest.places.get(place), ALL_PLACES)
            }
        kept, views = table, release.index.get((cube, where))
        if cube == SERVICES:
            kept = _listed(table, scope)
        elif views is not None:
            kept, views = _without(release, cube, table, views, drop, _others(manifest, where, scope.places, shown))
        tables[cube, where] = kept
        if views is not None:
            index[cube, where] = views
    return Release(_told(manifest, scope.places, shown), tables, index)


def roll_ups(places: Mapping[str, str], granted: frozenset[str]) -> frozenset[str]:
    """The systems, and All Places, that may be shown to somebody who is granted some Places (Place -> system).

    Those that hold a Place of theirs, and no other or ENOUGH others. All Places also holds none or ENOUGH beyond the
    systems that are shown: what these leave of it by subtraction must be as many.
    """
    lacking: dict[str, int] = dict.fromkeys(places.values(), 0)
    for place, system in places.items():
        lacking[system] += place not in granted
    theirs = {system for place, system in places.items() if place in granted}
    shown = {system for system in theirs if _hides(lacking[system])}
    beyond = sum(missing for system, missing in lacking.items() if system not in shown)
    if theirs and _hides(sum(lacking.values())) and _hides(beyond):
        shown.add(ALL_PLACES)
    return frozenset(shown)


def _hides(places: int) -> bool:
    return places == 0 or places >= ENOUGH


def _is_open(cube: str, where: str, wheres: frozenset[str], scope: Scope, hidden: Mapping[str, frozenset[str]]) -> bool:
    if where == PUBLISHED:
        return bool(wheres)
    if cube == POSTS_INSIDE:
        return scope.posts and bool(scope.organisation) and where == scope.organisation
    if where not in wheres or (cube in (POSTS, FUNDING) and hidden.get(where, WHOLE) is not WHOLE):
        return False
    return scope.posts if cube == POSTS else scope.costs if cube == FUNDING else True


def _others(manifest: Manifest, where: str, granted: frozenset[str], shown: frozenset[str]) -> tuple[str, ...]:
    """The Places of a roll-up that are not granted."""
    if where not in shown:
        return ()
    inside = (place for place, system in manifest.places.items() if where in (system, ALL_PLACES))
    return tuple(place for place in inside if place not in granted)


def _without(
    release: Release, cube: str, table: pd.DataFrame, views: Views, services: set[str], others: tuple[str, ...]
) -> tuple[pd.DataFrame, Views]:
    """The table without these services, and of a roll-up without what is one or two other Places' own."""
    left_out = table["service"].isin(services)
    theirs = given_away(release, cube, table, others, _hides) if others else None
    left_out = left_out if theirs is None else left_out | theirs
    return by_view(table[~left_out].reset_index(drop=True)) if left_out.any() else (table, views)


def _listed(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The services of permitted Places; what they cost where that is granted."""
    held = table[table["place"].isin(scope.places)].reset_index(drop=True)
    return held if scope.costs else held.assign(**dict.fromkeys(COSTS, float("nan")))


WHOLE = frozenset({""})  # what is hidden of a roll-up whose every Place is granted: no service has that name


def _hidden_services(manifest: Manifest, where: str, granted: frozenset[str]) -> frozenset[str]:
    """Services and bundles of a roll-up that one or two Places have which are not granted."""
    inside = [place for place, system in manifest.places.items() if where in (system, ALL_PLACES)]
    if granted.issuperset(inside):
        return WHOLE
    having: dict[str, set[str]] = {}
    for place in inside:
        for service in manifest.services.get(place, ()):
            having.setdefault(service, set()).add(place)
    for bundle, places in manifest.bundles.items():
        having.setdefault(bundle, set()).update(set(places) & set(inside))
    return frozenset(name for name, places in having.items() if not _hides(len(places - granted)))


def _told(manifest: Manifest, granted: frozenset[str], shown: frozenset[str]) -> Manifest:
    """What is said of the release to them: nothing of other Places but the names of those in a roll-up they see."""
    if granted.issuperset(manifest.places):
        return manifest
    named = {
        place: system
        for place, system in manifest.places.items()
        if place in granted or system in shown or ALL_PLACES in shown
    }
    services = {place: names for place, names in manifest.services.items() if place in granted}
    theirs = {name for names in services.values() for name in names} | set(named)
    others = {*manifest.places, *(name for names in manifest.services.values() for name in names)} - theirs
    return replace(
        manifest,
        places=named,
        services=services,
        bundles=_within(manifest.bundles, granted),
        icbs={place: icb for place, icb in manifest.icbs.items() if place in named},
        tiles={place: tile for place, tile in manifest.tiles.items() if place in named},
        preferred=manifest.preferred if manifest.preferred in granted else "",
        losses=tuple(words for words in manifest.losses if not any(name in words for name in others)),
        extracts=manifest.extracts if ALL_PLACES in shown else {},
        files=(),
    )


def _within(bundles: Mapping[str, Iterable[str]], granted: frozenset[str]) -> dict[str, tuple[str, ...]]:
    held = {bundle: tuple(place for place in places if place in granted) for bundle, places in bundles.items()}
    return {bundle: places for bundle, places in held.items() if places}
