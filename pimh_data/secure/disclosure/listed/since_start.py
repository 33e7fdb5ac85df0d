"""What the whole time since services began says: whoever was opened is open still or was closed, and the like."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import SINCE_START, SINCE_START_PERIOD
from pimh_data.secure.disclosure.listed.counts import CLOSED, LEFT_IN_TIME, SEEN_IN_TIME, beside
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

NOT_EARLY = ("closed_completed", "closed_stepped_up", "closed_stepped_down")
# (cube, count) and (cube, count): the same people, but for somebody whose group has changed.
THE_SAME = (
    (("pathway", "seen"), ("activity", "people_seen")),
    (("pathway", "seen"), ("first_contacts", "people")),
    (("pathway", "completed"), ("caseload", "closed_completed")),
)
Pairs = tuple[np.ndarray, np.ndarray]


def since_start(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """What is so of nearly everybody, for the cubes that there are: claimed where the true counts keep it."""
    for (one, count), (other, same) in THE_SAME:
        if {one, other} <= cubes.keys():
            total, part = _cells(cubes[one], count, cubes[other], same)
            yield within(total, part, NUMBER["cubes"])
            yield within(part, total, NUMBER["cubes"])
    if {"pathway", "caseload"} <= cubes.keys():
        yield from _ended(cubes["pathway"], cubes["caseload"])
    if {"pathway", "backlog"} <= cubes.keys():
        # Whoever waits was hardly ever seen for another referral.
        waiting = _waiting(cubes["pathway"], cubes["backlog"])
        referred, seen = _cells(cubes["pathway"], "referred", cubes["pathway"], "seen")
        there = np.isin(referred, waiting[0])
        yield _apart([(referred[there], seen[there]), waiting])


def _ended(pathway: Numbered, caseload: Numbered) -> Iterator[Relations]:
    """Who left early was closed, for one of the reasons that are early."""
    total, part = _cells(caseload, "closed", pathway, "closed_early")
    yield within(total, part, NUMBER["cubes"])
    early = [name for name in CLOSED if name not in NOT_EARLY]
    whole, parts = _joined(_cells(pathway, "closed_early", caseload, name) for name in early)
    yield grouped(whole, parts, False, True, NUMBER["cubes"])


def by_latest_referral(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """By their latest referral people were followed, or it is too recent; were seen or left in time, or wait now."""
    if not {"pathway", "waits", "too_recent", "backlog"} <= cubes.keys():
        return
    pathway, waits, recent, backlog = (cubes[name] for name in ("pathway", "waits", "too_recent", "backlog"))
    of_accepted = (_cells(pathway, "accepted", waits, "followed"), _cells(pathway, "accepted", recent, "people"))
    yield _apart(of_accepted)
    seen_or_left = (_cells(pathway, "referred", waits, count) for count in (SEEN_IN_TIME, LEFT_IN_TIME))
    yield _apart([*seen_or_left, _waiting(pathway, backlog)])


def _waiting(pathway: Numbered, backlog: Numbered) -> Pairs:
    rows, total = beside(backlog, np.arange(len(backlog)), pathway)
    return pathway.cells(total, "referred"), backlog.cells(rows, "people")


def _cells(wide: Numbered, wider: str, narrow: Numbered, narrower: str) -> Pairs:
    """Cells of a cube since the start, and of the same views and members in another."""
    period = int(wide.words.numbers("period", [(SINCE_START, SINCE_START_PERIOD)])[0])
    rows, part = beside(wide, np.flatnonzero(wide.codes["period"] == period), narrow)
    return wide.cells(rows, wider), narrow.cells(part, narrower)


def _apart(pairs: Iterator[Pairs] | list[Pairs] | tuple[Pairs, ...]) -> Relations:
    """Totals and parts of theirs, of which nobody is in two."""
    return grouped(*_joined(pairs), True, False, NUMBER["cubes"])


def _joined(pairs: Iterator[Pairs] | list[Pairs] | tuple[Pairs, ...]) -> Pairs:
    total, part = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return total, part
