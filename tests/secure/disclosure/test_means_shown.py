"""Means that are shown, taken from each other, never describe one to nine people: attacked with sets of persons."""

import itertools

import numpy as np
import pytest
from drawn_people import VIEWED, WHERES, WHOLE, YEARS, counted, members, people, periods, services_of, site, written

from pimh_data.secure.disclosure.listed.parts import parts
from pimh_data.secure.disclosure.listed.wheres import periods as of_periods
from pimh_data.secure.disclosure.listed.wheres import places, services
from pimh_data.secure.disclosure.means import means_shown
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.numbered import numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, of_rows, together, within
from pimh_data.secure.disclosure.worth import MOST_PEOPLE, worth

FEWEST = 10
COUNT = ("people_seen",)


def sets_of(persons: list[dict]) -> dict[tuple[str, ...], frozenset[int]]:
    """(where, period, service, dimension, member) -> the persons seen there; with one referral each, sets nest."""
    found: dict[tuple, set[int]] = {}
    for person in persons:
        one = person["referrals"][-1]
        if not one["seen"]:
            continue
        for where, period, service in itertools.product(WHERES, (YEARS[one["year"]], WHOLE), VIEWED):
            if where in (one["place"], WHERES[-1]) and one["service"] in services_of(service):
                for member in members(one, period, service):
                    found.setdefault((where, period, service, *member), set()).add(person["number"])
    views = itertools.product(WHERES, (*YEARS, WHOLE), VIEWED)
    every = [(*view, *member) for view in views for member in written(view[1], view[2])]
    return {key: frozenset(found.get(key, ())) for key in every}


Key = tuple[str, ...]


def lies_within(part: Key, total: Key) -> bool:
    """Whether one group lies within another by what they are called, and not by chance."""
    where, period, service, _, member = part
    group = "Core20" if member in ("Decile 1", "Decile 2") else "The rest"
    ups = {total[4] == "Everyone", part[3:] == total[3:], member.startswith("Decile") and total[4] == group}
    if " | " in member:
        one, other = member.split(" | ")
        ups |= {total[3:] in (("deprivation", one), ("ethnic_group", other))}
    return (
        where in (total[0], *((WHERES[:-1]) if total[0] == WHERES[-1] else ()))
        and period in (total[1], *(YEARS if total[1] == WHOLE else ()))
        and set(services_of(service)) <= set(services_of(total[2]))
        and any(ups)
    )


def drawn(seed: int) -> tuple[dict[Key, frozenset[int]], np.ndarray, Relations, np.ndarray]:
    """Sets of persons, how many each has, the relations that production lists, and the worth of each."""
    persons = [{**person, "referrals": person["referrals"][-1:]} for person in people(seed, 600)]
    sets = sets_of(persons)
    table = counted(persons)["activity"]
    cube, nests = numbered({"activity": table})["activity"], nesting(site(), periods())
    true = table[list(cube.counts)].to_numpy("int64")
    many = true[:, 0]
    keys = zip(table["where"], table.period, table.service, table.dimension, table.member, strict=True)
    own = {key: sets[key] for key in keys}
    assert [len(one) for one in own.values()] == many.tolist()
    cells = true.ravel()
    listed = together(
        itertools.chain(
            parts(cube, COUNT),
            services(cube, nests, COUNT, cells),
            places(cube, nests, COUNT, cells),
            of_periods(cube, nests, COUNT, cells),
        )
    )
    return own, many, of_rows(listed, 0, len(cube.counts)), worth(cube, true)[:, 0]


def few_left_over(sets: dict[Key, frozenset[int]], shown: np.ndarray) -> list[tuple[int, ...]]:
    """Groups with a mean from which one, or two that share nobody, can be taken so that one to nine people are left."""
    names = [name for name, there in zip(sets, shown, strict=True) if there]
    mine = [sets[name] for name in names]
    persons = sorted(set().union(*mine))
    holds = np.array([[person in one for person in persons] for one in mine], dtype=int)
    shared, size = holds @ holds.T, holds.sum(axis=1)
    found = []
    for place in range(len(mine)):
        nested = np.array([lies_within(name, names[place]) for name in names])
        inside = np.flatnonzero(nested & (size < size[place]))
        assert (shared[place][inside] == size[inside]).all()
        found += [(place, one) for one in inside if size[place] - size[one] < FEWEST]
        left = size[place] - size[inside][:, None] - size[inside][None, :]
        apart = shared[np.ix_(inside, inside)] == 0
        found += [(place, *inside[list(pair)]) for pair in np.argwhere(apart & (left > 0) & (left < FEWEST))]
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_difference_of_means_describes_one_to_nine_people(seed):
    sets, many, relations, value = drawn(seed)
    may = np.ones(len(many), dtype=bool)
    shown = means_shown(many, may, relations, value)
    assert (many[shown] >= FEWEST).all()
    assert shown.sum() > 40
    assert few_left_over(sets, shown) == []


def test_without_the_rule_ten_people_or_more_are_not_enough():
    sets, many, *_ = drawn(1)
    assert len(few_left_over(sets, many >= FEWEST)) > 100


def test_what_is_worth_most_keeps_its_mean():
    *_, many, relations, value = drawn(2)
    shown = means_shown(many, np.ones(len(many), dtype=bool), relations, value)
    top = (many >= FEWEST) & (value // MOST_PEOPLE == (value // MOST_PEOPLE).max())
    withheld = top & ~shown
    assert withheld.sum() <= 0.2 * top.sum()


def shown_of(people: list[int], total: int, of: list[int], worths: list[int]) -> list[bool]:
    one = grouped(np.full(len(of), total), np.array(of), True, True, 0)
    many = np.array(people)
    value = np.array(worths[: len(people)]) * MOST_PEOPLE
    return means_shown(many, np.ones(len(many), dtype=bool), one, value).tolist()


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([30, 10, 20], [True, True, True]),  # nobody is left
        ([32, 10, 22], [True, True, True]),
        ([31, 10, 12, 9], [True, True, False, False]),  # nine would be left of 31 less 10 and 12
        ([32, 10, 12, 10], [True, True, True, True]),
        ([19, 10, 9], [True, False, False]),
        ([9, 9, 0], [False, False, False]),
    ],
)
def test_a_part_is_withheld_where_the_total_less_the_other_parts_would_tell_of_few(people, shown):
    assert shown_of(people, 0, list(range(1, len(people))), [9, 8, 7, 6]) == shown


def shown_of_all(people: list[int], relations: list[Relations]) -> list[bool]:
    many = np.array(people)
    value = (len(many) - np.arange(len(many))) * MOST_PEOPLE
    return means_shown(many, np.ones(len(many), dtype=bool), together(relations), value).tolist()


def test_a_mean_that_others_give_counts_as_shown():
    """Forty less twenty are the other twenty, who with a mean of twenty-five around them would tell of five."""
    halves = grouped(np.array([0, 0]), np.array([1, 2]), True, True, 0)
    around = within(np.array([3]), np.array([2]), 0)
    assert shown_of_all([40, 20, 20, 25], [halves, around]) == [True, True, True, False]
    assert shown_of_all([40, 20, 20, 30], [halves, around]) == [True, True, True, True]
    # The twenty themselves may not be shown at all: their mean is given by the others all the same.
    hidden = means_shown(
        np.array([40, 20, 20, 25]), np.array([True, True, False, True]), together([halves, around]), np.full(4, 1)
    )
    assert hidden.sum() == 2


def test_a_group_that_its_one_part_covers_lies_within_that_part():
    """A service of one Place is the same in all Places; all services of that Place are five people more."""
    covered = grouped(np.array([0]), np.array([1]), False, True, 0)
    around = within(np.array([2]), np.array([1]), 0)
    assert (
        sum(means_shown(np.array([20, 20, 25]), np.array([True, False, True]), together([covered, around]), np.ones(3)))
        == 1
    )


def test_that_nobody_is_left_is_not_told_where_a_number_is_hidden():
    """Who knows the rule knows that one to nine are never left: thirty less ten and twenty would say that it is 0."""
    many, worths = np.array([30, 10, 20, 0]), np.array([4, 3, 2, 1]) * MOST_PEOPLE
    one, may = grouped(np.zeros(3, dtype=int), np.arange(1, 4), True, True, 0), np.ones(4, dtype=bool)
    secret = np.array([False, False, False, True])
    # Nor may either part be shown alone: the other would be worked out, were it known that the last is nobody.
    assert means_shown(many, may, one, worths, secret).tolist() == [True, False, False, False]
    assert means_shown(many, may, one, worths, ~may).tolist() == [True, True, True, False]
    # Where the parts may share people, nothing is told of the last.
    loose = grouped(np.zeros(3, dtype=int), np.arange(1, 4), False, True, 0)
    assert means_shown(many, may, loose, worths, secret).tolist() == [True, True, True, False]
