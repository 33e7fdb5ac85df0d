"""Intervals agree with published examples, statsmodels and scipy, and keep the properties any interval should have."""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.stats.api as sms
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2, norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson_2indep

from pimh_data.errors import StatisticsError
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, student_t, wilson

COUNTS = st.integers(0, 100_000)
LEVELS = st.floats(0.51, 0.9999)


@st.composite
def part_and_whole(draw, smallest=1):
    whole = draw(st.integers(smallest, 100_000))
    return draw(st.integers(0, whole)), whole


def test_wilson_gives_the_published_interval_of_1879_of_2795():
    lower, upper = wilson(1879, 2795, [0.95, 0.998])
    assert np.round(100 * lower, 2).tolist() == [65.46, 64.43]
    assert np.round(100 * upper, 2).tolist() == [68.94, 69.91]


def test_wilson_gives_newcombes_published_intervals():
    """Newcombe 1998, Stat Med 17:857, table I, method 3, printed to four places."""
    lower, upper = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert np.round(lower, 4).tolist() == [0.2553, 0.0624, 0, 0.0061]
    assert np.round(upper, 4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_wilson_agrees_with_statsmodels():
    draws = np.random.default_rng(1)
    n = draws.integers(1, 10_000, 2_000)
    x = draws.binomial(n, draws.uniform(0, 1, 2_000))
    for level in (0.8, 0.95, 0.998):
        expected = proportion_confint(x, n, alpha=1 - level, method="wilson")
        assert np.abs(np.array(wilson(x, n, level)) - expected).max() < 1e-12


@given(part_and_whole(), LEVELS, LEVELS)
def test_wilson_holds_its_share_and_widens_with_confidence(counts, one, other):
    lower, upper = wilson(*counts, sorted([one, other]))
    share = counts[0] / counts[1]
    assert ((lower >= 0) & (lower <= share) & (share <= upper) & (upper <= 1)).all()
    assert lower[1] <= lower[0]
    assert upper[1] >= upper[0]


@given(part_and_whole(), LEVELS)
def test_wilson_of_those_not_counted_is_the_mirror_image(counts, level):
    x, n = counts
    (lower, upper), (mirror_lower, mirror_upper) = wilson(x, n, level), wilson(n - x, n, level)
    assert lower == pytest.approx(1 - mirror_upper, abs=1e-12)
    assert upper == pytest.approx(1 - mirror_lower, abs=1e-12)


@given(part_and_whole(2), LEVELS)
def test_wilson_rises_with_the_numerator_and_falls_with_the_denominator(counts, level):
    x, n = counts
    assume(x < n)
    (lower, upper), (more_lower, more_upper) = wilson(x, n, level), wilson(x + 1, n, level)
    assert more_lower > lower
    assert more_upper > upper or upper > 1 - 1e-9
    larger_lower, larger_upper = wilson(x, n + 1, level)
    assert larger_lower <= lower
    assert larger_upper <= upper


def test_none_and_all_of_them_stay_within_nought_and_one():
    assert wilson([0, 7], 7)[0][0] == 0
    assert wilson([0, 7], 7)[1][1] == 1


@given(st.lists(part_and_whole(), min_size=1, max_size=8), st.randoms())
def test_intervals_do_not_depend_on_the_order_of_rows(rows, shuffler):
    order = list(range(len(rows)))
    shuffler.shuffle(order)
    x, n = np.array(rows).T
    for method in (wilson, byar):
        straight, shuffled = np.array(method(x, n)), np.array(method(x[order], n[order]))
        assert np.array_equal(straight[:, order], shuffled)


def test_byar_gives_the_published_interval_of_65_events():
    """Byar's formula worked by hand for 65 events at 95%."""
    z = norm.ppf(0.975)
    lower, upper = byar(65)
    assert lower == pytest.approx(65 * (1 - 1 / (9 * 65) - z / (3 * math.sqrt(65))) ** 3, abs=1e-9)
    assert upper == pytest.approx(66 * (1 - 1 / (9 * 66) + z / (3 * math.sqrt(66))) ** 3, abs=1e-9)


def test_byar_below_ten_is_the_exact_poisson_interval():
    x = np.arange(10)
    for level in (0.95, 0.998):
        lower, upper = byar(x, 2_500, 1_000, level)
        exact_lower = np.append(0, chi2.ppf((1 - level) / 2, 2 * x[1:]) / 2)
        exact_upper = chi2.ppf((1 + level) / 2, 2 * x + 2) / 2
        assert np.abs(lower - exact_lower * 0.4).max() < 1e-9
        assert np.abs(upper - exact_upper * 0.4).max() < 1e-9


def test_byar_is_within_half_a_percent_of_the_exact_interval_from_ten_events():
    x = np.arange(10, 500)
    lower, upper = byar(x)
    assert np.abs(lower / (chi2.ppf(0.025, 2 * x) / 2) - 1).max() < 0.005
    assert np.abs(upper / (chi2.ppf(0.975, 2 * x + 2) / 2) - 1).max() < 0.005


@given(COUNTS, LEVELS, LEVELS)
def test_byar_holds_its_count_and_widens_with_confidence(count, one, other):
    lower, upper = byar(count, confidence=sorted([one, other]))
    assert (lower >= 0).all()
    if max(one, other) > 0.6:
        assert lower[1] <= count <= upper[1]
    assert lower[1] <= lower[0]
    assert upper[1] >= upper[0]


@given(COUNTS, st.floats(0.9, 0.999))
def test_byar_rises_with_the_count(count, level):
    (lower, upper), (more_lower, more_upper) = byar(count, confidence=level), byar(count + 1, confidence=level)
    assert more_lower > lower
    assert more_upper > upper


def test_student_t_agrees_with_scipy():
    n = np.array([2, 3, 10, 30, 1_000])
    for level in (0.95, 0.998):
        lower, upper = student_t(5.5, 2.5, n, level)
        expected = t.interval(level, n - 1, loc=5.5, scale=2.5 / np.sqrt(n))
        assert np.abs(np.array([lower, upper]) - expected).max() < 1e-8


def test_a_mean_of_one_person_has_no_interval():
    assert np.isnan(student_t(5, 0, [0, 1])).all()
    assert student_t(5, 0, 2) == (5, 5)


def test_the_rate_ratio_agrees_with_statsmodels():
    for a, b in ((10, 5), (150, 120), (1, 7), (3, 40)):
        ours = rate_ratio(a, 1_000, b, 1_500)
        theirs = confint_poisson_2indep(a, 1_000, b, 1_500, method="score", compare="ratio")
        assert np.abs(np.array(ours) - theirs).max() < 1e-6


@given(st.integers(1, 10_000), st.integers(1, 10_000), LEVELS)
def test_exchanging_the_groups_gives_the_reciprocal_rate_ratio(a, b, level):
    lower, upper = rate_ratio(a, 300, b, 500, level)
    swapped_lower, swapped_upper = rate_ratio(b, 500, a, 300, level)
    assert lower == pytest.approx(1 / swapped_upper, rel=1e-9)
    assert upper == pytest.approx(1 / swapped_lower, rel=1e-9)
    assert lower <= a / 300 / (b / 500) <= upper


def test_a_rate_ratio_with_no_one_counted_has_a_finite_interval_or_none():
    lower, upper = rate_ratio([0, 5, 0, 5], [10, 10, 10, 0], [5, 0, 0, 5], 10)
    assert lower[0] == 0
    assert upper[0] == pytest.approx(norm.ppf(0.975) ** 2 / 5)
    assert np.isnan(lower[1:]).all()
    assert np.isnan(upper[1:]).all()


def test_the_score_interval_of_a_rate_ratio_covers_about_nominally():
    draws = np.random.default_rng(7)
    a, b = draws.poisson(12 * 1.5, 100_000), draws.poisson(12, 100_000)
    lower, upper = rate_ratio(a, 1, b, 1)
    assert 0.945 < ((lower <= 1.5) & (upper >= 1.5)).mean() < 0.96


def test_the_difference_gives_newcombes_published_intervals():
    """Newcombe 1998, Stat Med 17:873, table II, method 10, printed to four places."""
    lower, upper = proportion_difference(
        [56, 9, 6, 5, 0, 10], [70, 10, 7, 56, 10, 10], [48, 3, 2, 0, 0, 0], [80, 10, 7, 29, 20, 10]
    )
    assert np.round(lower, 4).tolist() == [0.0524, 0.1705, 0.0582, -0.0381, -0.1611, 0.6075]
    assert np.round(upper, 4).tolist() == [0.3339, 0.8090, 0.8062, 0.1926, 0.2775, 1.0]


def test_the_difference_agrees_with_statsmodels():
    for a, n_a, b, n_b in ((56, 70, 48, 80), (3, 40, 300, 900), (0, 12, 5, 9)):
        for level in (0.95, 0.998):
            theirs = confint_proportions_2indep(a, n_a, b, n_b, method="newcomb", compare="diff", alpha=1 - level)
            assert np.abs(np.array(proportion_difference(a, n_a, b, n_b, level)) - theirs).max() < 1e-12


@given(part_and_whole(), part_and_whole(), LEVELS)
def test_exchanging_the_groups_turns_the_difference_round(a, b, level):
    lower, upper = proportion_difference(*a, *b, level)
    swapped_lower, swapped_upper = proportion_difference(*b, *a, level)
    assert lower == pytest.approx(-swapped_upper, abs=1e-12)
    assert upper == pytest.approx(-swapped_lower, abs=1e-12)
    assert lower - 1e-12 <= a[0] / a[1] - b[0] / b[1] <= upper + 1e-12


def test_what_is_unknown_stays_unknown_and_no_denominator_gives_no_interval():
    for limits in (
        wilson([np.nan, 1, 0], [5, np.nan, 0]),
        byar([np.nan, 1, 4], [5, np.nan, 0]),
        student_t([np.nan, 1, 1], [1, np.nan, 1], [5, 5, np.nan]),
        rate_ratio([np.nan, 1, 1], 5, [1, np.nan, 1], [5, 5, np.nan]),
        proportion_difference([np.nan, 1, 0], [5, np.nan, 0], 1, 5),
    ):
        assert np.isnan(limits).all()


def test_impossible_numbers_are_refused_all_at_once_with_their_positions():
    with pytest.raises(StatisticsError) as refusal:
        wilson([1, -1, 9, np.inf, 2], [2, 3, 4, 5, -6])
    said = str(refusal.value)
    for part in (
        "negative at position 1",
        "over its denominator at position 2",
        "infinite at position 3",
        "position 4",
    ):
        assert part in said
    for method, arguments in (
        (wilson, (3, 2)),
        (byar, (-1, 5)),
        (byar, (np.inf, 5)),
        (byar, (1, 5, -1)),
        (student_t, (1, -1, 5)),
        (student_t, (np.inf, 1, 5)),
        (rate_ratio, (1, 5, -1, 5)),
        (rate_ratio, (1, np.inf, 1, 5)),
        (proportion_difference, (1, 5, 6, 5)),
    ):
        with pytest.raises(StatisticsError):
            method(*arguments)


@pytest.mark.parametrize("confidence", [0.5, 1, 95, 0, -0.95, math.nan, [0.95, 2]])
def test_a_confidence_outside_a_half_and_one_is_refused(confidence):
    with pytest.raises(StatisticsError, match="confidence"):
        wilson(1, 2, confidence)


def test_words_are_not_numbers():
    for words in (["1", "*"], ["1", None], np.array(["2024-01-01", "2024-02-01"], dtype="datetime64[D]")):
        with pytest.raises(StatisticsError, match="numerator"):
            wilson(words, [2, 3])


def test_missing_values_of_python_and_pandas_are_unknown():
    for missing in ([1, None], pd.Series([1, None], dtype="Int32"), pd.Series([1, None])):
        lower, _ = wilson(missing, [2, 3])
        assert np.isnan(lower).tolist() == [False, True]


def test_lists_arrays_and_single_numbers_give_the_same():
    assert wilson([3], [7])[0][0] == wilson(3, 7)[0] == wilson(np.int32(3), np.float32(7))[0]
    assert math.isclose(float(byar(3, 7, 1000)[1]), byar(np.array([3]), [7], [1000])[1][0])
    assert isinstance(wilson(3, 7)[0], float)


def test_several_confidences_come_first_in_the_shape():
    x, n = np.full((3, 1), 4), np.full(5, 9)
    for limits in (wilson(x, n, [0.9, 0.95]), byar(x, n, 1, [0.9, 0.95]), student_t(x, 1, n, [0.9, 0.95])):
        assert limits[0].shape == limits[1].shape == (2, 3, 5)
    assert rate_ratio(x, n, x, n, [0.9, 0.95])[0].shape == (2, 3, 5)
    assert proportion_difference(x, n, x, n, [0.9, 0.95])[0].shape == (2, 3, 5)


def test_the_two_sample_example_of_statsmodels_gives_the_same_mean_interval():
    values = np.random.default_rng(3).normal(5, 2, 40)
    expected = sms.DescrStatsW(values).tconfint_mean(alpha=0.05)
    assert np.abs(np.array(student_t(values.mean(), values.std(ddof=1), 40)) - expected).max() < 1e-9
