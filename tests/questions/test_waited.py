"""Waits: one cohort, so that the share and the curve are one number; what stands beside; and what is hidden."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell, View
from pimh_data.questions.reach import (
    seen_within_eighteen_weeks,
    seen_within_six_weeks,
    seen_within_two_weeks,
    waits_by_deprivation,
    waits_curve,
)
from pimh_data.questions.reach.place_measures import by_place
from pimh_data.questions.reach.waited import Waited, waited
from pimh_data.registry.cubes import WITHIN_WEEKS
from pimh_data.statistics.intervals import wilson

VIEW = View("Sheffield", "2023/24", "All services")
SHEFFIELD = Selection("Sheffield", year="2023/24")


def released(true: int, up: bool) -> int | None:
    """A count as it may be released: hidden below 5, else either neighbouring multiple of 5."""
    return None if true < 5 else 5 * (true // 5 + (up and true % 5 > 0))


def cell(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def test_the_share_and_the_curve_are_one_number_everywhere(tmp_path):
    building = Building()
    for year, counts in (("2023/24", [110, 235, 280, 300]), ("2024/25", [90, 180, 205, 215])):
        building.waited(year, 400, counts, [5, 20, 30, 45])
        for member, size in {"Core20": 150, "The rest": 240}.items():
            building.waited(
                year, size, [size // 5 // 5 * 5, size // 2 // 5 * 5, 100, 110], dimension="deprivation", member=member
            )
    release = building.open(tmp_path)
    for year in ("2023/24", "2024/25"):
        chosen = Selection("Sheffield", year=year)
        curve = waits_curve(release, chosen).table
        everyone = curve[curve["group"] == "Everyone"].set_index("weeks")
        for weeks, ask in zip(
            (2, 6, 18), (seen_within_two_weeks, seen_within_six_weeks, seen_within_eighteen_weeks), strict=True
        ):
            row = ask(release, chosen).table.set_index("period").loc[year]
            point = everyone.loc[weeks]
            assert (row.share, row.lower, row.upper) == (point.seen, point.lower, point.upper)
        six = seen_within_six_weeks(release, chosen).table.set_index("period").loc[year]
        places = by_place(release, chosen, "six_weeks").table.set_index("member").loc["Sheffield"]
        assert places["value"] == six.share
        by_group = waits_by_deprivation(release, chosen).table
        for name in by_group["group"].unique():
            ours = by_group[(by_group["group"] == name) & (by_group["weeks"] == "6 weeks")].iloc[0]
            theirs = curve[(curve["group"] == name) & (curve["weeks"] == 6)].iloc[0]
            assert ours.share == theirs.seen


def test_those_who_left_and_those_who_wait_are_the_rest_of_those_followed(tmp_path):
    building = Building()
    building.waited("2023/24", 400, [100, 200, 250, 300], [20, 40, 50, 60])
    table = waits_curve(building.open(tmp_path), SHEFFIELD).table
    own = table[table["group"] == "Everyone"]
    assert own["left"].tolist() == pytest.approx([0.05, 0.1, 0.125, 0.15])
    assert own["waiting"].tolist() == pytest.approx([0.7, 0.4, 0.25, 0.1])


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_curve_never_falls_whatever_the_rounding_and_its_ends_hold_the_truth(tmp_path_factory, steps):
    true, shown, so_far = [], [], 0
    for more, up in steps:
        so_far += more
        true.append(so_far)
        shown.append(released(so_far, up))
    building = Building()
    building.waited("2023/24", 400, shown)
    found = waited(building.open(tmp_path_factory.mktemp("waited")), VIEW)
    known = [found.seen[weeks] for weeks in WITHIN_WEEKS if found.seen[weeks].known]
    assert all(one.value <= other.value for one, other in pairwise(known))
    for weeks, count in zip(WITHIN_WEEKS, true, strict=True):
        ends = found.seen[weeks]
        assert not ends.known or ends.lowest <= count <= ends.highest


def test_what_waits_and_what_is_too_recent_stand_beside_every_answer(tmp_path):
    building = Building()
    for year in ("2023/24", "2024/25"):
        building.waited(year, 400, [100, 200, 250, 300])
    building.now([75, 40, 10, None, 5, None, 10], 85)
    release = building.open(tmp_path)
    waiting = (
        "Waiting to be seen on 31 March 2025, whenever referred: 125 or more for up to 18 weeks; 15 or more for longer."
    )
    recent = "Too recent to be counted, accepted less than 18 weeks before 31 March 2025: 85."
    for ask in (seen_within_six_weeks, waits_curve, waits_by_deprivation):
        assert set(ask(release, SHEFFIELD).notes) >= {waiting}
        assert recent not in ask(release, SHEFFIELD).notes  # all of that year are old enough
        assert set(ask(release, Selection("Sheffield", year="2024/25")).notes) >= {waiting, recent}


def test_hidden_numbers_beside_it_are_said_to_be_hidden(tmp_path):
    building = Building()
    building.waited("2024/25", 400, [100, 200, 250, 300])
    building.now([None] * 7, None)
    notes = seen_within_six_weeks(building.open(tmp_path), Selection("Sheffield", year="2024/25")).notes
    assert any("for up to 18 weeks, a number that is hidden" in note for note in notes)
    assert any("before 31 March 2025: a number that is hidden (fewer than 5" in note for note in notes)


def test_a_hidden_count_lies_between_those_of_fewer_and_of_more_weeks():
    found = Waited(cell(125), {2: cell(60), 6: HIDDEN, 12: cell(75), 18: cell(80)}, dict.fromkeys(WITHIN_WEEKS, HIDDEN))
    lower, upper = found.permitted(6)
    assert (lower, upper) == pytest.approx((wilson(56, 129)[0], wilson(79, 121)[1]))
    for seen, followed in product(range(56, 80), range(121, 130)):
        low, high = wilson(seen, followed)
        assert lower <= low
        assert high <= upper


def test_the_range_is_left_out_where_it_would_say_nothing():
    nothing = dict.fromkeys(WITHIN_WEEKS, HIDDEN)
    assert Waited(cell(20), nothing, nothing).permitted(6) is None
    assert Waited(HIDDEN, {2: cell(10), 6: HIDDEN, 12: cell(10), 18: cell(10)}, nothing).permitted(6) is None


@pytest.mark.parametrize(
    ("part", "followed", "state"),
    [
        (cell(50), cell(100), "shown"),
        (NOBODY, cell(100), "zero"),
        (HIDDEN, cell(100), "hidden"),
        (cell(50), HIDDEN, "hidden"),
        (NO_DATA, HIDDEN, "no data"),
        (NOBODY, NOBODY, "no data"),
    ],
)
def test_hidden_zero_and_no_data_are_three_different_things(part, followed, state):
    assert Waited(followed, {6: part}, {6: HIDDEN}).within(6).state == state


def test_two_and_eighteen_weeks_are_asked_the_same_way(tmp_path):
    building = Building()
    building.waited("2023/24", 125, [30, 75, 90, 95])
    release = building.open(tmp_path)
    two, late = seen_within_two_weeks(release, SHEFFIELD), seen_within_eighteen_weeks(release, SHEFFIELD)
    assert two.finding.text.startswith("Sheffield, 2023/24: 24% of the 125 people accepted were seen within two weeks")
    assert late.finding.text.startswith("Sheffield, 2023/24: 76% of the 125 people accepted were seen within 18 weeks")
    assert [answer.key for answer in (two, late)] == ["reach.two_weeks", "reach.eighteen_weeks"]
