"""Funnel limits are the values whose interval just reaches the benchmark, and each point lies where they say."""

import numpy as np
import pytest
from scipy.stats import chi2, poisson

from pimh_data.errors import StatisticsError
from pimh_data.statistics.funnel import funnel, funnel_limits
from pimh_data.statistics.intervals import wilson


def test_a_proportion_on_its_limit_has_a_wilson_interval_that_just_reaches_the_benchmark():
    n = np.array([40, 100, 1_000, 25_000])
    lower, upper = funnel_limits("proportion", 0.4, n)
    for level, confidence in enumerate((0.95, 0.998)):
        assert wilson(lower[level] * n, n, confidence)[1] == pytest.approx(np.full(4, 0.4), abs=1e-9)
        assert wilson(upper[level] * n, n, confidence)[0] == pytest.approx(np.full(4, 0.4), abs=1e-9)


def test_limits_of_a_proportion_stay_within_nought_and_one():
    lower, upper = funnel_limits("proportion", 0.9, [1, 5])
    assert (lower >= 0).all()
    assert (upper <= 1).all()
    assert upper.max() == 1


def test_limits_of_a_ratio_are_the_counts_whose_exact_poisson_limit_reaches_the_expected():
    """The published tables give the events expected at each whole count: half a chi-square quantile."""
    observed = np.arange(1, 200)
    for level, confidence in enumerate((0.95, 0.998)):
        below = (1 - confidence) / 2
        at_lower, at_upper = chi2.ppf(1 - below, 2 * observed + 2) / 2, chi2.ppf(below, 2 * observed) / 2
        assert np.abs(funnel_limits("ratio", 1, at_lower)[0][level] * at_lower - observed).max() < 1e-6
        assert np.abs(funnel_limits("ratio", 1, at_upper)[1][level] * at_upper - observed).max() < 1e-6


def test_a_rate_has_the_limits_of_a_ratio_at_the_events_expected_of_it():
    lower, upper = funnel_limits("rate", 120, [4_000, 90_000], multiplier=100_000)
    ratio_lower, ratio_upper = funnel_limits("ratio", 1, [4.8, 108])
    assert np.allclose(lower, 120 * ratio_lower)
    assert np.allclose(upper, 120 * ratio_upper)


def test_too_few_expected_for_a_low_count_to_be_surprising_has_the_lower_limit_nought():
    assert funnel_limits("ratio", 1, 3)[0].tolist() == [0, 0]
    assert funnel_limits("ratio", 1, 3.8)[0][0] > 0


@pytest.mark.parametrize("expected", [12, 40, 150])
def test_points_from_the_benchmark_lie_outside_about_as_often_as_they_should(expected):
    lower, upper = funnel_limits("ratio", 1, expected)
    for level, outside in enumerate((0.05, 0.002)):
        low, high = lower[level] * expected, upper[level] * expected
        chance = poisson.cdf(np.ceil(low) - 1, expected) + poisson.sf(np.floor(high), expected)
        assert chance <= outside


def test_significance_names_side_and_level():
    points = funnel("proportion", [50, 38, 30, 64, 75, np.nan, 0], [100] * 6 + [0], benchmark=0.5)
    assert points.significance.tolist() == [
        "within limits",
        "below 95% limit",
        "below 99.8% limit",
        "above 95% limit",
        "above 99.8% limit",
        "not compared",
        "not compared",
    ]
    assert np.isnan(points.value[-2:]).all()


def test_the_benchmark_is_all_points_together_unless_given():
    points = funnel("rate", [10, 30, np.nan], [1_000, 1_000, 5], multiplier=100)
    assert points.benchmark == pytest.approx(2)
    assert funnel("ratio", [10, 30], [20, 20], 1).benchmark == 1


def test_what_has_no_funnel_is_refused():
    with pytest.raises(StatisticsError, match="kind is 'mean'"):
        funnel_limits("mean", 1, 10)
    with pytest.raises(StatisticsError, match="over 1"):
        funnel_limits("proportion", 50, 10)
    with pytest.raises(StatisticsError, match="numerator is over its denominator at position 1"):
        funnel("proportion", [1, 9], [5, 5])
