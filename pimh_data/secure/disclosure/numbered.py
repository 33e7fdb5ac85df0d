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

    `codes`: axis -> number of each row, int64. `first`: its first cell; the cells of a row stand side by side in the
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

    def at(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """The numbers of some rows on every axis."""
        return {axis: codes[rows] for axis, codes in self.codes.items()}

    def find(self, codes: Mapping[str, np.ndarray]) -> np.ndarray:
        """The rows of these numbers, one an axis each; NOWHERE where the cube has no such row, or a number is none."""
        known = np.logical_and.reduce([codes[axis] >= 0 for axis in AXES])
        held, order = self._sorted
        joined = self._joined(codes)
        if not len(held):
            return np.full(len(joined), NOWHERE)
        place = np.minimum(np.searchsorted(held, joined), len(held) - 1)
        return np.where(known & (held[place] == joined), order[place], NOWHERE)

    def _joined(self, codes: Mapping[str, np.ndarray]) -> np.ndarray:
        joined = np.int64(0)
        for axis in AXES:
            joined = joined * self.words.size(axis) + codes[axis]
        return joined

    @cached_property
    def _sorted(self) -> tuple[np.ndarray, np.ndarray]:
        joined = self._joined(self.codes)
        order = np.argsort(joined, kind="stable")
        return joined[order], order


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
        return np.array([words[name] for name in self.names], dtype="int64")[self.places]


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
