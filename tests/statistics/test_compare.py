"""Comparisons use the words of Fingertips, with polarity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import StatisticsError
from pimh_data.statistics.compare import compare_by_quintile, compare_to_benchmark

LOWER, UPPER = [52, 40, 45, 50, np.nan], [60, 48, 55, 55, 55]


def test_better_or_worse_follows_the_direction_and_higher_or_lower_its_absence():
    higher = compare_to_benchmark(LOWER, UPPER, 50, "higher_is_better")
    assert higher.tolist() == ["Better", "Worse", "Similar", "Similar", "Not compared"]
    assert compare_to_benchmark(LOWER, UPPER, 50, "lower_is_better")[:2].tolist() == ["Worse", "Better"]
    assert compare_to_benchmark(LOWER, UPPER, 50, "no_judgement")[:2].tolist() == ["Higher", "Lower"]


def test_both_levels_are_named_when_both_are_given():
    words = compare_to_benchmark([52, 52, 45], [60, 60, 55], 50, "lower_is_better", [51, 49, 43], [61, 63, 57])
    assert words.tolist() == ["Worse 99.8%", "Worse 95%", "Similar"]


def test_a_hidden_benchmark_compares_nothing():
    assert compare_to_benchmark(1, 2, np.nan, "higher_is_better") == "Not compared"


def test_limits_the_wrong_way_round_are_refused():
    with pytest.raises(StatisticsError, match="position 0"):
        compare_to_benchmark([3], [2], 1, "higher_is_better")


@given(st.lists(st.integers(0, 1_000), min_size=5, max_size=60, unique=True))
def test_quintiles_of_different_values_differ_in_size_by_one_at_most(values):
    words = compare_by_quintile(values, "no_judgement")
    sizes = [int((words == name).sum()) for name in dict.fromkeys(words[np.argsort(values)])]
    assert len(sizes) == 5
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.integers(0, 30), min_size=5, max_size=40))
def test_quintiles_are_those_of_the_published_rule(values):
    """Quintile = floor(6 - ceil((n + 1 - rank) / (n / 5))), at least 1, equal values sharing the lowest rank."""
    names = ["Lowest quintile", "2nd lowest quintile", "Middle quintile", "2nd highest quintile", "Highest quintile"]
    n = len(values)
    for value, word in zip(values, compare_by_quintile(values, "no_judgement"), strict=True):
        rank = 1 + sum(other < value for other in values)
        from_top = next(k for k in range(7) if k * n >= 5 * (n + 1 - rank))
        assert word == names[max(6 - from_top, 1) - 1]


def test_the_best_quintile_is_the_highest_where_higher_is_better():
    assert compare_by_quintile([1, 2, 3, 4, 5], "higher_is_better")[-1] == "Best quintile"
    assert compare_by_quintile([1, 2, 3, 4, 5], "lower_is_better")[-1] == "Worst quintile"
    assert compare_by_quintile([1, 2, 3, 4, 5, np.nan], "lower_is_better")[-1] == "Not compared"


def test_fewer_than_five_areas_have_no_quintiles():
    assert set(compare_by_quintile([1, 2, 3, 4, np.nan], "no_judgement")) == {"Not compared"}
