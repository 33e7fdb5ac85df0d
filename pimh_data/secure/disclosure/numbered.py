"""The rows of all counted cubes as numbers, so that related rows are found by arithmetic. Knows keys, no counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES

AXES = ("where", "period", "service", "member", "extra")
NOWHERE = -1  # the row of what a cube does not hold


@dataclass(frozen=True, eq=False)
class Words:
    """Of each axis every name -> its number, the same in all cubes: wheres, (kind, period), services,
    (dimension, member), and a cube's own keys.
    """

    of: Mapping[str, Mapping[Any, int]]

    def size(self, axis: str) -> int:
        """How many names an axis has."""
        return len(self.of[axis])

    def numbers(self, axis: str, names: Iterable[object]) -> np.ndarray:
        """The numbers of some names; NOWHERE for one that no cube has."""
        return np.array([self.of[axis].get(name, NOWHERE) for name in names], dtype="int64")

    def mapped(self, axis: str, to: Mapping[object, object]) -> np.ndarray:
        """For every name of an axis, by number, the number of the name that it leads to; NOWHERE where to none."""
        return self.numbers(axis, [to.get(name) for name in self.of[axis]])


@dataclass(frozen=True, eq=False)
class Numbered:
    """A cube's rows: their numbers on every axis, and where its cells begin in the vector of all cells.

    `codes`: axis -> number of each row, int32. `first`: its first cell; the cells of a row stand side by side in the
    order of `counts`.
    """

    cube: str
    counts: tuple[str, ...]
    codes: Mapping[str, np.ndarray]
    words: Words
    first: int

    def __len__(self) -> int:
        return len(self.codes["where"])

    def cells(self, rows: np.ndarray, count: str) -> np.ndarray:
        """The cells of one count in some rows."""
        return self.first + np.asarray(rows) * len(self.counts) + self.counts.index(count)

    def beside(self, cube: "Numbered", rows: np.ndarray, **other: np.ndarray | int) -> np.ndarray:
        """The rows here that have the numbers of some rows of a cube, this or another, but for those given by axis.

        NOWHERE where there is no such row, or where a number is none.
        """
        wanted, known = cube.key[rows], np.ones(len(rows), dtype=bool)
        for axis, numbers in other.items():
            known &= np.asarray(numbers) >= 0
            wanted += (numbers - cube.codes[axis][rows].astype("int64")) * self._strides[axis]
        held, order = self._sorted
        if not len(held):
            return np.full(len(rows), NOWHERE)
        place = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        return np.where(known & (held[place] == wanted), order[place], NOWHERE)

    @cached_property
    def key(self) -> np.ndarray:
        """All numbers of each row as one, int64: in every cube the same for the same names."""
        return sum(self.codes[axis].astype("int64") * stride for axis, stride in self._strides.items())

    @cached_property
    def _strides(self) -> dict[str, int]:
        found, stride = {}, 1
        for axis in reversed(AXES):
            found[axis] = stride
            stride *= self.words.size(axis)
        return found

    @cached_property
    def _sorted(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.key, kind="stable")
        return self.key[order], order


def numbered(tables: Mapping[str, pd.DataFrame]) -> dict[str, Numbered]:
    """Every cube's rows as numbers. `tables`: by name; the KEYS, the cube's extra keys and its counts."""
    named = {cube: _named(cube, table) for cube, table in tables.items()}
    words = Words({axis: _numbers(frames[axis] for frames in named.values()) for axis in AXES})
    found, first = {}, 0
    for cube, frames in named.items():
        codes = {axis: frames[axis].codes(words.of[axis]) for axis in AXES}
        found[cube] = Numbered(cube, CUBES[cube].counts, codes, words, first)
        first += len(tables[cube]) * len(CUBES[cube].counts)
    return found


@dataclass(frozen=True, eq=False)
class _Names:
    """The names of one axis of a cube: which there are, and the place of each row's among them."""

    names: list[object]
    places: np.ndarray

    def codes(self, words: Mapping[object, int]) -> np.ndarray:
        return np.array([words[name] for name in self.names], dtype="int32")[self.places]


def _named(cube: str, table: pd.DataFrame) -> dict[str, _Names]:
    extra = CUBES[cube].extra_keys
    columns = {
        "where": ("where",),
        "period": ("period_kind", "period"),
        "service": ("service",),
        "member": ("dimension", "member"),
        "extra": extra,
    }
    return {axis: _factored(table, own) for axis, own in columns.items()}


def _factored(table: pd.DataFrame, columns: tuple[str, ...]) -> _Names:
    if not columns:
        return _Names([()], np.zeros(len(table), dtype="int64"))
    factored = [pd.factorize(table[name]) for name in columns]
    joined = np.zeros(len(table), dtype="int64")
    for places, names in factored:
        joined = joined * max(len(names), 1) + places
    places, found = pd.factorize(joined)
    held: list[tuple[str, ...]] = []
    for value in found.tolist():
        parts = []
        for _, own in reversed(factored):
            value, place = divmod(value, max(len(own), 1))
            parts.append(str(own[place]))
        held.append(tuple(reversed(parts)))
    return _Names([name[0] if len(columns) == 1 else name for name in held], places)


def _numbers(frames: Iterable[_Names]) -> dict[object, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(name for frame in frames for name in frame.names))}
