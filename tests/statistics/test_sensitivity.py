"""Tipping point, services drawn towards what is expected, and regression to the mean."""

import math

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from pimh_data.errors import StatisticsError
from pimh_data.statistics.regression import regression_to_the_mean
from pimh_data.statistics.shrinkage import shrunken
from pimh_data.statistics.tipping import tipping_points

# Efron and Morris 1977, Scientific American 236(5):119: batting averages of 18 players after 45 times at bat.
BATTING = [0.400, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244, *[0.222] * 5, 0.200, 0.178, 0.156]


def test_batting_averages_are_drawn_in_as_efron_and_morris_published():
    mean = np.mean(BATTING)
    found = shrunken(BATTING, np.full(18, math.sqrt(mean * (1 - mean) / 45)), towards=None)
    assert mean == pytest.approx(0.265, abs=5e-4)
    assert (found - mean) / (np.array(BATTING) - mean) == pytest.approx(0.212, abs=0.003)
    assert found[0] == pytest.approx(0.294, abs=1e-3)


def test_values_drawn_in_lie_nearer_to_the_truth_and_those_of_few_move_furthest():
    rng = np.random.default_rng(3)
    truth, errors = rng.normal(0, 1, (300, 20)), rng.uniform(0.3, 2, 20)
    raw = truth + rng.normal(0, 1, truth.shape) * errors
    drawn = np.array([shrunken(row, errors) for row in raw])
    assert ((drawn - truth) ** 2).mean() < 0.75 * ((raw - truth) ** 2).mean()
    kept = np.abs(drawn / raw)[:, np.argsort(errors)].mean(axis=0)
    assert (np.diff(kept) <= 1e-12).all()


def test_unknown_values_stay_so_and_two_are_too_few():
    found = shrunken([1.0, np.nan, -2.0, 0.5], [1, 1, 1, 1])
    assert np.isnan(found).tolist() == [False, True, False, False]
    assert np.isnan(shrunken([1, 2], [1, 1])).all()
    with pytest.raises(StatisticsError, match="errors is negative at position 1"):
        shrunken([1, 2, 3], [1, -1, 1])


# Few improved; few, of many missing, so that it turns over again; many improved, and many of few others.
@pytest.mark.parametrize(("improved", "missing", "other"), [(20, 80, 60), (40, 195, 60), (75, 80, 45), (60, 200, 40)])
def test_the_tipping_points_are_all_where_statsmodels_interval_holds_nought(improved: int, missing: int, other: int):
    def untold(k: int) -> bool:
        ends = confint_proportions_2indep(improved + k, 100 + missing, other, 100, method="newcomb")
        return ends[0] <= 0 <= ends[1]

    wanted = [k for k in range(missing + 1) if untold(k)]
    assert wanted == list(range(min(wanted), max(wanted) + 1))
    assert tipping_points(improved, 100, missing, other, 100) == (min(wanted), max(wanted))


def test_an_error_beside_chance_leaves_more_untold():
    plain, rounded = (tipping_points(40, 100, 195, 60, 100, errors) for errors in ((0, 0, 0, 0), (4, 4, 4, 4)))
    assert rounded[0] < plain[0] < plain[1] < rounded[1]


def test_where_no_number_of_the_missing_would_do_there_is_no_tipping_point():
    for nowhere in ((90, 100, 5, 20, 100), (math.nan, 100, 50, 52, 100), (5, 10, math.nan, 5, 10), (0, 0, 5, 0, 0)):
        assert np.isnan(tipping_points(*nowhere)).all()
    with pytest.raises(StatisticsError, match="numerator is over its denominator"):
        tipping_points(5, 4, 1, 2, 10)


def test_people_chosen_for_high_scores_come_back_as_far_as_reliability_says():
    rng = np.random.default_rng(6)
    true = rng.normal(8, math.sqrt(0.8) * 5, 400_000)
    first, second = (true + rng.normal(0, math.sqrt(0.2) * 5, true.size) for _ in range(2))
    chosen = first >= 10
    expected = regression_to_the_mean(first[chosen].mean(), 8, 0.8)
    assert first[chosen].mean() - second[chosen].mean() == pytest.approx(expected, abs=0.05)
    assert regression_to_the_mean(15, 5, 1) == 0
    with pytest.raises(StatisticsError, match="reliability is outside"):
        regression_to_the_mean(15, 5, 1.2)
