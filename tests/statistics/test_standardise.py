"""Standardised rates agree with a plain sum, and reduce to crude rates where there is nothing to standardise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import StatisticsError
from pimh_data.statistics.intervals import byar
from pimh_data.statistics.standardise import directly_standardised_rate, indirectly_standardised_ratio

COUNTS = [[3, 9, 20, 41], [1, 2, 30, 7]]
PEOPLE = [[1200, 1500, 1100, 900], [800, 950, 1000, 1300]]
STANDARD = [5000, 6500, 7000, 5500]


def test_the_rate_and_its_limits_are_dobsons_worked_in_plain_python():
    rate, lower, upper = directly_standardised_rate(COUNTS, PEOPLE, STANDARD, 1_000, 0.95)
    for area in range(2):
        total = sum(STANDARD)
        events = sum(COUNTS[area])
        expected = sum(w * x / n for w, x, n in zip(STANDARD, COUNTS[area], PEOPLE[area], strict=True)) / total
        variance = (
            sum(w * w * x / n / n for w, x, n in zip(STANDARD, COUNTS[area], PEOPLE[area], strict=True)) / total**2
        )
        low = expected + math.sqrt(variance / events) * (float(byar(events)[0]) - events)
        high = expected + math.sqrt(variance / events) * (float(byar(events)[1]) - events)
        assert rate[area] == pytest.approx(1_000 * expected, rel=1e-12)
        assert lower[area] == pytest.approx(1_000 * low, rel=1e-12)
        assert upper[area] == pytest.approx(1_000 * high, rel=1e-12)


@given(st.lists(st.tuples(st.integers(3, 500), st.integers(500, 5_000)), min_size=4, max_size=19))
def test_standardised_to_its_own_population_a_rate_is_the_crude_rate(groups):
    """Dobson's limits are then close to Byar's: equal where every group has the same rate."""
    counts, people = np.array(groups).T
    rate, lower, upper = directly_standardised_rate(counts, people, people, 1)
    assert rate == pytest.approx(counts.sum() / people.sum(), rel=1e-12)
    assert np.allclose((lower, upper), byar(counts.sum(), people.sum()), rtol=1e-9)


def test_under_ten_events_are_not_standardised():
    results = directly_standardised_rate([2, 3, 4], [100, 100, 100], [1, 1, 1], 1_000)
    assert np.isnan(results).all()


def test_a_category_without_people_has_no_rate_unless_it_has_no_weight():
    assert np.isnan(directly_standardised_rate([10, 0], [100, 0], [1, 1], 1).rate)
    assert directly_standardised_rate([10, 0], [100, 0], [1, 0], 1).rate == pytest.approx(0.1)


def test_the_ratio_is_observed_over_expected_with_byars_limits():
    ratio, lower, upper = indirectly_standardised_ratio([8, 65], [6.24, 50], [0.95, 0.998])
    assert ratio.tolist() == [8 / 6.24, 65 / 50]
    assert np.allclose(lower[1], byar([8, 65], [6.24, 50], 1, 0.998)[0])
    assert upper.shape == (2, 2)


def test_nothing_expected_gives_no_ratio():
    assert np.isnan(indirectly_standardised_ratio(0, 0)).all()


def test_impossible_numbers_are_refused():
    with pytest.raises(StatisticsError, match="standard population is negative"):
        directly_standardised_rate([10], [100], [-1], 1)
    with pytest.raises(StatisticsError, match=r"\(0, 1\)"):
        directly_standardised_rate([[10, -1]], [[100, 100]], [1, 1], 1)
    with pytest.raises(StatisticsError):
        indirectly_standardised_ratio(-1, 3)


def test_several_confidences_come_first():
    rate, lower, upper = directly_standardised_rate(COUNTS, PEOPLE, STANDARD, 1_000, [0.95, 0.998])
    assert rate.shape == (2,)
    assert lower.shape == upper.shape == (2, 2)
    assert (lower[1] < lower[0]).all()
    assert (lower[0] < rate).all()
    assert (upper[1] > upper[0]).all()
