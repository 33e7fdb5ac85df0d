"""What else a reader knows of counts, one kind at a time: a hidden count that it would tell is not told."""

from itertools import product

import numpy as np
import pytest
from tables_by_hand import ALL, EVERYONE, NESTS, shown, table

from pimh_data.secure.cubes.outcomes_counting import SUMS
from pimh_data.secure.cubes.outcomes_cubes import OutcomeCubes
from pimh_data.secure.disclosure.listed import all as listed
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.protect import protect


def possible(least: int, most: int, *ends: tuple[int, int], adds_up: bool) -> set[int]:
    """What a hidden count of 0 to 4 can be beside others (least and most of each) in a whole."""
    return {
        one
        for one in range(5)
        for others in product(*(range(low, high + 1) for low, high in ends))
        for whole in range(least, most + 1)
        if (one + sum(others) == whole if adds_up else one + sum(others) <= whole)
    }


def quarters(before: int, opened: tuple[int, int], closed: tuple[int, int], after: tuple[int, int]) -> dict:
    first, second = ("quarter", "2023/24 Q1"), ("quarter", "2023/24 Q2")
    rows = [
        {"period": first, "counts": {"open_at_end": (before, 0), "opened": (before, 0)}},
        {"period": second, "counts": {"opened": opened, "closed": closed, "open_at_end": after}},
    ]
    return {"caseload": table("caseload", rows)}


def test_who_was_open_before_and_was_opened_is_closed_or_open_still(monkeypatch):
    # 4 and 9 are 7 and 6: 9 is shown as 5, so at most 9; both others as 10, so at least 6 each: 3 or 4 were open.
    assert {12 - opened for opened in range(5, 10)} & set(range(5)) == {3, 4}
    tables = quarters(4, (9, 5), (7, 10), (6, 10))
    assert shown(tables) == 2
    monkeypatch.setattr(listed, "flow", lambda *_: iter(()))
    assert shown(tables) == 3


DECIDED = {"referred": (19, 15), "accepted": (6, 10), "signposted": (6, 10), "declined": (6, 10), "withdrawn": (1, 0)}


def test_hardly_anybody_has_two_decisions(monkeypatch):
    assert possible(15 - 4, 19, (6, 14), (6, 14), (6, 14), adds_up=False) == {0, 1}
    tables = {"pathway": table("pathway", [{"counts": DECIDED}])}
    assert shown(tables) == 3
    monkeypatch.setattr(listed, "usually", lambda *_: iter(()))
    assert shown(tables) == 4


def test_everybody_has_a_record_that_says_under_what_they_are_counted(monkeypatch):
    year = ("year", "2023/24")
    sources = {"midwife": (6, 10), "GP": (6, 10), "self": (6, 10), "other": (1, 0)}
    referred = [
        {"period": year, "member": ("source", name), "counts": {"referred": many}} for name, many in sources.items()
    ]
    records = {"records": (30, 30), "complete": (19, 15), "valid": (19, 15)}
    field = {"period": year, "member": ("field", "source"), "counts": records}
    tables = {"pathway": table("pathway", referred), "quality": table("quality", [field])}
    before = shown(tables)
    monkeypatch.setattr(listed, "completeness", lambda *_: iter(()))
    assert shown(tables) == 6 > before


SINCE_THE_START = {
    "by_latest_referral": ({}, {"seen_within_18_weeks": (6, 10), "left_within_18_weeks": (6, 10)}, [(6, 10), (1, 0)]),
    # Whoever waits was hardly ever seen for another referral.
    "since_start": ({"seen": (6, 10)}, {}, [(6, 10), (6, 10), (1, 0)]),
}


@pytest.mark.parametrize("name", SINCE_THE_START)
def test_since_the_start_everybody_was_seen_or_left_or_waits(name, monkeypatch):
    seen, waits, waiting = SINCE_THE_START[name]
    weeks = ("up to 2 weeks", "2 to 6 weeks", "6 to 12 weeks")
    tables = {
        "pathway": table("pathway", [{"counts": {"referred": (19, 15), **seen}}]),
        "waits": table("waits", [{"counts": waits}]),
        "too_recent": table("too_recent", [{"counts": {}}]),
        "backlog": table(
            "backlog", [{"weeks": one, "counts": {"people": many}} for one, many in zip(weeks, waiting, strict=False)]
        ),
    }
    assert shown(tables) == 3
    monkeypatch.setattr(listed, name, lambda *_: iter(()))
    assert shown(tables) == 4


def test_nobody_is_known_to_two_services_alone(monkeypatch):
    """One person is known to two services, so that services do not add up to all."""
    people = {ALL: ((19, 15), (19, 15)), "Groups": ((6, 10), (5, 5)), "Peer support": ((7, 10), (6, 10))}
    people |= {"Therapy": ((6, 10), (6, 10)), "Visits": ((1, 0), (1, 0))}
    rows = [
        {"service": service, "counts": {"people_seen": seen, "known_only_here": alone}}
        for service, (seen, alone) in people.items()
    ]
    tables = {"activity": table("activity", rows)}
    assert possible(15 - 4, 19, (6, 14), (6, 14), (6, 14), adds_up=False) == {0, 1}
    assert shown(tables) == 7
    monkeypatch.setattr(listed, "known_only_here", lambda *_: iter(()))
    assert shown(tables) == 8


@pytest.mark.parametrize("missing", [None, "between_measures"])
def test_who_could_have_two_scores_does_not_hang_on_the_measure(monkeypatch, missing):
    """One measure's bands say that there are 27 or more; the groups of the other add up to 23 and the hidden ones."""
    named = {"pairing": "Children's rule", "courses": "Finished courses"}
    bands = {("first_band", "Minimal"): (16, 20), ("first_band", "Mild"): (11, 15)}
    groups = {("deprivation", "Core20"): (14, 10), ("deprivation", "The rest"): (9, 5)}
    groups[("deprivation", "Not known")] = (4, 0)
    rows = [
        {"measure": measure, "member": member, "counts": {"eligible": many}, **named}
        for measure, own in (("GAD-7", bands), ("PHQ-9", groups))
        for member, many in {EVERYONE: (27, 25), **own}.items()
    ]
    made = table("outcomes", rows).assign(**dict.fromkeys(SUMS, 0.0))
    nobody = np.zeros((len(made), 3), dtype=bool)
    cubes = OutcomeCubes({"outcomes": made}, {"outcomes": nobody}, {}, {}, np.zeros(len(made), dtype=bool))
    if missing:
        monkeypatch.setattr(listed, missing, lambda *_: iter(()))
    eligible = protect({}, NESTS, ROUNDED, cubes).tables["outcomes"].eligible
    assert eligible.notna().sum() == (5 if missing is None else 6)
