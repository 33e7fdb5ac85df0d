"""Rows of roll-ups that give one or two other Places away: by themselves, or as what others that are shown leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, SPECIALIST
from pimh_data.release.keys import NO_KEY, NO_KEYS, Keys
from pimh_data.release.manifest import Manifest
from pimh_data.release.over_time import over_time
from pimh_data.release.roll_ups import ENOUGH


@dataclass(frozen=True)
class Known:
    """Whose rows a reader is taken to know: of services of a Place together, and of each of them.

    `but`: Place -> keys of services together that they do not know all the same.
    """

    together: frozenset[str]
    each: frozenset[str]
    but: Mapping[str, np.ndarray] = field(default_factory=dict)


def given_away(
    keys: Keys, manifest: Manifest, shown: frozenset[str], knowing: tuple[Known, ...]
) -> dict[str, np.ndarray]:
    """Of each shown roll-up, systems first, which keys must not be in it, shape (keys,): those that one or two others
    have, bundles of others, and one service more where all services less those shown would be one or two others';
    and each of these in the periods that would give it back (`over_time`).

    `knowing`: what a reader may know, each of which must not be enough; the first is what is granted. A key of all
    Places less those of systems that are shown is looked at in the same way. What a shown system lacks, all Places
    lack too: it came back as what they have less the other systems, or less all services of these.
    """
    found: dict[str, np.ndarray] = {}
    for where in sorted(shown, key=lambda where: where == ALL_PLACES):
        out = keys.are(_bundles_of_others(manifest, where, knowing[0].each)) | left_out_inside(keys, where, found)
        for known in knowing:
            out |= ~_hides(keys.counted(beyond(keys, manifest, where, known, found).values()))
        out = over_time(keys, out)
        for known in knowing:
            _leave_out_one_more(keys, manifest, where, known, out, found)
        found[where] = over_time(keys, out)
    return found


def inside(manifest: Manifest, where: str) -> Iterator[str]:
    """The Places of a system, or all."""
    return (place for place, system in manifest.places.items() if where in (system, ALL_PLACES))


def _bundles_of_others(manifest: Manifest, where: str, granted: frozenset[str]) -> list[str]:
    within = set(inside(manifest, where)) - granted
    return [bundle for bundle, places in manifest.bundles.items() if within & set(places)]


def beyond(
    keys: Keys, manifest: Manifest, where: str, known: Known, found: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Of each Place of a roll-up the keys that are not known. `found`: those not in shown roll-ups inside it either."""
    unknown = {}
    for place in inside(manifest, where):
        held = keys.having.get(place, NO_KEYS)
        whole = keys.are([ALL_SERVICES, SPECIALIST])[held]
        together = np.isin(held, known.but.get(place, NO_KEYS)) if place in known.together else True
        held = held[np.where(whole, together, place not in known.each)]
        unknown[place] = not_inside(manifest, where, place, held, found)
    return unknown


def not_inside(
    manifest: Manifest, where: str, place: str, held: np.ndarray, found: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Of keys of a Place those that no shown roll-up inside this one has."""
    system = manifest.places[place]
    return held[found[system][held]] if where == ALL_PLACES and system in found else held


def left_out_inside(keys: Keys, where: str, found: Mapping[str, np.ndarray]) -> np.ndarray:
    """The keys that some shown system lacks, in all Places; none elsewhere."""
    out = np.zeros(len(keys), dtype=bool)
    if where == ALL_PLACES:
        for lacking in found.values():
            out |= lacking
    return out


def parts_of(
    keys: Keys, manifest: Manifest, where: str, held: Mapping[str, np.ndarray], found: Mapping[str, np.ndarray]
) -> Iterator[dict[str, np.ndarray]]:
    """Keys that Places have in a roll-up: all of them, and those in no system whose row of all services is shown."""
    yield dict(held)
    if where == ALL_PLACES:
        shown = {system: whole_is_shown(keys, out) for system, out in found.items()}
        yield {
            place: own[~shown[manifest.places[place]][keys.groups[own]]] if manifest.places[place] in shown else own
            for place, own in held.items()
        }


def _leave_out_one_more(
    keys: Keys, manifest: Manifest, where: str, known: Known, out: np.ndarray, found: Mapping[str, np.ndarray]
) -> None:
    """Leave out the service that the fewest others have, ENOUGH at least, where those left out are too few."""
    single = ~keys.are([ALL_SERVICES, *manifest.bundles])
    for part in parts_of(keys, manifest, where, beyond(keys, manifest, where, known, {}), found):
        left = keys.groups_of(held[(single & out)[held]] for held in part.values())
        bad = whole_is_shown(keys, out) & ~_hides(left)
        having = keys.counted(part.values())
        more = np.flatnonzero(single & ~out & bad[keys.groups] & (having >= ENOUGH))
        out[keys.first(more, having)] = True


def whole_is_shown(keys: Keys, out: np.ndarray) -> np.ndarray:
    """Of which groups the row of all services is shown, shape (groups,)."""
    return (keys.whole != NO_KEY) & ~out[keys.whole]


def _hides(places: np.ndarray) -> np.ndarray:
    """`roll_ups.hides` of each."""
    return (places == 0) | (places >= ENOUGH)
