"""Tipping point, services drawn towards what is expected, and regression to the mean."""

import math

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from pimh_data.errors import StatisticsError
from pimh_data.statistics.regression import regression_to_the_mean
from pimh_data.statistics.shrinkage import shrunken
from pimh_data.statistics.tipping import tipping_point

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


@pytest.mark.parametrize(("improved", "other"), [(20, 60), (75, 45)])
def test_the_tipping_point_is_where_statsmodels_interval_first_holds_nought(improved: int, other: int):
    scored, missing, other_scored = 100, 80, 100

    def turned(k: int) -> bool:
        ends = confint_proportions_2indep(improved + k, scored + missing, other, other_scored, method="newcomb")
        return ends[0] <= 0 <= ends[1]

    turning = [k for k in range(missing + 1) if turned(k)]
    wanted = min(turning) if improved / scored < other / other_scored else max(turning)
    assert tipping_point(improved, scored, missing, other, other_scored) == wanted


def test_a_verdict_that_is_not_there_or_cannot_turn_has_no_tipping_point():
    assert math.isnan(tipping_point(50, 100, 50, 52, 100))
    assert math.isnan(tipping_point(90, 100, 5, 20, 100))
    assert math.isnan(tipping_point(math.nan, 100, 50, 52, 100))
    with pytest.raises(StatisticsError, match="numerator is over its denominator"):
        tipping_point(5, 4, 1, 2, 10)


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
