"""The smallest view in which a hidden number is shown, found by asking the release which views hold it."""

from collections.abc import Callable, Iterator

from pimh_data.questions.cells import Cell, View
from pimh_data.questions.periods import three_years
from pimh_data.questions.words import group
from pimh_data.registry import deprivation
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, DEPRIVATION, EVERYONE, PAIR, SINCE_START_PERIOD, TOTAL
from pimh_data.release import Release

Read = Callable[[View], Cell]
Say = Callable[[View], str]
SHOWN_FOR = "It is shown for"


def nearest_view(release: Release, view: View, read: Read, say: Say) -> str:
    """A sentence with the nearest view that shows the number, and the number: 'Three years together (...): 85 people.'

    Nearest first: deciles grouped, three years together, since the service started, all services, everyone, the system.
    `read` gives the number of a view as a cell; `say` puts it in words.
    """
    for words, larger in _larger(release, view):
        if larger != view and read(larger).known:
            return f"{SHOWN_FOR} {words}: {say(larger)}."
    return "No larger view of this release shows it."


def _larger(release: Release, view: View) -> Iterator[tuple[str, View]]:
    manifest = release.manifest
    if view.dimension == DEPRIVATION.name and view.member in deprivation.DECILE_MEMBERS:
        together = deprivation.group_member(int(view.member.removeprefix("Decile ")))
        yield f"{group(together)} together", view.at(member=together)
    period = three_years(manifest)
    if period and view.period in manifest.years[-3:]:
        yield f"three years together ({period})", view.at(period=period)
    yield "the whole time since the service started", view.at(period=SINCE_START_PERIOD)
    everyone = {"dimension": TOTAL.name, "member": EVERYONE}
    yield "all services together", view.at(service=ALL_SERVICES)
    if PAIR in view.member:
        alone = view.dimension.removeprefix(f"{DEPRIVATION.name} x "), view.member.split(PAIR)[1]
        everyone = dict(zip(("dimension", "member"), alone, strict=True))
    if view.dimension != TOTAL.name:
        yield "everyone, whatever their decile", view.at(**everyone)
        yield "everyone and all services", view.at(**everyone, service=ALL_SERVICES)
    for where in (manifest.places.get(view.where), ALL_PLACES):
        if where in release.wheres:
            yield "all Places" if where == ALL_PLACES else f"the whole of {where}", view.at(where=where)
