"""The size that would probably have been seen is seen four times in five."""

import math

import numpy as np
import pytest
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from pimh_data.statistics.detectable import detectable, detectable_ratios
from pimh_data.statistics.intervals import proportion_difference, rate_ratio


def test_it_is_the_textbooks_multiple_of_the_standard_error():
    # Armitage, Berry and Matthews: (1.96 + 0.84) standard errors.
    assert detectable(-1.96, 1.96) == pytest.approx(2.80, abs=0.002)
    assert detectable(-2.5758, 2.5758, 0.99) == pytest.approx(2.5758 + 0.8416, abs=1e-3)
    assert np.isnan(detectable(np.nan, 1))


def test_of_two_shares_statsmodels_gives_it_the_same_power():
    size = float(detectable(*proportion_difference(100, 200, 100, 200)))
    power = NormalIndPower().power(proportion_effectsize(0.5 + size / 2, 0.5 - size / 2), 200, 0.05)
    assert power == pytest.approx(0.8, abs=0.02)


def test_a_difference_of_that_size_is_told_from_chance_four_times_in_five():
    rng = np.random.default_rng(4)
    size = float(detectable(*proportion_difference(80, 200, 80, 200)))
    a, b = rng.binomial(200, 0.4 + size, 20_000), rng.binomial(200, 0.4, 20_000)
    lower, _ = proportion_difference(a, 200, b, 200)
    assert (lower > 0).mean() == pytest.approx(0.8, abs=0.04)


def test_a_ratio_of_that_size_is_told_from_chance_four_times_in_five():
    rng = np.random.default_rng(5)
    less, more = detectable_ratios(*rate_ratio(150, 1000, 150, 1000))
    assert less == pytest.approx(1 / more)
    for ratio in (less, more):
        lower, upper = rate_ratio(rng.poisson(150 * ratio, 20_000), 1000, rng.poisson(150, 20_000), 1000)
        told = ((lower > 1) | (upper < 1)).mean()
        assert told == pytest.approx(0.74 if ratio < 1 else 0.86, abs=0.04)  # fewer people err more: both are near 80%
    assert all(math.isnan(one) for one in detectable_ratios(0, 2))
