"""The gap in people and the bounds for unknowns mean what they say, checked by counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inequality import bounds_for_unknowns, gap_in_people
from pimh_data.statistics.intervals import rate_ratio


def test_seeing_the_gap_makes_the_rates_equal():
    gap, lower, upper = gap_in_people(30, 500, 200, 2_000)
    assert (30 + gap) / 500 == pytest.approx(200 / 2_000)
    assert lower < gap < upper


@given(st.integers(0, 400), st.integers(1, 4_000), st.integers(0, 400), st.integers(1, 4_000))
def test_the_gaps_of_both_groups_are_one_gap_seen_from_two_sides(a, per_a, b, per_b):
    one, other = gap_in_people(a, per_a, b, per_b), gap_in_people(b, per_b, a, per_a)
    assert one.gap / per_a == pytest.approx(-other.gap / per_b, abs=1e-9)
    assert one.lower / per_a == pytest.approx(-other.upper / per_b, abs=1e-9)
    assert one.lower <= one.gap + 1e-9
    assert one.upper >= one.gap - 1e-9


def test_the_interval_of_the_gap_covers_at_least_nominally():
    draws = np.random.default_rng(5)
    a, b = draws.poisson(0.04 * 600, 50_000), draws.poisson(0.06 * 2_000, 50_000)
    _, lower, upper = gap_in_people(a, 600, b, 2_000)
    assert ((lower <= 12) & (upper >= 12)).mean() == pytest.approx(0.95, abs=0.005)


def test_the_gap_leaves_out_nought_where_the_ratio_of_the_rates_leaves_out_one():
    draws = np.random.default_rng(6)
    a, b = draws.integers(5, 200, 3_000), draws.integers(5, 200, 3_000)
    _, lower, upper = gap_in_people(a, 900, b, 1_400)
    ratio_lower, ratio_upper = rate_ratio(a, 900, b, 1_400)
    assert ((lower > 0) == (ratio_upper < 1)).all()
    assert ((upper < 0) == (ratio_lower > 1)).all()


def test_more_people_may_be_seen_than_were_born():
    assert gap_in_people(120, 100, 300, 200).gap == pytest.approx(30)


def test_no_population_gives_no_gap():
    assert np.isnan(gap_in_people([5, 5, np.nan], [0, 5, 5], 5, [5, 0, 5])).all()


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 99))
def test_bounds_are_those_of_every_way_the_unknowns_could_fall(group, others, unknown, percent):
    lowest, highest, could_reverse = bounds_for_unknowns(group, group + others, unknown, percent, 100)
    shares = [(group + some) / (group + others + unknown) for some in range(unknown + 1)]
    assert lowest == min(shares)
    assert highest == max(shares)
    # Whole numbers: whether a share lies under or over the population's is not left to rounding.
    side = np.sign(100 * group - percent * (group + others))
    sides = {int(np.sign(100 * (group + some) - percent * (group + others + unknown))) for some in range(unknown + 1)}
    assert bool(could_reverse) == (side != 0 and -side in sides)


def test_without_unknowns_nothing_can_be_reversed():
    lowest, highest, could_reverse = bounds_for_unknowns([20, 5], [100, 100], 0, 10, 100)
    assert (lowest == highest).all()
    assert not could_reverse.any()


def test_bounds_of_nobody_are_undefined():
    lowest, highest, could_reverse = bounds_for_unknowns([0, np.nan], [0, 5], [0, 1], 1, 10)
    assert np.isnan([lowest, highest]).all()
    assert not could_reverse.any()


def test_a_group_over_those_known_is_refused():
    with pytest.raises(StatisticsError, match=r"numerator \(seen\) is over"):
        bounds_for_unknowns(6, 5, 1, 1, 10)
    with pytest.raises(StatisticsError, match="unknown_seen is negative"):
        bounds_for_unknowns(4, 5, -1, 1, 10)
