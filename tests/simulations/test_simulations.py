"""What is simulated is what plain drawing gives, the page holds it, and the intervals keep what was asked of them."""

from itertools import product

import numpy as np
import pytest

from pimh_data.questions.rounded_intervals import shares
from pimh_data.statistics.intervals import proportion_difference
from simulations import families, one_group, two_groups
from simulations.__main__ import BEGINS, ENDS, PAGE, written
from simulations.releasing import cell, cells, shown


def test_a_sum_over_counts_is_what_drawing_them_gives():
    found = one_group.of_shares(40)
    rng = np.random.default_rng(1)
    wholes = np.unique(np.round(one_group.AROUND * 40).astype(int))
    draws = 60_000
    whole, share = rng.choice(wholes, draws), rng.choice(one_group.SHARES, draws)
    part, of = shown(rng.binomial(whole, share), rng), shown(whole, rng)
    there = part > 0
    drawn = shares(cells(part[there]), cells(of[there]))
    held = (drawn.lower <= share[there] + 1e-12) & (share[there] - 1e-12 <= drawn.upper)
    assert found.average == pytest.approx(held.mean(), abs=0.004)
    assert found.width == pytest.approx((drawn.upper - drawn.lower).mean(), abs=0.004)


SMALL = [(size, 0.88) for size in (20, 22, 25, 28, 32, 36, 40, 45, 50, 60, 70, 85, 100, 150, 200)]


@pytest.mark.parametrize(("size", "least"), [*SMALL, (300, 0.92), (1000, 0.94)])
def test_shares_are_covered_as_was_asked_on_average_and_at_no_point_much_less(size: int, least: float):
    found = one_group.of_shares(size)
    assert found.worst >= least
    assert 0.94 <= found.average <= 0.965


@pytest.mark.parametrize("kind", ["share", "ratio"])
def test_of_a_hundred_in_both_groups_a_true_null_is_told_as_often_as_meant(kind: str):
    assert 0.04 < two_groups.nulls(100, 20_000, kind).flagged(1 if kind == "ratio" else 0) < 0.06


def test_a_family_of_true_nulls_is_told_as_often_as_meant():
    assert 0.02 <= families.flagged(100, 100, 300) <= 0.08


def test_the_worst_case_is_the_furthest_that_any_true_counts_push_a_difference():
    rng = np.random.default_rng(3)
    drawn = two_groups.shares_drawn(40, np.full(1, 0.4), np.full(1, 0.6), rng)
    rng = np.random.default_rng(3)
    wholes = [rng.integers(36, 45, 1) for _ in range(2)]
    counts = [rng.binomial(n, p) for n, p in zip(wholes, (0.4, 0.6), strict=True)]
    a, b, n, m = (int(shown(true, rng)[0]) for true in (*counts, *wholes))
    ends = [
        proportion_difference(a + i, n + j, b + k, m + h)
        for i, j, k, h in product((-4, 0, 4), repeat=4)
        if a + i <= n + j and b + k <= m + h
    ]
    assert drawn.worst[0][0] == pytest.approx(min(low for low, _ in ends))
    assert drawn.worst[1][0] == pytest.approx(max(high for _, high in ends))


def test_fewer_than_five_are_hidden_and_the_rest_are_printed_as_a_neighbouring_multiple():
    rng = np.random.default_rng(2)
    true = rng.integers(0, 60, 20_000)
    printed = shown(true, rng)
    assert ((printed == 0) == (true < 5)).all()
    assert (abs(printed - true)[true >= 5] < 5).all()
    assert (printed - true)[true >= 5].mean() == pytest.approx(0, abs=0.06)
    assert cell(0).state == "hidden"
    assert (cell(20).lowest, cell(20).value, cell(20).highest) == (16, 20, 24)


def test_the_page_holds_what_is_simulated_today():
    page = PAGE.read_text(encoding="utf-8")
    for size, of in ((30, one_group.of_shares), (300, one_group.of_shares), (50, one_group.of_rates)):
        found = of(size)
        assert f"| {size} | {found.average:.1%} | {found.worst:.1%} | {found.where} |" in page, "run make simulate"


def test_only_what_stands_between_the_marks_is_written_anew():
    assert written(f"a {BEGINS} old {ENDS} b", "new") == f"a {BEGINS}\n\nnew\n\n{ENDS} b"
    with pytest.raises(ValueError, match="has no"):
        written("a page", "new")
