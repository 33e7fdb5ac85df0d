"""Counts of outcomes and the means beside them, attacked together with the code known: no hidden count is told."""

from functools import cache

import numpy as np
import pytest
from attacker import attacked, told
from drawn_outcomes import outcomes
from drawn_people import people, periods, site
from outcomes_attacker import FAMILIES, cells_of, released, sums, ten_more

from pimh_data.secure.cubes.outcomes_cubes import OutcomeCubes
from pimh_data.secure.disclosure import protect as protecting
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.numbered import numbered
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.vector import vector_of

NESTS = nesting(site(), periods())


@cache
def counted_of(seed: int, many: int) -> OutcomeCubes:
    return outcomes(people(seed, many))


every_sum = cache(lambda: sums(FAMILIES))


def attack(seed: int, many: int) -> dict:
    counted = counted_of(seed, many)
    true, tables = cells_of(counted.tables), protect({}, NESTS, ROUNDED, counted).tables
    known, shown = released(tables, true), {cell: n for cell, n in cells_of(tables).items() if n >= 0}
    assert len(shown) > 500
    found = attacked(known, every_sum(), true, shown, ten_more(tables))
    assert all(found[cell][0] <= true[cell] <= found[cell][1] for cell in found)
    return told(known, found)


@pytest.mark.parametrize(("seed", "many"), [(3, 300), (4, 500)])
def test_no_hidden_count_is_told_by_all_released_outcomes_together(seed, many):
    assert attack(seed, many) == {}


@pytest.mark.parametrize("family", FAMILIES)
def test_without_one_family_of_relations_the_attack_succeeds(family, monkeypatch):
    whole = protecting.relations_of

    def without(*of: object) -> Relations:
        relations = whole(*of)
        return relations.only(np.flatnonzero(relations.family != NUMBER[family]))

    monkeypatch.setattr(protecting, "relations_of", without)
    assert len(attack(3, 300)) > 0


def test_without_what_different_numbers_tell_the_attack_succeeds(monkeypatch):
    monkeypatch.setattr(protecting, "with_numbers_apart", lambda vector, relations: (vector, relations))
    assert len(attack(3, 300)) > 0


def test_what_a_shown_mean_tells_is_taken_as_known():
    """A mean is of ten people or more, where the number alone says six to fourteen."""
    counted = counted_of(3, 600)
    tables = protect({}, NESTS, ROUNDED, counted).tables
    cubes = numbered(counted.tables)
    cells = vector_of(counted.tables, cubes, ROUNDED, counted.nobody).cells
    cube, shown = cubes["outcomes"], tables["outcomes"]
    low = {name: cells.low[cube.cells(np.arange(len(cube)), name)] for name in cube.counts}
    paired, alone = shown.mean_first.notna().to_numpy(), shown.mean_unpaired.notna().to_numpy()
    assert (paired & (shown.paired == 10)).any()
    assert low["paired"][paired].min() >= 10
    assert (low["first_score"] - low["paired"])[alone].min() >= 10
    few = (paired | (shown.paired.isna() | (counted.tables["outcomes"].paired >= 10)).to_numpy()) == 0
    high = {name: cells.high[cube.cells(np.arange(len(cube)), name)] for name in cube.counts}
    assert (few & (shown.paired == 10)).any()
    assert high["paired"][few].max() == 9
    true = counted.tables["outcomes"]
    few = ((true.paired >= 5) & (true.first_score - true.paired < 10)).to_numpy()
    assert (high["first_score"] - high["paired"])[few].max() == 9
