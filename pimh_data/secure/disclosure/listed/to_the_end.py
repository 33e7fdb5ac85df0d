"""Periods that reach to the last month: whoever was referred in one, and seen or closed since, was so in it."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import SINCE_START, SINCE_START_PERIOD
from pimh_data.registry.disclosure import FEWEST
from pimh_data.secure.disclosure.listed.counts import LEFT_IN_TIME, beside
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.listed.measures import ELIGIBLE
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped

Count = tuple[str, str]  # a cube, and a count of it
# A whole, and parts of it in which hardly anybody is twice.
OF_THE_REFERRED: tuple[tuple[Count, tuple[Count, ...]], ...] = (
    (("activity", "people_seen"), (("pathway", "seen"),)),
    (("first_contacts", "people"), (("pathway", "seen"),)),
    (("caseload", "closed_completed"), (("pathway", "completed"),)),
    (("caseload", "closed"), (("pathway", "closed_early"),)),
    (("caseload", "closed"), (("waits", LEFT_IN_TIME),)),
    (("caseload", "closed"), (("pathway", "completed"), ("pathway", "closed_early"), ("waits", LEFT_IN_TIME))),
)
# Everybody seen had one contact, and whoever had three or more two besides.
SEEN, OFTEN = ("activity", "people_seen"), ("pathway", "three_or_more_contacts")
OF_CONTACTS: tuple[tuple[Count, tuple[Count, ...]], ...] = (
    (("contacts", "attended"), (SEEN, OFTEN, OFTEN)),
    (("contacts", "attended"), (OFTEN, OFTEN, OFTEN)),
)


def to_the_end(cubes: Mapping[str, Numbered], nests: Nesting, true: np.ndarray) -> Iterator[Relations]:
    """What is so of nearly everybody, for the cubes that there are: claimed where the true counts keep it.

    `true`: everyone's counts, one a cell.
    """
    for (wide, wider), parts in OF_THE_REFERRED:
        if {wide, *(name for name, _ in parts)} <= cubes.keys():
            yield _sums(cubes, nests, (wide, wider), parts)
    for (wide, wider), parts in OF_CONTACTS:
        if {wide, *(name for name, _ in parts)} <= cubes.keys():
            sums = _sums(cubes, nests, (wide, wider), parts)
            # Of hidden contacts nobody can tell whether they are few, or of few people.
            yield sums.only(np.flatnonzero(true[sums.total] >= FEWEST))
    if {"outcomes", "caseload", "waits"} <= cubes.keys():
        yield _scored_or_left(cubes["outcomes"], cubes["caseload"], cubes["waits"], nests)


def _scored_or_left(outcomes: Numbered, caseload: Numbered, waits: Numbered, nests: Nesting) -> Relations:
    """Of those closed some could have had two scores, since they were seen, and others left unseen."""
    rows = np.flatnonzero(np.isin(outcomes.codes["period"], _to_the_end(outcomes, nests)))
    rows, _ = beside(outcomes, rows, waits)
    rows, closed = beside(outcomes, rows, caseload)
    left = waits.cells(beside(outcomes, rows, waits)[1], LEFT_IN_TIME)
    total, parts = np.tile(caseload.cells(closed, "closed"), 2), np.r_[outcomes.cells(rows, ELIGIBLE), left]
    return grouped(total, parts, True, False, NUMBER["cubes"], np.tile(rows, 2))


def _sums(cubes: Mapping[str, Numbered], nests: Nesting, whole: Count, parts: tuple[Count, ...]) -> Relations:
    wide, wider = cubes[whole[0]], whole[1]
    rows = np.flatnonzero(np.isin(wide.codes["period"], _to_the_end(wide, nests)))
    # Of a sum all is there, or it says less than it seems to.
    for name in {name for name, _ in parts}:
        rows, _ = beside(wide, rows, cubes[name])
    cells = [cubes[name].cells(beside(wide, rows, cubes[name])[1], count) for name, count in parts]
    total = np.tile(wide.cells(rows, wider), len(parts))
    return grouped(total, np.concatenate(cells), True, False, NUMBER["cubes"])


def _to_the_end(cube: Numbered, nests: Nesting) -> np.ndarray:
    """The numbers of the periods that end when all of them do."""
    whole = (SINCE_START, SINCE_START_PERIOD)
    return cube.words.numbers("period", [whole, *nests.same_end.get(whole, ())])
