"""Bounds passed along relations are as tight as an integer programme's, and hiding leaves three values or more."""

from collections.abc import Iterator

import numpy as np
import pytest
from drawn_people import counted, people, periods, site
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds as Ends
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_matrix

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure import protect as protecting
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settle_anew, settled
from pimh_data.secure.disclosure.cells import Cells
from pimh_data.secure.disclosure.hiding import Hidden, hide
from pimh_data.secure.disclosure.listed.all import relations_of
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.numbered import numbered
from pimh_data.secure.disclosure.profiles import EXACT, ROUNDED
from pimh_data.secure.disclosure.protect import audited, protect
from pimh_data.secure.disclosure.reasons import resting_on
from pimh_data.secure.disclosure.relations import Relations, grouped, together, within
from pimh_data.secure.disclosure.vector import Vector, vector_of


def drawn_site(seed: int, many: int) -> tuple[Vector, Relations]:
    tables = counted(people(seed, many))
    cubes = numbered(tables)
    vector = vector_of(tables, cubes, ROUNDED, {})
    return vector, relations_of(cubes, nesting(site(), periods()), vector.true, None)


def programme(own: Bounds, relations: Relations, cells: np.ndarray) -> Iterator[tuple[int, int]]:
    """Least and greatest value of each cell over all tables of whole numbers that keep every relation: by HiGHS."""
    number = np.arange(len(relations))
    lines, columns = np.r_[np.repeat(number, relations.sizes), number], np.r_[relations.parts, relations.total]
    signs = np.r_[np.ones(len(relations.parts)), -np.ones(len(relations))]
    matrix = csr_matrix((signs, (lines, columns)), shape=(len(relations), len(own.low)))
    least, most = np.where(relations.at_most, 0, -np.inf), np.where(relations.at_least, 0, np.inf)
    ends = Ends(own.low, np.minimum(own.high, 10**4))
    for cell in cells:
        found = []
        for sign in (1, -1):
            goal = np.zeros(len(own.low))
            goal[cell] = sign
            solved = milp(
                goal, constraints=LinearConstraint(matrix, least, most), bounds=ends, integrality=np.ones(len(goal))
            )
            assert solved.success
            found.append(round(sign * solved.fun))
        yield found[0], found[1]


def near(relations: Relations, cell: int, own: Bounds, most: int = 400) -> tuple[Bounds, Relations, int]:
    """What lies around a cell: relations step by step until there are `most` cells, and the cell's place there."""
    chosen = np.zeros(len(own.low), dtype=bool)
    chosen[cell] = True
    while True:
        rows = relations.touching(chosen)
        wider = chosen.copy()
        here = relations.only(rows)
        wider[here.total], wider[here.parts] = True, True
        if wider.sum() > most or wider.sum() == chosen.sum():
            break
        chosen = wider
    inside = np.flatnonzero(
        chosen[relations.total] & (np.add.reduceat(~chosen[relations.parts], relations.starts, dtype=int) == 0)
    )
    place = np.cumsum(chosen) - 1
    here = relations.only(inside)
    moved = Relations(
        place[here.total], place[here.parts], here.starts, here.at_least, here.at_most, here.family, here.pairs
    )
    return Bounds(own.low[chosen], own.high[chosen]), moved, int(place[cell])


@pytest.mark.parametrize("seed", [2, 5])
def test_no_integer_programme_leaves_a_hidden_count_fewer_than_three_values(seed):
    vector, relations = drawn_site(seed, 300)
    hidden = hide(vector.cells, relations)
    own = vector.cells.own(hidden.cells)
    bounds = settled(own, relations)
    assert hidden.found > 20
    narrowest = np.flatnonzero(hidden.cells & (bounds.values == 3))
    assert len(narrowest) > 50
    for cell in np.random.default_rng(seed).choice(narrowest, 12, replace=False):
        around, those, place = near(relations, cell, own)
        (low, high), *_ = programme(around, those, [place])
        assert high - low >= 2


def test_bounds_of_a_drawn_neighbourhood_are_those_of_the_programme():
    vector, relations = drawn_site(3, 200)
    own = vector.cells.own(vector.cells.small)
    equal = compared = 0
    for cell in np.random.default_rng(1).choice(np.flatnonzero(vector.cells.small), 12, replace=False):
        around, those, place = near(relations, cell, own)
        bounds = settled(around, those)
        low, high = next(programme(around, those, [place]))
        assert bounds.low[place] <= low <= high <= bounds.high[place]
        equal += (low, high) == (bounds.low[place], bounds.high[place])
        compared += 1
    assert equal >= compared - 1  # crossing sums can tell a little more than bounds passed along each


def test_what_some_cells_give_away_alone_is_what_they_give_away_among_all():
    vector, _ = protecting.with_numbers_apart(*drawn_site(3, 200))
    hidden, some = vector.cells.small.copy(), np.arange(0, len(vector.true), 3)
    before = vector.cells.own(hidden)
    assert len(vector.cells.left_over) > 20
    more = vector.cells.left_over[::2, 1]
    hidden[more] = True
    all_of = vector.cells.own(hidden)
    low, high = vector.cells.own_of(some, hidden)
    assert (low == all_of.low[some]).all()
    assert (high == all_of.high[some]).all()
    changed = np.flatnonzero((before.low != all_of.low) | (before.high != all_of.high))
    assert len(changed) > len(np.unique(more))
    assert np.isin(changed, vector.cells.with_rests(more)).all()


numbers = st.integers(0, 12)


@st.composite
def tied(draw: st.DrawFn) -> tuple[np.ndarray, Relations]:
    """True values of some cells, and relations that they keep."""
    true = draw(st.lists(numbers, min_size=4, max_size=9))
    made = []
    for _ in range(draw(st.integers(1, 6))):
        parts = draw(st.lists(st.integers(0, len(true) - 1), min_size=1, max_size=3, unique=True))
        total = draw(st.integers(0, len(true) - 1))
        if total in parts:
            continue
        whole = sum(true[part] for part in parts)
        one = grouped(np.full(len(parts), total), np.array(parts), true[total] >= whole, true[total] <= whole, 0)
        made.append(within(one.total, one.parts, 0) if len(parts) == 1 and true[total] > whole else one)
    return np.array(true), together(made)


@given(tied(), st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_taken_back_leaves_the_bounds_that_there_are_without_it(drawn, data):
    true, relations = drawn
    width = np.array(data.draw(st.lists(st.integers(0, 4), min_size=len(true), max_size=len(true))))
    before = Bounds(np.maximum(true - width, 0), true + width)
    freed = np.array(data.draw(st.lists(st.booleans(), min_size=len(true), max_size=len(true))))
    after = Bounds(np.where(freed, 0, before.low), np.where(freed, UNBOUNDED, before.high))
    bounds = settled(before, relations)
    rested = resting_on(np.flatnonzero(freed), bounds, before, relations)
    bounds.low[rested.low], bounds.high[rested.high] = after.low[rested.low], after.high[rested.high]
    settle_anew(bounds, relations, rested)
    anew = settled(after, relations)
    assert (bounds.low == anew.low).all()
    assert (bounds.high == anew.high).all()


@given(tied())
@settings(max_examples=100, deadline=None)
def test_bounds_always_hold_the_truth_and_never_widen(drawn):
    true, relations = drawn
    assert relations.hold(true).all()
    own = Bounds(np.maximum(true - 3, 0), true + 4)
    bounds = settled(own, relations)
    assert ((own.low <= bounds.low) & (bounds.low <= true) & (true <= bounds.high) & (bounds.high <= own.high)).all()


def cells(true: list[int], worth: list[int] | None = None) -> Cells:
    """Cells of which five or more are shown as the multiple of 5 below."""
    numbers = np.array(true)
    shown, nothing = numbers // 5 * 5, np.zeros(len(numbers), dtype=bool)
    small, weight = numbers < 5, np.array(worth or true)
    return Cells(np.maximum(shown - 4, 5), shown + 4, small, np.full(len(true), 4), nothing, nothing, weight)


def test_what_tells_of_a_small_count_is_hidden_and_of_several_what_is_worth_least():
    # Everyone is 5 to 9 and so are both services: nobody, or a few, are in the third, which both others would tell.
    total, parts = np.zeros(3, dtype=int), np.array([1, 2, 3])
    known = cells([10, 5, 5, 0], worth=[9, 2, 5, 1])
    known.low[:], known.high[:] = [9, 5, 4, 0], [10, 5, 4, 4]
    found = hide(known, grouped(total, parts, True, True, 0))
    assert found.found == 1
    assert found.cells.tolist() == [False, True, False, True]


@pytest.mark.parametrize(("many", "rounds"), [(10, 40), (98, 40), (100, 20), (400, 5)])
def test_of_many_told_that_rest_on_one_another_more_is_hidden_at_once_and_nothing_that_tells_of_none(many, rounds):
    # Small counts, each within the next; the last within forty of one person, and these within one that tells nothing.
    ones, small = np.arange(40), 41 + np.arange(many)
    known = cells([5] * 40 + [500] + [0] * many)
    known.low[:40] = known.high[:40] = 1
    pairs = (
        within(small[1:], small[:-1], 0),
        within(ones, np.full(40, small[-1]), 0),
        within(np.full(40, 40), ones, 0),
    )
    found = hide(known, together(pairs))
    assert found.cells.tolist() == [True] * 40 + [False] + [True] * many
    assert (found.found, found.rounds) == (many, rounds)


def test_an_audit_refuses_a_small_count_that_is_shown_and_a_hidden_one_that_can_be_told():
    known = cells([10, 5, 5, 0])
    known.low[:], known.high[:] = [9, 5, 4, 0], [10, 5, 4, 4]
    vector = Vector(np.array([9, 5, 4, 0]), np.array([10, 5, 5, 0]), known)
    relations = grouped(np.zeros(3, dtype=int), np.array([1, 2, 3]), True, True, 0)
    with pytest.raises(PublishError, match="1 hidden ones could be worked out"):
        audited(vector, Hidden(np.array([False, False, False, True]), 0, 0), relations)
    with pytest.raises(PublishError, match="1 small counts are shown"):
        audited(vector, Hidden(np.zeros(4, dtype=bool), 0, 0), relations)


def test_what_cannot_be_protected_is_not_published():
    # Two hidden counts of at most 4 that everybody knows to add up to 8.
    known = cells([8, 4, 4])
    known.certain[0] = True
    known.low[0] = known.high[0] = 8
    with pytest.raises(PublishError, match="hiding others does not help; nothing was published"):
        hide(known, grouped(np.array([0, 0]), np.array([1, 2]), True, True, 0))


def test_exact_counts_are_shown_as_they_are():
    tables = counted(people(1, 60))
    shown = protect(tables, nesting(site(), periods()), EXACT).tables
    for cube, table in shown.items():
        for count in (name for name in tables[cube] if f"{name}_key" in tables[cube]):
            assert (table[count] == tables[cube][count]).all()


def test_the_account_says_what_was_listed_found_and_hidden():
    found = protecting.protect(counted(people(2, 300)), nesting(site(), periods()), ROUNDED).audit
    assert set(found.relations) == {"parts", "counts", "cubes", "services", "places", "periods"}
    assert min(found.relations.values()) > 0
    assert found.told > 0
    assert 0 < found.hidden_for_it < found.small < found.cells
    assert found.fewest_values == 3
