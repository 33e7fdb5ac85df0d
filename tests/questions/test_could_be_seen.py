"""Beside "no clear difference" stands the size that would probably have been seen, in one short sentence."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import Cell
from pimh_data.questions.equity.missed_group import MissedGroup
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.verdicts.could_be_seen import (
    gap_seen,
    gap_seen_in_words,
    points_seen,
    rate_seen,
    ratio_seen,
    size_seen,
)
from pimh_data.questions.kit.verdicts.path_steps import STEPS, Step
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.questions.kit.verdicts.sizes_of_several import points_seen_of, points_size, ratio_size, ratios_seen
from pimh_data.registry.cubes import DEPRIVATION

Z, OF_POWER = 1.959964, 0.841621


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def test_a_difference_that_is_not_clear_says_its_size_and_one_that_is_clear_says_nothing():
    half = 0.09
    points = math.ceil(100 * half * (Z + OF_POWER) / Z)
    said = f"A difference of {points} points or more from the year before would probably have been seen (80% power)."
    assert points_seen((0.01, 0.01 - half, 0.01 + half)) == said
    assert points_seen((0.2, 0.1, 0.3)) == points_seen((math.nan, math.nan, math.nan)) == ""
    none = "No difference from the year before could be seen with so few people (80% power)."
    assert points_seen((0.1, -0.8, 0.9)) == none


def test_a_size_larger_than_there_can_be_is_no_size_that_could_be_seen():
    """From 40% no share differs by more than 60 points; a mean on a scale of 27 points by no more than these."""
    wide = (0.1, -0.35, 0.55)
    assert points_seen(wide, largest=0.7).startswith("A difference of 65 points")
    assert points_seen(wide, of="", largest=0.6) == "No difference could be seen with so few people (80% power)."
    few, others = Portion(shown(10), shown(20)), Portion(shown(15), shown(25))
    assert few.size_seen(others).startswith(("A difference of 5", "No difference"))
    assert size_seen((1.0, -9.0, 11.0), "change", "points", largest=27) == (
        "A change of 14.3 points or more would probably have been seen (80% power)."
    )
    assert size_seen((1.0, -20.0, 22.0), "change", largest=27).startswith("No change could be seen")
    assert size_seen((1.0, 0.5, 1.5), "change") == size_seen((math.nan,) * 3, "change") == ""


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


def test_no_gap_larger_than_all_who_could_be_missing_is_said_to_be_seen():
    assert gap_seen(10, 0.95, largest=15) == 15
    assert math.isnan(gap_seen(10, 0.95, largest=13.8))
    assert gap_seen_in_words(15) == "A gap of 15 people or more would probably have been seen (80% power)."
    assert gap_seen_in_words(math.nan) == "No gap could be seen with so few people (80% power)."


def test_two_groups_of_few_say_that_no_gap_could_be_seen_along_the_pathway_and_in_who_is_missed():
    few = {step: shown(20 if step != "completed" else 10) for step in STEPS}
    step = Step.of("completed", "referred", few, few)
    missed = MissedGroup("Core20", DEPRIVATION.name, "the rest", few, {}, few, 5)
    assert step.gap[0] == 0 < 20 * 10 / 20  # ten would complete at the others' share: the largest gap that there can be
    assert math.isnan(step.could_be_seen)
    assert math.isnan(missed.could_be_seen("completed"))
    many = {step: shown(800 if step != "completed" else 400) for step in STEPS}
    assert 40 < Step.of("completed", "referred", many, many).could_be_seen < 400


def test_a_gap_in_people_is_said_beside_rates_that_do_not_clearly_differ_and_there_alone():
    alike = RatesCompared(RateSide("a", shown(100), 1000), RateSide("the rest", shown(200), 2000))
    _, lower, upper = alike.gap
    assert alike.could_be_seen == math.ceil((upper - lower) / 2 * (Z + OF_POWER) / Z)
    assert (
        alike.gap_seen
        == f"A gap of {alike.could_be_seen:.0f} people or more would probably have been seen (80% power)."
    )
    apart = RatesCompared(RateSide("a", shown(50), 1000), RateSide("the rest", shown(200), 2000))
    assert (math.isnan(apart.could_be_seen), apart.gap_seen) == (True, "")


def test_a_slope_that_is_not_clear_says_its_size():
    said = "A slope of 14.3 or more per 1,000 would probably have been seen (80% power)."
    assert rate_seen((1.0, -10.0, 10.0), "A slope") == said
    assert rate_seen((20.0, 10.0, 30.0), "A slope") == rate_seen((math.nan,) * 3, "A slope") == ""


def test_of_several_groups_the_smallest_and_the_largest_size_are_said_with_whose_they_are():
    assert (
        ratio_size((0.9, 1 / 1.2, 1.2), 0.95) == math.floor(100 * math.exp(-math.log(1.2) * (Z + OF_POWER) / Z)) / 100
    )
    assert math.isnan(ratio_size((0.5, 0.4, 0.6), 0.95))
    assert points_size((0.01, -0.09, 0.09), 0.5, 0.95) == math.ceil(9 * (Z + OF_POWER) / Z) / 100
    assert math.isnan(points_size((0.01, -0.4, 0.4), 0.5, 0.95))  # from half nothing differs by more than half
    sizes = {"White people": 0.79, "Asian people": 0.36, "Black people": math.nan}
    assert ratios_seen(sizes, "all others known") == (
        "A rate 21% lower (White people) to 64% lower (Asian people) than that of all others known would probably have "
        "been seen (80% power)."
    )
    assert points_seen_of({"GPs": 0.07}, "from the year before", "A change") == (
        "A change of 7 points (GPs) or more from the year before would probably have been seen (80% power)."
    )
    assert ratios_seen({"Black people": math.nan}, "x") == points_seen_of({}, "from x") == ""
