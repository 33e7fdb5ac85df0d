"""Those who are still waiting, and what is hidden of the waits: nothing is claimed that they could overturn."""

from itertools import product

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell, View
from pimh_data.questions.reach import seen_within_eighteen_weeks, seen_within_six_weeks, seen_within_two_weeks
from pimh_data.questions.reach.followed_long_enough import (
    SeenWithin,
    compared,
    followed_long_enough,
    permitted_range,
)
from pimh_data.registry.cubes import WAIT_BANDS
from pimh_data.statistics.intervals import wilson

BANDS = [name for name, _, _ in WAIT_BANDS]
VIEW = View("Sheffield", "2023/24", "All services")


def shown(value: int) -> Cell:
    return Cell(value, max(value - 2, 5), value + 2, "shown")


def cohort(building: Building, year: str, referred: int, all_seen: int, seen: list, left: list, waiting: list):
    """Referred and seen in all; seen, left and still waiting by week band, None hidden."""
    building.put("pathway", year, {"referred": referred, "seen": all_seen})
    for band, was_seen, gone, still in zip(BANDS, seen, left, waiting, strict=True):
        building.put("waits", year, {"seen": was_seen, "left": gone, "waiting": still}, weeks=band)


def test_a_year_long_past_needs_nobody_taken_off(tmp_path):
    building = Building()
    building.waited("2023/24", 500, [150, 100])
    building.waited("2024/25", 500, [150, 100], [20, 30])
    release = building.open(tmp_path)
    assert followed_long_enough(release, VIEW).waiting is NOBODY
    assert followed_long_enough(release, VIEW).whole.value == 500
    assert followed_long_enough(release, VIEW.at(period="2024/25")).whole.value == 450


def test_a_year_that_ended_within_six_weeks_of_the_extract_is_not_long_past(tmp_path):
    building = Building(extract_date="2024-05-12", last_month="2024-04")
    building.waited("2023/24", 500, [150, 100], [None, 30])
    assert followed_long_enough(building.open(tmp_path), VIEW).state == "hidden"
    later = Building(extract_date="2024-05-13", last_month="2024-04")
    later.waited("2023/24", 500, [150, 100], [None, 30])
    assert followed_long_enough(later.open(tmp_path / "later"), VIEW).state == "shown"


def test_a_change_that_those_still_waiting_could_overturn_is_not_claimed():
    before = SeenWithin(shown(500), shown(1000), NOBODY)
    assert compared(SeenWithin(shown(560), shown(1000), NOBODY), before) == "higher"
    assert compared(SeenWithin(shown(560), shown(1100), shown(100)), before) is None
    assert compared(SeenWithin(shown(760), shown(1100), shown(100)), before) == "higher"


def test_the_sentence_says_how_many_it_hangs_on(tmp_path):
    building = Building()
    building.waited("2023/24", 1000, [250, 250])
    building.waited("2024/25", 1100, [260, 300], [40, 60])
    answer = seen_within_six_weeks(building.open(tmp_path), Selection("Sheffield", year="2024/25"))
    assert answer.finding.text == (
        "Sheffield, 2024/25: 56.0% of the 1,000 people referred were seen within six weeks (95% interval 52.8 to "
        "59.1); too early to compare with the year before (50.0%): 100 people are still within their first six weeks."
    )
    assert answer.finding.grade == "no clear difference"


def test_a_hidden_share_lies_in_a_range_that_holds_every_way_to_fill_what_is_hidden(tmp_path):
    building = Building()
    seen, left = [None, 45, 40, 5, None, None, None], [None, 10, 10, 5, None, None, None]
    cohort(building, "2023/24", 125, 95, seen, left, [None] * 7)
    release = building.open(tmp_path)
    lower, upper = permitted_range(release, VIEW, followed_long_enough(release, VIEW))
    for first, second, referred in product(range(20), range(41, 50), range(121, 130)):
        rest = [36, 5]  # the fewest of the later bands; those of them that are hidden hold anybody else
        if first + second + sum(rest) <= 99:
            low, high = wilson(first + second, referred)
            assert lower <= low
            assert high <= upper
    assert (lower, upper) == pytest.approx((wilson(41, 129)[0], wilson(58, 121)[1]))


def test_the_range_is_left_out_where_it_would_say_nothing(tmp_path):
    building = Building()
    cohort(building, "2023/24", 20, 10, [None] * 7, [None] * 7, [None] * 7)
    release = building.open(tmp_path)
    assert permitted_range(release, VIEW, followed_long_enough(release, VIEW)) is None


def test_the_range_when_only_those_still_waiting_are_hidden(tmp_path):
    building = Building()
    seen, left = [40, 60, 20, None, None, None, None], [10, 20, 10, None, None, None, None]
    cohort(building, "2024/25", 180, 120, seen, left, [None] * 7)
    release = building.open(tmp_path)
    view = VIEW.at(period="2024/25")
    lower, upper = permitted_range(release, view, followed_long_enough(release, view))
    assert lower == pytest.approx(wilson(92, 184)[0])  # nobody is too early to tell
    assert upper == pytest.approx(wilson(108, 116 + 6 + 16 + 6)[1])  # everybody neither seen nor gone is


@pytest.mark.parametrize(
    ("part", "referred", "state"),
    [
        (shown(50), shown(100), "shown"),
        (NOBODY, shown(100), "zero"),
        (HIDDEN, shown(100), "hidden"),
        (shown(50), HIDDEN, "hidden"),
        (NO_DATA, HIDDEN, "no data"),
        (NOBODY, NOBODY, "no data"),
    ],
)
def test_hidden_zero_and_no_data_are_three_different_things(part, referred, state):
    assert SeenWithin(part, referred, NOBODY).state == state


def speed(building: Building, year: str, followed: int | None, two: int | None, six: int | None, late: int | None):
    """Counts of the speed cube, the same number followed for 2, 6 and 18 weeks."""
    counts = dict(zip((2, 6, 18), (two, six, late), strict=True))
    cells = {f"seen_within_{weeks}_weeks": seen for weeks, seen in counts.items()}
    building.put("speed", year, cells | {f"followed_{weeks}_weeks": followed for weeks in counts})


def test_counts_of_who_was_seen_in_time_go_before_week_bands(tmp_path):
    building = Building()
    cohort(building, "2023/24", 125, 95, [None, 45, None, None, None, None, None], [None] * 7, [None] * 7)
    speed(building, "2023/24", 125, 30, 75, 95)
    answer = seen_within_six_weeks(building.open(tmp_path), Selection("Sheffield", year="2023/24"))
    row = answer.table[answer.table["period"] == "2023/24"].iloc[0]
    assert (row.seen_within, row.followed, row.share) == (75, 125, pytest.approx(0.6))


def test_two_and_eighteen_weeks_are_asked_the_same_way(tmp_path):
    building = Building()
    building.put("pathway", "2023/24", {"referred": 125, "seen": 100})
    speed(building, "2023/24", 125, 30, 75, 95)
    release, selection = building.open(tmp_path), Selection("Sheffield", year="2023/24")
    two, late = seen_within_two_weeks(release, selection), seen_within_eighteen_weeks(release, selection)
    assert two.finding.text.startswith("Sheffield, 2023/24: 24% of the 125 people referred were seen within two weeks")
    assert late.finding.text.startswith("Sheffield, 2023/24: 76% of the 125 people referred were seen within 18 weeks")
    assert [answer.key for answer in (two, late)] == ["reach.two_weeks", "reach.eighteen_weeks"]


def test_a_hidden_count_lies_between_those_of_fewer_and_of_more_weeks(tmp_path):
    building = Building()
    building.put("pathway", "2023/24", {"referred": 125, "seen": 100})
    speed(building, "2023/24", 125, 60, None, 75)
    release = building.open(tmp_path)
    lower, upper = permitted_range(release, VIEW, followed_long_enough(release, VIEW))
    assert (lower, upper) == pytest.approx((wilson(56, 129)[0], wilson(79, 121)[1]))
