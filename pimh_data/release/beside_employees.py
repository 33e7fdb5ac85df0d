"""Rows of outcomes and waits that give one employee away: by themselves, or as what others that are shown leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release.employees import Listed, belongs
from pimh_data.release.given_away import (
    Known,
    beyond,
    inside,
    left_out_inside,
    not_inside,
    parts_of,
    whole_is_shown,
)
from pimh_data.release.keys import NO_KEY, NO_KEYS, Keys
from pimh_data.release.manifest import Manifest
from pimh_data.release.over_time import over_time


@dataclass(frozen=True, eq=False)
class OfPlace:
    """Of one Place: `out`, which keys must not be shown; `hidden`, those of them in which it has people.

    `first`: those of them that must not be shown by themselves, and not for other periods. What was left out for these
    may be known as what is shown adds up to.
    """

    out: np.ndarray
    hidden: np.ndarray
    first: np.ndarray


def beside_employees(
    keys: Keys,
    manifest: Manifest,
    services: Mapping[str, tuple[Listed, ...]],
    organisation: str,
    knowing: tuple[Known, ...],
    away: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Which keys must not be shown of each Place that is granted and of each roll-up, shape (keys,).

    Left out are services that are one employee's, but for the reader's own organisation's, and bundles that hold one.
    Where one of them alone would be left of all services, one more service is left out: the first that began, of
    those the smallest; where there is none, all services are. Roll-ups are looked at in the same way, beside what
    is left out of them already (`away`) and what a reader may know (`knowing`; the first is what is granted).
    """
    places = {
        place: _of_place(keys, manifest, place, services.get(place, ()), organisation)
        for place in manifest.places
        if place in knowing[0].each
    }
    found: dict[str, np.ndarray] = {}
    for where, given_away in away.items():
        within = {place: places[place] for place in inside(manifest, where) if place in places}
        out = given_away | keys.are(_single(manifest, where, services, organisation))
        out |= left_out_inside(keys, where, found)
        for held in within.values():
            out |= held.out & keys.are(manifest.bundles)
        unseen = [{place: held.hidden for place, held in within.items()}]
        unseen.append({place: held.first for place, held in within.items()})
        for known, held_back in product(knowing, unseen):
            hidden = {place: not_inside(manifest, where, place, held, found) for place, held in held_back.items()}
            elsewhere = beyond(keys, manifest, where, known, found)
            out |= (keys.counted(hidden.values()) == 1) & (keys.counted(elsewhere.values()) == 0)
        out = over_time(keys, out)
        for known, held_back in product(knowing, unseen):
            unknown = beyond(keys, manifest, where, known, {}) | held_back
            _leave_out_one_more(keys, manifest, where, unknown, out, found)
        found[where] = over_time(keys, out)
    return {place: held.out for place, held in places.items()} | found


def _single(manifest: Manifest, where: str, services: Mapping[str, tuple[Listed, ...]], organisation: str) -> set[str]:
    """Names of services that are one employee's in any Place of a roll-up."""
    every = (service for place in inside(manifest, where) for service in services.get(place, ()))
    return {service.name for service in every if service.single and not belongs(service, organisation)}


def _of_place(keys: Keys, manifest: Manifest, place: str, services: tuple[Listed, ...], organisation: str) -> OfPlace:
    single = {service.name for service in services if service.single and not belongs(service, organisation)}
    out = keys.are(single)
    if not single:
        return OfPlace(out, NO_KEYS, NO_KEYS)
    held = keys.having.get(place, NO_KEYS)
    each = held[~keys.are([ALL_SERVICES, *manifest.bundles])[held]]
    alone = np.bincount(keys.groups[each[out[each]]], minlength=len(keys.whole)) == 1
    free = {service.name: service.order for service in services if service.name not in single}
    own = [service.name for service in services if belongs(service, organisation)]
    beside = each[(keys.are(free) & ~keys.are(own) & alone[keys.groups])[each]]
    more = keys.first(beside, _ranks(keys, free))
    shut = alone.copy()
    shut[keys.groups[more]] = False
    out[more] = out[keys.whole[shut & (keys.whole != NO_KEY)]] = True
    unbundled = ~keys.are(manifest.bundles)
    first = held[(out & unbundled)[held]]
    out = over_time(keys, out)
    hidden = held[(out & unbundled)[held]]
    for bundle, members in _members(manifest, place, services).items():
        of_it = keys.are([bundle])
        held_in = hidden[keys.are(members)[hidden]]
        out |= of_it if members & single else of_it & np.isin(keys.groups, keys.groups[held_in])
    return OfPlace(over_time(keys, out), hidden, first)


def _members(manifest: Manifest, place: str, services: tuple[Listed, ...]) -> dict[str, set[str]]:
    """The services of each bundle of a Place; all of them, where it is not known which."""
    found = {}
    for bundle, places in manifest.bundles.items():
        if place in places:
            members = {service.name for service in services if bundle in service.bundles}
            found[bundle] = members or {service.name for service in services}
    return found


def _ranks(keys: Keys, order: Mapping[str, tuple[str, float]]) -> np.ndarray:
    """Of each key the place of its service in this order, shape (keys,)."""
    ranks = np.zeros(len(keys), dtype=np.int64)
    for rank, name in enumerate(sorted(order, key=lambda name: (order[name], name))):
        ranks[keys.are([name])] = rank
    return ranks


def _leave_out_one_more(
    keys: Keys,
    manifest: Manifest,
    where: str,
    unknown: Mapping[str, np.ndarray],
    out: np.ndarray,
    found: Mapping[str, np.ndarray],
) -> None:
    """Leave out the service that the fewest have who are not shown, where one employee alone is left of a roll-up.

    `unknown`: of each Place of the roll-up the keys that it has people in and that a reader does not know.
    """
    single = ~keys.are([ALL_SERVICES, *manifest.bundles])
    for part in parts_of(keys, manifest, where, unknown, found):
        having = keys.counted(part.values())
        left = np.bincount(keys.groups, weights=having * (single & out), minlength=len(keys.whole))
        bad = whole_is_shown(keys, out) & (left == 1)
        more = np.flatnonzero(single & ~out & bad[keys.groups] & (having > 0))
        out[keys.first(more, having)] = True
