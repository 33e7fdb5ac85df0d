"""Counts within counts of the same people, within a row and between cubes: as data, and as relations."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from pimh_data.registry.cubes import (
    CUBES,
    EVERYONE,
    KNOWN_ONLY_HERE,
    LONGEST_WEEKS,
    SINCE_START,
    SINCE_START_PERIOD,
    TOTAL,
    WITHIN_WEEKS,
)
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

DECISIONS = ("accepted", "signposted", "declined", "withdrawn", "waiting")
CLOSED = tuple(name for name in CUBES["caseload"].counts if name.startswith("closed_"))
# (wider, narrower): nobody counts in the narrower who does not count in the wider.
WITHIN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pathway": (
        *(("referred", step) for step in CUBES["pathway"].counts if step != "referred"),
        *(("seen", step) for step in ("three_or_more_contacts", "closed_early")),
    ),
    "activity": (("people_seen", KNOWN_ONLY_HERE),),
    "caseload": tuple(("closed", reason) for reason in CLOSED),
    "waits": tuple(
        (f"{what}_within_{longer}_weeks", f"{what}_within_{weeks}_weeks")
        for what in ("seen", "left")
        for weeks, longer in pairwise(WITHIN_WEEKS)
    ),
    "quality": (("records", "complete"), ("complete", "valid")),
}
SEEN_IN_TIME, LEFT_IN_TIME = (f"{what}_within_{LONGEST_WEEKS}_weeks" for what in ("seen", "left"))
# The others are parts of the first, and nobody is in two of them.
APART: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {"waits": (("followed", (SEEN_IN_TIME, LEFT_IN_TIME)),)}
# Everybody of the first is in one of the others, or in several.
COVERED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "pathway": (("referred", DECISIONS),),
    "caseload": (("closed", CLOSED),),
    "contacts": (("people", ("attended", "missed")),),
}


def counts(cube: Numbered) -> Iterator[Relations]:
    """The relations within each row of a cube."""
    rows = np.arange(len(cube))
    for wider, narrower in WITHIN.get(cube.cube, ()):
        yield within(cube.cells(rows, wider), cube.cells(rows, narrower), NUMBER["counts"])
    for listed, least, most in ((COVERED, False, True), (APART, True, False)):
        for whole, parts in listed.get(cube.cube, ()):
            total = np.tile(cube.cells(rows, whole), len(parts))
            part = np.concatenate([cube.cells(rows, name) for name in parts])
            yield grouped(total, part, least, most, NUMBER["counts"])


def between(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """The relations between cubes of people, for those that there are."""
    for (wide, wider), (narrow, narrower), basis in ACROSS:
        if wide in cubes and narrow in cubes:
            yield from within_other(cubes[wide], wider, cubes[narrow], narrower, basis)
    if {"contacts", "activity"} <= cubes.keys():
        yield from _seen_or_missed(cubes["contacts"], cubes["activity"])
    if "quality" in cubes and "pathway" in cubes:
        yield from _records(cubes["quality"], cubes["pathway"])


EVERY_MEMBER, EVERYONE_ALONE, EVERYONE_IN_ALL = "every member", "everyone", "everyone, since the start"
PAIRED = (("pathway", "accepted"), ("caseload", "opened"))
# (cube, count) within which (cube, count) lies; for every member, or for everyone alone.
ACROSS = (
    (("pathway", "accepted"), ("waits", "followed"), EVERY_MEMBER),
    (("pathway", "seen"), ("waits", SEEN_IN_TIME), EVERY_MEMBER),
    # Somebody accepted in a period has it opened in it; but a member is that of the latest referral, which may differ.
    (("pathway", "accepted"), ("caseload", "opened"), EVERYONE_ALONE),
    (("caseload", "opened"), ("pathway", "accepted"), EVERYONE_ALONE),
    (("contacts", "people"), ("activity", "people_seen"), EVERY_MEMBER),
    (("contacts", "attended"), ("activity", "people_seen"), EVERY_MEMBER),
    (("activity", "people_seen"), ("first_contacts", "people"), EVERY_MEMBER),
    # Since the start, whoever was seen was seen for the first time, and was referred.
    (("first_contacts", "people"), ("activity", "people_seen"), EVERYONE_IN_ALL),
    (("pathway", "seen"), ("activity", "people_seen"), EVERYONE_IN_ALL),
    (("activity", "people_seen"), ("pathway", "seen"), EVERYONE_IN_ALL),
    (("activity", "people_seen"), ("access", "people_seen"), EVERY_MEMBER),
)


def within_other(wide: Numbered, wider: str, narrow: Numbered, narrower: str, of_whom: str) -> Iterator[Relations]:
    """A count of one cube within that of another, of the same views and members; `of_whom`: of which members."""
    part = np.arange(len(narrow))
    if of_whom != EVERY_MEMBER:
        everyone = narrow.words.numbers("member", [(TOTAL.name, EVERYONE)])
        part = part[narrow.codes["member"] == everyone[0]]
    if of_whom == EVERYONE_IN_ALL:
        part = part[narrow.codes["period"][part] == _in_all(narrow)]
    part, total = beside(narrow, part, wide)
    yield within(wide.cells(total, wider), narrow.cells(part, narrower), NUMBER["cubes"])


def beside(
    cube: Numbered, rows: np.ndarray, other: Numbered, **further: np.ndarray | int
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a cube, and those of another, without extra keys, of the same people's view and member."""
    if cube.cube == "access":  # of specialist services together: within all services
        further["service"] = int(cube.words.numbers("service", ["All services"])[0])
    found = other.beside(cube, rows, extra=int(cube.words.numbers("extra", [()])[0]), **further)
    return rows[found != NOWHERE], found[found != NOWHERE]


def _in_all(cube: Numbered) -> int:
    """The number of the whole time since services started; NOWHERE where no cube has it."""
    return int(cube.words.numbers("period", [(SINCE_START, SINCE_START_PERIOD)])[0])


def _seen_or_missed(contacts: Numbered, activity: Numbered) -> Iterator[Relations]:
    """Whoever has a contact was seen, or has missed one."""
    rows, part = beside(contacts, np.arange(len(contacts)), activity)
    parts = np.r_[activity.cells(part, "people_seen"), contacts.cells(rows, "missed")]
    yield grouped(np.tile(contacts.cells(rows, "people"), 2), parts, False, True, NUMBER["cubes"])


def _records(quality: Numbered, pathway: Numbered) -> Iterator[Relations]:
    """Nobody referred is without a record, whatever the field."""
    everyone = int(quality.words.numbers("member", [(TOTAL.name, EVERYONE)])[0])
    rows, part = beside(quality, np.arange(len(quality)), pathway, member=everyone)
    yield within(quality.cells(rows, "records"), pathway.cells(part, "referred"), NUMBER["cubes"])
