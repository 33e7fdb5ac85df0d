"""Published counts of people as a release holds them: one basis, one year, one edition. The only reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pimh_data.kept import kept
from pimh_data.questions.periods import first_day
from pimh_data.questions.words import listed
from pimh_data.release import Release

# What stands for births, best first: the word on the screen is the thing counted.
BIRTHS = {"births": "births", "aged 0": "children aged 0"}
RESIDENTS, PARENTAL = "residents", "residents aged 16 to 49"  # of all ages; of the ages of most parents
CHILDREN = "aged 0-4"
WORDS = {**BIRTHS, CHILDREN: "children aged 0-4", RESIDENTS: "residents of all ages"}
NAMED_AT_MOST = 4
# Why people by decile cannot be set beside published counts by decile.
UNSAID = "The release does not say by which edition people's deciles were given"
MIXED = "People's deciles mix IMD {}"
DIFFER = "People's deciles are of IMD {}, the published children of IMD {}"
Key = tuple[str, str, str]  # basis, year, edition
Published = Mapping[Key, Mapping[str, tuple[float, str]]]  # member -> count and source


@dataclass(frozen=True)
class Denominator:
    """Published counts per member, their words, year and source; or `refused`, why a rate cannot be computed.

    `places`: whose counts were added up, where a service is not in every Place of a system. `of_years_by_decile`: there
    is a nearer year, but not by decile, by which the groups beside it are divided.
    """

    counts: Mapping[str, float] = field(default_factory=dict)
    basis: str = "children aged 0"
    year: str = ""
    edition: str = ""
    source: str = ""
    refused: str = ""
    places: tuple[str, ...] = ()
    of_years_by_decile: bool = False

    @property
    def of_parental_age(self) -> bool:
        """Whether these are residents aged 16 to 49: those of all ages are no measure of who could be seen."""
        return self.basis == PARENTAL

    def of(self, *members: str) -> float:
        """The members together; NaN where one is missing."""
        return sum(self.counts.get(member, float("nan")) for member in members)

    def words(self) -> str:
        """'children aged 0 in 2020, by decile of IMD 2019, of Liverpool and Wirral, which have the service'."""
        if self.refused:
            return self.refused
        named = f"{self.basis} in {self.year}" + (f", by decile of IMD {self.edition}" if self.edition else "")
        named += ", the nearest year held by decile" if self.of_years_by_decile else ""
        return f"{named}, of {self.places_in_words()}, which have the service" if self.places else named

    def note(self) -> tuple[str, ...]:
        """What a reader must know of a roll-up that does not have the service everywhere; nothing otherwise."""
        if not self.places:
            return ()
        return (f"Divided by the {self.basis} of {self.places_in_words()} alone, which have the service.",)

    def places_in_words(self) -> str:
        """The Places added up, named where they are few."""
        few = len(self.places) <= NAMED_AT_MOST
        return listed(list(self.places)) if few else f"the {len(self.places)} Places"


def edition_of_people(release: Release, where: str) -> tuple[str, str]:
    """The one edition of the indices that people's deciles are of, or '' and in words why no rate can be computed."""
    editions = editions_of_people(release, where)
    if editions is None:
        return "", f"{UNSAID}, so no rate is shown."
    if len(editions) == 1:
        return editions[0], ""
    if not editions:
        return "", "No decile was brought for these people, so no rate by deprivation is shown."
    return "", f"{MIXED.format(listed(editions))}, which cannot be added up, so no rate is shown."


@kept  # every rate by deprivation asks for it
def editions_of_people(release: Release, where: str) -> list[str] | None:
    """The editions of the indices that people's deciles are of; none where no decile was brought; None: not said."""
    if ("versions", where) not in release.tables:
        return None
    table = release.table("versions", where)
    shown = table[(table["referrals"] > 0).fillna(False).to_numpy(dtype=bool)]
    # A hidden count is a handful of people: alone it names the edition, beside a shown one it does not decide it.
    return sorted(set((shown if len(shown) else table)["imd_version"]))


def nearest_year(years: Sequence[str], financial_year: str) -> str:
    """The calendar year nearest the middle of a financial year (30 September); of two as near, the later."""
    middle = first_day(financial_year).year
    return min(years, key=lambda year: (abs(int(year) - middle), -int(year)))


def published(release: Release, where: str, dimension: str) -> Published:
    """What a release holds of a where by a dimension. Empty where it holds none."""
    if ("population", where) not in release.tables:
        return {}
    table = release.table("population", where)
    # Every rate asks for it.
    return release.once_of("population", where, (published, dimension), lambda: _published(table, dimension))


def _published(table: pd.DataFrame, dimension: str) -> Published:
    table = table[(table["dimension"] == dimension).to_numpy()]
    columns = (table[name].tolist() for name in ("basis", "year", "imd_version", "member", "count", "source"))
    held: dict[Key, dict[str, tuple[float, str]]] = {}
    for basis, year, edition, member, count, source in zip(*columns, strict=True):
        held.setdefault((basis, year, edition), {})[member] = (float(count), source)
    return held


def years_common(held: Mapping[str, Published], wheres: Sequence[str], basis: str, edition: str) -> tuple[str, ...]:
    """The years of a basis and edition that all of the wheres have, oldest first."""
    years = [{year for of, year, by in held[name] if (of, by) == (basis, edition)} for name in wheres]
    return tuple(sorted(set.intersection(*years))) if years else ()


def summed(held: Mapping[str, Published], wheres: Sequence[str], basis: str, edition: str, year: str) -> Denominator:
    """The counts of all the wheres together, of one basis, edition and year that all of them have."""
    counts: dict[str, float] = {}
    sources: dict[str, None] = {}
    for name in wheres:
        for member, (count, source) in held[name][basis, year, edition].items():
            counts[member] = counts.get(member, 0) + count
            sources[source] = None
    return Denominator(counts, WORDS.get(basis, basis), year, edition, "; ".join(sources))
