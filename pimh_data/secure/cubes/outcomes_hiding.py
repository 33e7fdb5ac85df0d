"""Hides further counts of outcomes until no small one can be narrowed down: of those that tell, what is worth least."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.cubes.outcomes_bounds import Bounds, settled
from pimh_data.secure.cubes.outcomes_meaning import Meaning
from pimh_data.secure.cubes.outcomes_reasons import Marks, reasons
from pimh_data.secure.cubes.outcomes_sums import NO_BREAKDOWN, Together
from pimh_data.secure.disclosure.audit import UNBOUNDED, known
from pimh_data.secure.disclosure.profiles import Profile

FAILED = "the disclosure audit of outcomes failed: "
NEVER = np.iinfo(np.int64).max  # the price of what is hidden already, or tells nothing


@dataclass(frozen=True, eq=False)
class Counts:
    """Everyone's counts, array (rows, COUNTS), what they mean, and the profile that protects them."""

    true: np.ndarray
    meant: Meaning
    profile: Profile

    @property
    def hidden(self) -> np.ndarray:
        """Where they are hidden before any sum is looked at: without meaning, or in the profile's hidden range."""
        return ~self.meant.defined | self.profile.hides(self.true)

    def small(self, sums: Together) -> np.ndarray:
        """Which are to keep their full range: array (COUNTS, rows of the sums). Nobody has no range."""
        return sums.placed(self.profile.hides(self.true) & self.meant.defined & ~self.meant.nobody, False)

    def own_bounds(self, hidden: np.ndarray, sums: Together) -> Bounds:
        """What each gives away alone, in the rows of the sums. Of an imagined row's, nothing is known."""
        low, high = known(self.true, hidden, self.profile)
        low[~self.meant.defined | self.meant.nobody] = 0
        high[~self.meant.defined], high[self.meant.nobody] = UNBOUNDED, 0
        return Bounds(sums.placed(low, 0), sums.placed(high, UNBOUNDED))


def narrowed(bounds: Bounds, small: np.ndarray, profile: Profile) -> Marks:
    """Where bounds do not leave a small count the profile's full hidden range."""
    return Marks(small & (bounds.low > profile.hidden_low), small & (bounds.high < profile.hidden_high))


def hide_together(counts: Counts, worth: np.ndarray, ways: Sequence[Together]) -> np.ndarray:
    """Where counts are hidden, array (rows, COUNTS) of bool: without meaning, small, or telling of small ones.

    `worth`: of each count. `ways`: to look at the sums of the table, the quickest first: what one finds, a closer one
    need not. Raises PublishError when hiding does not help.
    """
    hidden = counts.hidden
    for sums in ways:
        touched = _hide_narrowed(hidden, counts, worth, sums)
        _show_again(hidden, counts, worth, sums.only(touched))
    return hidden


def _hide_narrowed(hidden: np.ndarray, counts: Counts, worth: np.ndarray, sums: Together) -> np.ndarray:
    """Hides, in place, until no small count is narrowed; returns the rows of the views in which it did, array of bool.

    Of the counts on which narrowed ones rest, the cheapest of each view and of each of its breakdowns at a time.
    """
    own, small = counts.own_bounds(hidden, sums), counts.small(sums)
    price = sums.placed(np.where(hidden | counts.meant.nobody, NEVER, worth), NEVER)
    touched, here = None, sums
    while True:
        bounds = settled(own, here)
        again = here.of_views(narrowed(bounds, small, counts.profile).rows())
        touched = again if touched is None else touched
        if not again.any():
            return touched
        # Views are apart from each other: only those where something was found are looked at again.
        here, own, bounds = here.only(again), own.only(again), bounds.only(again)
        small, price = small[:, again], price[:, again]
        rest_on = reasons(narrowed(bounds, small, counts.profile), bounds, own, here)
        tells = rest_on.low & (bounds.low == own.low) | rest_on.high & (bounds.high == own.high)
        chosen = _cheapest(np.where(tells, price, NEVER), here)
        own.low[chosen], own.high[chosen], price[chosen] = 0, UNBOUNDED, NEVER
        columns, places = np.nonzero(chosen)
        hidden[here.row[places], columns] = True


def _cheapest(price: np.ndarray, sums: Together) -> np.ndarray:
    """The cheapest count of each view and of each of its breakdowns (everyone is none); array as `price` of bool."""
    of_row = price.min(axis=0)
    view = np.cumsum(np.r_[False, sums.view[1:] != sums.view[:-1]])
    breakdown = view * (sums.breakdown.max() + 1) + sums.breakdown
    in_view, in_breakdown = np.full(view[-1] + 1, NEVER), np.full(breakdown.max() + 1, NEVER)
    np.minimum.at(in_view, view, of_row)
    np.minimum.at(in_breakdown, breakdown, np.where(sums.breakdown == NO_BREAKDOWN, NEVER, of_row))
    if (in_view == NEVER).any():
        raise PublishError(f"{FAILED}a hidden count cannot be protected by hiding others; nothing was published")
    return (price < NEVER) & ((price == in_view[view]) | (price == in_breakdown[breakdown]))


def _show_again(hidden: np.ndarray, counts: Counts, worth: np.ndarray, sums: Together) -> None:
    """Shows what need not be hidden after all, in place: one count of each view at a time, what is worth most first."""
    real = sums.row[sums.row >= 0]
    rows, columns = np.nonzero((hidden & ~counts.hidden)[real])
    rows = real[rows]
    view = sums.view[sums.places(rows)]
    several = np.bincount(view, minlength=1)[view] > 1  # the only one of its view is needed
    rows, columns, view = rows[several], columns[several], view[several]
    order = np.lexsort((-worth[rows, columns], view))
    rows, columns, view = rows[order], columns[order], view[order]
    turn = np.arange(len(view)) - np.searchsorted(view, view)
    sums = sums.only(sums.of_views(sums.places(rows)))
    bounds, small = settled(counts.own_bounds(hidden, sums), sums), counts.small(sums)
    for now in range(turn.max(initial=-1) + 1):
        row, column = rows[turn == now], columns[turn == now]
        kept = sums.of_views(sums.places(row))
        sums, bounds, small = sums.only(kept), bounds.only(kept), small[:, kept]
        cell = (column, sums.places(row))
        low, high = known(counts.true[row, column], np.zeros(len(row), dtype=bool), counts.profile)
        shown = Bounds(bounds.low.copy(), bounds.high.copy())
        shown.low[cell], shown.high[cell] = np.maximum(shown.low[cell], low), np.minimum(shown.high[cell], high)
        # Showing a count only tightens bounds, so they are passed on from where they were.
        shown = settled(shown, sums)
        tells = sums.of_views(narrowed(shown, small, counts.profile).rows())
        hidden[row, column] = tells[cell[1]]
        bounds = Bounds(np.where(tells, bounds.low, shown.low), np.where(tells, bounds.high, shown.high))
