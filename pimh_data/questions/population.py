"""What to divide people by: which Places, year and edition of published counts, or in words why there is none."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.questions.denominators import (
    BIRTHS,
    DIFFER,
    PARENTAL,
    RESIDENTS,
    WORDS,
    Denominator,
    edition_of_people,
    nearest_year,
    published,
    summed,
    years_common,
)
from pimh_data.questions.service_starts import places_unknown, places_with
from pimh_data.questions.vintage import of_vintage
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, EVERYONE
from pimh_data.release import Release

# What a reader can have done about it, said once a page. How to, whoever publishes is told.
FETCH = "Births, children and residents that are missing here can be brought by whoever publishes this."
BY = (DEPRIVATION.name, ETHNIC_GROUP.name)
# Why there is no verdict by ethnic group, where a sentence compares nevertheless.
NOT_JUDGED = "residents aged 16 to 49 are not in this release, so that this is a description and no verdict"
DISTRICTS = "Whoever publishes this can name the Place's districts, or bring births."


def children_by_deprivation(
    release: Release, where: str, service: str, years: Sequence[str], chosen: str
) -> tuple[Denominator, ...]:
    """Births, or children aged 0, by decile and group, for each financial year: all of the vintage of the chosen one.

    Only of the Places that had the service by the end of the year, and of the edition of the indices that the people's
    deciles are of; refused in words where that cannot be had.
    """
    edition, refused = edition_of_people(release, where)
    refused = places_unknown(release, where, service) or refused
    if refused:
        return tuple(Denominator(refused=refused) for _ in years)
    return tuple(_children(release, where, service, edition, year, chosen) for year in years)


def births_of(release: Release, where: str, service: str, years: Sequence[str], chosen: str) -> tuple[Denominator, ...]:
    """Births, or children aged 0, of everyone (member 'Everyone'), by year: all of the vintage of the chosen one.

    Only of the Places that had the service by the end of the year. Refused in words where none are published.
    """
    missing = f"No births or children aged 0 are in this release: no rate is shown. {DISTRICTS}"
    refused = Denominator(refused=places_unknown(release, where, service) or missing)
    found = []
    for year in years:
        of_bases = (of_vintage(release, where, service, basis, year, chosen) for basis in BIRTHS)
        births = next((births for births in of_bases if births.counts), refused)
        # Of everyone alone: by which edition deciles were given is no matter.
        counts = {EVERYONE: births.of(EVERYONE)} if births.counts else {}
        found.append(births if births is refused else replace(births, counts=counts, edition="", refused=""))
    return tuple(found)


def residents_by(release: Release, where: str, service: str, dimension: str, year: str) -> Denominator:
    """Residents aged 16 to 49, else of all ages, by an ethnic dimension (or a pair with it), of the year nearest.

    Only of the Places that had the service by the end of the year; of one basis and year that all of them have.
    """
    if unknown := places_unknown(release, where, service, "there is no ratio."):
        return Denominator(basis=WORDS[RESIDENTS], refused=unknown)
    wheres = places_with(release, where, service, year)
    by = listed([name.replace("_", " ") for name in dimension.split(" x ")])
    missing = f"Residents are not published by {by} in this release, so there is no ratio."
    held = {name: published(release, name, dimension) for name in wheres}
    for basis in (PARENTAL, RESIDENTS):
        years = years_common(held, wheres, basis, "")
        if years:
            found = summed(held, wheres, basis, "", nearest_year(years, year))
            return found if wheres == (where,) else replace(found, places=wheres)
    return Denominator(basis=WORDS[RESIDENTS], refused=missing)


def can_be_brought(release: Release, where: str, service: str, year: str) -> str:
    """FETCH where children by decile or residents by ethnic group are not published for these Places; '' otherwise."""
    wheres = () if places_unknown(release, where, service) else places_with(release, where, service, year)
    return FETCH if any(not published(release, name, by) for name in wheres for by in BY) else ""


def _children(release: Release, where: str, service: str, edition: str, year: str, chosen: str) -> Denominator:
    of_bases = [of_vintage(release, where, service, basis, year, chosen) for basis in BIRTHS]
    for found in of_bases:
        if found.edition == edition and not found.refused:
            return replace(found, of_years_by_decile=False)
    others = sorted({found.edition for found in of_bases} - {"", edition})
    if others:
        return Denominator(
            refused=f"{DIFFER.format(edition, listed(others))}: one must not be divided by the other, so no rate is "
            "shown."
        )
    missing = "Children aged 0 are not published by decile in this release, so no rate is shown."
    return Denominator(refused=missing)
