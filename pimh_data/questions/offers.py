"""The smallest view in which a hidden number is shown, found by asking the release which views hold it."""

from collections.abc import Callable, Iterator

from pimh_data.questions.cells import Cell, View
from pimh_data.questions.periods import three_years
from pimh_data.questions.words import group
from pimh_data.registry import deprivation
from pimh_data.registry.cubes import (
    ALL_PLACES,
    ALL_SERVICES,
    DEPRIVATION,
    EVERYONE,
    SINCE_START_PERIOD,
    TOTAL,
)
from pimh_data.release import Release

Read = Callable[[View], Cell]


def smallest_view(release: Release, view: View, read: Read) -> str:
    """In words the nearest view that shows the number: 'three years together (2022/23 to 2024/25)'. '' if none does.

    Nearest first: deciles grouped, three years together, since the service started, all services, everyone, the system.
    """
    for words, candidate in _candidates(release, view):
        if candidate != view and read(candidate).known:
            return words
    return ""


def offer(release: Release, view: View, read: Read) -> str:
    """A sentence that offers that view, or says that no larger view shows the number."""
    words = smallest_view(release, view, read)
    return f"It is shown for {words}." if words else "No larger view of this release shows it."


def _candidates(release: Release, view: View) -> Iterator[tuple[str, View]]:
    manifest = release.manifest
    if view.dimension == DEPRIVATION.name and view.member in deprivation.DECILE_MEMBERS:
        number = int(view.member.removeprefix("Decile "))
        together = deprivation.group_member(number)
        yield f"{group(together)} together", view.at(member=together)
    period = three_years(manifest)
    if period and view.period in manifest.years[-3:]:
        yield f"three years together ({period})", view.at(period=period)
    yield "the whole time since the service started", view.at(period=SINCE_START_PERIOD)
    yield "all services together", view.at(service=ALL_SERVICES)
    if view.dimension != TOTAL.name:
        yield "everyone, whatever their decile", view.at(dimension=TOTAL.name, member=EVERYONE)
        yield "everyone and all services", view.at(dimension=TOTAL.name, member=EVERYONE, service=ALL_SERVICES)
    for where in (manifest.places.get(view.where), ALL_PLACES):
        if where is not None and where in release.wheres:
            yield f"the whole of {where}" if where != ALL_PLACES else "all Places", view.at(where=where)
