"""What a shown count may have been, what could not have been released, and what rounding adds to an error."""

import numpy as np
import pytest
from scipy.stats import norm

from pimh_data.errors import StatisticsError
from pimh_data.statistics.intervals import byar
from pimh_data.statistics.rounding import allowing_for, least_shown, released_range, rounding_variance


def test_a_shown_count_stands_for_those_within_four_of_it():
    assert [tuple(map(float, released_range(v))) for v in (5, 10, 20)] == [(5, 9), (6, 14), (16, 24)]


def test_a_count_rounded_to_the_nearest_stands_for_those_within_two_of_it():
    assert [tuple(map(float, released_range(v, drawn=False))) for v in (5, 10, 20)] == [(5, 7), (8, 12), (18, 22)]


def test_a_shown_zero_stands_for_anything_hidden():
    assert released_range(0) == (0, 4)


def test_hidden_stays_hidden_unless_its_range_is_asked_for():
    assert np.isnan(released_range(np.nan)).all()
    assert released_range(np.nan, hidden_as_range=True) == (0, 4)


def test_numbers_that_were_never_released_are_refused_with_their_positions():
    with pytest.raises(StatisticsError, match=r"shown is not a multiple of 5 at positions 1, 2"):
        released_range([10, 7, 12])
    with pytest.raises(StatisticsError, match="shown is negative at position 0"):
        released_range([-5, 10])


def drawn(true: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    over = true % 5
    return true - over + 5 * (rng.random(true.shape) * 5 < over)


def test_the_variance_of_rounding_is_that_of_drawing_it():
    rng = np.random.default_rng(1)
    true = rng.integers(20, 500, 200_000)
    errors = drawn(true, rng) - true
    assert rounding_variance(5) == pytest.approx(errors.var(), abs=0.05)
    assert abs(errors.mean()) < 0.02
    of_two = errors[::2] + errors[1::2]
    assert 2 * rounding_variance(5) == pytest.approx(of_two.var(), abs=0.1)
    assert rounding_variance(1) == 0


def test_errors_are_joined_as_the_roots_of_sums_of_squares():
    lower, upper = allowing_for(10, 7, 14, 4 / norm.ppf(0.975))
    assert (lower, upper) == pytest.approx((10 - 5, 10 + 32**0.5))
    assert allowing_for(10, 7, 14, 0) == (7, 14)
    assert np.isnan(allowing_for(np.nan, 7, 14, 1)).all()


def test_a_mean_of_drawn_counts_is_covered_as_often_as_said():
    rng = np.random.default_rng(2)
    mean = rng.uniform(30, 300, 20_000)
    count = drawn(rng.poisson(mean), rng)
    lower, upper = allowing_for(count, *byar(count, 1, 1), 2.0)
    assert 0.945 < ((lower <= mean) & (mean <= upper)).mean() < 0.965


def test_the_least_that_is_shown_stands_for_what_drawing_every_count_gives():
    rng = np.random.default_rng(4)
    true = rng.integers(0, 40, 2_000_000)
    behind = true[(true >= 5) & (drawn(true, rng) == 5)]
    mean, variance = least_shown()
    assert mean == pytest.approx(19 / 3)
    assert variance == pytest.approx(14 / 9)
    assert behind.mean() == pytest.approx(mean, abs=0.01)
    assert behind.var() == pytest.approx(variance, abs=0.01)
    assert least_shown(1) == (1.0, 0.0)
