"""What a release says of itself to whoever sees a part of it: nothing of other Places. Its tables, `scope` chooses."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release.manifest import Manifest


def told(manifest: Manifest, granted: frozenset[str], shown: frozenset[str]) -> Manifest:
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
