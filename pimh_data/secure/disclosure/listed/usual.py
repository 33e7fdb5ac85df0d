"""What is so of nearly everybody, as a reader will suppose: listed, and claimed where the true counts keep it."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.secure.disclosure.listed.counts import CLOSED, DECISIONS, EVERY_MEMBER, PAIRED, beside, within_other
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

# (wider, narrower) of the pathway.
WITHIN = (("accepted", "seen"), ("accepted", "completed"), ("seen", "completed"))
# Of each cube: a whole, and parts of it in which hardly anybody is twice: whoever is has several referrals.
APART = {
    "pathway": (("referred", DECISIONS), ("seen", ("completed", "closed_early"))),
    "caseload": (("closed", CLOSED),),
}
LEFT = "left_within_18_weeks"


def usually(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """For the cubes that there are."""
    for name, cube in cubes.items():
        rows = np.arange(len(cube))
        for whole, parts in APART.get(name, ()):
            part = np.concatenate([cube.cells(rows, part) for part in parts])
            yield grouped(np.tile(cube.cells(rows, whole), len(parts)), part, True, False, NUMBER["counts"])
    if "pathway" in cubes:
        pathway = cubes["pathway"]
        rows = np.arange(len(pathway))
        for wider, narrower in WITHIN:
            yield within(pathway.cells(rows, wider), pathway.cells(rows, narrower), NUMBER["counts"])
    if {"pathway", "waits"} <= cubes.keys():
        yield from _seen_or_left(cubes["pathway"], cubes["waits"])
    if {"pathway", "caseload"} <= cubes.keys():
        for (wide, wider), (narrow, narrower) in (PAIRED, PAIRED[::-1]):
            yield from within_other(cubes[wide], wider, cubes[narrow], narrower, EVERY_MEMBER)
    if {"first_contacts", "both_years"} <= cubes.keys():
        # Whoever is new in a year was hardly ever seen first before it.
        yield from within_other(cubes["first_contacts"], "people", cubes["both_years"], "new", EVERY_MEMBER)


def _seen_or_left(pathway: Numbered, waits: Numbered) -> Iterator[Relations]:
    """Of those accepted some were seen, and others, by their latest referral, left unseen."""
    rows, part = beside(pathway, np.arange(len(pathway)), waits)
    parts = np.r_[pathway.cells(rows, "seen"), waits.cells(part, LEFT)]
    for whole in ("accepted", "referred"):
        yield grouped(np.tile(pathway.cells(rows, whole), 2), parts, True, False, NUMBER["cubes"])
