"""The audit: the least and greatest value of every cell that all released cells of its tree allow together.

Bounds are passed between totals and parts until nothing moves. Where the sums form a tree that gives the exact range of
every cell, since two constraints never share more than one cell.
"""

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.sums import Sums

UNBOUNDED = 10**9


def ranges(low: np.ndarray, high: np.ndarray, sums: Sums) -> tuple[np.ndarray, np.ndarray]:
    """The tightest (low, high) that the sums allow, from what is known of each cell alone. Arrays (rows, measures)."""
    low, high = low.copy(), high.copy()
    if not len(sums.parts):
        return low, high
    while True:
        before = low.sum() - high.sum()
        low_sum = np.add.reduceat(low[sums.parts], sums.starts, axis=0)
        high_sum = np.add.reduceat(high[sums.parts], sums.starts, axis=0)
        np.maximum.at(low, sums.total, low_sum)
        np.minimum.at(high, sums.total, high_sum)
        others_high = high_sum[sums.of] - high[sums.parts]
        others_low = low_sum[sums.of] - low[sums.parts]
        low[sums.parts] = np.maximum(low[sums.parts], low[sums.total[sums.of]] - others_high)
        high[sums.parts] = np.minimum(high[sums.parts], high[sums.total[sums.of]] - others_low)
        if low.sum() - high.sum() == before:
            return low, high


def known(counts: np.ndarray, hidden: np.ndarray, profile: Profile) -> tuple[np.ndarray, np.ndarray]:
    """What each released cell gives away alone, as (low, high).

    A cell hidden to protect another bounds nothing. One hidden for its own sake lies in the profile's hidden range
    where the reader is taken to know it for one (`own_known`); otherwise it looks like any hidden cell.
    """
    low, high = profile.permits(profile.shown(counts))
    own = hidden & profile.hides(counts) & profile.own_known
    low = np.where(hidden, np.where(own, profile.hidden_low, 0), low)
    high = np.where(hidden, np.where(own, profile.hidden_high, UNBOUNDED), high)
    return low, high


def exposed(
    counts: np.ndarray, hidden: np.ndarray, sums: Sums, profile: Profile, few: np.ndarray | None = None
) -> np.ndarray:
    """Where a cell hidden for its own sake does not keep its full range. Arrays (rows, measures).

    `few`: cells that count events of fewer people than may be shown: these must keep the possibility of none.
    """
    low, high = ranges(*known(counts, hidden, profile), sums)
    own = hidden & profile.hides(counts)
    none_ruled_out = np.zeros_like(hidden) if few is None else few & (low > profile.hidden_low)
    return none_ruled_out | own & ((low > profile.hidden_low) | (high < profile.hidden_high))


def audit(counts: np.ndarray, hidden: np.ndarray, sums: Sums, profile: Profile, few: np.ndarray | None = None) -> None:
    """Raises PublishError when a small count is shown, or a hidden one could be narrowed down."""
    small = profile.hides(counts) if few is None else profile.hides(counts) | few
    shown_small = int((small & ~hidden).sum())
    narrowed = int(exposed(counts, hidden, sums, profile, few).sum())
    if shown_small or narrowed:
        raise PublishError(
            f"the disclosure audit failed: {shown_small} small counts are shown and {narrowed} hidden cells could be "
            "narrowed down from the others; nothing was published"
        )
