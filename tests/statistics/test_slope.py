"""The slope and relative index agree with ordinary regression and with a plain simulation of every draw."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inequality import slope_index

RNG = np.random.default_rng(11)
PEOPLE = RNG.integers(2_000, 9_000, (4, 10))
VALUES = 60 + np.linspace(0, 14, 10) + RNG.normal(0, 2, (4, 10))
ERRORS = RNG.uniform(0.4, 2.5, (4, 10))


def ranks(people):
    share = people / people.sum()
    return share, np.cumsum(share) - share / 2


def test_the_line_is_the_weighted_regression_of_statsmodels():
    result = slope_index(VALUES, PEOPLE, repetitions=0)
    for area in range(4):
        share, rank = ranks(PEOPLE[area])
        root = np.sqrt(share)
        intercept, slope = sm.OLS(VALUES[area] * root, np.column_stack([root, rank * root])).fit().params
        assert result.sii[area] == pytest.approx(slope, abs=1e-9)
        assert result.rii[area] == pytest.approx((intercept + slope) / intercept, abs=1e-9)


def simulated_by_hand(area, transform=None, multiplicative=False, repetitions=200_000):
    """Every value drawn, every line fitted with lstsq: the published algorithm without any short cut."""
    forth = {None: lambda y: y, "log": np.log, "logit": lambda y: np.log(y / (1 - y))}[transform]
    back = {None: lambda y: y, "log": np.exp, "logit": lambda y: 1 / (1 + np.exp(-y))}[transform]
    values = VALUES[area] / 100
    low, high = values - 1.96 * ERRORS[area] / 100, values + 1.96 * ERRORS[area] / 100
    error = (forth(high) - forth(low)) / (2 * norm.ppf(0.975))
    drawn = np.random.default_rng(99).normal(forth(values), error, (repetitions, 10))
    share, rank = ranks(PEOPLE[area])
    root = np.sqrt(share)
    fitted = drawn if multiplicative else back(drawn)
    line = np.linalg.lstsq(np.column_stack([root, rank * root]), (fitted * root).T, rcond=None)[0]
    most, least = line[0], line[0] + line[1]
    if multiplicative:
        most, least = back(most), back(least)
    return np.percentile(least - most, [2.5, 97.5]), np.percentile(least / most, [2.5, 97.5])


@pytest.mark.parametrize("transform", [None, "log", "logit"])
@pytest.mark.parametrize("multiplicative", [False, True])
def test_simulated_limits_are_within_half_a_percent_of_a_plain_simulation(transform, multiplicative):
    if multiplicative and transform is None:
        return
    values, error = VALUES / 100, ERRORS / 100
    result = slope_index(
        values,
        PEOPLE,
        lower=values - 1.96 * error,
        upper=values + 1.96 * error,
        transform=transform,
        multiplicative=multiplicative,
    )
    for area in range(2):
        sii, rii = simulated_by_hand(area, transform, multiplicative)
        width = sii[1] - sii[0]
        assert np.abs([result.sii_lower[area] - sii[0], result.sii_upper[area] - sii[1]]).max() < 0.01 * width
        assert np.abs([result.rii_lower[area] / rii[0] - 1, result.rii_upper[area] / rii[1] - 1]).max() < 0.005


def test_the_untransformed_slope_has_exact_limits():
    result = slope_index(VALUES, PEOPLE, ERRORS, confidence=0.9, repetitions=0)
    for area in range(4):
        share, rank = ranks(PEOPLE[area])
        design = np.column_stack([np.sqrt(share), rank * np.sqrt(share)])
        weights = (np.linalg.pinv(design) * np.sqrt(share))[1]
        half = norm.ppf(0.95) * np.sqrt(np.sum(weights**2 * ERRORS[area] ** 2))
        assert result.sii_lower[area] == pytest.approx(result.sii[area] - half, abs=1e-9)
        assert result.sii_upper[area] == pytest.approx(result.sii[area] + half, abs=1e-9)
    assert np.isnan(result.rii_lower).all()


def test_an_area_has_the_same_result_alone_and_among_others():
    together, alone = slope_index(VALUES, PEOPLE, ERRORS), slope_index(VALUES[2], PEOPLE[2], ERRORS[2])
    assert np.array_equal([part[2] for part in together], list(alone))


def test_the_same_seed_gives_the_same_limits_and_another_nearly_so():
    first, again, other = (slope_index(VALUES, PEOPLE, ERRORS, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert np.abs(first.rii_lower / other.rii_lower - 1).max() < 0.005


@given(arrays(float, 10, elements=st.floats(10, 90)), st.floats(0.1, 10), st.floats(-5, 5))
def test_the_slope_scales_with_the_values_and_ignores_a_constant(values, factor, constant):
    plain = slope_index(values, PEOPLE[0], repetitions=0).sii
    changed = slope_index(factor * values + constant, PEOPLE[0], repetitions=0).sii
    assert changed == pytest.approx(factor * plain, abs=1e-8)


@given(arrays(float, 10, elements=st.floats(10, 90)))
def test_turning_the_groups_round_turns_the_slope_round(values):
    forwards = slope_index(values, PEOPLE[0], repetitions=0)
    backwards = slope_index(values[::-1], PEOPLE[0][::-1], repetitions=0)
    assert backwards.sii == pytest.approx(-forwards.sii, abs=1e-8)
    assert backwards.rii == pytest.approx(1 / forwards.rii, rel=1e-8, nan_ok=True)


def test_equal_values_have_no_slope_and_a_ratio_of_one():
    result = slope_index(np.full(5, 0.2), [10, 20, 30, 40, 50], np.full(5, 0.01))
    assert result.sii == pytest.approx(0, abs=1e-12)
    assert result.rii == pytest.approx(1)
    assert result.rii_lower < 1 < result.rii_upper


def test_limits_widen_with_confidence_and_come_first_in_the_shape():
    result = slope_index(VALUES, PEOPLE, ERRORS, confidence=[0.95, 0.998])
    assert result.sii.shape == (4,)
    assert result.rii_lower.shape == (2, 4)
    assert (result.rii_lower[1] < result.rii_lower[0]).all()
    assert (result.sii_upper[1] > result.sii_upper[0]).all()


def test_a_group_where_nobody_lives_is_left_out():
    with_empty = slope_index([np.nan, 10, 12, 15], [0, 5, 6, 7], [np.nan, 1, 1, 1])
    without = slope_index([10, 12, 15], [5, 6, 7], [1, 1, 1])
    assert np.allclose(with_empty, without)


def test_a_hidden_value_or_population_leaves_the_index_undefined():
    assert np.isnan(slope_index([np.nan, 10, 12], [5, 5, 5], [1, 1, 1])).all()
    assert np.isnan(slope_index([9, 10, 12], [np.nan, 5, 5], [1, 1, 1])).all()
    assert np.isnan(slope_index([9, 10, 12], [0, 0, 5], [1, 1, 1])).all()


def test_a_hidden_error_leaves_only_the_limits_undefined():
    result = slope_index([9, 10, 12], [5, 5, 5], [1, np.nan, 1])
    assert np.isfinite([result.sii, result.rii]).all()
    assert np.isnan([result.sii_lower, result.rii_upper]).all()


def test_a_line_that_starts_at_nothing_has_no_relative_index():
    result = slope_index([0, 1, 2, 3, 4], [1, 1, 1, 1, 1], np.full(5, 0.1))
    assert np.isnan([result.rii, result.rii_lower, result.rii_upper]).all()
    assert result.sii == pytest.approx(5)


def test_a_nought_has_no_logarithm_but_its_slope_is_known():
    result = slope_index(
        [0, 0.1, 0.2, 0.2], np.ones(4), lower=[0, 0.05, 0.1, 0.1], upper=[0.1, 0.2, 0.3, 0.3], transform="log"
    )
    assert np.isfinite(result.sii)
    assert np.isnan([result.sii_lower, result.rii_lower]).all()


@pytest.mark.parametrize("people", [[0, 0, 0], [5, 0, 0]])
def test_without_two_groups_in_which_somebody_lives_no_index_is_defined(people):
    result = slope_index([1.0, 2, 3], people, np.ones(3), repetitions=1000)
    assert np.isnan(list(result)).all()
    several = slope_index([[1.0, 2, 3]] * 2, [people, [1, 1, 1]], np.full(3, 0.1), repetitions=1000)
    assert np.isnan(several.sii[0])
    assert several.sii[1] == pytest.approx(3)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"standard_errors": [1, -1, 1]}, "standard error is negative at position 1"),
        ({"lower": [1, 1, 1]}, "give standard_errors, or lower and upper"),
        ({"lower": [3, 1, 1], "upper": [2, 2, 2]}, "lower limit is over the upper at position 0"),
        ({"transform": "root"}, "transform is 'root'"),
        ({"multiplicative": True}, "multiplicative needs"),
        ({"transform": "logit", "values": [0.1, 0.2, 1.2]}, "outside"),
        ({"populations": [1, -2, 3]}, "population is negative at position 1"),
        ({"values": 3}, "single number"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_the_reason(arguments, words):
    with pytest.raises(StatisticsError, match=words):
        slope_index(**{"values": [0.1, 0.2, 0.3], "populations": [5, 5, 5], **arguments})
