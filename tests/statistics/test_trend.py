"""The recent trend follows Fingertips' rule and its validity conditions."""

import numpy as np
import pytest
import statsmodels.api as sm

from pimh_data.errors import StatisticsError
from pimh_data.statistics.trend import recent_trend

RISING = np.array([10.0, 11, 12, 13, 14])


def test_slope_and_chi_square_are_those_of_weighted_least_squares():
    values = np.array([9.0, 10.2, 10.1, 12.4, 12.9])
    width = np.array([0.5, 0.7, 0.4, 0.9, 0.6])
    result = recent_trend(values, values - width, values + width)
    error = 2 * width / 3.92
    fit = sm.WLS(values, sm.add_constant(np.arange(5)), weights=1 / error**2).fit(cov_type="fixed scale")
    assert result.slope == pytest.approx(fit.params[1], abs=1e-10)
    assert result.chi_square == pytest.approx(fit.tvalues[1] ** 2, abs=1e-8)
    assert result.trend == "Increasing"


def test_the_words_follow_the_direction():
    up = (RISING, RISING - 0.3, RISING + 0.3)
    down = tuple(part[::-1] for part in up)
    assert recent_trend(*up, direction="higher_is_better").trend == "Increasing and getting better"
    assert recent_trend(*up, direction="lower_is_better").trend == "Increasing and getting worse"
    assert recent_trend(*down, direction="lower_is_better").trend == "Decreasing and getting better"
    assert recent_trend(*down).trend == "Decreasing"


def test_a_small_slope_is_no_significant_change():
    result = recent_trend(RISING, RISING - 5, RISING + 5)
    assert result.trend == "No significant change"
    assert result.chi_square < 9.5495


def test_a_slope_that_one_point_alone_makes_is_no_significant_change():
    values = np.array([10.0, 9.9, 9.8, 9.7, 13])
    result = recent_trend(values, values - 0.3, values + 0.3)
    assert result.chi_square > 9.5495
    assert result.trend == "No significant change"
    assert "without one of the points" in str(result.reason)


def test_only_the_last_five_valid_points_count_at_their_own_years():
    years = [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021]
    values = np.array([50, 40, 10, 11, 12, 13, np.nan, 15.0])
    result = recent_trend(values, values - 0.3, values + 0.3, years)
    assert result.trend == "Increasing"
    assert result.slope == pytest.approx(1)


def test_four_valid_points_cannot_be_calculated():
    values = np.array([10, 11, np.nan, 13, 14])
    result = recent_trend(values, values - 1, values + 1)
    assert result.trend == "Cannot be calculated"
    assert result.reason == "fewer than 5 valid points"
    assert np.isnan(result.slope)
    assert recent_trend([1, 2], [0, 1], [2, 3]).trend == "Cannot be calculated"


@pytest.mark.parametrize(("arguments", "reason"), [({"period": "month"}, "not years"), ({"kind": "mean"}, "not valid")])
def test_months_and_other_kinds_cannot_be_calculated(arguments, reason):
    result = recent_trend(RISING, RISING - 0.3, RISING + 0.3, **arguments)
    assert result.trend == "Cannot be calculated"
    assert reason in str(result.reason)


def test_an_interval_without_width_cannot_be_weighed():
    assert recent_trend(RISING, RISING, RISING).reason == "an interval has no width"


def test_many_series_at_once_are_each_judged_alone():
    values = np.random.default_rng(4).normal(10, 2, (6, 8))
    values[2, 5] = np.nan
    together = recent_trend(values, values - 1, values + 1)
    for series in range(6):
        alone = recent_trend(values[series], values[series] - 1, values[series] + 1)
        assert (together.trend[series], together.reason[series]) == (alone.trend, alone.reason)
        assert together.slope[series] == pytest.approx(float(alone.slope), nan_ok=True)


def test_years_out_of_order_and_reversed_limits_are_refused():
    with pytest.raises(StatisticsError, match="later than the one before"):
        recent_trend(RISING, RISING - 1, RISING + 1, [2020, 2019, 2021, 2022, 2023])
    with pytest.raises(StatisticsError, match="limits are reversed"):
        recent_trend(RISING, RISING + 1, RISING - 1)
