"""Numbers as readers meet them: people are whole, ranges hold them, 0% and 100% are said of nothing else."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.formats import interval, number, people, people_range, percent, percent_figure, whole, whole_range


@pytest.mark.parametrize(
    ("value", "said"), [(490.5, "491"), (491.5, "492"), (762.5, "763"), (0.5, "1"), (2.49, "2"), (-0.5, "-1"), (0, "0")]
)
def test_half_a_person_counts_as_one_whatever_stands_before(value, said):
    assert people(value) == number(value, 0) == said


@given(st.integers(-40_000, 40_000))
def test_halves_go_away_from_nought_as_written_by_hand(halves):
    assert whole(halves / 2) == float((Decimal(halves) / 2).quantize(Decimal(1), ROUND_HALF_UP))


def test_a_range_of_people_is_whole_and_widens_outwards():
    assert people_range(490.5, 494.5) == "490 to 495"
    assert people_range(1_000.2, 1_200) == "1,000 to 1,200"
    assert whole_range(0.28 * 25, 0.07 * 100) == (7, 7)  # 7.000000000000001 is seven people
    assert people_range(math.nan, 3) == "no interval"
    assert whole_range(0, math.inf) == (0, math.inf)


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_the_whole_range_holds_the_range(one, other):
    least, most = whole_range(min(one, other), max(one, other))
    assert least <= min(one, other) + 1e-5
    assert most >= max(one, other) - 1e-5


@pytest.mark.parametrize(
    ("share", "n", "said", "figure"),
    [
        (0.0044, 250, "under 1%", "0.4%"),
        (0.996, 250, "over 99%", "99.6%"),
        (0.0004, 2_500, "under 0.1%", "0.04%"),
        (0.9996, 2_500, "over 99.9%", "99.96%"),
        (0.0, 250, "0%", "0%"),
        (1.0, 2_500, "100.0%", "100.0%"),
        (-1e-17, 250, "0%", "0%"),
        (1 - 1e-12, 250, "100%", "100%"),
        (0.0051, 250, "1%", "1%"),
        (0.625, 2_500, "62.5%", "62.5%"),
        (math.nan, 0, "not shown", "not shown"),
    ],
)
def test_no_share_is_said_to_be_none_or_all_unless_it_is_so(share, n, said, figure):
    assert percent(share, n) == said
    assert percent_figure(share, n) == figure


def test_ends_of_an_interval_keep_their_decimals():
    assert interval(6, 22.04) == "6.0 to 22.0"
    assert interval(0.061, 0.224, 0, 100) == "6 to 22"
