"""Means of groups within a group's parts, taken from its own: no one to nine people are left. Attacked with sets."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.secure.disclosure.covering import Covering
from pimh_data.secure.disclosure.means import means_shown
from pimh_data.secure.disclosure.relations import Relations, grouped, together, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE

FEWEST, KINDS = 10, (2, 3, 2)  # of three attributes of each person, so many kinds
ANY = -1
GROUPS = list(itertools.product(*((ANY, *range(many)) for many in KINDS)))


def shown_of(people: list[int], relations: list[Relations], may: list[bool]) -> list[bool]:
    worth = (len(people) - np.arange(len(people))) * MOST_PEOPLE
    return means_shown(np.array(people), np.array(may), together(relations), worth).tolist()


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([43, 27, 16, 14], [True, True, False, False]),  # 43 less 27 and 14 are two people
        ([53, 27, 26, 14], [True, True, False, True]),  # twelve are left
        ([41, 27, 14, 14], [True, True, False, True]),  # nobody is left: the fourteen are all of the part
        ([27, 27, 16, 14], [True, True, False, True]),  # no sum holds: nothing is known of what is left
    ],
)
def test_a_group_within_a_part_that_has_no_mean_itself_stands_in_for_it(people, shown):
    halves = grouped(np.array([0, 0]), np.array([1, 2]), True, True, 0)
    inside = within(np.array([2]), np.array([3]), 0)
    assert shown_of(people, [inside, halves], [True, True, False, True]) == shown


def test_the_same_people_under_another_name_count_as_known():
    # The second part has no mean, but an equal group elsewhere has, and the fourth lies within the part.
    halves = grouped(np.array([0, 0]), np.array([1, 2]), True, True, 0)
    names = within(np.array([4, 2]), np.array([2, 3]), 0)
    assert shown_of([60, 40, 20, 15, 20], [names, halves], [True, False, False, True, True]) == [
        *(True, False, False, True, False),
    ]


def drawn(seed: int, many: int) -> tuple[list[frozenset[int]], Relations]:
    """The persons of every group of GROUPS, and how these lie within each other by each attribute left open."""
    rng = np.random.default_rng(seed)
    persons = np.column_stack([rng.choice(kinds, many, p=rng.dirichlet(np.ones(kinds))) for kinds in KINDS])
    sets = [
        frozenset(
            np.flatnonzero(np.all([(persons[:, i] == one) | (one == ANY) for i, one in enumerate(group)], axis=0))
        )
        for group in GROUPS
    ]
    made = []
    for number, attribute in itertools.product(range(len(GROUPS)), range(len(KINDS))):
        if GROUPS[number][attribute] == ANY:
            parts = [
                GROUPS.index((*GROUPS[number][:attribute], k, *GROUPS[number][attribute + 1 :]))
                for k in range(KINDS[attribute])
            ]
            both = np.full(len(parts), number), np.array(parts)
            # By the first attribute all parts are listed, by the others that each lies within.
            made.append(grouped(*both, True, True, 0) if attribute == 0 else within(*both, 0))
    return sets, together(made)


def few_left(sets: list[frozenset[int]], relations: Relations, shown: list[bool]) -> int:
    """How many groups with a mean leave one to nine people beside the largest with one within each of some parts."""
    held, found = [one for one, there in zip(sets, shown, strict=True) if there], 0
    for number in range(len(relations)):
        total, start = relations.total[number], relations.starts[number]
        if shown[total]:
            parts = [sets[part] for part in relations.parts[start : start + relations.sizes[number]]]
            taken = sum(max((len(one) for one in held if one <= part), default=0) for part in parts)
            found += taken > 0 and 0 < len(sets[total]) - taken < FEWEST
    return found


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), many=st.integers(40, 160), forbidden=st.sets(st.integers(0, len(GROUPS) - 1)))
def test_of_drawn_groups_none_leaves_one_to_nine_people(seed, many, forbidden):
    sets, relations = drawn(seed, many)
    shown = shown_of([len(one) for one in sets], [relations], [n not in forbidden for n in range(len(sets))])
    assert few_left(sets, relations, shown) == 0


def test_without_the_rule_they_do(monkeypatch):
    monkeypatch.setattr(Covering, "leaving_few", lambda self, covered: self.sums.only(np.empty(0, dtype=int)))
    found = 0
    for seed in range(100):
        sets, relations = drawn(seed, 50)
        may = np.random.default_rng(seed + 1).random(len(sets)) < 0.5
        found += few_left(sets, relations, shown_of([len(one) for one in sets], [relations], [True, *may[1:].tolist()]))
    assert found > 3
