"""What counts of one period tell of another kind of count, in the same one or before and after: nothing hidden."""

from dataclasses import replace

import numpy as np
import pytest
from tables_by_hand import NESTS, WHOLE, shown, table

from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settled
from pimh_data.secure.disclosure.listed import all as listed
from pimh_data.secure.disclosure.listed.flow import seen_in_care
from pimh_data.secure.disclosure.listed.to_the_end import to_the_end
from pimh_data.secure.disclosure.numbered import numbered
from pimh_data.secure.disclosure.relations import grouped

BEFORE, YEAR = ("year", "2022/23"), ("year", "2023/24")
THREE_YEARS = ("three years", "2021/22 to 2023/24")
LATEST = replace(NESTS, same_end={WHOLE: [YEAR, THREE_YEARS]})
CORE20, THE_REST, NOT_KNOWN = (("deprivation", name) for name in ("Core20", "The rest", "Not known"))


def rows(period: tuple[str, str], count: str, counts: dict[tuple[str, str], tuple[int, int]]) -> list[dict]:
    return [{"period": period, "member": member, "counts": {count: many}} for member, many in counts.items()]


def told_by(tables: dict, name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many counts are shown, and how many would be if nobody knew of the relations of that name."""
    with_it = shown(tables, LATEST)
    monkeypatch.setattr(listed, name, lambda *_: iter(()))
    return with_it, shown(tables, LATEST)


def test_who_was_referred_in_the_latest_years_and_seen_was_seen_in_them(monkeypatch):
    """Of White people at least 11 were seen who were referred, with two groups of 6 and the hidden one at most 24."""
    ethnic = {("ethnic_group", name): (6, 10) for name in ("White", "Asian", "Black")}
    ethnic |= {("ethnic_group", "White"): (11, 10), ("ethnic_group", "Other"): (1, 0), ("all", "Everyone"): (24, 20)}
    white = {("ethnic_group", "White"): (11, 15)}
    tables = {
        "activity": table("activity", rows(THREE_YEARS, "people_seen", ethnic)),
        "pathway": table("pathway", rows(THREE_YEARS, "seen", white)),
    }
    assert (20 + 4) - 11 - 6 - 6 == 1
    assert told_by(tables, "to_the_end", monkeypatch) == (4, 5)


def test_who_has_three_contacts_has_two_besides_the_first(monkeypatch):
    """19 contacts at most of 16 people at least: one of them can have had three."""
    everyone = ("all", "Everyone")
    tables = {
        # Contacts are drawn as the people are whose they are: as many of these, some of whom missed all of theirs.
        "contacts": table("contacts", [{"period": YEAR, "counts": {"people": (19, 15), "attended": (19, 15)}}]),
        "activity": table("activity", rows(YEAR, "people_seen", {everyone: (16, 20)})),
        "pathway": table("pathway", rows(YEAR, "three_or_more_contacts", {everyone: (1, 0)})),
    }
    assert ((15 + 4) - (20 - 4)) // 2 == 1
    assert told_by(tables, "to_the_end", monkeypatch) == (2, 3)


def test_nobody_can_tell_hidden_contacts_from_contacts_of_few_people():
    """Of six people with three contacts attended, one at most had three: so the six are hidden too."""
    counts = {"people": (6, 5), "attended": (3, 0), "missed": (7, 5)}
    assert shown({"contacts": table("contacts", [{"period": YEAR, "counts": counts}])}) == 1
    counts["attended"] = (5, 5)
    assert shown({"contacts": table("contacts", [{"period": YEAR, "counts": counts}])}) == 3


def test_whoever_is_seen_was_referred_by_then(monkeypatch):
    """14 of either group at most were seen of those referred, 31 at least in all: 3 or 4 are of a group not known."""
    seen = {CORE20: (14, 15), THE_REST: (14, 15), NOT_KNOWN: (4, 0), ("all", "Everyone"): (32, 35)}
    referred = {CORE20: (14, 10), THE_REST: (14, 10)}
    tables = {
        "activity": table("activity", rows(BEFORE, "people_seen", seen)),
        "pathway": table("pathway", rows(BEFORE, "seen", referred)),
    }
    assert (35 - 4) - 14 - 14 == 3
    assert told_by(tables, "so_far", monkeypatch) == (4, 5)


def test_whoever_is_seen_is_closed_by_now_or_open_still(monkeypatch):
    """9 at most were closed and 9 are open: 18 of the 31 who were seen at least, and 9 at most are of the rest."""
    seen = {CORE20: (18, 20), THE_REST: (9, 5), NOT_KNOWN: (4, 0), ("all", "Everyone"): (31, 35)}
    counts = {"closed": (9, 5), "open_at_end": (9, 5)}
    tables = {
        "activity": table("activity", rows(BEFORE, "people_seen", seen)),
        "caseload": table("caseload", [{"period": BEFORE, "member": CORE20, "counts": counts}]),
    }
    assert (35 - 4) - 9 - 9 - 9 == 4
    assert told_by(tables, "seen_in_care", monkeypatch) == (4, 5)


def test_whoever_is_seen_in_two_years_was_open_between_them():
    tables = {
        "caseload": table(
            "caseload", [{"period": period, "counts": {"open_at_end": (9, 5)}} for period in (BEFORE, YEAR)]
        ),
        "both_years": table("both_years", [{"period": YEAR, "counts": {"in_both": (9, 10)}}]),
    }
    cubes = numbered(tables)
    caseload, both = cubes["caseload"], cubes["both_years"]
    pairs = [
        (total, part)
        for each in seen_in_care(cubes, LATEST)
        for total, part in zip(each.total, each.parts, strict=True)
    ]
    assert pairs == [(caseload.cells([0], "open_at_end")[0], both.cells([0], "in_both")[0])]


def test_of_those_closed_some_could_have_two_scores_and_others_left_unseen():
    named = {"measure": "PHQ-9", "pairing": "Children's rule", "courses": "Finished courses"}
    tables = {
        "caseload": table("caseload", [{"period": YEAR, "counts": {"closed": (14, 10)}}]),
        "waits": table("waits", [{"period": YEAR, "counts": {"left_within_18_weeks": (3, 0)}}]),
        "outcomes": table("outcomes", [{"period": YEAR, "counts": {"eligible": (11, 15)}, **named}]),
    }
    cubes = numbered(tables)
    true = np.zeros(sum(len(cube) * len(cube.counts) for cube in cubes.values()), dtype="int64")
    wanted = {cubes["outcomes"].cells([0], "eligible")[0], cubes["waits"].cells([0], "left_within_18_weeks")[0]}
    found = [each for each in to_the_end(cubes, LATEST, true) if wanted <= set(each.parts.tolist())]
    assert [each.total.tolist() for each in found] == [cubes["caseload"].cells([0], "closed").tolist()]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_part_that_stands_several_times_has_its_share_of_what_is_left(times):
    """Within 19, beside 11, as often as it stands: against every whole number there is."""
    relation = grouped(np.zeros(times + 1), np.r_[1, np.full(times, 2)], True, False, 0)
    low, high = np.array([0, 11, 0], dtype="int32"), np.array([19, 15, UNBOUNDED], dtype="int32")
    bounds = settled(Bounds(low, high), relation)
    assert bounds.high[2] == max(many for many in range(20) if 11 + times * many <= 19)
