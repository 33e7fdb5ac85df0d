"""Counts within counts of the same people, within a row and between cubes: as data, and as relations."""

from collections.abc import Iterable, Iterator, Mapping
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

# (wider, narrower): so it is of nearly everybody, as a reader will suppose; claimed where the true counts keep it.
USUALLY = (("accepted", "seen"), ("accepted", "completed"), ("seen", "completed"))
USUALLY_APART = ("completed", "closed_early")  # of those seen; hardly anybody has one referral of each kind


def usually(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """What is not always so, but nearly: for a list of which only what holds is claimed."""
    if "pathway" in cubes:
        pathway = cubes["pathway"]
        rows = np.arange(len(pathway))
        for wider, narrower in USUALLY:
            yield within(pathway.cells(rows, wider), pathway.cells(rows, narrower), NUMBER["counts"])
        part = np.concatenate([pathway.cells(rows, name) for name in USUALLY_APART])
        yield grouped(np.tile(pathway.cells(rows, "seen"), len(USUALLY_APART)), part, True, False, NUMBER["counts"])
    if "pathway" in cubes and "caseload" in cubes:
        for (wide, wider), (narrow, narrower) in (PAIRED, PAIRED[::-1]):
            yield from _within(cubes[wide], wider, cubes[narrow], narrower, EVERY_MEMBER)


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
            yield from _within(cubes[wide], wider, cubes[narrow], narrower, basis)
    if {"pathway", "waits", "too_recent", "backlog"} <= cubes.keys():
        yield from _since_start(cubes)
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
    (("activity", "people_seen"), ("first_contacts", "people"), EVERY_MEMBER),
    # Since the start, whoever was seen was seen for the first time, and was referred.
    (("first_contacts", "people"), ("activity", "people_seen"), EVERYONE_IN_ALL),
    (("pathway", "seen"), ("activity", "people_seen"), EVERYONE_IN_ALL),
    (("activity", "people_seen"), ("pathway", "seen"), EVERYONE_IN_ALL),
    (("activity", "people_seen"), ("access", "people_seen"), EVERY_MEMBER),
)


def _within(wide: Numbered, wider: str, narrow: Numbered, narrower: str, of_whom: str) -> Iterator[Relations]:
    part = np.arange(len(narrow))
    if of_whom != EVERY_MEMBER:
        everyone = narrow.words.numbers("member", [(TOTAL.name, EVERYONE)])
        part = part[narrow.codes["member"] == everyone[0]]
    if of_whom == EVERYONE_IN_ALL:
        part = part[narrow.codes["period"][part] == _in_all(narrow)]
    total = _of_the_same(narrow, part, wide)
    held = total != NOWHERE
    yield within(wide.cells(total[held], wider), narrow.cells(part[held], narrower), NUMBER["cubes"])


def _of_the_same(cube: Numbered, rows: np.ndarray, other: Numbered, **further: np.ndarray | int) -> np.ndarray:
    """The rows of another cube, without extra keys, that are of the same people's view and member."""
    if cube.cube == "access":  # of specialist services together: within all services
        further["service"] = int(cube.words.numbers("service", ["All services"])[0])
    return other.beside(cube, rows, extra=int(cube.words.numbers("extra", [()])[0]), **further)


def _in_all(cube: Numbered) -> int:
    """The number of the whole time since services started; NOWHERE where no cube has it."""
    return int(cube.words.numbers("period", [(SINCE_START, SINCE_START_PERIOD)])[0])


def _since_start(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """By their latest referral people were followed, or it is too recent; were seen or left in time, or wait now."""
    pathway, waits, recent, backlog = (cubes[name] for name in ("pathway", "waits", "too_recent", "backlog"))
    whole = np.flatnonzero(pathway.codes["period"] == _in_all(pathway))
    of_accepted = [_beside(pathway, whole, "accepted", waits, "followed")]
    of_accepted.append(_beside(pathway, whole, "accepted", recent, "people"))
    yield _apart(of_accepted)
    of_referred = [_beside(pathway, whole, "referred", waits, count) for count in (SEEN_IN_TIME, LEFT_IN_TIME)]
    rows = np.arange(len(backlog))
    total = _of_the_same(backlog, rows, pathway)
    rows, total = rows[total != NOWHERE], total[total != NOWHERE]
    of_referred.append((pathway.cells(total, "referred"), backlog.cells(rows, "people")))
    yield _apart(of_referred)


def _beside(
    wide: Numbered, rows: np.ndarray, wider: str, narrow: Numbered, narrower: str
) -> tuple[np.ndarray, np.ndarray]:
    """Cells of some rows of a cube, and of the same views and members in another."""
    part = _of_the_same(wide, rows, narrow)
    rows, part = rows[part != NOWHERE], part[part != NOWHERE]
    return wide.cells(rows, wider), narrow.cells(part, narrower)


def _apart(pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> Relations:
    """Totals and parts of theirs, of which nobody is in two."""
    total, part = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return grouped(total, part, True, False, NUMBER["cubes"])


def _records(quality: Numbered, pathway: Numbered) -> Iterator[Relations]:
    """Nobody referred is without a record, whatever the field."""
    rows = np.arange(len(quality))
    everyone = int(quality.words.numbers("member", [(TOTAL.name, EVERYONE)])[0])
    part = _of_the_same(quality, rows, pathway, member=everyone)
    rows, part = rows[part != NOWHERE], part[part != NOWHERE]
    yield within(quality.cells(rows, "records"), pathway.cells(part, "referred"), NUMBER["cubes"])
