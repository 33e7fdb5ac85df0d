"""Reliable change and paired change, against published figures and scipy."""

import math

import numpy as np
import pytest
from scipy.stats import ttest_rel

from pimh_data.errors import StatisticsError
from pimh_data.statistics.change import paired_change, reliable_change_threshold


def test_the_published_threshold_of_10_09_points():
    """S_diff 8.16 x sqrt(2) x sqrt(1 - .801), times 1.96 (field guide)."""
    assert round(float(reliable_change_threshold(8.16, 0.801)), 2) == 10.09


def test_a_perfectly_reliable_scale_needs_no_change_and_an_unreliable_one_the_most():
    assert reliable_change_threshold(8, 1) == 0
    assert reliable_change_threshold(8, 0) == pytest.approx(1.959964 * 8 * math.sqrt(2), abs=1e-5)
    assert reliable_change_threshold([8, 9], 0.8, [0.95, 0.998]).shape == (2, 2)


@pytest.mark.parametrize(("sd", "reliability"), [(-1, 0.8), (math.inf, 0.8), (5, 1.1), (5, -0.1)])
def test_impossible_reliabilities_are_refused(sd, reliability):
    with pytest.raises(StatisticsError):
        reliable_change_threshold(sd, reliability)


def test_paired_change_agrees_with_scipys_paired_t_test():
    draws = np.random.default_rng(8)
    first = draws.normal(15, 5, 60)
    last = first - draws.normal(5, 4, 60)
    fall = first - last
    sizes = [f(scores) for scores in (first, last, fall) for f in (np.mean, lambda s: np.std(s, ddof=1))]
    result = paired_change(60, *sizes)
    expected = ttest_rel(first, last).confidence_interval()
    assert result.change == pytest.approx(fall.mean())
    assert [result.lower, result.upper] == pytest.approx([expected.low, expected.high], abs=1e-8)
    assert result.glass_delta == pytest.approx(fall.mean() / first.std(ddof=1))
    assert result.standardised_response_mean == pytest.approx(fall.mean() / fall.std(ddof=1))


def test_nhs_effect_sizes_are_first_minus_last_over_the_first_sd():
    """England 2024-25, depression, guided self-help (book), PHQ-9: 15.3 to 10.7, SD 5.5, published effect size 0.8."""
    assert round(float(paired_change(69_766, 15.3, 5.5, 10.7, 6.6, 4.6, 6).glass_delta), 1) == 0.8


def test_one_pair_has_a_change_but_no_interval():
    result = paired_change(1, 12, np.nan, 9, np.nan, -3, np.nan)
    assert result.change == -3
    assert np.isnan([result.lower, result.glass_delta, result.standardised_response_mean]).all()
    assert np.isnan(paired_change(0, *[np.nan] * 6)).all()


def test_a_change_that_is_not_the_difference_of_the_means_is_refused():
    with pytest.raises(
        StatisticsError, match="mean_change is not the difference of mean_first and mean_last at position 1"
    ):
        paired_change(20, [15, 15], 5, [10, 10], 5, [-5.1, -4], 5)
