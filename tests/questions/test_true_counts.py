"""Intervals of the pages hold what every set of true counts behind the released ones would give."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import HIDDEN, Cell
from pimh_data.questions.reach.missed import part_of_contacts
from pimh_data.questions.slopes import slope_of
from pimh_data.statistics.inequality import slope_index
from pimh_data.statistics.intervals import byar

SLACK = 1e-9


def released(true: int) -> Cell:
    """The cell that a true count becomes under the rounded profile."""
    if true < 5:
        return HIDDEN
    value = 5 * (true // 5 + (true * 7919 % 97 * 5 < 97 * (true % 5)))  # up as often as its last digit says
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


@given(
    st.lists(st.integers(5, 300), min_size=10, max_size=10),
    st.lists(st.integers(0, 2000), min_size=10, max_size=10).filter(lambda people: sum(p > 0 for p in people) > 2),
)
@settings(max_examples=60, deadline=None)
def test_a_slope_holds_that_of_the_true_counts(true: list[int], populations: list[int]):
    found = slope_of([released(count) for count in true], populations)
    people = np.array(populations, dtype="float64")
    lived = np.where(people > 0, people, 1)
    rates = np.where(people > 0, 1000 * np.array(true) / lived, 0)
    lower, upper = byar(np.where(people > 0, true, 0), lived, 1000)
    index = slope_index(rates, people, lower=lower, upper=upper, repetitions=20_000)
    # A larger count has a wider interval: an end with smaller counts can be a little narrower than the truth.
    slack = 0.02 * (index.sii_upper - index.sii_lower)
    assert found.lower <= index.sii_lower + slack
    assert index.sii_upper <= found.upper + slack
    if not math.isnan(index.rii_lower) and not math.isnan(found.relative_lower):
        assert found.relative_lower <= index.rii_lower * 1.02
        assert index.rii_upper <= found.relative_upper * 1.02 or math.isnan(found.relative_upper)


def test_a_decile_in_which_nobody_lives_is_left_out_of_the_slope_even_when_hidden():
    cells, people = [released(60)] * 10, [500.0] * 10
    with_it = slope_of(cells, people)
    assert with_it.slope == pytest.approx(0, abs=1e-9)
    without = slope_of([HIDDEN, *cells[1:]], [0.0, *people[1:]])
    assert without.slope == pytest.approx(0, abs=1e-9)
    assert math.isnan(slope_of([HIDDEN, *cells[1:]], people).slope)


@pytest.mark.parametrize("nobody", [[0.0] * 10, [float("nan")] * 10, [500.0, *[0.0] * 9]])
def test_without_two_deciles_in_which_somebody_lives_there_is_no_slope(nobody: list[float]):
    found = slope_of([released(60)] * 10, nobody)
    assert all(math.isnan(part) for part in (found.slope, found.lower, found.upper, found.relative))
    assert all(math.isnan(end) for end in (found.most, found.least)) or nobody[0] > 0


@given(st.integers(5, 500), st.integers(5, 3000), st.integers(5, 1000))
@settings(max_examples=100, deadline=None)
def test_the_share_of_contacts_missed_holds_that_of_the_true_counts(people: int, attended: int, missed: int):
    counts = {"people": released(people), "attended": released(attended), "missed": released(missed)}
    part = part_of_contacts(counts)
    share = missed / (missed + attended)
    assert part.part.lowest / part.whole.lowest <= share + SLACK
    assert share <= part.part.highest / part.whole.highest + SLACK
