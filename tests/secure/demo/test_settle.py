"""Choosing people so that overlapping groups come to wanted counts, and counts that round to a percentage."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import PimhError
from pimh_data.secure.demo.calibration import counts_that_round_to
from pimh_data.secure.demo.settle import settle, spread_evenly


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0, 0.999))
def test_any_stretch_of_people_has_its_share_within_one(yeses, size, start):
    yeses = min(yeses, size)
    chosen = spread_evenly(yeses, size, start)
    assert chosen.sum() == yeses
    running = np.concatenate([[0], np.cumsum(chosen)])
    fair = np.arange(size + 1) * yeses / size
    assert np.abs(running - fair).max() <= 1 + 1e-9


def test_overlapping_groups_come_to_their_counts():
    rng = np.random.default_rng(3)
    groups = rng.random((300, 4)) < 0.5
    wanted = np.array([40, 50, 44, 30])
    chosen = settle(np.full(300, 0.3), groups, wanted, wanted, rng)
    assert (groups[chosen].sum(axis=0) == wanted).all()


def test_a_choice_that_cannot_be_made_is_refused():
    groups = np.array([[True, True], [True, True]])
    with pytest.raises(PimhError, match="another seed"):
        settle(np.full(2, 0.5), groups, np.array([0, 1]), np.array([0, 1]), np.random.default_rng(1))


@given(st.integers(1, 99), st.integers(30, 400), st.integers(0, 5))
def test_counts_that_round_to_a_percentage_are_all_and_only_those_off_an_exact_half(percent, everyone, unknown):
    known = everyone - unknown
    half = Fraction(1, 2)
    right = [
        count
        for count in range(known + 1)
        if all(abs(Fraction(100 * count, whole) - percent) < half for whole in (everyone, known))
    ]
    assert list(counts_that_round_to(percent, everyone, known)) == right
