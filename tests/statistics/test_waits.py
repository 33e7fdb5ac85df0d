"""Waits agree with statsmodels' cumulative incidence and survival curves of the same people one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from pimh_data.errors import StatisticsError
from pimh_data.statistics.waits import waits

WEEKS = np.arange(1, 9)
SEEN, LEFT, WAITING = [5, 10, 20, 10, 5, 3, 2, 1], [1, 2, 3, 1, 1, 1, 1, 1], [3, 3, 2, 2, 4, 1, 1, 4]


def one_by_one(seen, left, waiting):
    weeks = np.repeat(np.tile(WEEKS[: len(seen)], 3), np.concatenate([seen, left, waiting]).astype(int))
    status = np.repeat(np.repeat([1, 2, 0], len(seen)), np.concatenate([seen, left, waiting]).astype(int))
    return weeks, status


def test_cumulative_incidence_and_its_error_agree_with_statsmodels():
    curve = waits(WEEKS, SEEN, LEFT, WAITING)
    theirs = CumIncidenceRight(*one_by_one(SEEN, LEFT, WAITING))
    assert np.abs(curve.seen - theirs.cinc[0]).max() < 1e-12
    assert np.abs(curve.left - theirs.cinc[1]).max() < 1e-12
    error, share = theirs.cinc_se[0], theirs.cinc[0]
    stretch = 1.959963984540054 * error / (share * np.log(share))
    assert np.abs(curve.seen_lower - share ** np.exp(-stretch)).max() < 1e-9
    assert np.abs(curve.seen_upper - share ** np.exp(stretch)).max() < 1e-9


def test_where_nobody_leaves_it_is_one_minus_the_kaplan_meier_curve():
    curve = waits(WEEKS, SEEN, np.zeros(8), WAITING)
    survival = SurvfuncRight(*one_by_one(SEEN, np.zeros(8), WAITING))
    assert np.abs(1 - curve.seen - survival.surv_prob).max() < 1e-12
    error = (
        np.abs(np.log(np.log(curve.seen_upper) / np.log(curve.seen)) * curve.seen * np.log(curve.seen))
        / 1.959963984540054
    )
    assert np.abs(error - survival.surv_prob_se).max() < 1e-9


counts = st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=1, max_size=8)


@given(counts)
def test_shares_seen_left_and_waiting_add_up_to_one(bands):
    seen, left, waiting = np.array(bands).T
    curve = waits(WEEKS[: len(bands)], seen, left, waiting)
    total = curve.seen + curve.left + curve.waiting
    if seen.sum() + left.sum() + waiting.sum() == 0:
        assert np.isnan(total).all()
        return
    assert total == pytest.approx(np.ones(len(bands)))
    known = ~np.isnan(curve.seen_lower)
    assert (curve.seen_lower[known] <= curve.seen[known] + 1e-12).all()
    assert (curve.seen_upper[known] >= curve.seen[known] - 1e-12).all()
    assert (np.diff(curve.seen) >= -1e-12).all()


@given(counts)
def test_with_nobody_still_waiting_it_is_the_plain_share_seen(bands):
    seen, left, _ = np.array(bands).T
    if seen.sum() + left.sum():
        curve = waits(WEEKS[: len(bands)], seen, left, np.zeros(len(bands)))
        assert curve.seen == pytest.approx(np.cumsum(seen) / (seen.sum() + left.sum()))


def test_the_mean_wait_of_those_seen_would_hide_who_still_waits():
    """Two services see the same people at the same time; one has as many again waiting."""
    quick = waits(WEEKS, SEEN, np.zeros(8), np.zeros(8))
    queue = waits(WEEKS, SEEN, np.zeros(8), [*np.zeros(7), 56])
    assert queue.seen[3] < quick.seen[3]


def test_a_hidden_count_leaves_the_curve_undefined():
    seen = np.array(SEEN, float)
    seen[7] = np.nan
    assert np.isnan(waits(WEEKS, seen, LEFT, WAITING).seen).all()


def test_the_interval_covers_about_nominally():
    draws = np.random.default_rng(6)
    covered = []
    for _ in range(1_500):
        seen_at, leaves_at, followed = (
            draws.geometric(0.15, 150),
            draws.geometric(0.05, 150),
            draws.integers(4, 30, 150),
        )
        end = np.minimum(np.minimum(seen_at, leaves_at), followed)
        kind = np.where(seen_at == end, 0, np.where(leaves_at == end, 1, 2))
        table = np.array([np.bincount(end[kind == k], minlength=31)[1:] for k in range(3)])
        curve = waits(np.arange(1, 31), *table)
        covered.append((curve.seen_lower[7], curve.seen_upper[7]))
    chance = np.cumsum((0.85 * 0.95) ** np.arange(8) * 0.15)[-1]
    lower, upper = np.array(covered).T
    assert abs(((lower <= chance) & (chance <= upper)).mean() - 0.95) < 0.02


def test_many_services_and_confidences_at_once():
    curve = waits(WEEKS, [SEEN, SEEN[::-1]], [LEFT, LEFT], [WAITING, WAITING], [0.95, 0.998])
    assert curve.seen.shape == (2, 8)
    assert curve.seen_lower.shape == (2, 2, 8)


def test_taking_the_waiting_out_before_their_band_gives_the_life_table():
    late = waits([4], [10], [0], [20]).seen
    early = waits([4], [10], [0], [20], censored_share=0.5).seen
    assert late == pytest.approx([10 / 30])
    assert early == pytest.approx([10 / 20])


def test_what_cannot_be_followed_is_refused():
    with pytest.raises(StatisticsError, match="seen is negative at position 0"):
        waits(WEEKS[:1], [-1], [0], [0])
    with pytest.raises(StatisticsError, match="end of each band, rising"):
        waits([2, 1], [1, 1], [0, 0], [0, 0])
