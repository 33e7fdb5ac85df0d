"""Funnel limits that allow for how far points differ anyway: none beyond chance where there is none, all of it else."""

import math

import numpy as np
import pytest

from pimh_data.errors import StatisticsError
from pimh_data.statistics.funnel import funnel
from pimh_data.statistics.overdispersion import between_points, limits_between

SIZES = np.array([600, 900, 1_300, 1_800, 2_500, 3_200, 4_100, 5_000, 7_000, 9_000] * 2, dtype="float64")


def drawn(kind: str, spread: float, seed: int) -> np.ndarray:
    """Counts of points whose true values lie `spread` apart on the scale on which chance is even."""
    draw = np.random.default_rng(seed)
    truth = (0.4 if kind == "rate" else math.asin(math.sqrt(0.25))) + draw.normal(0, spread, len(SIZES))
    if kind == "rate":
        return draw.poisson(truth**2 * SIZES)
    return draw.binomial(SIZES.astype(int), np.sin(truth) ** 2)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_points_that_differ_by_chance_alone_have_next_to_no_variance_between_them(kind: str):
    found = []
    for seed in range(200):
        counts = drawn(kind, 0.0, seed)
        found.append(between_points(kind, counts, SIZES, counts.sum() / SIZES.sum()))
    assert np.mean(np.array(found) < 1e-4) > 0.9  # a tenth of the spread below, squared


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize("spread", [0.03, 0.06])
def test_the_variance_between_points_is_found_again(kind: str, spread: float):
    found = []
    for seed in range(200):
        counts = drawn(kind, spread, seed)
        found.append(between_points(kind, counts, SIZES, counts.sum() / SIZES.sum()))
    # As published: drawing in the extreme tenths leaves of a normal variance two thirds, of twenty somewhat less.
    assert 0.5 < np.mean(found) / spread**2 < 0.7


def test_it_is_dersimonian_and_lairds_estimate_of_the_drawn_in_scores():
    counts, n = np.array([30.0, 80, 40, 150, 90, 60, 200, 20, 70, 110]), np.array([400.0] * 10)
    benchmark = counts.sum() / n.sum()
    z = sorted(2 * math.sqrt(400) * (math.sqrt(count / 400) - math.sqrt(benchmark)) for count in counts)
    low, high = z[0] + 0.9 * (z[1] - z[0]), z[8] + 0.1 * (z[9] - z[8])  # the 10th and 90th percentile of ten
    q = sum(min(max(one, low), high) ** 2 for one in z)
    weight = 4 * 400
    expected = (q - 9) / (10 * weight - 10 * weight**2 / (10 * weight))
    assert between_points("rate", counts, n, benchmark) == pytest.approx(expected)


def test_limits_without_variance_are_those_of_chance_on_that_scale_and_widen_with_it():
    lower, upper = limits_between("rate", 160, [2_500.0], 0.0, multiplier=1000)
    root = math.sqrt(0.16)
    assert lower[0][0] == pytest.approx(1000 * (root - 1.959964 / (2 * 50)) ** 2)
    wide_lower, wide_upper = limits_between("rate", 160, [2_500.0], 0.001, multiplier=1000)
    assert (wide_lower < lower).all()
    assert (wide_upper > upper).all()
    share = limits_between("proportion", 0.02, [20.0], 0.01)
    assert (share[0] >= 0).all()
    assert (share[1] <= 1).all()


def test_of_points_that_differ_anyway_only_the_outlier_lies_outside_the_wide_limits():
    counts = drawn("rate", 0.05, 7).astype("float64")
    counts[-1] = 0.45 * SIZES[-1]
    benchmark = counts.sum() / SIZES.sum()
    alone = funnel("rate", counts, SIZES, benchmark)
    allowing = funnel("rate", counts, SIZES, benchmark, between=between_points("rate", counts, SIZES, benchmark))
    assert sum("99.8%" in word for word in alone.significance) > 5
    assert [n for n, word in enumerate(allowing.significance) if "99.8%" in word] == [len(SIZES) - 1]


def test_two_points_have_no_variance_between_them_and_another_kind_is_refused():
    assert between_points("rate", [1, 200], [100, 100], 1.0) == 0
    assert between_points("rate", [1, np.nan, 200], [100, 100, 100], 1.0) == 0
    with pytest.raises(StatisticsError, match="give one of proportion, rate"):
        between_points("ratio", [1, 2, 3], [1, 1, 1], 1.0)
