"""Every interval holds that of every pair of true counts which the released numbers permit: tried one by one."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell
from pimh_data.questions.rounded_intervals import (
    PER,
    compared,
    gap,
    rates,
    ratios,
    represented,
    shares,
    shares_compared,
)
from pimh_data.statistics.inequality import gap_in_people, representation_ratio
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, wilson


def shown(value: int) -> Cell:
    return Cell(value, max(value - 2, 5), value + 2, "shown")


def exact(value: int) -> Cell:
    return Cell(value, value, value, "shown" if value else "zero")


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


@given(multiples, multiples, multiples, multiples)
@settings(max_examples=25, deadline=None)
def test_two_shares_are_told_apart_only_where_every_true_set_of_counts_would(part, whole, before, whole_before):
    verdict = shares_compared(part, whole, before, whole_before)
    if verdict not in ("higher", "lower"):
        return
    now = [(x, n) for x, n in product(truths(part), truths(whole)) if x <= n]
    then = [(x, n) for x, n in product(truths(before), truths(whole_before)) if x <= n]
    low, high = outermost([proportion_difference(*one, *other) for one, other in product(now, then)] or [(0, 0)])
    assert not (now and then) or (low > 0 if verdict == "higher" else high < 0)


@given(multiples, populations, multiples, populations)
@settings(max_examples=20, deadline=None)
def test_a_gap_in_people_holds_every_true_pair(a: Cell, per_a: int, b: Cell, per_b: int):
    _, lower, upper = gap(a, per_a, b, per_b)
    true = [gap_in_people(x, per_a, y, per_b) for x, y in product(truths(a), truths(b))]
    low, high = outermost([(one.lower, one.upper) for one in true])
    assert (lower, upper) == pytest.approx((low, high))


@given(multiples, multiples, multiples)
@settings(max_examples=20, deadline=None)
def test_a_representation_ratio_and_its_bounds_hold_every_true_set(group: Cell, other: Cell, unknown: Cell):
    found = represented([group, other], [other, group], unknown, [300, 700])
    true = [representation_ratio(x, x + y, 300, 1000) for x, y in product(truths(group), truths(other))]
    low, high = outermost([(one.lower, one.upper) for one in true])
    assert (found.ratios.lower[0], found.ratios.upper[0]) == pytest.approx((low, high))
    every = [
        (x / (x + y + u) / 0.3, (x + u) / (x + y + u) / 0.3)
        for x, y, u in product(truths(group), truths(other), truths(unknown))
    ]
    assert (found.bound_lower[0], found.bound_upper[0]) == pytest.approx(outermost(every))


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


def test_two_counts_are_told_apart_only_beyond_chance_and_rounding():
    assert compared(shown(570), shown(480)) == "higher"
    assert compared(shown(480), shown(570)) == "lower"
    assert compared(shown(500), shown(480)) == "no clear difference"
    assert compared(shown(75), shown(50)) == "no clear difference"
    assert compared(exact(75), exact(50)) == "higher"
    assert compared(shown(10), shown(5)) == "too few"
    assert compared(HIDDEN, shown(50)) == "undefined"


def test_nobody_in_one_of_two_years_is_still_compared():
    assert compared(exact(40), NOBODY) == "higher"
    assert compared(NOBODY, exact(40)) == "lower"
    assert compared(NOBODY, NOBODY) == "too few"


def test_rates_are_compared_per_head():
    assert compared(exact(100), exact(100), 500, 1000) == "higher"
    assert compared(exact(100), exact(200), 500, 1000) == "no clear difference"
