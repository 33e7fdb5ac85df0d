"""Reliable change, recovery, paired change and its bounds, against published figures and plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from pimh_data.errors import StatisticsError
from pimh_data.statistics.change import (
    Recovery,
    bounds_for_unpaired,
    classify_change,
    paired_change,
    recovery,
    reliable_change_threshold,
)

PHQ9, GAD7 = (10, 6), (8, 4)
SCORES = st.one_of(st.none(), st.integers(0, 27))


def test_the_published_threshold_of_10_09_points():
    """S_diff 8.16 x sqrt(2) x sqrt(1 - .801), times 1.96 (field guide)."""
    assert round(float(reliable_change_threshold(8.16, 0.801)), 2) == 10.09


def test_a_perfectly_reliable_scale_needs_no_change_and_an_unreliable_one_the_most():
    assert reliable_change_threshold(8, 1) == 0
    assert reliable_change_threshold(8, 0) == pytest.approx(1.959964 * 8 * math.sqrt(2), abs=1e-5)
    assert reliable_change_threshold([8, 9], 0.8, [0.95, 0.998]).shape == (2, 2)


@pytest.mark.parametrize(("sd", "reliability"), [(-1, 0.8), (math.inf, 0.8), (5, 1.1), (5, -0.1)])
def test_impossible_reliabilities_are_refused(sd, reliability):
    with pytest.raises(StatisticsError):
        reliable_change_threshold(sd, reliability)


def test_a_change_of_exactly_the_threshold_is_reliable():
    words = classify_change([15, 15, 10, 15, np.nan], [9, 10, 16, 15, 3], "lower_is_better", 6)
    assert words.tolist() == [
        "improved reliably",
        "no reliable change",
        "deteriorated reliably",
        "no reliable change",
        "not paired",
    ]


def test_rounding_in_the_sums_does_not_lose_a_reliable_change():
    assert classify_change(0.1, 0.1 + 0.2 + 2.15, "higher_is_better", 2.35) == "improved reliably"


@given(SCORES, SCORES, st.integers(1, 10))
def test_improvement_one_way_is_deterioration_the_other(first, last, threshold):
    down = classify_change(first, last, "lower_is_better", threshold)
    up = classify_change(first, last, "higher_is_better", threshold)
    exchanged = {"improved reliably": "deteriorated reliably", "deteriorated reliably": "improved reliably"}
    assert up == exchanged.get(str(down), down)


def test_change_without_a_direction_is_not_classified():
    with pytest.raises(StatisticsError, match="no_judgement"):
        classify_change(1, 2, "no_judgement", 3)
    with pytest.raises(StatisticsError, match="direction is 'up'"):
        classify_change(1, 2, "up", 3)


def recovery_by_hand(people):
    """One person at a time, in plain Python, from the manual's words."""
    finished = not_case = improved = worse = recovered = reliably = 0
    for phq_first, gad_first, phq_last, gad_last in people:
        finished += 1
        below_first = [s is not None and s < t for s, t in ((phq_first, 10), (gad_first, 8))]
        case_first = [s is not None and s >= t for s, t in ((phq_first, 10), (gad_first, 8))]
        below_last = [s is not None and s < t for s, t in ((phq_last, 10), (gad_last, 8))]
        falls = [
            (first - last, least)
            for first, last, least in ((phq_first, phq_last, 6), (gad_first, gad_last, 4))
            if first is not None and last is not None
        ]
        better, worsened = any(fall >= least for fall, least in falls), any(-fall >= least for fall, least in falls)
        has_recovered = any(case_first) and all(below_last)
        has_improved = better and not worsened
        not_case += all(below_first)
        improved += has_improved
        worse += worsened and not better
        recovered += has_recovered
        reliably += has_recovered and has_improved
    return finished, not_case, improved, worse, recovered, reliably


@given(st.lists(st.tuples(SCORES, SCORES, SCORES, SCORES), max_size=40))
def test_recovery_is_counted_as_the_manual_says(people):
    table = np.array(people, dtype=float).reshape(-1, 4).T
    counts = recovery(table[:2], table[2:], [PHQ9[0], GAD7[0]], [PHQ9[1], GAD7[1]])
    assert tuple(counts) == recovery_by_hand(people)


def test_one_scale_alone_is_counted_too():
    counts = recovery([12, 20, 9, 15], [5, 18, 3, np.nan], 10, 6)
    assert counts == Recovery(4, 1, 2, 0, 1, 1)
    assert counts.at_caseness == 3


def test_where_higher_is_better_a_low_score_is_a_case():
    assert recovery([35, 41], [42, 43], 39, 5, "higher_is_better").recovered == 1


def test_the_published_figures_of_england_2024_25():
    england = Recovery(670_419, 35_234, 452_284, 39_157, 321_061, 301_815)
    assert england.at_caseness == 635_185
    shares = {name: round(100 * float(share), 1) for name, share in england.shares()._asdict().items()}
    assert shares == {"improvement": 67.5, "deterioration": 5.8, "recovery": 50.5, "reliable_recovery": 47.5}


def test_the_8_521_without_paired_scores_stay_in_the_denominator():
    """England 2024-25: the three kinds of change leave them out; 68.3% of the paired is no 67.5% of the finished."""
    finished, improved = 670_419, 452_284
    paired = improved + 39_157 + 170_457
    assert finished - paired == 8_521
    bounds = bounds_for_unpaired(improved, paired, finished)
    assert [round(100 * float(share), 1) for share in bounds] == [68.3, 67.5, 68.7]
    assert bounds.if_unchanged == Recovery(finished, 35_234, improved, 39_157, 321_061, 301_815).shares().improvement


def test_shares_of_nobody_are_undefined_and_of_too_many_refused():
    assert np.isnan(Recovery(0, 0, 0, 0, 0, 0).shares()).all()
    with pytest.raises(StatisticsError, match="recovered is over its denominator at position 1"):
        Recovery([100, 100], [10, 50], 5, 5, [60, 60], 5).shares()


def test_paired_change_agrees_with_scipys_paired_t_test():
    draws = np.random.default_rng(8)
    first = draws.normal(15, 5, 60)
    last = first - draws.normal(5, 4, 60)
    fall = first - last
    sizes = [f(scores) for scores in (first, last, fall) for f in (np.mean, lambda s: np.std(s, ddof=1))]
    result = paired_change(60, *sizes)
    expected = ttest_rel(first, last).confidence_interval()
    assert result.change == pytest.approx(fall.mean())
    assert [result.lower, result.upper] == pytest.approx([expected.low, expected.high], abs=1e-8)
    assert result.glass_delta == pytest.approx(fall.mean() / first.std(ddof=1))
    assert result.standardised_response_mean == pytest.approx(fall.mean() / fall.std(ddof=1))
    assert result.correlation == pytest.approx(np.corrcoef(first, last)[0, 1])


def test_hedges_correction_is_close_to_the_exact_gamma_form():
    n = np.arange(4, 60)
    exact = [math.gamma((k - 1) / 2) / (math.sqrt((k - 1) / 2) * math.gamma((k - 2) / 2)) for k in n]
    correction = paired_change(n, 5, 2, 3, 2, 2, 2).hedges_correction
    assert np.abs(correction - exact).max() < 0.004
    assert np.abs(correction - exact)[6:].max() < 0.0005


def test_nhs_effect_sizes_are_first_minus_last_over_the_first_sd():
    """England 2024-25, depression, guided self-help (book), PHQ-9: 15.3 to 10.7, SD 5.5, published effect size 0.8."""
    assert round(float(paired_change(69_766, 15.3, 5.5, 10.7, 6.6, 4.6, 6).glass_delta), 1) == 0.8


def test_one_pair_has_a_change_but_no_interval():
    result = paired_change(1, 12, np.nan, 9, np.nan, -3, np.nan)
    assert result.change == -3
    assert np.isnan([result.lower, result.glass_delta, result.correlation]).all()
    assert np.isnan(paired_change(0, *[np.nan] * 6)).all()


def test_a_change_that_is_not_the_difference_of_the_means_is_refused():
    with pytest.raises(
        StatisticsError, match="mean_change is not the difference of mean_first and mean_last at position 1"
    ):
        paired_change(20, [15, 15], 5, [10, 10], 5, [-5.1, -4], 5)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_bounds_hold_the_share_whoever_is_missing(improved, others, unpaired):
    eligible = improved + others + unpaired
    bounds = bounds_for_unpaired(improved, improved + others, eligible)
    if eligible == 0:
        assert np.isnan(bounds).all()
        return
    assert bounds.if_unchanged == improved / eligible
    assert bounds.if_all_improved == (improved + unpaired) / eligible
    if improved + others:
        assert bounds.if_unchanged <= bounds.of_paired <= bounds.if_all_improved


def test_more_paired_than_eligible_is_refused():
    with pytest.raises(StatisticsError, match="paired is over eligible"):
        bounds_for_unpaired(3, 10, 9)
