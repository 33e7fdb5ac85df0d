"""A release before and after twelve late referrals: the same people have the same number, and no move tells of one."""

import random

import numpy as np
import pandas as pd
import pytest
from attacker import UNKNOWN, attacked, cells_of, numbers_of, sums
from drawn_people import counted, people, periods, site

from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.disclosure.rounding import nearest

LATE = 12


@pytest.fixture(scope="module")
def two() -> list[tuple[dict, dict]]:
    """(counted, released) before and after."""
    before, late = people(11, 900), people(12, LATE)
    for number, one in enumerate(late):
        one |= {"number": 10_000 + number, "key": random.Random(number).getrandbits(32)}
    nests = nesting(site(), periods())
    return [(tables, protect(tables, nests, ROUNDED).tables) for tables in (counted(before), counted(before + late))]


def numbers(two: list[tuple[dict, dict]], cube: str = "pathway") -> pd.DataFrame:
    """Of each cell shown in both releases: true and shown counts and sums of keys, before and after."""
    frames = []
    for count in (name for name in two[0][0][cube] if f"{name}_key" in two[0][0][cube]):
        columns = {}
        for when, (true, shown) in zip(("before", "after"), two, strict=True):
            columns |= {f"true {when}": true[cube][count], f"key {when}": true[cube][f"{count}_key"]}
            columns |= {f"shown {when}": shown[cube][count].astype("float64")}
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames).dropna()


def test_the_same_people_have_the_same_number(two):
    cells = numbers(two)
    same = cells[cells["key before"] == cells["key after"]]
    assert len(same) > 500
    assert (same["shown before"] == same["shown after"]).all()


def one_came(shown_before: np.ndarray, shown_after: np.ndarray, within: int) -> np.ndarray:
    """How many true counts before are possible to a reader who knows that one person came."""
    low = np.maximum(np.maximum(shown_before - within, 5), shown_after - within - 1)
    high = np.minimum(shown_before + within, shown_after + within - 1)
    return high - low + 1


def test_a_reader_who_knows_that_one_came_learns_no_count(two):
    cells = numbers(two)
    moved = cells[cells["true after"] - cells["true before"] == 1]
    assert len(moved) > 50
    changed = moved[moved["shown before"] != moved["shown after"]]
    assert len(changed) > 10
    possible = one_came(changed["shown before"].to_numpy(), changed["shown after"].to_numpy(), within=4)
    assert possible.min() >= 3
    # To the nearest 5 the same would tell it exactly: 12 is shown as 10, 13 as 15.
    near = [nearest(moved[f"true {when}"].to_numpy()) for when in ("before", "after")]
    told = one_came(near[0], near[1], within=2)[near[0] != near[1]]
    assert len(told) > 10
    assert (told == 1).all()


def moves(two: list[tuple[dict, dict]], within: int) -> tuple[dict, dict, set]:
    """By how many people each count can have moved, known that LATE came; the truth; which changed.

    `within`: how far a number may be off; 0: were every count of five or more shown as it is.
    """
    (before, shown_before), (after, shown_after) = two
    was, now = cells_of(before), cells_of(after)
    numbers = [numbers_of(shown) for shown in (shown_before, shown_after)]
    if not within:
        numbers = [{cell: n for cell, n in true.items() if n >= 5} for true in (was, now)]
    known, true = {}, {cell: now[cell] - was[cell] for cell in was}
    for cell in was:
        ends = [
            _ends(number.get(cell), true_count, within)
            for number, true_count in zip(numbers, (was[cell], now[cell]), strict=True)
        ]
        apart = cell in numbers[0] and cell in numbers[1] and numbers[0][cell] != numbers[1][cell]
        least = max(ends[1][0] - ends[0][1], int(apart), 0)
        known[cell] = (least, min(ends[1][1] - ends[0][0], LATE))
    return known, true, {cell for cell, (least, _) in known.items() if least > 0}


def _ends(number: int | None, true: int, within: int) -> tuple[int, int]:
    if number is None:
        return (0, 4) if true < 5 else (0, UNKNOWN)
    return max(5, number - within), number + within


def one_more(known: dict, true: dict) -> int:
    """How many counts are known to have moved by one, when all moves that add up are put together."""
    added = [one for one in sums(("parts", "cubes", "services", "places")) if one[2] and one[3]]
    grown = {cell: ends for cell, ends in known.items() if true[cell] >= 0}
    found = attacked(grown, added, true, {})
    return sum(ends == (1, 1) for ends in found.values())


def test_of_no_count_is_it_known_that_it_moved_by_one(two):
    known, true, changed = moves(two, within=4)
    assert len(changed) > 100
    assert one_more(known, true) == 0


def test_were_counts_shown_as_they_are_it_would_be_known_of_many(two):
    known, true, _ = moves(two, within=0)
    assert one_more(known, true) > 100
