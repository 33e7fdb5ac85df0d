"""Births or children of one vintage: the year that every rate of a Place, service and year divides by. One basis."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.kept import kept
from pimh_data.questions.denominators import (
    DIFFER,
    MIXED,
    UNSAID,
    Denominator,
    editions_of_people,
    nearest_year,
    published,
    summed,
    years_common,
)
from pimh_data.questions.service_starts import places_unknown, places_with
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release

REFUSED = "{}: one must not be set beside the other, so need is shown for everyone together alone."


@kept  # every rate asks for it, often several times a page
def of_vintage(release: Release, where: str, service: str, basis: str, year: str, chosen: str) -> Denominator:
    """Counts of a basis by decile, Core20, the rest and everyone, or of everyone alone where none are by decile.

    Of the Places that had the service by the end of `year`, but of one calendar year for all years of a series: the
    nearest to the financial year `chosen` of those held by decile, else of all, in every Place that has the service
    by now. So a group and everyone, a year alone and in a series, are divided by people of the same year. `edition` is
    that of people's deciles; where there is none such, `refused` says why deciles cannot be compared. Empty where
    nothing is published, or where it is not known which Places have the service, as `refused` then says.
    """
    if unknown := places_unknown(release, where, service):
        return Denominator(refused=unknown)
    wheres = places_with(release, where, service, year)
    widest = tuple(dict.fromkeys((*wheres, *places_with(release, where, service, release.manifest.years[-1]))))
    places = () if wheres == (where,) else wheres
    by_decile = {name: published(release, name, DEPRIVATION.name) for name in widest}
    totals = {name: published(release, name, TOTAL.name) for name in widest}
    editions = sorted({edition for held in by_decile.values() for of, _, edition in held if of == basis})
    of_people = editions_of_people(release, where)
    refused = _refused(of_people, editions) if editions else ""
    edition = of_people[0] if of_people and not refused else editions[-1] if editions else ""
    every = years_common(totals, widest, basis, "")
    years = years_common(by_decile, widest, basis, edition) if editions else ()
    if years:
        found = summed(by_decile, wheres, basis, edition, nearest_year(years, chosen))
        counts = {**found.counts, EVERYONE: found.of(*GROUP_MEMBERS)}
        nearer = bool(every) and nearest_year(every, chosen) != found.year
        return replace(found, counts=counts, refused=refused, places=places, of_years_by_decile=nearer)
    if every:
        return replace(summed(totals, wheres, basis, "", nearest_year(every, chosen)), places=places)
    return Denominator()


def _refused(of_people: Sequence[str] | None, editions: Sequence[str]) -> str:
    """Why people by decile cannot be set beside these editions; '' where they can, or have no decile at all."""
    if of_people is None:
        return REFUSED.format(UNSAID)
    if len(of_people) > 1:
        return REFUSED.format(MIXED.format(listed(list(of_people))))
    if of_people and of_people[0] not in editions:
        return REFUSED.format(DIFFER.format(of_people[0], listed(list(editions))))
    return ""
