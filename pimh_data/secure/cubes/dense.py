"""The dense table of a cube: every combination that services and periods imply, with the counts of its cells.

A cell of nobody is written as 0, so that a null means hidden and an absent row means no data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES, KEYS, NOT_RECORDED, PAIR
from pimh_data.secure.cubes.coding import HUB, Coded
from pimh_data.secure.cubes.counting import Cells
from pimh_data.secure.cubes.periods import Periods
from pimh_data.secure.cubes.plan import Breakdown


@dataclass(frozen=True, eq=False)
class _Part:
    """The cells of one breakdown: of each its view, period, member, further member (numbers), and its counts."""

    breakdown: Breakdown
    members: tuple[str, ...]
    at: tuple[np.ndarray, ...]
    numbers: np.ndarray


def dense(
    people: Coded,
    cube: str,
    kind: str,
    periods: Periods,
    counted: Mapping[Breakdown, Cells],
    counts: Sequence[str],
    extra: str = "",
) -> pd.DataFrame:
    """KEYS of the cube, its extra key and the int64 counts, in the order of the keys.

    A period is implied for a view when it ends in or after the month in which the view's earliest service started.
    `extra`: a column of codes by which everything was counted apart, the cube's extra key. Raises ValueError when
    somebody counted has no place in the table.
    """
    spec, views = CUBES[cube], people.source.views.names
    implied = periods.last[None, :] >= views.start.to_numpy()[:, None]
    further = people.names[extra] if extra else ("",)
    parts = [_part(people, one, cells, implied, extra, len(further)) for one, cells in counted.items()]
    view, period, _, beyond = (np.concatenate(arrays) for arrays in zip(*(part.at for part in parts), strict=True))
    keys = {
        "where": _texts(views["where"], view),
        "period": _texts(periods.names, period),
        "service": _texts(views.service, view),
        "dimension": _joined([(part.breakdown.dimension,) for part in parts], [0 * part.at[2] for part in parts]),
        "member": _joined([part.members for part in parts], [part.at[2] for part in parts]),
        **({extra: _texts(further, beyond)} if extra else {}),
    }
    order = np.lexsort([key.codes for key in reversed(keys.values())])
    texts = {name: key[order].astype("str") for name, key in keys.items()} | {"basis": spec.basis, "period_kind": kind}
    numbers = np.concatenate([part.numbers for part in parts])[order]
    added = {name: numbers[:, place] for place, name in enumerate(counts)}
    return pd.DataFrame({name: texts[name] for name in (*KEYS, *spec.extra_keys)} | added)


def _part(people: Coded, breakdown: Breakdown, cells: Cells, implied: np.ndarray, extra: str, further: int) -> _Part:
    members = breakdown.members or people.names[HUB]
    member = _members(people, breakdown, members, cells)
    views = _views(people, breakdown)
    row = np.full(len(implied), -1)
    row[views] = np.arange(len(views))
    has = _has(people, members, views) if not breakdown.members else np.ones((len(views), len(members)), dtype=bool)
    held = (member >= 0) & (row[cells.view] >= 0)
    at = (row[cells.view], cells.period, member, cells.codes[extra] if extra else 0 * member)
    at = tuple(array[held] for array in at)
    lost = np.flatnonzero(~(implied[views][at[0], at[1]] & has[at[0], at[2]]))
    if len(lost):
        raise ValueError(f"{len(lost)} counted cells of {breakdown.dimension!r} have no place in the grid")
    numbers = np.zeros((len(views), implied.shape[1], len(members), further, cells.numbers.shape[1]), dtype=np.int64)
    numbers[at] = cells.numbers[held]
    there = np.broadcast_to(implied[views][:, :, None, None] & has[:, None, :, None], numbers.shape[:-1])
    row, *others = np.nonzero(there)
    return _Part(breakdown, members, (views[row], *others), numbers[there])


def _views(people: Coded, breakdown: Breakdown) -> np.ndarray:
    """The numbers of the views that hold the breakdown. Hubs are of one Place: those of several may share a name."""
    names = people.source.views.names
    held = np.array([kind in breakdown.services for kind in names["service_kind"]], dtype=bool)
    if not breakdown.members:
        held &= np.array([where in people.hubs for where in names["where"]], dtype=bool)
    return np.flatnonzero(held)


def _has(people: Coded, hubs: Sequence[str], views: np.ndarray) -> np.ndarray:
    """Which of the hubs each view's Place has, array (views, hubs) of bool."""
    own = {place: {*named, NOT_RECORDED} for place, named in people.hubs.items()}
    places = people.source.views.names["where"].to_numpy()[views]
    return np.array([[hub in own[place] for hub in hubs] for place in places], dtype=bool).reshape(-1, len(hubs))


def _members(people: Coded, breakdown: Breakdown, members: Sequence[str], cells: Cells) -> np.ndarray:
    """The number of each cell's member; -1 where it is not written. A code of -1 is a value that no list knows."""
    number = {name: place for place, name in enumerate(members)}
    names = [people.names[column] for column in breakdown.columns]
    codes = [cells.codes[column] for column in breakdown.columns]
    if not names:
        return np.zeros(len(cells.view), dtype=np.int64)
    if len(names) == 1:
        return np.array([*(number.get(name, -1) for name in names[0]), -1])[codes[0]]
    groups, others = names
    pairs = [[*(number.get(f"{group}{PAIR}{name}", -1) for name in others), -1] for group in groups]
    return np.array([*pairs, [-1] * (len(others) + 1)])[tuple(codes)]


def _texts(names: Sequence[str], numbers: np.ndarray) -> pd.Categorical:
    """The names at these numbers; categories in the order of the alphabet."""
    ordered, rank = np.unique(np.asarray(names, dtype=object).astype(str), return_inverse=True)
    return pd.Categorical.from_codes(rank[numbers], ordered)


def _joined(names: Sequence[Sequence[str]], numbers: Sequence[np.ndarray]) -> pd.Categorical:
    """Several lists of names, one after the other, at these numbers of each."""
    starts = np.cumsum([0, *(len(own) for own in names)])[:-1]
    return _texts(
        [name for own in names for name in own],
        np.concatenate([start + own for start, own in zip(starts, numbers, strict=True)]),
    )
