"""Published denominators: which year and edition to divide by, or in words why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pimh_data.questions.periods import first_day
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.release import Release

# What stands for births, best first: the word on the screen is the thing counted.
BIRTHS = {"births": "births", "aged 0": "children aged 0"}
RESIDENTS = "residents"
COLUMNS = ("year", "basis", "dimension", "member", "imd_version", "count", "source")


@dataclass(frozen=True)
class Denominator:
    """Published counts per member, their words, year and source; or `refused`, why a rate cannot be computed."""

    counts: Mapping[str, float] = field(default_factory=dict)
    basis: str = "children aged 0"
    year: str = ""
    edition: str = ""
    source: str = ""
    refused: str = ""

    def of(self, *members: str) -> float:
        """The members together; NaN where one is missing."""
        return sum(self.counts.get(member, float("nan")) for member in members)

    def words(self) -> str:
        """'children aged 0 in 2020, by decile of IMD 2019'."""
        if self.refused:
            return self.refused
        return f"{self.basis} in {self.year}" + (f", by decile of IMD {self.edition}" if self.edition else "")


def children_by_deprivation(release: Release, where: str, years: Sequence[str]) -> tuple[Denominator, ...]:
    """Births, or children aged 0, by decile and group: for each financial year, those of the nearest calendar year.

    Only of the edition of the indices that the people's deciles are of; refused where the two differ or are mixed.
    """
    edition, refused = edition_of_people(release, where)
    held = _rows(release, where, DEPRIVATION.name, tuple(BIRTHS))
    same = held[(held["imd_version"] == edition).to_numpy()]
    if not refused and held.empty:
        refused = "Children aged 0 are not published by decile in this release, so no rate is shown."
    if not refused and same.empty:
        others = listed(sorted(set(held["imd_version"])))
        refused = (
            f"People's deciles are of IMD {edition}, the published children of IMD {others}: one must not be divided "
            "by the other, so no rate is shown."
        )
    if refused:
        return tuple(Denominator(refused=refused) for _ in years)
    return tuple(_nearest(same, year, edition) for year in years)


def residents_by(release: Release, where: str, dimension: str, year: str) -> Denominator:
    """Residents of all ages by an ethnic dimension (or a pair with it), of the calendar year nearest."""
    held = _rows(release, where, dimension, (RESIDENTS,))
    if held.empty:
        by = listed([name.replace("_", " ") for name in dimension.split(" x ")])
        return Denominator(
            basis=RESIDENTS, refused=f"Residents are not published by {by} in this release, so there is no ratio."
        )
    return _nearest(held, year)


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


def _rows(release: Release, where: str, dimension: str, bases: Sequence[str]) -> pd.DataFrame:
    if ("population", where) not in release.tables:
        return pd.DataFrame(columns=list(COLUMNS))
    table = release.table("population", where)
    table = table[(table["dimension"] == dimension).to_numpy()]
    for basis in bases:
        held = table[(table["basis"] == basis).to_numpy()]
        if len(held):
            return held
    return table.iloc[:0]


def _nearest(held: pd.DataFrame, financial_year: str, edition: str = "") -> Denominator:
    year = nearest_year(sorted(set(held["year"])), financial_year)
    rows = held[(held["year"] == year).to_numpy()]
    basis = rows["basis"].iloc[0]
    counts = dict(zip(rows["member"], rows["count"].astype("float64"), strict=True))
    sources = "; ".join(dict.fromkeys(rows["source"]))
    return Denominator(counts, BIRTHS.get(basis, basis), year, edition, sources)
