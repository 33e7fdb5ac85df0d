"""The envelope covers every true pair, refuses what could not have been released, and covers at least nominally."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from pimh_data.errors import StatisticsError
from pimh_data.statistics.intervals import byar, wilson
from pimh_data.statistics.rounding import released_interval, released_range


def rounded(true: int) -> int:
    return 5 * ((true + 2) // 5)


def test_a_shown_count_stands_for_those_within_two_of_it():
    assert [tuple(map(float, released_range(v))) for v in (5, 10, 20)] == [(5, 7), (8, 12), (18, 22)]


def test_a_shown_zero_stands_for_anything_hidden():
    assert released_range(0) == (0, 4)


def test_hidden_stays_undefined_unless_its_range_is_asked_for():
    assert np.isnan(released_interval(wilson, np.nan, 50)).all()
    lower, upper = released_interval(wilson, np.nan, 50, hidden_as_range=True)
    assert lower == 0
    assert upper == wilson(4, 48)[1]


@given(st.integers(5, 300), st.integers(0, 300))
def test_the_envelope_holds_the_interval_of_every_pair_that_rounds_to_the_shown_one(seen, others):
    people = seen + others
    lower, upper = released_interval(wilson, rounded(seen), rounded(people))
    for x in range(max(5, rounded(seen) - 2), rounded(seen) + 3):
        for n in range(max(5, rounded(people) - 2), rounded(people) + 3):
            if x <= n:
                assert lower <= wilson(x, n)[0] + 1e-12
                assert upper >= wilson(x, n)[1] - 1e-12


def test_an_exact_denominator_is_taken_as_it_is():
    lower, upper = released_interval(byar, 50, 1234, rounded_denominator=False, multiplier=1000)
    assert lower == byar(48, 1234, 1000)[0]
    assert upper == byar(52, 1234, 1000)[1]


def test_a_rate_may_have_more_events_than_people():
    lower, upper = released_interval(byar, 100, 50)
    assert (lower, upper) == (byar(98, 52)[0], byar(102, 48)[1])


def test_all_of_ten_people_has_the_upper_limit_one():
    assert released_interval(wilson, 10, 10)[1] == 1


def test_a_method_may_be_named():
    assert released_interval("wilson", 20, 60) == released_interval(wilson, 20, 60)
    assert released_interval("byar", 100, 50) == released_interval(byar, 100, 50)
    with pytest.raises(StatisticsError, match="method is 'wald'"):
        released_interval("wald", 20, 60)


def test_several_confidences_come_first():
    lower, upper = released_interval(wilson, [20, 30], [60, 60], confidence=[0.95, 0.998])
    assert lower.shape == upper.shape == (2, 2)
    assert (lower[1] < lower[0]).all()


def test_numbers_that_were_never_released_are_refused_with_their_positions():
    with pytest.raises(StatisticsError, match=r"numerator is not a multiple of 5 at positions 1, 2"):
        released_interval(wilson, [10, 7, 12], 100)
    with pytest.raises(StatisticsError, match="numerator is negative at position 0"):
        released_interval(wilson, [-5, 10], 100)
    with pytest.raises(StatisticsError, match="over every denominator"):
        released_interval(wilson, 20, 10)


def coverage(people: int, confidence: float, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Exact coverage of the envelope, and of Wilson on the true counts: the chance of each true count, added up."""
    counts = np.arange(people + 1)
    shown = np.where(counts < 5, np.nan, 5.0 * ((counts + 2) // 5))
    chance = binom.pmf(counts, people, shares[:, None])

    def covered(limits):
        return (chance * ((limits[0] <= shares[:, None]) & (shares[:, None] <= limits[1]))).sum(axis=1)

    envelope = released_interval(wilson, shown, rounded(people), hidden_as_range=True, confidence=confidence)
    return covered(envelope), covered(wilson(counts, people, confidence))


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_the_envelope_covers_at_least_nominally_from_ten_people_up_over_all_shares(confidence):
    shares = np.linspace(0.002, 0.998, 499)
    for people in (*range(10, 61), 100, 200, 400, 1000, 5000):
        envelope, exact_counts = coverage(people, confidence, shares)
        assert envelope.mean() >= confidence
        assert (envelope >= exact_counts - 1e-12).all()


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_the_envelope_covers_at_least_nominally_at_middling_shares(share):
    lowest = min(coverage(people, 0.95, np.array([share]))[0][0] for people in range(10, 401))
    assert lowest >= 0.95


def test_the_envelope_covers_at_least_nominally_by_simulation():
    draws = np.random.default_rng(20240401)
    people = draws.integers(10, 400, 200_000)
    share = draws.uniform(0, 1, 200_000)
    seen = draws.binomial(people, share)
    shown_seen = np.where(seen < 5, np.nan, 5.0 * ((seen + 2) // 5))
    lower, upper = released_interval(wilson, shown_seen, 5 * ((people + 2) // 5))
    shown = ~np.isnan(lower)
    assert ((lower <= share) & (share <= upper))[shown].mean() >= 0.95
