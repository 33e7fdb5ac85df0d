"""The residents that the need models are applied to: of a Place, by deprivation group, of one edition. No models."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pimh_data.formats import people
from pimh_data.kept import kept
from pimh_data.questions.population import BIRTHS, edition_of_people, nearest_year
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, CORE20_DECILES, DECILE_MEMBERS, GROUP_MEMBERS
from pimh_data.registry.need import Residents
from pimh_data.release import Release

NAN = math.nan
CHILDREN = "aged 0-4"
DEPRIVED = (CORE20, *(DECILE_MEMBERS[decile - 1] for decile in CORE20_DECILES))


@dataclass(frozen=True)
class Published:
    """Children of one basis and year by member of the deprivation dimension, and their source; empty without any."""

    counts: Mapping[str, float]
    year: str = ""
    edition: str = ""
    source: str = ""
    basis: str = ""

    def of(self, member: str) -> float:
        """The children of a deprivation member, or of everyone; NaN where they are not published."""
        return self.counts.get(member, NAN)


@dataclass(frozen=True)
class Held:
    """What a release holds of the residents of a Place: births (or children aged 0) and children aged 0 to 4."""

    births: Published
    children: Published

    def of(self, member: str = EVERYONE) -> Residents:
        """The inputs of the models for everyone, Core20, the rest or a decile."""
        return Residents(
            self.births.of(member),
            _deprived(self.births, member),
            self.children.of(member),
            _deprived(self.children, member),
        )

    def words(self) -> str:
        """'5,922 children aged 0 in 2020 and 31,777 children aged 0-4 in 2020, deciles of IMD 2019'."""
        parts = [
            f"{people(held.of(EVERYONE))} {held.basis} in {held.year}"
            for held in (self.births, self.children)
            if held.counts
        ]
        edition = self.births.edition or self.children.edition
        return " and ".join(parts) + (f", deciles of IMD {edition}" if edition else "")

    def sources(self) -> str:
        """Where the counts come from."""
        return "; ".join(dict.fromkeys(held.source for held in (self.births, self.children) if held.source))


@kept  # every row of a system asks for the residents of each of its Places
def residents(release: Release, where: str, year: str) -> Held:
    """The residents of a where, of the calendar year nearest a financial year.

    By decile where the release holds deciles, of the edition of people's deciles if it can; otherwise totals alone,
    with NaN for what is deprived.
    """
    edition, _ = edition_of_people(release, where)
    births = [_published(release, where, basis, year, edition) for basis in BIRTHS]
    return Held(
        next((held for held in births if held.counts), Published({})),
        _published(release, where, CHILDREN, year, edition),
    )


def movement(release: Release, where: str, held: Held) -> str:
    """How far the total has moved since the year used: '5,698 in 2023 (4% fewer)'; '' where no later is held."""
    basis = next((name for name, words in BIRTHS.items() if words == held.births.basis), "")
    rows = _rows(release, where, basis, TOTAL.name)
    later = {year: count for year, count in zip(rows["year"], rows["count"], strict=True) if year > held.births.year}
    if not later or not held.births.counts:
        return ""
    year = max(later)
    change = later[year] / held.births.of(EVERYONE) - 1
    size = f"{abs(change) * 100:.0f}% {'more' if change > 0 else 'fewer'}"
    return f"{people(later[year])} {held.births.basis} in {year} ({size} than in {held.births.year})"


def _published(release: Release, where: str, basis: str, financial_year: str, edition: str) -> Published:
    rows = _rows(release, where, basis, DEPRIVATION.name)
    editions = sorted(set(rows["imd_version"]))
    if edition not in editions:
        edition = editions[-1] if editions else ""
    rows = rows[(rows["imd_version"] == edition).to_numpy()] if editions else _rows(release, where, basis, TOTAL.name)
    if rows.empty:
        return Published({})
    year = nearest_year(sorted(set(rows["year"])), financial_year)
    rows = rows[(rows["year"] == year).to_numpy()]
    counts = dict(zip(rows["member"], rows["count"].astype("float64"), strict=True))
    if editions:
        counts[EVERYONE] = sum(counts.get(member, NAN) for member in GROUP_MEMBERS)
    words = BIRTHS.get(basis, "children aged 0-4")  # the words of a basis that is no births
    return Published(counts, year, edition, "; ".join(dict.fromkeys(rows["source"])), words)


def _rows(release: Release, where: str, basis: str, dimension: str) -> pd.DataFrame:
    if ("population", where) not in release.tables:
        return pd.DataFrame(columns=["year", "imd_version", "member", "count", "source"])
    table = release.table("population", where)
    return table[((table["dimension"] == dimension) & (table["basis"] == basis)).to_numpy()]


def _deprived(held: Published, member: str) -> float:
    if member == EVERYONE:
        return held.of(CORE20)
    return held.of(member) if member in DEPRIVED else held.of(member) * 0
