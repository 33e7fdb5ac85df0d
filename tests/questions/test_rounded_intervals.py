"""Intervals of counts rounded at random cover as they say; of exact counts they are the plain ones."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell
from pimh_data.questions.rounded_intervals import PER, difference, gaps, rates, ratio_bounds, ratios, shares
from pimh_data.statistics.inequality import gap_in_people
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, wilson


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def exact(value: int) -> Cell:
    return Cell(value, value, value, "shown" if value else "zero")


def truths(cell: Cell) -> range:
    return range(int(cell.lowest), int(cell.highest) + 1)


def outermost(limits: list) -> tuple[float, float]:
    return min(float(low) for low, _ in limits), max(float(high) for _, high in limits)


multiples = st.integers(1, 60).map(lambda fives: shown(5 * fives))
populations = st.integers(50, 5000)


def released(true: np.ndarray, rng: np.random.Generator) -> list[Cell]:
    """Counts as a release shows them: up or down to a multiple of 5 so that the mean is right, fewer than 5 hidden."""
    over = true % 5
    drawn = true - over + 5 * (rng.random(true.shape) * 5 < over)
    return [HIDDEN if n < 5 else shown(int(v)) for n, v in zip(true.tolist(), drawn.tolist(), strict=True)]


def covered(lower: np.ndarray, upper: np.ndarray, truth: np.ndarray) -> float:
    """Of the estimates that are shown, the share whose interval holds the truth."""
    there = ~np.isnan(lower) & ~np.isnan(upper)
    assert there.sum() > 3_000
    return float(((lower <= truth) & (truth <= upper))[there].mean())


# 5,000 draws: a true coverage of 95% would come out below 94.2% once in two hundred times.
LEAST, MOST, DRAWS = 0.94, 0.985, 5_000


def test_shares_cover_as_they_say():
    rng = np.random.default_rng(1)
    whole, share = rng.integers(20, 400, DRAWS), rng.uniform(0.15, 0.85, DRAWS)
    found = shares(released(rng.binomial(whole, share), rng), released(whole, rng))
    assert LEAST < covered(found.lower, found.upper, share) < MOST


def test_rates_cover_as_they_say():
    rng = np.random.default_rng(2)
    mean = rng.uniform(15, 400, DRAWS)
    found = rates(released(rng.poisson(mean), rng), np.full(DRAWS, 1000.0))
    assert LEAST < covered(found.lower, found.upper, mean) < MOST


def test_ratios_cover_as_they_say():
    rng = np.random.default_rng(3)
    a, b = rng.uniform(20, 300, DRAWS), rng.uniform(20, 300, DRAWS)
    one, other = released(rng.poisson(a), rng), released(rng.poisson(b), rng)
    found = ratios(one, np.full(DRAWS, 100.0), other, np.full(DRAWS, 100.0))
    assert LEAST < covered(found.lower, found.upper, a / b) < MOST


def test_gaps_in_people_cover_as_they_say():
    rng = np.random.default_rng(5)
    a, b = rng.uniform(20, 300, DRAWS), rng.uniform(20, 300, DRAWS)
    one, other = released(rng.poisson(a), rng), released(rng.poisson(b), rng)
    found = gaps(one, np.full(DRAWS, 1000.0), other, np.full(DRAWS, 2000.0))
    assert LEAST < covered(found.lower, found.upper, 1000 * (b / 2000 - a / 1000)) < MOST


def test_differences_of_shares_cover_as_they_say():
    rng = np.random.default_rng(4)
    wholes, ps = rng.integers(30, 300, (2, DRAWS)), rng.uniform(0.2, 0.8, (2, DRAWS))
    parts = [released(rng.binomial(n, p), rng) for n, p in zip(wholes, ps, strict=True)]
    shown_wholes = [released(n, rng) for n in wholes]
    quads = zip(parts[0], shown_wholes[0], parts[1], shown_wholes[1], strict=True)
    ends = np.array([difference(*quad)[1:] for quad in quads])
    assert LEAST < covered(ends[:, 0], ends[:, 1], ps[0] - ps[1]) < MOST


@given(st.integers(0, 300), st.integers(1, 300), populations)
@settings(max_examples=40, deadline=None)
def test_of_exact_counts_the_intervals_are_the_plain_ones(x: int, more: int, population: int):
    n = x + more
    found = shares([exact(x)], [exact(n)])
    assert (found.lower[0], found.upper[0]) == pytest.approx(wilson(x, n))
    found = rates([exact(x)], [population])
    assert (found.lower[0], found.upper[0]) == pytest.approx(byar(x, population, PER))
    found = ratios([exact(x)], [population], [exact(n)], [2 * population])
    assert (found.lower[0], found.upper[0]) == pytest.approx(rate_ratio(x, population, n, 2 * population))
    assert difference(exact(x), exact(n), exact(more), exact(n))[1:] == pytest.approx(
        proportion_difference(x, n, more, n)
    )


@given(multiples, populations, multiples, populations)
@settings(max_examples=30, deadline=None)
def test_rounding_makes_every_interval_wider(a: Cell, per_a: int, b: Cell, per_b: int):
    for found, plain in (
        (rates([a], [per_a]), rates([exact(int(a.value))], [per_a])),
        (
            ratios([a], [per_a], [b], [per_b]),
            ratios([exact(int(a.value))], [per_a], [exact(int(b.value))], [per_b]),
        ),
    ):
        assert found.lower[0] < plain.lower[0] < plain.value[0] == found.value[0] < plain.upper[0] < found.upper[0]
    _, lower, upper = gaps([a], [per_a], [b], [per_b])[0]
    plain_gap = gap_in_people(a.value, per_a, b.value, per_b)
    assert lower < plain_gap.lower
    assert upper > plain_gap.upper


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


@pytest.mark.parametrize("value", [60, 71, 82, 98, 104])
def test_a_count_known_by_its_range_errs_by_how_far_it_may_be_from_the_truth(value: int):
    """60 to 104 people, of whom any number is as likely: the mean square is taken from the value, not from 82."""
    error = float(np.mean((np.linspace(60, 104, 100_001) - value) ** 2))
    found = shares([Cell(value, 60, 104, "shown")], [exact(200)])
    step = math.sqrt(200) / 17.6 - 0.1
    for end, x in ((found.lower[0], value - step + 0.5), (found.upper[0], value + step + 0.5)):
        assert abs(x - 200 * end) == pytest.approx(1.959964 * math.sqrt(200 * end * (1 - end) + error), rel=1e-4)


def test_a_count_that_stands_at_the_end_of_its_range_is_covered_as_said():
    rng = np.random.default_rng(6)
    truth, whole = rng.uniform(60, 104, DRAWS), np.full(DRAWS, 2000)
    found = shares([Cell(104, 60, 104, "shown")] * DRAWS, [exact(n) for n in whole])
    assert ((found.lower <= truth / whole) & (truth / whole <= found.upper)).mean() > LEAST


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
