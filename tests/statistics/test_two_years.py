"""Two years' shares with some people in both: covered as said, and narrower than with different people."""

import numpy as np
import pytest

from pimh_data.errors import StatisticsError
from pimh_data.statistics.intervals import proportion_difference
from pimh_data.statistics.two_years import overlapping_difference


def drawn(share_a: float, share_b: float, n: int, m: int, both: int, rows: int, rng: np.random.Generator):
    """Of people in both years the share that both years have in mind; of the others each year's own."""
    shared = rng.binomial(both, (share_a + share_b) / 2, rows)
    return shared + rng.binomial(n - both, share_a, rows), shared + rng.binomial(m - both, share_b, rows)


@pytest.mark.parametrize(("share", "n", "m", "both"), [(0.1, 300, 260, 60), (0.5, 120, 150, 90), (0.3, 1000, 900, 220)])
def test_with_people_in_both_a_difference_is_covered_as_said(share: float, n: int, m: int, both: int):
    rng = np.random.default_rng(n)
    a, b = drawn(share, share, n, m, both, 20_000, rng)
    lower, upper = overlapping_difference(a, n, b, m, both)
    assert ((lower <= 0) & (upper >= 0)).mean() == pytest.approx(0.95, abs=0.012)
    apart = proportion_difference(a, n, b, m)
    assert ((apart[0] <= 0) & (apart[1] >= 0)).mean() > ((lower <= 0) & (upper >= 0)).mean()


def test_with_nobody_in_both_it_is_newcombes():
    rng = np.random.default_rng(1)
    n, m = rng.integers(20, 300, (2, 200))
    a, b = rng.binomial(n, 0.4), rng.binomial(m, 0.3)
    assert np.allclose(overlapping_difference(a, n, b, m, 0), proportion_difference(a, n, b, m), atol=1e-12)


def test_with_the_same_people_in_both_nothing_has_changed():
    lower, upper = overlapping_difference(40, 100, 40, 100, 100)
    # Of equal shares both ends are those of one share against itself.
    assert (lower, upper) == pytest.approx((-(upper), upper))
    assert upper < proportion_difference(40, 100, 40, 100)[1] / 3


def test_more_in_both_than_there_are_is_all_of_them_and_less_than_nobody_is_refused():
    assert overlapping_difference(10, 50, 30, 90, 70) == pytest.approx(overlapping_difference(10, 50, 30, 90, 50))
    with pytest.raises(StatisticsError, match="in_both is negative"):
        overlapping_difference(1, 10, 2, 10, -1)
