"""Published denominators: which Places, year and edition to divide by, or in words why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pimh_data.kept import kept
from pimh_data.questions.offered import places_with
from pimh_data.questions.periods import first_day
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import DEPRIVATION, TOTAL
from pimh_data.release import Release

# What stands for births, best first: the word on the screen is the thing counted.
BIRTHS = {"births": "births", "aged 0": "children aged 0"}
RESIDENTS = "residents"
NAMED_AT_MOST = 4
# What a reader can have done about it: these sentences stand where a rate would.
FETCH = "They can be brought in the population extract, or fetched (python -m pimh_data fetch population)."
DISTRICTS = "Name the Place's districts ('lad_codes' of the places extract), or bring births."
Key = tuple[str, str, str]  # basis, year, edition
Published = Mapping[Key, Mapping[str, tuple[float, str]]]  # member -> count and source


@dataclass(frozen=True)
class Denominator:
    """Published counts per member, their words, year and source; or `refused`, why a rate cannot be computed.

    `places`: whose counts were added up, where a service is not in every Place of a system.
    """

    counts: Mapping[str, float] = field(default_factory=dict)
    basis: str = "children aged 0"
    year: str = ""
    edition: str = ""
    source: str = ""
    refused: str = ""
    places: tuple[str, ...] = ()

    def of(self, *members: str) -> float:
        """The members together; NaN where one is missing."""
        return sum(self.counts.get(member, float("nan")) for member in members)

    def words(self) -> str:
        """'children aged 0 in 2020, by decile of IMD 2019, of Liverpool and Wirral, which have the service'."""
        if self.refused:
            return self.refused
        named = f"{self.basis} in {self.year}" + (f", by decile of IMD {self.edition}" if self.edition else "")
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
                held[name] = _published(release, name, TOTAL.name)
        births = _summed(held, wheres, tuple(BIRTHS), "", year)
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
    held = {name: _published(release, name, dimension) for name in wheres}
    found = _summed(held, wheres, (RESIDENTS,), "", year)
    return _of_places(found, where, wheres) if found else Denominator(basis=RESIDENTS, refused=missing)


def edition_of_people(release: Release, where: str) -> tuple[str, str]:
    """The one edition of the indices that people's deciles are of, or '' and in words why no rate can be computed."""
    if ("versions", where) not in release.tables:
        return "", "The release does not say by which edition people's deciles were given, so no rate is shown."
    table = release.table("versions", where)
    shown = table[(table["referrals"] > 0).fillna(False).to_numpy(dtype=bool)]
    # A hidden count is a handful of people: alone it names the edition, beside a shown one it does not decide it.
    editions = sorted(set((shown if len(shown) else table)["imd_version"]))
    if len(editions) == 1:
        return editions[0], ""
    if not editions:
        return "", "No decile was brought for these people, so no rate by deprivation is shown."
    return "", f"People's deciles mix IMD {listed(editions)}, which cannot be added up, so no rate is shown."


def nearest_year(years: Sequence[str], financial_year: str) -> str:
    """The calendar year nearest the middle of a financial year (30 September); of two as near, the later."""
    middle = first_day(financial_year).year
    return min(years, key=lambda year: (abs(int(year) - middle), -int(year)))


def _children(
    release: Release, where: str, wheres: tuple[str, ...], edition: str, year: str, held: dict[str, Published]
) -> Denominator:
    for name in wheres:
        if name not in held:
            held[name] = _published(release, name, DEPRIVATION.name)
    found = _summed(held, wheres, tuple(BIRTHS), edition, year)
    if found:
        return _of_places(found, where, wheres)
    others = sorted({key[2] for name in wheres for key in held[name] if key[0] in BIRTHS} - {edition})
    if others:
        return Denominator(
            refused=f"People's deciles are of IMD {edition}, the published children of IMD {listed(others)}: one must "
            "not be divided by the other, so no rate is shown."
        )
    missing = "Children aged 0 are not published by decile in this release, so no rate is shown."
    return Denominator(refused=f"{missing} {FETCH}")


@kept  # every rate asks for it
def _published(release: Release, where: str, dimension: str) -> Published:
    if ("population", where) not in release.tables:
        return {}
    table = release.table("population", where)
    table = table[(table["dimension"] == dimension).to_numpy()]
    columns = (table[name].tolist() for name in ("basis", "year", "imd_version", "member", "count", "source"))
    held: dict[Key, dict[str, tuple[float, str]]] = {}
    for basis, year, edition, member, count, source in zip(*columns, strict=True):
        held.setdefault((basis, year, edition), {})[member] = (float(count), source)
    return held


def _summed(
    held: Mapping[str, Published], wheres: Sequence[str], bases: Sequence[str], edition: str, financial_year: str
) -> Denominator | None:
    """The counts of all the wheres together, of the best basis and the nearest year that all of them have."""
    for basis in bases:
        years = [{year for of, year, by in held[name] if (of, by) == (basis, edition)} for name in wheres]
        common = set.intersection(*years) if years else set()
        if not common:
            continue
        year = nearest_year(sorted(common), financial_year)
        counts: dict[str, float] = {}
        sources: dict[str, None] = {}
        for name in wheres:
            for member, (count, source) in held[name][basis, year, edition].items():
                counts[member] = counts.get(member, 0) + count
                sources[source] = None
        return Denominator(counts, BIRTHS.get(basis, basis), year, edition, "; ".join(sources))
    return None


def _of_places(found: Denominator, where: str, wheres: tuple[str, ...]) -> Denominator:
    return found if wheres == (where,) else replace(found, places=wheres)
