"""Whoever is seen, open or closed in a period was referred up to it; whoever was referred in it is seen from it on."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pimh_data.registry.cubes import QUARTER, YEAR
from pimh_data.secure.disclosure.listed.counts import LEFT_IN_TIME
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.listed.measures import ELIGIBLE
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped

Count = tuple[str, str]  # a cube, and a count of it
# Whoever counts in the first counts in the second in the same period, or in one before.
SO_FAR: tuple[tuple[Count, Count], ...] = (
    (("activity", "people_seen"), ("pathway", "accepted")),
    (("activity", "people_seen"), ("pathway", "seen")),
    (("activity", "people_seen"), ("first_contacts", "people")),
    (("first_contacts", "people"), ("pathway", "seen")),
    (("caseload", "closed"), ("pathway", "accepted")),
    (("caseload", "closed_completed"), ("pathway", "completed")),
    (("outcomes", ELIGIBLE), ("pathway", "seen")),
    (("outcomes", ELIGIBLE), ("first_contacts", "people")),
)
# In the same period, or in one after.
FROM_THEN_ON: tuple[tuple[Count, Count], ...] = (
    (("pathway", "seen"), ("activity", "people_seen")),
    (("pathway", "seen"), ("first_contacts", "people")),
    (("pathway", "completed"), ("caseload", "closed_completed")),
    (("pathway", "closed_early"), ("caseload", "closed")),
    (("waits", LEFT_IN_TIME), ("caseload", "closed")),
)


def so_far(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """By years and by quarters, for the cubes that there are: what is so of nearly everybody."""
    for pairs, onwards in ((SO_FAR, False), (FROM_THEN_ON, True)):
        for (one, count), (other, counted) in pairs:
            if {one, other} <= cubes.keys():
                for kind in (YEAR, QUARTER):
                    yield from _covered(cubes[one], count, cubes[other], counted, _in_order(cubes[one], kind, onwards))


def _in_order(cube: Numbered, kind: str, onwards: bool) -> Sequence[int]:
    names = sorted((name for name in cube.words.of["period"] if name[0] == kind), reverse=onwards)
    return [int(number) for number in cube.words.numbers("period", names)]


def _covered(cube: Numbered, count: str, other: Numbered, counted: str, periods: Sequence[int]) -> Iterator[Relations]:
    """`periods`: by number, those in which somebody may have counted before each that comes after."""
    extra = int(other.words.numbers("extra", [()])[0])
    totals, parts = [], []
    for place, period in enumerate(periods):
        rows = np.flatnonzero(cube.codes["period"] == period)
        # A view that is not counted in the period itself is counted in none; before a service began there is nobody.
        rows = rows[other.beside(cube, rows, extra=extra) != NOWHERE]
        for up_to in periods[: place + 1]:
            found = other.beside(cube, rows, period=up_to, extra=extra)
            totals.append(cube.cells(rows[found != NOWHERE], count))
            parts.append(other.cells(found[found != NOWHERE], counted))
    if totals:
        yield grouped(np.concatenate(totals), np.concatenate(parts), False, True, NUMBER["cubes"])
