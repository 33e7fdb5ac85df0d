"""Which Places an answer on indicators shows beside each other, and what a row says of its Place."""

from pimh_data.answer import Column, Selection
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

PLACE = (Column("place", "Place", "text"), Column("system", "System", "text"))
BY_NAME = (
    "Indicators are published by name, so that no Place can stand here without one: permitted Places alone are shown."
)
SOME_PLACES = "Only Places that are shown to you are listed and counted here."
FOCUS = Column("focus", "The chosen Place", "text")


def every_place(release: Release) -> tuple[str, ...]:
    """Every Place of the release, as far as may be seen."""
    return tuple(place for place in release.manifest.places if place in release.wheres)


def places_beside(release: Release, where: str) -> tuple[str, ...]:
    """The Places to show beside each other: of the system, of a Place's own system, or all; as far as may be seen."""
    system = release.manifest.places.get(where, where)
    inside = members_of(release, system if system in (*release.manifest.places.values(), ALL_PLACES) else where)
    return tuple(place for place in inside if place in release.wheres)


def are_some(release: Release, where: str) -> bool:
    """Whether the system, a Place's own or all Places, holds others that are not shown to whoever asks, or may."""
    system = release.manifest.places.get(where, where)
    return system not in release.wheres or not set(members_of(release, system)).issubset(release.wheres)


def place_row(release: Release, selection: Selection, place: str) -> dict[str, str]:
    """Its part of a row: the columns of PLACE, and FOCUS: whether it, or its system, is what was chosen."""
    system = release.manifest.places[place]
    return {"place": place, "system": system, "focus": "yes" if selection.place in (place, system) else "no"}


def named_alone(release: Release) -> tuple[str, ...]:
    """A note where other Places are compared with, and without their names: not here."""
    return (BY_NAME,) if release.unnamed is not None else ()
