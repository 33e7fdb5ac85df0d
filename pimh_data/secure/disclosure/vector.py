"""Every count of every cube side by side: what is true, what would be shown, and what that gives away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES, PLUS_GROUP
from pimh_data.registry.disclosure import FEWEST, FEWEST_FOR_A_MEAN, FEWEST_SENSITIVE, SENSITIVE
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.disclosure.bounds import UNBOUNDED
from pimh_data.secure.disclosure.cells import Cells
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.worth import worth


@dataclass(frozen=True, eq=False)
class Vector:
    """`true` and `shown`: one a cell, int32; `cells`: what a reader knows of each; `unreleased`: how many of them, at
    the end, no release holds.
    """

    true: np.ndarray
    shown: np.ndarray
    cells: Cells
    unreleased: int = 0


def vector_of(
    tables: Mapping[str, pd.DataFrame],
    cubes: Mapping[str, Numbered],
    profile: Profile,
    nobody: Mapping[str, np.ndarray],
) -> Vector:
    """All cells of the counted cubes: their KEYS, counts, and sums of keys where these are counts of people.

    `nobody`: of a cube, where everybody knows that a count is 0, array (rows, counts) of bool.
    """
    parts = [_of_cube(tables[name], cube, profile, nobody.get(name)) for name, cube in cubes.items()]
    joined = [np.concatenate(each) for each in zip(*parts, strict=True)]
    true, shown, low, high, small, few, most, certain, weight = joined
    return Vector(true, shown, Cells(low, high, small, most, few, certain, weight))


def with_unreleased(vector: Vector, true: np.ndarray) -> Vector:
    """The same with more cells at its end, which no release holds and of which nothing is known: sums lead through
    them. `true`: what they are.
    """
    cells, nothing = vector.cells, np.zeros(len(true), dtype="int32")
    further = {"low": nothing, "high": nothing + UNBOUNDED, "most": nothing, "worth": nothing}
    further |= {"small": nothing > 0, "few": nothing > 0, "certain": nothing == 0}
    joined = {name: np.concatenate([getattr(cells, name), more]) for name, more in further.items()}
    return Vector(
        np.concatenate([vector.true, true.astype("int32")]),
        np.concatenate([vector.shown, nothing]),
        replace(cells, **joined),
        len(true),
    )


def _of_cube(
    table: pd.DataFrame, cube: Numbered, profile: Profile, nobody: np.ndarray | None
) -> tuple[np.ndarray, ...]:
    counts = cube.counts
    true = table[list(counts)].to_numpy("int64")
    members = [FEWEST_SENSITIVE if sensitive(*member) else FEWEST for member in cube.words.of["member"]]
    fewest = np.repeat(np.array(members)[cube.codes["member"]][:, None], len(counts), axis=1)
    small = profile.small(true, fewest)
    # Events of few people are hidden with these, however many they are, and drawn as they are.
    events = np.isin(np.array(counts), CUBES[cube.cube].events)
    few = events[None, :] & small[:, :1]
    if cube.cube == "contacts":
        # And people of few contacts with these: nobody can tell whether hidden contacts are few, or of few people.
        few[:, 0] |= small[:, counts.index("attended")]
    sums = [_key_sums(table, name if not event else counts[0]) for name, event in zip(counts, events, strict=True)]
    shown = np.column_stack([profile.shown(true[:, i], sums[i]) for i in range(len(counts))])
    low, high = np.empty_like(true), np.empty_like(true)
    for place, keys in enumerate(sums):
        ends = profile.permits(shown[:, place], fewest[:, place], drawn=keys is not None)
        low[:, place], high[:, place] = ends
    if CUBES[cube.cube].means:
        _told_by_means(counts, true, low, high)
    certain = np.zeros_like(small) if nobody is None else nobody & profile.hides
    low[certain], high[certain] = 0, 0
    numbers = (each.astype("int32") for each in (true, shown, low, high))
    found = (*numbers, small, few, (fewest - 1).astype("int32"), certain, worth(cube, true))
    return tuple(each.ravel() for each in found)


def _told_by_means(counts: Sequence[str], true: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Where means are shown, ten people or more are known, in place, wherever they may be shown; and where there are
    none, at most nine: that they may be withheld for another reason is taken not to hold.
    """
    first, paired = counts.index("first_score"), counts.index("paired")
    enough = true[:, paired] >= FEWEST_FOR_A_MEAN
    low[enough, paired] = np.maximum(low[enough, paired], FEWEST_FOR_A_MEAN)
    apart = (true[:, paired] >= FEWEST) & (true[:, first] - true[:, paired] >= FEWEST_FOR_A_MEAN)
    low[apart, first] = np.maximum(low[apart, first], low[apart, paired] + FEWEST_FOR_A_MEAN)
    high[apart, paired] = np.minimum(high[apart, paired], high[apart, first] - FEWEST_FOR_A_MEAN)
    most = FEWEST_FOR_A_MEAN - 1
    few = (true[:, paired] >= FEWEST) & ~enough
    high[few, paired] = np.minimum(high[few, paired], most)
    beside = (true[:, paired] >= FEWEST) & (true[:, first] - true[:, paired] <= most)
    high[beside, first] = np.minimum(high[beside, first], high[beside, paired] + most)
    low[beside, paired] = np.maximum(low[beside, paired], low[beside, first] - most)


def _key_sums(table: pd.DataFrame, count: str) -> np.ndarray | None:
    name = f"{count}{KEY}"
    return table[name].to_numpy("int64") if name in table else None


def sensitive(dimension: str, member: str) -> bool:
    """Whether so little is shown of a member as the law's special care asks."""
    return dimension == PLUS_GROUP.name and member in SENSITIVE
