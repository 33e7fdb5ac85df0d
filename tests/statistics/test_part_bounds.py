"""Bounds of a share against every pair of counts, tried one by one."""

import math
import random

import pytest

from pimh_data.statistics.part_bounds import share_bounds


def test_the_bounds_are_those_of_every_pair_of_counts_that_fits():
    drawn, tried = random.Random(5), 0
    while tried < 300:
        part, others = (sorted((drawn.randint(0, 12), drawn.randint(0, 12))) for _ in range(2))
        whole = sorted((drawn.randint(1, 24), drawn.randint(1, 24)))
        fits = [
            one / (one + other)
            for one in range(part[0], part[1] + 1)
            for other in range(others[0], others[1] + 1)
            if whole[0] <= one + other <= whole[1]
        ]
        if not fits:
            continue
        tried += 1
        assert share_bounds(tuple(part), tuple(others), tuple(whole)) == pytest.approx((min(fits), max(fits)))


def test_hidden_cells_leave_what_the_shown_ones_do_not_take():
    hidden = math.inf
    assert share_bounds((40, 40), (15, hidden), (100, 100)) == pytest.approx((0.4, 0.4))
    assert share_bounds((40, hidden), (15, 15), (100, 100)) == pytest.approx((0.85, 0.85))
    assert share_bounds((40, hidden), (15, hidden), (100, 104)) == pytest.approx((40 / 104, 89 / 104))


def test_a_whole_of_nobody_has_no_share():
    assert all(math.isnan(end) for end in share_bounds((0, 4), (0, 4), (0, 0)))
