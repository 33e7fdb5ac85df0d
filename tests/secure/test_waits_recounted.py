"""Waits of 30 drawn selections: share, curve and a recount of the extracts in plain Python agree within rounding."""

import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from recount import members, rows, services_shown, wait_of, year

from pimh_data.answer import Selection
from pimh_data.questions.reach import (
    seen_within_eighteen_weeks,
    seen_within_six_weeks,
    seen_within_two_weeks,
    waits_by_deprivation,
    waits_curve,
)
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release, open_release

SHARES = {2: seen_within_two_weeks, 6: seen_within_six_weeks, 18: seen_within_eighteen_weeks}
WEEKS = (2, 6, 12, 18)
SELECTIONS, FEWEST = 30, 25
GROUPS = {"all", "deprivation"}
Exact = dict[str, int]


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return open_release(demo_release / "demonstration")


@pytest.fixture(scope="module")
def exact(demo_release: Path) -> dict[tuple[str, str, str, str], Exact]:
    """(where, service, year, group) -> how many were followed, and seen or gone within so many weeks: exact."""
    folder = demo_release.parent / "extracts"
    systems, shown = {row["place"]: row["system"] for row in rows(folder, "places")}, services_shown(folder)
    attended: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder, "contacts"):
        if row["status"] == "attended":
            attended[row["referral_id"]].append(row["date"])
    latest: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for row in sorted(rows(folder, "referrals"), key=lambda row: (row["received"], row["referral_id"])):
        row["contacts"] = sorted(attended[row["referral_id"]])
        for where in (row["place"], systems[row["place"]], "All Places"):
            for service in shown[row["place"], row["service"]]:
                latest[where, service, year(row["received"]), row["person_id"]] = row
    found: dict[tuple[str, str, str, str], Exact] = defaultdict(lambda: defaultdict(int))
    for (where, service, when, _), row in latest.items():
        waited = [step for step in wait_of(row) if isinstance(step, str)]
        for dimension, group in members(row):
            for step in waited if dimension in GROUPS else ():
                found[where, service, when, group][step] += 1
    return found


@pytest.fixture(scope="module")
def drawn(exact: dict[tuple[str, str, str, str], Exact]) -> list[Selection]:
    """Thirty of all that have people to speak of; no seed chooses them for what they say."""
    enough = (key for key, counts in exact.items() if counts["followed"] >= FEWEST and key[3] != "Not known")
    # Single deciles are counted of all services alone.
    held = sorted(key for key in enough if key[1] == ALL_SERVICES or not key[3].startswith("Decile"))
    return [Selection(*key) for key in random.Random(30).sample(held, SELECTIONS)]


def near(printed: float, true: int) -> bool:
    """Whether a true count may have been released as this: less than five away, and nothing under five."""
    return true >= 5 and abs(printed - true) < 5


def key(chosen: Selection) -> tuple[str, str, str, str]:
    return chosen.place, chosen.service, chosen.year, chosen.deprivation


def test_thirty_selections_are_drawn_over_places_services_years_and_groups(drawn):
    assert len({key(chosen) for chosen in drawn}) == SELECTIONS
    for part in zip(*map(key, drawn), strict=True):
        assert len(set(part)) > 2


def test_the_share_and_the_curve_are_what_a_recount_of_the_extracts_gives_within_rounding(release, exact, drawn):
    points = 0
    for chosen in drawn:
        true = exact[key(chosen)]
        curve = waits_curve(release, chosen).table
        own = curve[curve["focus"] == "yes"].set_index("weeks")
        for weeks in WEEKS:
            seen, point = true[f"seen_within_{weeks}_weeks"], own.loc[weeks]
            if point.state != "shown":
                assert point.state == "hidden", (chosen, weeks)
                assert point.seen != point.seen, (chosen, weeks)
                continue
            points += 1
            least, most = (seen - 4) / (true["followed"] + 4), (seen + 4) / max(true["followed"] - 4, 1)
            assert least <= point.seen <= min(most, 1), (chosen, weeks)
            if weeks in SHARES:
                row = SHARES[weeks](release, chosen).table.set_index("period").loc[chosen.year]
                assert near(row.seen_within, seen), (chosen, weeks)
                assert near(row.followed, true["followed"]), (chosen, weeks)
                assert (row.share, row.lower, row.upper) == (point.seen, point.lower, point.upper), (chosen, weeks)
    assert points >= 60, "too few points are shown for this to say anything"


def test_the_groups_beside_the_chosen_one_are_what_the_recount_gives_too(release, exact, drawn):
    for chosen in drawn:
        table = waits_by_deprivation(release, chosen).table
        for group in ("Core20", "The rest"):
            true = exact[(*key(chosen)[:3], group)]
            named = table[table["group"].str.contains("Core20" if group == "Core20" else "rest", regex=False)]
            for row in named[named["state"] == "shown"].itertuples():
                weeks = row.weeks.split()[0]
                assert near(row.seen_within, true[f"seen_within_{weeks}_weeks"]), (chosen, group, weeks)
                assert near(row.followed, true["followed"]), (chosen, group, weeks)


def test_no_curve_ever_falls(release, drawn):
    for chosen in drawn:
        for group, curve in waits_curve(release, chosen).table.groupby("group"):
            for column in ("seen", "left"):
                risen = curve.sort_values("weeks")[column].dropna()
                assert all(earlier <= later for earlier, later in pairwise(risen)), (chosen, group, column)
