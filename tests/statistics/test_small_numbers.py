"""Pooled proportions agree with a general optimiser, and lie between the raw share and everybody's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import beta, betabinom

from pimh_data.errors import StatisticsError
from pimh_data.statistics.small_numbers import pooled_proportions


def services(seed, number=30, spread=(6, 9)):
    draws = np.random.default_rng(seed)
    n = draws.integers(5, 60, number)
    return draws.binomial(n, draws.beta(*spread, number)), n


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_fit_is_the_greatest_likelihood_that_a_general_optimiser_finds(seed):
    x, n = services(seed)
    result = pooled_proportions(x, n)
    a, b = result.overall * result.prior_people, (1 - result.overall) * result.prior_people
    best = minimize(lambda t: -betabinom.logpmf(x, n, *np.exp(t)).sum(), [1, 1], method="Nelder-Mead", tol=1e-12)
    assert -betabinom.logpmf(x, n, a, b).sum() <= best.fun + 1e-9
    assert np.log([a, b]) == pytest.approx(best.x, abs=1e-4)


def test_limits_are_those_of_the_beta_distribution():
    x, n = services(1)
    result = pooled_proportions(x, n, [0.95, 0.998])
    a, b = result.overall * result.prior_people, (1 - result.overall) * result.prior_people
    assert np.abs(result.lower[0] - beta.ppf(0.025, x + a, n - x + b)).max() < 1e-9
    assert np.abs(result.upper[1] - beta.ppf(0.999, x + a, n - x + b)).max() < 1e-9


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=25))
def test_a_pooled_share_lies_between_the_raw_one_and_the_overall(rows):
    x, others = np.array(rows).T
    result = pooled_proportions(x, x + others)
    if np.count_nonzero(x + others) < 2:
        assert np.isnan(result.pooled).all()
        return
    raw = np.where(x + others > 0, result.raw, result.overall)
    assert (result.pooled >= np.minimum(raw, result.overall) - 1e-9).all()
    assert (result.pooled <= np.maximum(raw, result.overall) + 1e-9).all()
    assert np.isfinite([result.overall, result.prior_people]).all()


def test_the_fewer_the_people_the_closer_to_everybodys_share():
    result = pooled_proportions([4, 40, 100, 3, 12, 80], [5, 50, 400, 30, 20, 100])
    assert result.weight[0] < result.weight[1]
    assert abs(result.pooled[0] - result.overall) < abs(result.pooled[1] - result.overall)


def test_services_that_differ_no_more_than_chance_get_one_share():
    result = pooled_proportions([10, 20, 30, 40], [20, 40, 60, 80])
    assert result.prior_people == pytest.approx(1e6)
    assert result.pooled == pytest.approx(np.full(4, 0.5), abs=1e-3)


def test_pooled_shares_are_nearer_the_truth_than_raw_ones():
    draws = np.random.default_rng(9)
    raw_error, pooled_error = [], []
    for _ in range(40):
        truth, n = draws.beta(8, 12, 25), draws.integers(5, 40, 25)
        result = pooled_proportions(draws.binomial(n, truth), n)
        raw_error.append(np.mean((result.raw - truth) ** 2))
        pooled_error.append(np.mean((result.pooled - truth) ** 2))
    assert np.mean(pooled_error) < 0.7 * np.mean(raw_error)


def test_hidden_services_stay_undefined_and_empty_ones_get_the_overall_share():
    result = pooled_proportions([np.nan, 0, 10, 30, 2], [20, 0, 20, 40, 30])
    assert np.isnan([result.raw[0], result.pooled[0], result.lower[0]]).all()
    assert result.pooled[1] == pytest.approx(result.overall)
    assert np.isnan(pooled_proportions([3], [9]).pooled).all()


def test_impossible_counts_are_refused():
    with pytest.raises(StatisticsError, match="position 1"):
        pooled_proportions([1, 9], [5, 5])
