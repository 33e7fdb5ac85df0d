"""Counts are rounded at random to a neighbouring multiple of 5, the chance fixed by who is counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.secure.disclosure.rounding import KEYS, drawn, nearest, rounded


def mixed(number: int) -> int:
    """The last step of MurmurHash3 for 32 bits (A. Appleby, public domain), in Python's own whole numbers."""
    number ^= number >> 16
    number = number * 0x85EBCA6B % 2**32
    number ^= number >> 13
    number = number * 0xC2B2AE35 % 2**32
    return number ^ number >> 16


@given(st.integers(0, 10**7), st.lists(st.integers(0, 2**32 - 1), max_size=5))
def test_it_is_what_plain_python_says_of_the_count_and_the_keys_of_those_counted(count, keys):
    over = count % 5
    up = mixed(sum(keys) % 2**32) * 5 < over * 2**32
    assert rounded(np.array([count]), np.array([sum(keys)]))[0] == count - over + 5 * up


@pytest.mark.parametrize("count", [5, 6, 7, 8, 9, 13, 1001])
def test_on_average_a_count_is_shown_as_it_is(count):
    # Keys spread evenly: the draw takes every number below 2**32 to another one, so that this is its distribution.
    keys = np.random.default_rng(7).integers(0, KEYS, 400_000)
    shown = rounded(np.full(len(keys), count), keys)
    assert set(np.unique(shown)) <= {count // 5 * 5, -(-count // 5) * 5}
    assert abs(shown.mean() - count) < 0.02


def test_seven_is_shown_as_five_three_times_in_five():
    keys = np.arange(0, KEYS, 9973)
    assert abs((rounded(np.full(len(keys), 7), keys) == 5).mean() - 0.6) < 0.002


def test_two_numbers_never_share_a_draw():
    some = np.random.default_rng(3).choice(KEYS, 200_000, replace=False)
    assert len(np.unique(drawn(some))) == len(np.unique(some))


def test_sums_of_keys_count_modulo_two_to_the_power_of_32():
    keys = np.array([5, 2**32 - 1, 10**15])
    assert (drawn(keys) == drawn(keys % KEYS)).all()
    assert (drawn(keys) == drawn(keys + 3 * KEYS)).all()


def test_the_draws_of_two_groups_do_not_give_away_that_of_both_together():
    one, other = (np.random.default_rng(seed).integers(0, KEYS, 100_000) for seed in (1, 2))
    draws = [drawn(each).astype("float64") / KEYS for each in (one, other, (one + other) % KEYS)]
    predicted = (draws[0] + draws[1]) % 1
    assert abs(np.corrcoef(predicted, draws[2])[0, 1]) < 0.02


def test_things_without_a_person_are_rounded_to_the_nearest():
    assert nearest(np.array([5, 7, 8, 12, 13])).tolist() == [5, 5, 10, 10, 15]
