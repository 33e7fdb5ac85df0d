"""Which Places have a service, and since when. Reads the services of the release; counts nobody."""

from collections.abc import Iterator

from pimh_data.answer import Selection
from pimh_data.questions.periods import last_day, month_in_words
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release

OTHERS = "Which of its Places have the service is not shown to you, since several are not granted to you, so {}"


def places_unknown(release: Release, where: str, service: str, lacking: str = "no rate is shown.") -> str:
    """Why nobody can be divided by the children of the Places that have the service: it is not said of Places of others
    in a roll-up. '' where it is known.
    """
    known = service == ALL_SERVICES or where not in release.partly
    return "" if known else OTHERS.format(lacking)


def places_with(release: Release, where: str, service: str, year: str) -> tuple[str, ...]:
    """The Places of a where that had the service by the end of a financial year; the where itself if all of them had.

    People of a service that only some Places have must not be divided by the children of all of them: ask first whether
    that is known (`places_unknown`).
    """
    if service == ALL_SERVICES or where in release.manifest.places:
        return (where,)
    until = last_day(year).isoformat()
    having = {place for place, _, started in starts(release, where, service) if started <= until}
    every = members_of(release, where)
    return (where,) if not having or having >= set(every) else tuple(place for place in every if place in having)


def started_later(release: Release, selection: Selection) -> str:
    """'the service started in February 2024', where that is after the chosen year; '' otherwise."""
    dates = [started for _, _, started in starts(release, selection.place, selection.service)]
    if not dates or min(dates) <= last_day(selection.year).isoformat():
        return ""
    return f"the service started in {month_in_words(min(dates))}"


def starts(release: Release, where: str, service: str) -> Iterator[tuple[str, str, str]]:
    """Place, service and ISO start date of each service of the choice: one service, those of a bundle, or all."""
    if ("services", where) not in release.tables:
        return
    table = release.table("services", where)
    bundles = table["bundles"] if "bundles" in table.columns else [""] * len(table)
    for place, name, started, bundled in zip(table["place"], table["service"], table["started"], bundles, strict=True):
        named = {part.strip() for part in bundled.split(";")} if isinstance(bundled, str) else set()
        if service in {ALL_SERVICES, name, *named}:
            yield place, name, str(started)[:10]
