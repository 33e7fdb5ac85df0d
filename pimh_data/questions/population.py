"""What to divide people by: which Places, year and edition of published counts, or in words why there is none."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.questions.denominators import (
    BIRTHS,
    DIFFER,
    RESIDENTS,
    Denominator,
    Published,
    edition_of_people,
    published,
    summed,
)
from pimh_data.questions.service_starts import places_with
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import DEPRIVATION, TOTAL
from pimh_data.release import Release

# What a reader can have done about it: these sentences stand where a rate would. How to, whoever publishes is told.
FETCH = "Whoever publishes this can bring them."
DISTRICTS = "Whoever publishes this can name the Place's districts, or bring births."


def children_by_deprivation(
    release: Release, where: str, service: str, years: Sequence[str]
) -> tuple[Denominator, ...]:
    """Births, or children aged 0, by decile and group: for each financial year, those of the nearest calendar year.

    Only of the Places that had the service by the end of the year, and of the edition of the indices that the people's
    deciles are of; refused in words where that cannot be had.
    """
    edition, refused = edition_of_people(release, where)
    if refused:
        return tuple(Denominator(refused=refused) for _ in years)
    held: dict[str, Published] = {}
    return tuple(
        _children(release, where, places_with(release, where, service, year), edition, year, held) for year in years
    )


def births_of(release: Release, where: str, service: str, years: Sequence[str]) -> tuple[Denominator, ...]:
    """Births, or children aged 0, of everyone (member 'Everyone'): for each financial year, of the nearest year.

    Only of the Places that had the service by the end of the year. Refused in words where none are published.
    """
    held: dict[str, Published] = {}
    found = []
    for year in years:
        wheres = places_with(release, where, service, year)
        for name in wheres:
            if name not in held:
                held[name] = published(release, name, TOTAL.name)
        births = summed(held, wheres, tuple(BIRTHS), "", year)
        refused = f"No births or children aged 0 are in this release: no rate is shown. {DISTRICTS}"
        missing = Denominator(refused=refused)
        found.append(_of_places(births, where, wheres) if births else missing)
    return tuple(found)


def residents_by(release: Release, where: str, service: str, dimension: str, year: str) -> Denominator:
    """Residents of all ages by an ethnic dimension (or a pair with it), of the calendar year nearest.

    Only of the Places that had the service by the end of the year.
    """
    wheres = places_with(release, where, service, year)
    by = listed([name.replace("_", " ") for name in dimension.split(" x ")])
    how = "" if DEPRIVATION.name in dimension else f" {FETCH}"  # by both, nobody publishes them
    missing = f"Residents are not published by {by} in this release, so there is no ratio.{how}"
    held = {name: published(release, name, dimension) for name in wheres}
    found = summed(held, wheres, (RESIDENTS,), "", year)
    return _of_places(found, where, wheres) if found else Denominator(basis=RESIDENTS, refused=missing)


def _children(
    release: Release, where: str, wheres: tuple[str, ...], edition: str, year: str, held: dict[str, Published]
) -> Denominator:
    for name in wheres:
        if name not in held:
            held[name] = published(release, name, DEPRIVATION.name)
    found = summed(held, wheres, tuple(BIRTHS), edition, year)
    if found:
        return _of_places(found, where, wheres)
    others = sorted({key[2] for name in wheres for key in held[name] if key[0] in BIRTHS} - {edition})
    if others:
        return Denominator(
            refused=f"{DIFFER.format(edition, listed(others))}: one must not be divided by the other, so no rate is "
            "shown."
        )
    missing = "Children aged 0 are not published by decile in this release, so no rate is shown."
    return Denominator(refused=f"{missing} {FETCH}")


def _of_places(found: Denominator, where: str, wheres: tuple[str, ...]) -> Denominator:
    return found if wheres == (where,) else replace(found, places=wheres)
