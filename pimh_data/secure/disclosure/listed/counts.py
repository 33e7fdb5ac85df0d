"""Counts within counts of the same people, within a row and between cubes: as data, and as relations."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE, SPEED_WEEKS, TOTAL, WAIT_BANDS
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
    "speed": (
        *((f"followed_{weeks}_weeks", f"seen_within_{weeks}_weeks") for weeks in SPEED_WEEKS),
        *zip(
            (f"seen_within_{weeks}_weeks" for weeks in SPEED_WEEKS[1:]),
            (f"seen_within_{weeks}_weeks" for weeks in SPEED_WEEKS[:-1]),
            strict=True,
        ),
        *zip(
            (f"followed_{weeks}_weeks" for weeks in SPEED_WEEKS[:-1]),
            (f"followed_{weeks}_weeks" for weeks in SPEED_WEEKS[1:]),
            strict=True,
        ),
    ),
    "quality": (("records", "complete"), ("complete", "valid")),
}
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
    for whole, parts in COVERED.get(cube.cube, ()):
        total = np.tile(cube.cells(rows, whole), len(parts))
        part = np.concatenate([cube.cells(rows, name) for name in parts])
        yield grouped(total, part, False, True, NUMBER["counts"])


def between(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """The relations between cubes of people, for those that there are."""
    for (wide, wider), (narrow, narrower), basis in ACROSS:
        if wide in cubes and narrow in cubes:
            yield from _within(cubes[wide], wider, cubes[narrow], narrower, basis)
    if "waits" in cubes and "pathway" in cubes:
        yield from _waits(cubes)
    if "quality" in cubes and "pathway" in cubes:
        yield from _records(cubes["quality"], cubes["pathway"])


EVERY_MEMBER, EVERYONE_ALONE = "every member", "everyone"
# (cube, count) within which (cube, count) lies; for every member, or for everyone alone.
ACROSS = (
    (("pathway", "referred"), ("speed", f"followed_{SPEED_WEEKS[0]}_weeks"), EVERY_MEMBER),
    (("pathway", "seen"), ("speed", f"seen_within_{SPEED_WEEKS[-1]}_weeks"), EVERY_MEMBER),
    # Somebody accepted in a period has it opened in it; but a member is that of the latest referral, which may differ.
    (("pathway", "accepted"), ("caseload", "opened"), EVERYONE_ALONE),
    (("caseload", "opened"), ("pathway", "accepted"), EVERYONE_ALONE),
    (("contacts", "people"), ("activity", "people_seen"), EVERY_MEMBER),
    (("activity", "people_seen"), ("access", "people_seen"), EVERY_MEMBER),
)


def _within(wide: Numbered, wider: str, narrow: Numbered, narrower: str, of_whom: str) -> Iterator[Relations]:
    part = np.arange(len(narrow))
    if of_whom == EVERYONE_ALONE:
        everyone = narrow.words.numbers("member", [(TOTAL.name, "Everyone")])
        part = part[narrow.codes["member"] == everyone[0]]
    total = wide.find(_keys_of(narrow, part, wide))
    held = total != NOWHERE
    yield within(wide.cells(total[held], wider), narrow.cells(part[held], narrower), NUMBER["cubes"])


def _keys_of(cube: Numbered, rows: np.ndarray, other: Numbered) -> dict[str, np.ndarray]:
    """The keys by which another cube's rows are found, beside the cube's own extra keys."""
    keys = cube.at(rows)
    if cube.cube == "access":  # of specialist services together: within all services
        keys["service"] = np.broadcast_to(cube.words.numbers("service", ["All services"]), len(rows))
    return keys | {"extra": np.broadcast_to(other.words.numbers("extra", [()]), len(rows))}


def _waits(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """Everybody referred waits in one band with one outcome: that of their latest referral."""
    waits, pathway = cubes["waits"], cubes["pathway"]
    rows = np.arange(len(waits))
    total = pathway.find(_keys_of(waits, rows, pathway))
    rows, total = rows[total != NOWHERE], total[total != NOWHERE]
    outcomes = waits.counts
    whole = np.tile(pathway.cells(total, "referred"), len(outcomes))
    part = np.concatenate([waits.cells(rows, outcome) for outcome in outcomes])
    yield grouped(whole, part, True, True, NUMBER["cubes"])
    yield grouped(pathway.cells(total, "seen"), waits.cells(rows, "seen"), True, False, NUMBER["cubes"])
    if "speed" not in cubes:
        return
    band = waits.codes["extra"][rows]
    for weeks in SPEED_WEEKS:
        early = waits.words.numbers("extra", [name for name, _, most in WAIT_BANDS if most <= 7 * weeks])
        mine = rows[np.isin(band, early)]
        total = cubes["speed"].find(_keys_of(waits, mine, cubes["speed"]))
        mine, total = mine[total != NOWHERE], total[total != NOWHERE]
        wider = cubes["speed"].cells(total, f"seen_within_{weeks}_weeks")
        yield grouped(wider, waits.cells(mine, "seen"), True, False, NUMBER["cubes"])


def _records(quality: Numbered, pathway: Numbered) -> Iterator[Relations]:
    """Nobody referred is without a record, whatever the field."""
    rows = np.arange(len(quality))
    everyone = np.broadcast_to(quality.words.numbers("member", [(TOTAL.name, "Everyone")]), len(rows))
    part = pathway.find(_keys_of(quality, rows, pathway) | {"member": everyone})
    rows, part = rows[part != NOWHERE], part[part != NOWHERE]
    yield within(quality.cells(rows, "records"), pathway.cells(part, "referred"), NUMBER["cubes"])
