"""Every interval holds that of every pair of true counts which the released numbers permit: tried one by one."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell
from pimh_data.questions.rounded_intervals import PER, gaps, rates, ratio_bounds, ratios, shares
from pimh_data.statistics.inequality import gap_in_people
from pimh_data.statistics.intervals import byar, rate_ratio, wilson


def shown(value: int) -> Cell:
    return Cell(value, max(value - 2, 5), value + 2, "shown")


def truths(cell: Cell) -> range:
    return range(int(cell.lowest), int(cell.highest) + 1)


def outermost(limits: list) -> tuple[float, float]:
    return min(float(low) for low, _ in limits), max(float(high) for _, high in limits)


multiples = st.integers(1, 60).map(lambda fives: shown(5 * fives))
populations = st.integers(50, 5000)


@given(multiples, multiples)
@settings(max_examples=40, deadline=None)
def test_a_share_holds_every_true_part_and_whole(part: Cell, whole: Cell):
    pairs = [(x, n) for x, n in product(truths(part), truths(whole)) if x <= n]
    found = shares([part], [whole])
    if pairs:
        low, high = outermost([wilson(x, n) for x, n in pairs])
        assert found.lower[0] <= low + 1e-12
        assert found.upper[0] >= high - 1e-12
    assert 0 <= found.lower[0] <= found.value[0] <= found.upper[0] <= 1 or part.value > whole.value


@given(multiples, populations)
@settings(max_examples=30, deadline=None)
def test_a_rate_is_the_envelope_of_every_true_count(count: Cell, population: int):
    found = rates([count], [population])
    assert (found.lower[0], found.upper[0]) == pytest.approx(
        outermost([byar(x, population, PER) for x in truths(count)])
    )


@given(multiples, populations, multiples, populations)
@settings(max_examples=30, deadline=None)
def test_a_ratio_is_the_envelope_of_every_true_pair(a: Cell, per_a: int, b: Cell, per_b: int):
    found = ratios([a], [per_a], [b], [per_b])
    expected = outermost([rate_ratio(x, per_a, y, per_b) for x, y in product(truths(a), truths(b))])
    assert (found.lower[0], found.upper[0]) == pytest.approx(expected)


@given(multiples, populations, multiples, populations)
@settings(max_examples=20, deadline=None)
def test_a_gap_in_people_is_the_envelope_of_every_true_pair(a: Cell, per_a: int, b: Cell, per_b: int):
    found = gaps([a], [per_a], [b], [per_b], 0.99)
    true = [gap_in_people(x, per_a, y, per_b, 0.99) for x, y in product(truths(a), truths(b))]
    assert found.value[0] == pytest.approx(per_a * (b.value / per_b - a.value / per_a))
    low, high = outermost([(one.lower, one.upper) for one in true])
    assert (found.lower[0], found.upper[0]) == pytest.approx((low, high))


@given(multiples, populations, multiples, populations, st.sampled_from((0.95, 0.99)))
@settings(max_examples=30, deadline=None)
def test_ratio_and_gap_are_on_the_same_side_of_chance(a: Cell, per_a: int, b: Cell, per_b: int, confidence: float):
    ratio, gap = (found([a], [per_a], [b], [per_b], confidence) for found in (ratios, gaps))
    assert (gap.lower[0] > 0) == (ratio.upper[0] < 1)
    assert (gap.upper[0] < 0) == (ratio.lower[0] > 1)


@given(multiples, multiples, multiples)
@settings(max_examples=20, deadline=None)
def test_the_bounds_of_a_ratio_hold_every_way_that_the_unknown_could_fall(group: Cell, other: Cell, unknown: Cell):
    lower, upper = ratio_bounds([group], [300], [other], [700], unknown)
    every = [
        (x / 300 / ((y + u) / 700), (x + u) / 300 / (y / 700))
        for x, y, u in product(truths(group), truths(other), truths(unknown))
    ]
    assert (lower[0], upper[0]) == pytest.approx(outermost(every))


def test_hidden_and_missing_numbers_give_nothing():
    for nothing in (HIDDEN, NO_DATA):
        for found in (
            shares([nothing], [shown(20)]),
            rates([nothing], [100]),
            ratios([nothing], [1], [shown(20)], [1]),
        ):
            assert all(math.isnan(number) for number in found[0])
    assert all(math.isnan(number) for number in rates([shown(20)], [float("nan")])[0])


def test_rows_are_computed_each_on_its_own():
    found = rates([shown(20), HIDDEN, shown(40)], [100, 100, 0])
    assert np.isnan(found.value).tolist() == [False, True, True]
    assert found.value[0] == 200
