"""The residents that the need models are applied to: of a Place, by deprivation group, of one edition. No models."""

import math
from dataclasses import dataclass

from pimh_data.formats import people
from pimh_data.kept import kept
from pimh_data.questions.denominators import (
    BIRTHS,
    CHILDREN,
    Denominator,
    published,
)
from pimh_data.questions.vintage import of_vintage
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, CORE20_DECILES, DECILE_MEMBERS
from pimh_data.registry.need import Residents
from pimh_data.release import Release

DEPRIVED = (CORE20, *(DECILE_MEMBERS[decile - 1] for decile in CORE20_DECILES))


@dataclass(frozen=True)
class PlaceResidents:
    """What a release holds of the residents of a Place: births (or children aged 0) and children aged 0 to 4.

    Either may be empty, or of everyone alone. Where its deciles are not those of people, it says so in `refused`.
    """

    births: Denominator
    children: Denominator

    def of(self, member: str = EVERYONE) -> Residents:
        """The inputs of the models for everyone, Core20, the rest or a decile; NaN where not held, or refused."""
        births, births_deprived = _among(self.births, member)
        return Residents(births, births_deprived, *_among(self.children, member))

    @property
    def refused(self) -> str:
        """Why need is not shown for deciles and groups of them, in words; '' where it is, or none is published."""
        return self.births.refused or self.children.refused

    def notes(self) -> tuple[str, ...]:
        """The same, as a note of an answer that compares groups."""
        return (self.refused,) if self.refused else ()

    @property
    def places(self) -> tuple[str, ...]:
        """The Places whose residents these are, where the service is not in every Place of the where."""
        return self.births.places or self.children.places

    @property
    def in_places(self) -> str:
        """The same in words: 'Sheffield', 'the 12 Places'."""
        return (self.births if self.births.places else self.children).places_in_words()

    def places_note(self) -> tuple[str, ...]:
        """What a reader must know of a need that is not that of the whole choice; nothing otherwise."""
        if not self.places:
            return ()
        verb = "has" if len(self.places) == 1 else "have"
        return (f"Need is that of {self.in_places} alone, which {verb} the service.",)

    def words(self) -> str:
        """'5,922 children aged 0 in 2020 and 31,777 children aged 0-4 in 2020, deciles of IMD 2019'."""
        parts = [
            f"{people(held.of(EVERYONE))} {held.basis} in {held.year}"
            for held in (self.births, self.children)
            if held.counts
        ]
        edition = self.births.edition or self.children.edition
        of = f", of {self.in_places}" if self.places else ""
        return " and ".join(parts) + (f", deciles of IMD {edition}" if edition else "") + of

    def sources(self) -> str:
        """Where the counts come from."""
        return "; ".join(dict.fromkeys(held.source for held in (self.births, self.children) if held.source))


@kept  # every row of a system asks for the residents of each of its Places
def residents(release: Release, where: str, year: str, service: str = ALL_SERVICES) -> PlaceResidents:
    """The residents of a where, of the vintage that rates of a financial year are divided by.

    Of a system or all Places only those of the Places that had the service by the end of the year: beside people of a
    service that some Places have, the need of the others is nobody's to meet by it.

    By decile where the release holds deciles, else totals alone. Deciles of another edition than people's are used for
    everyone together, never for a group.
    """
    births, aged_0, children = (of_vintage(release, where, service, basis, year, year) for basis in (*BIRTHS, CHILDREN))
    # Need by deprivation asks for deciles: where births are brought without, the children aged 0 that have them stand.
    best = min(births, aged_0, key=lambda held: (not held.edition, bool(held.refused), not held.counts))
    return PlaceResidents(best, children)


def movement(release: Release, where: str, held: PlaceResidents) -> str:
    """How far the total has moved since the year used: '5,698 in 2023 (4% fewer)'; '' where no later is held.

    Nor of residents of some of the Places alone.
    """
    of = next((name for name, words in BIRTHS.items() if words == held.births.basis), "")
    if held.places:
        return ""
    totals = published(release, where, TOTAL.name)
    later = {year: counts[EVERYONE][0] for (basis, year, _), counts in totals.items() if basis == of}
    later = {year: count for year, count in later.items() if year > held.births.year}
    if not later or not held.births.counts:
        return ""
    year = max(later)
    change = later[year] / held.births.of(EVERYONE) - 1
    size = f"{abs(change) * 100:.0f}% {'more' if change > 0 else 'fewer'}"
    return f"{people(later[year])} {held.births.basis} in {year} ({size} than in {held.births.year})"


def _among(held: Denominator, member: str) -> tuple[float, float]:
    """The children of a deprivation member, and those of them in the most deprived fifth (Core20)."""
    if member == EVERYONE:
        return held.of(EVERYONE), held.of(CORE20)
    if held.refused:
        return math.nan, math.nan
    return held.of(member), held.of(member) if member in DEPRIVED else held.of(member) * 0
