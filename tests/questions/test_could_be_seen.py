"""Beside "no clear difference" stands the size that would probably have been seen, in one short sentence."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen, points_seen, ratio_seen
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide

Z, OF_POWER = 1.959964, 0.841621


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def test_a_difference_that_is_not_clear_says_its_size_and_one_that_is_clear_says_nothing():
    half = 0.09
    points = math.ceil(100 * half * (Z + OF_POWER) / Z)
    said = f"A difference of {points} points or more from the year before would probably have been seen (80% power)."
    assert points_seen((0.01, 0.01 - half, 0.01 + half)) == said
    assert points_seen((0.2, 0.1, 0.3)) == points_seen((math.nan, math.nan, math.nan)) == ""
    assert points_seen((0.1, -0.8, 0.9)).startswith("There are too few people")


@given(st.integers(4, 200), st.integers(4, 200), st.integers(100, 4000))
@settings(max_examples=50, deadline=None)
def test_rates_and_shares_say_it_where_the_verdict_is_not_clear_and_there_alone(one: int, other: int, population: int):
    compared = RatesCompared(
        RateSide("a", shown(5 * one), population), RateSide("the rest", shown(5 * other), population)
    )
    assert bool(compared.size_seen) == (compared.verdict == "no clear difference")
    assert len(compared.size_seen.split()) <= 25
    ours, theirs = Portion(shown(5 * one), shown(1000)), Portion(shown(5 * other), shown(1000))
    assert bool(ours.size_seen(theirs)) == (ours.against(theirs)[0] == "no clear difference")
    assert len(ours.size_seen(theirs).split()) <= 25


def test_a_ratio_says_how_much_less_and_how_much_more():
    assert ratio_seen((1.0, 1 / 1.2, 1.2), "the rest") == (
        "A rate 23% lower, or 30% higher, than that of the rest would probably have been seen (80% power)."
    )
    assert ratio_seen((0.5, 0.4, 0.6), "the rest") == ratio_seen((1.0, 0.0, 3.0), "the rest") == ""


def test_a_gap_in_people_is_that_much_more_than_half_its_interval():
    assert gap_seen(10, 0.95) == math.ceil(10 * (Z + OF_POWER) / Z) == 15
    assert math.isnan(gap_seen(math.nan, 0.99))
