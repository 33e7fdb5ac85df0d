"""Reads the ratings of provision of a release: one an area, offer and day, with its Places. No counting, no words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import ALL_PLACES, PUBLISHED
from pimh_data.release import Release

# Each rating's letter, its words, and its place in the order from nothing to full.
RATINGS = {
    "Red": ("R", "Red: none", 0),
    "In development": ("D", "In development", 1),
    "Amber": ("A", "Amber: some", 2),
    "Green": ("G", "Green: full", 3),
}
NAMED, NOT_RATED = ("N", "Named offer"), ("", "Not rated")
OWN = "partnership"


@dataclass(frozen=True)
class Rating:
    """One rating. `rating`: a key of RATINGS, or '' where `named` holds an offer's name, or nothing was rated.

    `places`: the Places of the area, none where no table maps it. `own`: from the partnership's own extract.
    """

    system: str
    area: str
    places: tuple[str, ...]
    offer: str
    rating: str
    named: str
    as_of: str
    source: str
    own: bool

    @property
    def letter(self) -> str:
        """G, A, R, D; N for a named offer; '' where nothing was rated."""
        return RATINGS[self.rating][0] if self.rating else NAMED[0] if self.named else NOT_RATED[0]

    @property
    def words(self) -> str:
        """'Amber: some', "Named offer: ECHO model", 'Not rated'."""
        if self.rating:
            return RATINGS[self.rating][1]
        return f"{NAMED[1]}: {self.named}" if self.named else NOT_RATED[1]

    @property
    def key(self) -> tuple[str, str]:
        """The area and offer, however they are written."""
        return same(self.area), same(self.offer)

    @property
    def moment(self) -> str:
        """`as_of` where it is a year, month or day that can be put in order; '' otherwise."""
        return self.as_of if re.fullmatch(r"\d{4}(-\d{2}){0,2}", self.as_of) else ""


def same(text: str) -> str:
    """A name as it compares: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def ratings(release: Release, where: str) -> tuple[Rating, ...]:
    """Every rating of the areas of a Place, system or all, published and own, in the release's order."""
    if ("provision", PUBLISHED) not in release.tables:
        return ()
    table = release.table("provision", PUBLISHED)
    # Releases made before a partnership could bring its own ratings hold published ones alone.
    origins = table["origin"] if "origin" in table.columns else [""] * len(table)
    columns = (table[name] for name in ("system", "area", "place", "offer", "rating", "named_offer", "as_of", "source"))
    places: dict[tuple[str, ...], list[str]] = {}
    for system, area, place, offer, rating, named, as_of, source, origin in zip(*columns, origins, strict=True):
        held = places.setdefault((system, area, offer, rating, named, as_of, source, origin), [])
        held += [place] if place else []
    within = set(members_of(release, where))
    found = (
        Rating(system, area, tuple(held), offer, rating, named, as_of, source, origin == OWN)
        for (system, area, offer, rating, named, as_of, source, origin), held in places.items()
        if where == ALL_PLACES or system == where or within & set(held)
    )
    return tuple(found)


def latest(held: Iterable[Rating]) -> tuple[Rating, ...]:
    """The newest rating of each area and offer; of two as new, the partnership's own."""
    newest: dict[tuple[str, str], Rating] = {}
    for rating in held:
        before = newest.get(rating.key)
        if before is None or (rating.moment, rating.own) >= (before.moment, before.own):
            newest[rating.key] = rating
    return tuple(newest.values())


def of_offer(held: Sequence[Rating], offer: str) -> tuple[Rating, ...]:
    """Those of one offer, however it is written; all where no offer is chosen."""
    return tuple(rating for rating in held if not offer or same(rating.offer) == same(offer))
