"""Every pair of released means of the demonstration, attacked with the code and all numbers of people known."""

import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from recount import periods, rows, services_shown
from recount_outcomes import counted_courses

from pimh_data.release import open_release

MEASURES = ("GAD-7", "EPDS", "GBO")  # all of them would take five times as long
KEYS = ["where", "period", "service", "dimension", "member", "measure", "pairing", "courses"]
FEWEST = 10
# (wider, narrower): whoever has two scores by the narrower has them by the wider.
CHILDRENS, ADULT, CQUIN = "Children's rule", "Adult community rule", "Perinatal CQUIN rule"
EVERY, FINISHED = "All courses", "Finished courses"
WIDER = {(rule, EVERY): [(rule, FINISHED)] for rule in (CHILDRENS, ADULT)}
WIDER[ADULT, EVERY] += [(CHILDRENS, EVERY), (CHILDRENS, FINISHED), (CQUIN, FINISHED)]
WIDER[ADULT, FINISHED] = [(CHILDRENS, FINISHED), (CQUIN, FINISHED)]
MONTHS = [f"{month // 12}-{month % 12 + 1:02d}" for month in range(2020 * 12 + 3, 2025 * 12 + 3)]


@pytest.fixture(scope="module")
def made(demo_release) -> Path:
    return demo_release.parent


@pytest.fixture(scope="module")
def shown(made) -> pd.DataFrame:
    release = open_release(made / "releases" / "demonstration")
    table = pd.concat([release.table("outcomes", where) for where in release.wheres], ignore_index=True)
    return table.astype(dict.fromkeys(KEYS, "object"))


@pytest.fixture(scope="module")
def described(made, shown) -> dict[str, dict[tuple, frozenset]]:
    """mean -> cell -> the courses with their scores that it is of: with two scores, and with a first score alone."""
    found: dict[str, dict[tuple, set]] = {"first": {}, "unpaired": {}}
    for cell, course, said in counted_courses(made / "extracts", set(shown["where"]), MEASURES):
        for kind in found:
            if kind in said:
                found[kind].setdefault(cell, set()).add((course, said[kind], said.get("last")))
    return found


def held(of: list[set]) -> np.ndarray:
    """Which of all things each set holds, array (sets, things) of 0 and 1."""
    number = {one: place for place, one in enumerate(set().union(*of))}
    found = np.zeros((len(of), len(number)), dtype="float32")
    for row, own in zip(found, of, strict=True):
        row[[number[one] for one in own]] = 1
    return found


def inside(of: list[set]) -> np.ndarray:
    """[i, j]: whether all that i holds is in j."""
    matrix = held(of)
    return (matrix @ matrix.T) == matrix.sum(axis=1)[:, None]


def units(folder: Path) -> dict[tuple[str, str], set]:
    """(where, service) -> the services of Places that it is made of."""
    systems, found = {row["place"]: row["system"] for row in rows(folder, "places")}, {}
    for (place, service), views in services_shown(folder).items():
        for where, view in product((place, systems[place], "All Places"), views):
            found.setdefault((where, view), set()).add((place, service))
    return found


def nested(keys: list[tuple], made_of: dict[tuple[str, str], set]) -> np.ndarray:
    """[i, j]: whether group i lies within group j by what they are called."""
    months = {name: {month for month in MONTHS if name in periods(month)} for name in {key[1] for key in keys}}
    below = inside([made_of[key[0], key[2]] for key in keys]) & inside([months[key[1]] for key in keys])
    members, whole = [key[3:5] for key in keys], np.array([key[3] == "all" for key in keys])
    same = np.array([[one == other for other in members] for one in members])
    defined = [key[6:8] for key in keys]
    wider = np.array([[one == other or one in WIDER.get(other, ()) for other in defined] for one in defined])
    return below & (same | whole[None, :]) & wider


def few_left(shown: pd.DataFrame, described: dict[tuple, set], made_of: dict) -> Iterator[tuple[tuple, tuple, int]]:
    """Two groups with a mean, one within the other, and the one to nine people that they differ by."""
    for _, part in shown.groupby("measure"):
        keys = list(part[KEYS].itertuples(index=False, name=None))
        own = [described[key] for key in keys]
        assert min(map(len, own)) >= FEWEST
        left = np.array([len(one) for one in own])
        left = left[None, :] - left[:, None]
        told = nested(keys, made_of) & inside(own) & (left > 0) & (left < FEWEST)
        yield from ((keys[i], keys[j], int(left[i, j])) for i, j in np.argwhere(told))


@pytest.mark.parametrize(("mean", "kind"), [("mean_first", "first"), ("mean_unpaired", "unpaired")])
def test_no_two_means_leave_one_to_nine_people_between_them(shown, described, made, mean, kind):
    mine = shown[shown[mean].notna() & shown.measure.isin(MEASURES)]
    assert len(mine) > 800
    assert list(few_left(mine, described[kind], units(made / "extracts"))) == []


def test_the_attack_finds_people_where_all_of_ten_or_more_have_a_mean(shown, described, made):
    enough = [len(described["first"].get(key, ())) >= FEWEST for key in shown[KEYS].itertuples(index=False, name=None)]
    mine = shown[np.array(enough) & (shown.measure == "EPDS")]
    assert len(list(few_left(mine, described["first"], units(made / "extracts")))) > 100


WHOLE = ("PHQ-9", "GAD-7", "EPDS", "CORE-10", "HADS-A", "HADS-D", "MORS-SF warmth", "MORS-SF invasion")


def sums_of(people: int, mean: float, sd: float) -> list[int]:
    """Sums of whole scores of so many people that give this mean and SD, to one decimal each."""
    found = []
    for total in range(math.ceil(people * (mean - 0.05) - 1e-9), math.floor(people * (mean + 0.05) + 1e-9) + 1):
        least, most = (max(sd + end, 0) ** 2 * (people - 1) + total**2 / people for end in (-0.05, 0.05))
        squares = math.ceil(least - 1e-6)
        if squares + (squares - total) % 2 <= most + 1e-6:  # a square is odd where its number is
            found.append(total)
    return found


def numbers_possible(row: Any, change: float, within: float) -> int:
    """Of how many numbers of people the means and SDs of a row can be, of those that its number permits."""
    found = 0
    for people in range(max(FEWEST, int(row.paired) - 4), int(row.paired) + 5):
        first, last = sums_of(people, row.mean_first, row.sd_first), sums_of(people, row.mean_last, row.sd_last)
        apart = {after - before for before in first for after in last}
        found += any(abs(one / people - change) <= within + 1e-9 for one in apart)
    return found


def test_no_digits_of_means_tell_of_how_many_people_they_are(shown):
    mine = shown[shown.mean_first.notna() & shown.measure.isin(WHOLE) & (shown.paired == 10)]
    assert len(mine) > 100
    assert (mine.mean_change - (mine.mean_last - mine.mean_first)).abs().max() < 1e-6
    assert min(numbers_possible(row, row.mean_change, 0.1) for row in mine.itertuples()) >= 3


def test_a_change_rounded_by_itself_would_tell():
    """Ten people: 13.0 and 8.2 are 130 and 82 points, so that 4.7 is not theirs; nor is it that of 11 to 14."""
    row = pd.Series({"paired": 10, "mean_first": 13.0, "sd_first": 4.0, "mean_last": 8.2, "sd_last": 4.1})
    assert numbers_possible(row, -4.7, 0.05) < numbers_possible(row, -4.8, 0.1) == 5
