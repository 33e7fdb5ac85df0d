"""What can be chosen in a release, and the selection to show for what was asked. Reads the manifest and scope only."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.answer import Selection
from pimh_data.kept import kept
from pimh_data.questions.periods import is_whole
from pimh_data.registry import deprivation
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, EVERYONE
from pimh_data.release import Release

KEYS = ("place", "service", "year", "deprivation")
DEPRIVATION = (EVERYONE, *deprivation.GROUP_MEMBERS, *deprivation.DECILE_MEMBERS)


@dataclass(frozen=True)
class Options:
    """What can be chosen, in the order of the screen. `services`: place -> its services; `default`: shown unasked."""

    places: tuple[str, ...]
    services: Mapping[str, tuple[str, ...]]
    years: tuple[str, ...]
    deprivation: tuple[str, ...]
    default: Selection


@kept
def options(release: Release) -> Options:
    """All Places, systems, Places; each one's services (All services, bundles, services); years newest first."""
    places = release.wheres
    years = tuple(reversed(release.manifest.years))
    whole = [year for year in years if is_whole(release.manifest, year)]
    single = [place for place in places if place in release.manifest.places]
    preferred = release.manifest.preferred
    place = preferred if preferred in single else (single or places)[0]
    return Options(
        places,
        {place: _services(release, place) for place in places},
        years,
        DEPRIVATION,
        Selection(place, ALL_SERVICES, (whole or years)[0], EVERYONE),
    )


def check(release: Release, asked: Mapping[str, str]) -> tuple[Selection, tuple[str, ...]]:
    """The selection to show for the values asked (keys `place`, `service`, `year`, `deprivation`; others are not read).

    The second result has a sentence for each value that the release does not know, with what is shown instead. It
    holds the value as it was asked: the caller escapes it. A key that was not asked takes its default without a word.
    """
    known, said = options(release), []
    default = known.default

    def choose(key: str, held: tuple[str, ...], otherwise: str, lacks: str) -> str:
        value = asked.get(key, otherwise)
        if value in held:
            return value
        said.append(f"{lacks} “{value}”: {otherwise} is shown.")
        return otherwise

    place = choose("place", known.places, default.place, "This release has no Place")
    service = choose("service", known.services[place], ALL_SERVICES, f"{place} has no service")
    year = choose("year", known.years, default.year, "This release has no financial year")
    group = choose("deprivation", known.deprivation, EVERYONE, "There is no deprivation group")
    return Selection(place, service, year, group), tuple(said)


def members_of(release: Release, where: str) -> tuple[str, ...]:
    """The Places that a where is made of: itself, those of its system, or all."""
    places = release.manifest.places
    if where in places:
        return (where,)
    return tuple(place for place, system in places.items() if where in (ALL_PLACES, system))


def _services(release: Release, where: str) -> tuple[str, ...]:
    manifest, within = release.manifest, members_of(release, where)
    bundles = [bundle for bundle, places in manifest.bundles.items() if set(places) & set(within)]
    services = dict.fromkeys(service for place in within for service in manifest.services.get(place, ()))
    return (ALL_SERVICES, *bundles, *services)
