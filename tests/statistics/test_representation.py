"""The representation ratio is the share seen over the share of the population, undefined where either is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inequality import representation_ratio


def test_a_third_of_those_seen_from_a_quarter_of_residents_is_1_32():
    """Sheffield: 33% of families seen, 25.0% of residents (field guide, reference figures 5)."""
    assert representation_ratio(33, 100, 250, 1000).ratio == pytest.approx(1.32)


def test_its_interval_is_the_shares_over_the_share_of_the_population():
    ratio, lower, upper = representation_ratio(40, 120, 2_000, 9_000)
    expected = np.array(proportion_confint(40, 120, method="wilson")) / (2 / 9)
    assert np.abs(np.array([lower, upper]) - expected).max() < 1e-12
    assert lower < ratio < upper


@given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 10_000), st.integers(0, 10_000))
def test_the_interval_holds_the_ratio(seen, others_seen, group, others):
    ratio, lower, upper = representation_ratio(seen, seen + others_seen, group, group + others)
    assert lower <= ratio * (1 + 1e-12)
    assert upper >= ratio * (1 - 1e-12)


def test_nobody_seen_or_nobody_living_there_gives_no_ratio():
    results = representation_ratio([0, 3, 3, np.nan], [0, 9, 9, 9], [10, 0, np.nan, 10], 100)
    assert np.isnan(results).all()


def test_nobody_of_the_group_seen_is_a_ratio_of_nought_with_an_upper_limit():
    ratio, lower, upper = representation_ratio(0, 50, 10, 100)
    assert ratio == lower == 0
    assert 0 < upper < 1


def test_a_group_over_its_total_is_refused_saying_which():
    with pytest.raises(StatisticsError, match=r"\(population\).*position 1"):
        representation_ratio([1, 1], [5, 5], [3, 9], [8, 8])
    with pytest.raises(StatisticsError, match=r"\(seen\)"):
        representation_ratio(6, 5, 1, 2)


def test_several_confidences_come_first():
    ratio, lower, upper = representation_ratio([5, 6], [20, 30], [3, 3], [10, 10], [0.95, 0.998])
    assert ratio.shape == (2,)
    assert lower.shape == upper.shape == (2, 2)
