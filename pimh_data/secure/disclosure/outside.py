"""The audit from outside: how far somebody who has a release, and nothing else, can narrow its hidden counts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES
from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.release import Release
from pimh_data.secure.disclosure.always_so import always_so
from pimh_data.secure.disclosure.apart import left_over, told_apart
from pimh_data.secure.disclosure.as_released import AsReleased, alone, as_released, means_of
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds, settled_as_far_as_possible
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, together

NO_BUNDLES = "A release does not say which services a bundle holds; of bundles only that all services hold them."


@dataclass(frozen=True)
class Outside:
    """How many counts there are, and of how many hidden ones what came out.

    `exactly`, `to_two`: worked out to one value, and to one of two; `not_nought`: known to be about somebody;
    `left_out`: relations around a count of which two contradict each other, so that one of them is not always true.
    `few`: totals with a mean that leave one to nine people beside their parts with means, for certain.
    `narrowest`: the hidden counts that keep the fewest values, in words and without a value.
    """

    cells: int
    hidden: int
    exactly: int
    to_two: int
    not_nought: int
    left_out: int
    few: int
    narrowest: tuple[str, ...]


def from_outside(release: Release, named: int = 20) -> Outside:
    """What the released counts say together of those that are hidden. `named`: how many of the narrowest to name."""
    of = as_released(release)
    own = alone(of)
    relations = together(_possible(each, own) for each in always_so(of))
    if of.profile.hides:
        relations = _apart(relations, of, own)
    bounds, left_out = settled_as_far_as_possible(own, relations)
    known, values = of.hidden, bounds.values
    narrow = np.flatnonzero(known & (values < UNBOUNDED))
    worst = narrow[np.argsort(values[narrow], kind="stable")][:named]
    return Outside(
        cells=len(of.shown),
        hidden=int(of.hidden.sum()),
        exactly=int((values[known] == 1).sum()),
        to_two=int((values[known] == 2).sum()),
        not_nought=int((bounds.low[known] > 0).sum()),
        left_out=left_out,
        few=sum(_few_left(relations, bounds, cells) for cells, beyond in means_of(of) if beyond is None),
        narrowest=tuple(_in_words(int(cell), of.tables, of.cubes) for cell in worst),
    )


def _possible(relations: Relations, own: Bounds) -> Relations:
    """Those that what is shown permits: some hold for nearly everybody, and not always."""
    least = ~relations.at_least | (own.high[relations.total] >= relations.over(own.low))
    most = ~relations.at_most | (own.low[relations.total] <= relations.over(own.high))
    return relations.only(np.flatnonzero(least & most))


def _apart(relations: Relations, of: AsReleased, own: Bounds) -> Relations:
    """The relations with what different numbers tell; of a rest of which somebody is in it, in place, in `own`."""
    secret = of.shown < 0
    for cube in of.cubes.values():  # events are drawn as the people are whose they are
        for count in CUBES[cube.cube].events:
            secret[cube.cells(np.arange(len(cube)), count)] = True
    # Two kinds of count of nearly the same people may each have somebody whom the other lacks.
    alike = relations.only(np.flatnonzero(relations.family != NUMBER["cubes"]))
    others = relations.only(np.flatnonzero(relations.family == NUMBER["cubes"]))
    rest, total, part = left_over(alike, None, of.shown, secret).T
    own.low[rest[~secret[total] & ~secret[part]]] = 1
    return together([told_apart(alike, None, of.shown, secret), others])


def _few_left(relations: Relations, bounds: Bounds, with_means: np.ndarray) -> int:
    """Of how many totals with a mean the parts with means leave one to nine people for certain."""
    there = np.zeros(len(bounds.low), dtype=bool)
    there[with_means] = True
    of_all = relations.only(np.flatnonzero(relations.at_least & there[relations.total]))
    low, high = np.where(there, bounds.low, 0), np.where(there, bounds.high, 0)
    most, least = bounds.high[of_all.total] - of_all.over(low), bounds.low[of_all.total] - of_all.over(high)
    return int(((of_all.over(there.astype("int32")) > 0) & (least > 0) & (most < FEWEST_FOR_A_MEAN)).sum())


def _in_words(cell: int, tables: dict[str, pd.DataFrame], cubes: dict[str, Numbered]) -> str:
    name, cube = next((name, cube) for name, cube in reversed(cubes.items()) if cube.first <= cell)
    row, count = divmod(cell - cube.first, len(cube.counts))
    held = tables[name].iloc[row]
    keys = ("where", "period", "service", "member", *CUBES[name].extra_keys)
    return f"{', '.join(str(held[key]) for key in keys)}: {cube.counts[count].replace('_', ' ')}"
