"""The interval of a share of counts that err: Wilson's where they do not, the score test's own ends where they do."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pimh_data.errors import StatisticsError
from pimh_data.statistics.rounded_share import rounded_share

Z = 1.959963984540054


def inside(share: float, x: float, n: float, of_x: float, of_n: float) -> bool:
    """The test that the limits stand for, in plain Python."""
    return abs(x - n * share) <= Z * math.sqrt(n * share * (1 - share) + of_x + share**2 * of_n)


def furthest(start: float, towards: float, *counts: float) -> float:
    """The last share that the test does not leave out on the way from one to another, by halving."""
    if inside(towards, *counts):
        return towards
    for _ in range(60):
        middle = (start + towards) / 2
        start, towards = (middle, towards) if inside(middle, *counts) else (start, middle)
    return start


@given(st.integers(0, 400), st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_of_exact_counts_it_is_wilsons(x: int, more: int):
    lower, upper = proportion_confint(x, x + more, method="wilson")
    assert rounded_share(x, x + more) == pytest.approx((lower, upper), abs=1e-12)


@given(st.integers(1, 100), st.integers(0, 100), st.sampled_from((0.0, 4.0, 8.0, 60.0)), st.sampled_from((0.0, 4.0)))
@settings(max_examples=80, deadline=None)
def test_its_ends_are_the_last_shares_that_the_test_does_not_leave_out(fives: int, more: int, of_x: float, of_n: float):
    x, n = 5.0 * fives, 5.0 * (fives + more)
    step, moved = min(max(math.sqrt(n) / 17.6 - 0.1, 0.3), 1.65), min(math.sqrt(of_x) / 2, 1)
    down, up = moved * (step - 0.5), moved * (step + 0.5)
    lower, upper = rounded_share(x, n, of_x, of_n)
    errors = n, of_x, of_n
    assert lower == pytest.approx(furthest(x / n, 0.0, x - down, *errors), abs=1e-9)
    assert upper == pytest.approx(furthest(x / n, 1.0, x + up, *errors), abs=1e-9)


def test_a_part_that_is_shown_over_its_whole_ends_at_one():
    for x, n in ((25, 20), (105, 100), (5, 5)):
        lower, upper = rounded_share(x, n, 4, 4)
        assert 0 < lower < 1
        assert upper == 1
    assert rounded_share(25, 20, 4, 4)[0] > rounded_share(20, 20, 4, 4)[0]


def test_of_a_whole_that_may_be_nobody_no_share_is_too_large():
    assert rounded_share(5, 10, 4, 200)[1] == 1


def test_unknown_or_no_whole_gives_nothing_and_the_impossible_is_refused():
    assert np.isnan(rounded_share([np.nan, 5, 0], [10, np.nan, 0], 4, 4)).all()
    with pytest.raises(StatisticsError, match=r"part is negative at position 1; whole is infinite at position 0"):
        rounded_share([5, -1], [np.inf, 10])
