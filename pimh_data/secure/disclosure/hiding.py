"""Hides cells until no hidden one keeps fewer than three possible values: of those that tell, what is worth least."""

from dataclasses import dataclass

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.bounds import Bounds, Ends, settle_anew, settled
from pimh_data.secure.disclosure.cells import FEWEST_VALUES, Cells
from pimh_data.secure.disclosure.reasons import rest_on, resting_on
from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.ties import distinct

DEAR = 1 / 20  # of what is worth most: everyone's counts, of which headlines are made
# Of few referrals tens of thousands rest on one another: by one cell a round, hundreds of rounds went through them all.
FOR_SO_MANY = 25  # cells that can be told and of which one rests on all others: one more is hidden at once


@dataclass(frozen=True, eq=False)
class Hidden:
    """Which cells are hidden, array of bool; how many could be told before others were hidden, and in how many rounds
    that was done.
    """

    cells: np.ndarray
    found: int
    rounds: int


@dataclass(frozen=True, eq=False)
class _State:
    """What is hidden so far, what each cell gives away alone by now, and all together; changed in place. No round goes
    through all cells: each through those that it changes.
    """

    cells: Cells
    relations: Relations
    hidden: np.ndarray
    own: Bounds
    bounds: Bounds

    def told(self, among: np.ndarray) -> np.ndarray:
        """Those of some hidden cells, by number, that keep fewer than FEWEST_VALUES."""
        values = self.bounds.high[among] - self.bounds.low[among] + 1
        return among[(values < FEWEST_VALUES) & ~self.cells.certain[among]]

    def hide(self, more: np.ndarray) -> None:
        """Hide more cells, by number: what they had told of others is taken back."""
        self.hidden[more] = True
        cells = self.cells.with_rests(more)
        low, high = self.cells.own_of(cells, self.hidden)
        less = cells[(low != self.own.low[cells]) | (high != self.own.high[cells])]
        freed = resting_on(less, self.bounds, self.own, self.relations)
        self._gives_away(cells, low, high)
        self.bounds.low[freed.low], self.bounds.high[freed.high] = self.own.low[freed.low], self.own.high[freed.high]
        settle_anew(self.bounds, self.relations, freed)

    def show(self, again: np.ndarray) -> None:
        """Show cells, by number, again: they and what they tell of narrow others."""
        self.hidden[again] = False
        cells = self.cells.with_rests(again)
        low, high = self.cells.own_of(cells, self.hidden)
        self._gives_away(cells, low, high)
        self.bounds.low[cells] = np.maximum(self.bounds.low[cells], low)
        self.bounds.high[cells] = np.minimum(self.bounds.high[cells], high)
        settle_anew(self.bounds, self.relations, Ends(cells, cells), news=Ends(cells, cells))

    def _gives_away(self, cells: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        self.own.low[cells], self.own.high[cells] = low, high
        for each in (self.own, self.bounds):
            each.shown[cells] = ~self.hidden[cells]


def hide(cells: Cells, relations: Relations) -> Hidden:
    """Hide small cells, and others until none of the hidden can be told; then show again what need not be hidden any
    more since others are.

    Raises PublishError when a hidden cell could be told from what cannot be hidden.
    """
    first = cells.small | cells.few | cells.certain
    own = cells.own(first)
    state = _State(cells, relations, first.copy(), own, settled(own, relations))
    told = state.told(np.flatnonzero(first))
    rounds = _until_none_is_told(told, state)
    # A cell of great worth is hidden where nothing cheaper was left; what was hidden since may do without it.
    dear = np.flatnonzero(state.hidden & ~first & (cells.worth >= DEAR * cells.worth.max(initial=0)))
    if len(dear):
        state.show(dear)
        rounds += _until_none_is_told(state.told(np.flatnonzero(state.hidden)), state)
    return Hidden(state.hidden, len(told), rounds)


def _until_none_is_told(told: np.ndarray, state: _State) -> int:
    """Hide cells until none of the hidden can be told; in how many rounds. `told`: those that can be, by number."""
    rounds = 0
    while len(told):
        more = _cheapest_reasons(told, state)
        state.hide(more)
        # What is taken back only widens: of the others none can be told that could not before.
        told, rounds = np.sort(state.told(np.concatenate([told, more]))), rounds + 1
    return rounds


def _cheapest_reasons(told: np.ndarray, state: _State) -> np.ndarray:
    """For each cell that can be told, the cheapest shown one on which that rests; of cells that share theirs, one or,
    where very many rest on one another, one for every FOR_SO_MANY.
    """
    cells, bounds, own, hidden = state.cells, state.bounds, state.own, state.hidden
    low, high = rest_on(told, bounds, own, state.relations)
    reached, labels, sharing = [], [], np.zeros(len(told) + 1, dtype="int64")
    for (found, number), end, at_first in ((low, bounds.low, own.low), (high, bounds.high, own.high)):
        mine = (end[found] == at_first[found]) & ~hidden[found]
        reached.append(found[mine])
        labels.append(number[mine])
        sharing += np.bincount(number[np.searchsorted(found, told)], minlength=len(sharing))
    rests = bounds.low[low[0]] == own.low[low[0]]
    known, tell = cells.tell_of(low[0][rests], hidden)
    reached, labels = np.concatenate([*reached, tell]), np.concatenate([*labels, low[1][rests][known]])
    if not len(reached):
        raise PublishError(
            f"the disclosure audit failed: {len(told)} hidden counts could be worked out, or all but, and hiding "
            "others does not help; nothing was published"
        )
    order = np.lexsort((reached, cells.worth[reached], labels))
    reached, labels = reached[order], labels[order]
    again = np.r_[False, (reached[1:] == reached[:-1]) & (labels[1:] == labels[:-1])]
    reached, labels = reached[~again], labels[~again]
    place = np.arange(len(labels)) - np.searchsorted(labels, labels)
    # Each bound counts, the least and the greatest value: two of every cell.
    return distinct(reached[place < np.maximum(sharing[labels] // (2 * FOR_SO_MANY), 1)])
