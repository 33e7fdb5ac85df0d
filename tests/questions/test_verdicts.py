"""One question has one verdict: who can be spoken of, two rates, two shares, two counts, and how many improved."""

import math
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell
from pimh_data.questions.kit.verdicts.enough import at_most, enough_for_rates, missed
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.rounded_intervals import difference
from pimh_data.statistics.inequality import gap_in_people


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def exact(value: int) -> Cell:
    return Cell(value, value, value, "shown" if value else "zero")


def truths(cell: Cell) -> range:
    return range(int(cell.lowest), int(cell.highest) + 1)


def two(one: Cell, population: float, other: Cell, other_population: float) -> RatesCompared:
    return RatesCompared(RateSide("the group", one, population), RateSide("the rest", other, other_population))


multiples = st.integers(1, 60).map(lambda fives: shown(5 * fives))
populations = st.integers(50, 5000)


# Two rates


@given(multiples, populations, multiples, populations)
@settings(max_examples=200, deadline=None)
def test_ratio_gap_and_verdict_never_disagree(one: Cell, population: int, other: Cell, other_population: int):
    found = two(one, population, other, other_population)
    _, lower, upper = found.ratio
    gap, least, most = found.gap
    assert least <= gap <= most
    assert (least > 0) == (upper < 1)
    assert (most < 0) == (lower > 1)
    if found.verdict == "lower":
        assert upper < 1
        assert "less often" in found.in_words() or "1.00 times" in found.in_words()
    if found.verdict == "higher":
        assert lower > 1


@given(multiples, populations, multiples, populations)
@settings(max_examples=20, deadline=None)
def test_rounding_makes_a_gap_less_certain(one: Cell, population: int, other: Cell, other_population: int):
    _, least, most = two(one, population, other, other_population).gap
    _, lower, upper = gap_in_people(one.value, population, other.value, other_population)
    assert least < lower
    assert most > upper


def test_a_gap_is_the_expected_at_the_others_rate_less_those_seen():
    gap, least, most = two(exact(100), 1000, exact(300), 2000).gap
    assert gap == pytest.approx(150 - 100)
    assert least < gap < most


def test_rates_are_compared_per_head():
    assert two(exact(100), 500, exact(100), 1000).verdict == "higher"
    assert two(exact(100), 500, exact(200), 1000).verdict == "no clear difference"


def test_nobody_of_a_group_of_whom_many_are_expected_is_a_finding():
    assert two(NOBODY, 500, exact(60), 1000).verdict == "lower"
    assert two(exact(60), 500, NOBODY, 1000).verdict == "higher"
    assert two(NOBODY, 500, NOBODY, 1000).verdict == "too few"
    assert two(HIDDEN, 500, exact(60), 1000).verdict == "undefined"
    assert two(exact(60), 500, exact(60), math.nan).verdict == "undefined"


# Who can be spoken of


def test_a_group_is_spoken_of_by_how_many_are_expected_not_by_how_many_are_seen():
    assert enough_for_rates(exact(5), 300, exact(100), 1000)  # 30 expected, 5 seen
    assert not enough_for_rates(exact(25), 100, exact(100), 1000)  # 25 seen, 10 expected
    assert not enough_for_rates(exact(30), 2000, exact(15), 1000)  # the other side: 15 seen, 15 expected


def test_two_shares_need_twenty_people_before_the_step_on_each_side():
    assert shares_compared(exact(1), exact(19), exact(400), exact(500)) == "too few"
    assert shares_compared(exact(1), exact(20), exact(400), exact(500)) == "lower"
    assert shares_compared(exact(400), exact(500), exact(1), exact(19)) == "too few"
    assert shares_compared(HIDDEN, exact(20), exact(1), exact(20)) == "undefined"


def test_a_group_expected_and_hardly_shown_is_named_with_the_most_that_it_can_be():
    counts = {"White": shown(300), "Asian": shown(15), "Black": HIDDEN, "Mixed": HIDDEN}
    would_be = {"White": 290.0, "Asian": 27.0, "Black": 24.0, "Mixed": 8.0}
    whole = shown(325)
    assert missed(counts, would_be, whole) == {"Asian": (19, 27.0), "Black": (329 - 296 - 11, 24.0)}
    assert missed({**counts, "Asian": shown(25)}, would_be, whole).keys() == {"Black"}


def test_nothing_bounds_a_hidden_part_of_a_hidden_whole():
    assert at_most(HIDDEN, HIDDEN, ()) is HIDDEN
    assert at_most(shown(15), shown(100), ()) == shown(15)
    assert missed({"A": HIDDEN}, {"A": 50.0}, HIDDEN) == {}


# Two shares of several tests, rounding taken as it is


@given(
    st.integers(0, 200), st.integers(20, 200), st.integers(0, 200), st.integers(20, 200), st.sampled_from([0.95, 0.99])
)
def test_of_exact_counts_a_difference_is_newcombes(x, n, y, m, confidence):
    assume(x <= n and y <= m)
    found = difference(exact(x), exact(n), exact(y), exact(m), confidence)
    expected = confint_proportions_2indep(x, n, y, m, method="newcomb", alpha=1 - confidence)
    assert found == pytest.approx((x / n - y / m, *expected), abs=1e-9)


def test_sheffields_whole_path_differs_though_no_step_does():
    """165 of 630 against 275 of 835: z is about 2.8, which holds among five tests too."""
    value, lower, upper = difference(shown(165), shown(630), shown(275), shown(835), 0.99)
    assert value == pytest.approx(165 / 630 - 275 / 835)
    assert lower < upper < 0
    pooled = (165 + 275) / (630 + 835)
    z = value / math.sqrt(pooled * (1 - pooled) * (1 / 630 + 1 / 835))
    assert z == pytest.approx(-2.79, abs=0.02)
    assert -630 * value == pytest.approx(42, abs=1)  # people


# How many improved reliably


def test_the_number_is_of_those_with_two_scores_and_the_missing_and_the_worse_stand_beside_it():
    found = Improved(exact(560), exact(330), exact(190), exact(20))
    assert found.in_words() == (
        "58% of the 330 with two scores improved reliably (95% interval 52 to 63), 6% got reliably worse; 41% of "
        "the 560 "
        "eligible have no second score, so of all eligible it is 34% to 75%"
    )
    assert (found.least, found.most) == pytest.approx((190 / 560, (560 - 140) / 560))
    assert found.card()[0] == "58%"
    assert found.label("EPDS") == "improved reliably (EPDS)"


def test_where_under_half_have_two_scores_completeness_and_range_come_first():
    found = Improved(exact(560), exact(230), exact(134), exact(14))
    assert found.in_words() == (
        "59% of the 560 eligible have no second score, so of all eligible 24% to 83% improved reliably; of the 230 "
        "with "
        "two scores 58% did (95% interval 52 to 64), 6% got reliably worse"
    )
    assert found.card()[0] == "24% to 83%"
    assert found.label("EPDS") == "of all eligible improved reliably (EPDS)"
    assert not Improved(exact(560), exact(280), exact(134), exact(14)).few_scored


def test_a_share_that_rounding_alone_makes_none_or_all_is_said_by_its_range():
    """30 eligible and 30 with two scores: 34 and 26 by their ranges, so up to 8 of 34 have no second score."""
    found = Improved(shown(30), shown(30), shown(20), shown(5))
    assert (found.eligible.highest, found.paired.lowest) == (34, 26)
    assert "; up to 24% of the 30 eligible have no second score, so of all eligible it is " in found.in_words()
    assert "up to 24% of the 30" in found.card()[1]
    assert math.isnan(found.beside()["unpaired"])
    everyone = Improved(shown(15), shown(10), shown(10), Cell(0, 0, 0, "zero", 4.0))
    assert everyone.in_words().startswith(f"{everyone.share.ends} of the 10 with two scores improved reliably (95% ")
    assert re.fullmatch(r"\d+% to 100%", everyone.card()[0])
    assert re.search(r", 0% to \d+% \(95% interval\) got reliably worse", everyone.in_words())


def test_a_hidden_count_of_those_worse_is_said_and_nothing_is_computed_without_eligible():
    assert "how many got reliably worse is hidden" in Improved(exact(60), exact(40), exact(20), HIDDEN).in_words()
    lacking = Improved(HIDDEN, exact(40), exact(20), NO_DATA)
    assert lacking.in_words() == "50% of the 40 with two scores improved reliably (95% interval 35 to 65)"
    assert math.isnan(lacking.least)


# Words


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (0.844, "16% less often than"),
        (1.2549, "25% more often than"),
        (1.0, "1.00 times as often as"),
        (1.004, "0.4% more often than"),
        (1.0004, "1.00 times as often as"),
        (2.448, "2.45 times as often as"),
        (0.002, "over 99% less often than"),
    ],
)
def test_a_ratio_is_said_as_a_percentage_of_its_two_decimals(ratio: float, said: str):
    assert words.as_often(ratio) == said


@pytest.mark.parametrize(
    ("lower", "upper", "ratio", "said"),
    [
        (0.73, 0.96, 0.84, "4% to 27% less"),
        (0.73, 1.05, 0.88, "27% less to 5% more"),
        (1.05, 1.40, 1.2, "5% to 40% more"),
        (0.686, 0.998, 0.82, "0.2% to 31.4% less"),
        (1.35, 2.4, 2.0, "1.35 to 2.40 times"),
        (1.05, 2.4, 1.59, "5% to 140% more"),
        (0.73, 2.1, 1.24, "27% less to 110% more"),
        (0.91, 1.1, 1.0, "0.91 to 1.10 times"),
        (math.nan, math.nan, math.nan, "no interval"),
    ],
)
def test_its_interval_runs_the_same_way_on_the_same_scale(lower: float, upper: float, ratio: float, said: str):
    assert words.as_often_interval(lower, upper, ratio) == said
    assert words.as_often(ratio).endswith("times as often as") == said.endswith(" times") or ratio != ratio


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [(68, 157, "68 to 157"), (-12, 80, "12 fewer to 80 more"), (-30, -10, "10 to 30 fewer"), (0.2, 9, "under 1 to 9")],
)
def test_an_interval_of_people_says_fewer_and_more(lower: float, upper: float, said: str):
    assert words.more_people(lower, upper) == said
