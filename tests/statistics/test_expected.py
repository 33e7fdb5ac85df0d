"""Expected change from severity at the start agrees with regression on the people themselves."""

import numpy as np
import pytest
import statsmodels.api as sm

from pimh_data.errors import StatisticsError
from pimh_data.statistics.change import expected_change


def people(services=4, bands=3, seed=3):
    draws = np.random.default_rng(seed)
    service, band = draws.integers(0, services, 600), draws.integers(0, bands, 600)
    change = -2 - 3 * band + draws.normal(0, 4, 600) - (service == 1)
    return service, band, change


def cells(service, band, change):
    groups = [[change[(service == s) & (band == b)] for b in range(3)] for s in range(4)]
    return [np.array([[f(g) for g in row] for row in groups]) for f in (len, np.mean, lambda g: np.std(g, ddof=1))]


def test_expected_is_the_mean_prediction_of_a_regression_on_the_starting_band():
    service, band, change = people()
    fit = sm.OLS(change, np.eye(3)[band]).fit()
    result = expected_change(*cells(service, band, change))
    for s in range(4):
        assert result.expected[s] == pytest.approx(fit.fittedvalues[service == s].mean(), abs=1e-9)
        assert result.difference[s] == pytest.approx(fit.resid[service == s].mean(), abs=1e-9)
        assert result.observed[s] == pytest.approx(change[service == s].mean(), abs=1e-9)


def test_differences_weighted_with_people_add_up_to_nothing():
    result = expected_change(*cells(*people()))
    assert np.sum(result.people * result.difference) == pytest.approx(0, abs=1e-8)


def test_the_interval_covers_about_nominally_when_services_do_not_differ():
    draws = np.random.default_rng(12)
    n = np.array([[30, 20, 12], [25, 40, 30], [60, 50, 45], [12, 14, 11]])
    covered = []
    for _ in range(1_500):
        groups = [[draws.normal(-2 - 3 * b, 4, k) for b, k in enumerate(row)] for row in n]
        result = expected_change(
            n, [[g.mean() for g in row] for row in groups], [[g.std(ddof=1) for g in row] for row in groups]
        )
        covered.append((result.lower <= 0) & (result.upper >= 0))
    assert np.abs(np.mean(covered, axis=0) - 0.95).max() < 0.02


def test_severity_at_the_start_alone_makes_no_difference():
    """One service has the mild, one the severe: their changes differ, and neither lies off what is expected."""
    n, change = [[90, 10], [10, 90]], [[-2, -8], [-2, -8]]
    result = expected_change(n, change, [[3, 3], [3, 3]])
    assert result.observed.tolist() == [-2.6, -7.4]
    assert result.difference == pytest.approx([0, 0])


def test_a_hidden_band_is_left_out_and_the_people_say_so():
    n, change, sd = cells(*people())
    n[0, 2] = 0
    hidden = n.astype(float)
    hidden[0, 2] = np.nan
    result = expected_change(hidden, change, sd)
    assert result.people[0] == n[0, :2].sum()
    assert np.isfinite(result.difference).all()


def test_one_service_alone_has_nothing_to_be_compared_with():
    result = expected_change([[20, 30]], [[-2, -5]], [[3, 3]])
    assert np.isnan([result.expected, result.difference, result.lower]).all()
    assert result.observed == pytest.approx(-3.8)


def test_several_confidences_come_first_and_shapes_are_checked():
    result = expected_change(*cells(*people()), confidence=[0.95, 0.998])
    assert result.lower.shape == (2, 4)
    assert (result.lower[1] < result.lower[0]).all()
    with pytest.raises(StatisticsError, match="services, bands"):
        expected_change([1, 2], [1, 2], [1, 2])
    with pytest.raises(StatisticsError, match="sd_change is negative"):
        expected_change([[1, 2]], [[1, 2]], [[1, -2]])
