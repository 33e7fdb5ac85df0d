"""Everything released together, attacked with the code known: no hidden count is told, exactly or to one of two."""

import numpy as np
import pytest
from attacker import attacked, cells_of, numbers_of, released, sums, told
from drawn_people import counted, people, periods, site

from pimh_data.secure.disclosure import profiles
from pimh_data.secure.disclosure import protect as protecting
from pimh_data.secure.disclosure.listed.family import FAMILIES, NUMBER
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.rounding import nearest

NESTS = nesting(site(), periods())


def attack(tables: dict, within: int = 4) -> dict:
    true, tables = cells_of(tables), protecting.protect(tables, NESTS, ROUNDED).tables
    known = released(tables, true, within)
    found = attacked(known, sums(FAMILIES), true, numbers_of(tables))
    assert all(found[cell][0] <= true[cell] <= found[cell][1] for cell in found)
    return told(known, found)


@pytest.mark.parametrize(("seed", "many"), [(2, 300), (1, 900)])
def test_no_hidden_count_is_told_by_all_released_counts_together(seed, many):
    assert attack(counted(people(seed, many))) == {}


@pytest.mark.parametrize("family", FAMILIES)
def test_without_one_family_of_relations_the_attack_succeeds(family, monkeypatch):
    whole = protecting.relations_of

    def without(*of: object) -> Relations:
        relations = whole(*of)
        return relations.only(np.flatnonzero(relations.family != NUMBER[family]))

    monkeypatch.setattr(protecting, "relations_of", without)
    assert any(attack(counted(people(seed, 300))) for seed in (2, 4))


def test_without_what_different_numbers_tell_the_attack_succeeds(monkeypatch):
    """The same people have the same number: of two nested groups with different ones somebody is in one alone."""
    monkeypatch.setattr(protecting, "with_numbers_apart", lambda vector, relations: (vector, relations))
    assert len(attack(counted(people(2, 300)))) > 0


def test_without_the_randomness_of_rounding_the_attack_succeeds(monkeypatch):
    """To the nearest 5 a number is within 2 of the truth, as everybody who has the code knows."""
    monkeypatch.setattr(profiles, "rounded", lambda counts, _: nearest(counts))
    assert len(attack(counted(people(2, 300)), within=2)) > 20


def test_the_mean_of_all_shown_counts_less_the_true_ones_is_nought():
    errors = []
    for seed in range(4):
        tables = counted(people(seed, 900))
        for cube, table in protecting.protect(tables, NESTS, ROUNDED).tables.items():
            for count in (name for name in tables[cube] if f"{name}_key" in tables[cube]):
                shown = table[count].notna()
                errors += (table[count][shown].astype(int) - tables[cube][count][shown]).tolist()
    # Views hold the same people again and again, so that these are far fewer than 10,000 draws.
    assert len(errors) > 10_000
    assert abs(np.mean(errors)) < 0.05
