"""Reads released cells as numbers with a state and the range of true counts behind them. No statistics, no words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, TOTAL
from pimh_data.release import Release
from pimh_data.statistics.rounding import released_range, rounding_variance

NAN = float("nan")
# (base, hidden below) of each disclosure profile, as `released_range` takes them. Exact: a base of 1 hides nothing.
ROUNDING = {"rounded": (5, 5), "exact": (1, 0)}


@dataclass(frozen=True)
class Cell:
    """A released count, the lowest and highest true count that it permits, and its state. NaN unless shown or zero.

    `variance`: of what rounding at random added to it; NaN where it is known by its range alone. `withheld`: the
    release has it, and whoever asks is not granted it; it is computed with as what has no data.
    """

    value: float
    lowest: float
    highest: float
    state: str
    variance: float = field(default=NAN, compare=False)
    withheld: bool = field(default=False, compare=False)

    @property
    def known(self) -> bool:
        """Whether there is a number to compute with: shown, or a zero that is shown as one."""
        return self.state in ("shown", "zero")


HIDDEN = Cell(NAN, NAN, NAN, "hidden")
NO_DATA = Cell(NAN, NAN, NAN, "no data")
NOT_GRANTED = Cell(NAN, NAN, NAN, "no data", withheld=True)
NOBODY = Cell(0, 0, 0, "zero", 0.0)


@dataclass(frozen=True)
class View:
    """Which cells: a where, a period, a service, a dimension and one of its members."""

    where: str
    period: str
    service: str
    dimension: str = TOTAL.name
    member: str = EVERYONE

    @staticmethod
    def of(selection: Selection) -> "View":
        """The view that a selection asks for: its year, its service, its deprivation group."""
        everyone = selection.deprivation == EVERYONE
        return View(
            selection.place,
            selection.year,
            selection.service,
            TOTAL.name if everyone else DEPRIVATION.name,
            selection.deprivation,
        )

    def at(self, **changed: str) -> "View":
        """The same view with some keys changed."""
        return replace(self, **changed)


def holds_cube(release: Release, cube: str, where: str) -> bool:
    """Whether the release holds a cube for a where. Without the extract that it is counted from, it holds none.

    Raises SelectionError for a where of which the release (or the viewer) has nothing at all.
    """
    if (cube, where) in release.tables:
        return True
    if where in release.wheres:
        return False
    raise SelectionError(f"release {release.manifest.release} holds nothing for {where!r}")


@dataclass(eq=False)
class _Table:
    """A table of a release as arrays: members, week bands, and each count once it is asked for."""

    table: pd.DataFrame
    members: np.ndarray
    weeks: np.ndarray | None
    counts: dict[str, np.ndarray] = field(default_factory=dict)

    def count(self, name: str) -> np.ndarray:
        """A count of every row, NaN where hidden."""
        if name not in self.counts:
            self.counts[name] = self.table[name].to_numpy("float64", na_value=np.nan)
        return self.counts[name]


def _table(release: Release, cube: str, where: str) -> _Table:
    # A page reads some hundred views: as arrays they take a tenth of the time of data frames.
    return release.once_of(cube, where, _Table, lambda: _as_arrays(release.table(cube, where)))


def _as_arrays(table: pd.DataFrame) -> _Table:
    weeks = np.asarray(table["weeks"], dtype=object) if "weeks" in table.columns else None
    return _Table(table, np.asarray(table["member"], dtype=object), weeks)


def _rows(release: Release, cube: str, view: View) -> tuple[_Table, slice] | None:
    """The rows of a view; None where the release holds none."""
    if not holds_cube(release, cube, view.where):
        return None
    found = release.index[cube, view.where].get((view.period, view.service, view.dimension))
    return None if found is None else (_table(release, cube, view.where), found)


def holds(release: Release, cube: str, view: View) -> bool:
    """Whether the release holds the view's dimension, hidden or not, for its where, period and service."""
    return _rows(release, cube, view) is not None


def members(release: Release, cube: str, view: View, count: str) -> dict[str, Cell]:
    """Every member of the view's dimension -> its cell, in the release's order."""
    found = _rows(release, cube, view)
    if found is None:
        return {}
    table, rows = found
    profile, values = release.manifest.profile, table.count(count)[rows].tolist()
    return {name: cell_of(profile, value) for name, value in zip(table.members[rows], values, strict=True)}


def cell(release: Release, cube: str, view: View, count: str) -> Cell:
    """The one cell of a view; NO_DATA where the release has no such row."""
    return several(release, cube, view, (count,))[count]


def several(release: Release, cube: str, view: View, counts: Sequence[str]) -> dict[str, Cell]:
    """Several counts of the one row of a view; NO_DATA where the release has no such row."""
    found = _rows(release, cube, view)
    row = _row(*found, view.member) if found else None
    if found is None or row is None:
        return dict.fromkeys(counts, lacking(release, cube, view))
    return {name: cell_of(release.manifest.profile, float(found[0].count(name)[row])) for name in counts}


def lacking(release: Release, cube: str, view: View) -> Cell:
    """The cell of a view that is not there: NOT_GRANTED where it was left out for whoever asks, else NO_DATA."""
    return NOT_GRANTED if release.withholds((cube,), view.where, view.service, (view.period,)) else NO_DATA


def waiting_by_band(release: Release, view: View) -> dict[str, Cell]:
    """Week band -> people of the view who still wait, for so long so far, as far as the release holds them."""
    found = _rows(release, "backlog", view)
    if found is None:
        return {}
    table, rows = found
    if table.weeks is None:
        return {}
    own = rows.start + np.flatnonzero(table.members[rows] == view.member)
    profile, values = release.manifest.profile, table.count("people")[own].tolist()
    return {band: cell_of(profile, value) for band, value in zip(table.weeks[own], values, strict=True)}


def by_key(release: Release, cube: str, view: View, count: str, key: str) -> dict[tuple[str, str], Cell]:
    """(value of the cube's own key, member) -> cell, for every row of the view's dimension: feedback by question."""
    found = _rows(release, cube, view)
    if found is None:
        return {}
    table, rows = found
    keys, profile = table.table[key].iloc[rows].tolist(), release.manifest.profile
    cells = (cell_of(profile, value) for value in table.count(count)[rows].tolist())
    return dict(zip(zip(keys, table.members[rows], strict=True), cells, strict=True))


def total(parts: Iterable[Cell]) -> Cell:
    """Several cells added up, with the range of the sum. Hidden if any is; no data if any has none."""
    parts = list(parts)
    for missing in (NO_DATA, HIDDEN):
        if not parts or missing in parts:
            return missing
    value = sum(part.value for part in parts)
    lowest, highest = sum(part.lowest for part in parts), sum(part.highest for part in parts)
    return Cell(value, lowest, highest, "shown" if highest > 0 else "zero", sum(part.variance for part in parts))


def less(whole: Cell, part: Cell) -> Cell:
    """A whole without one of its parts, with the range of the difference; never below zero."""
    for missing in (NO_DATA, HIDDEN):
        if missing in (whole, part):
            return missing
    value = max(whole.value - part.value, 0)
    lowest, highest = max(whole.lowest - part.highest, 0), max(whole.highest - part.lowest, 0)
    return Cell(value, lowest, highest, "shown" if highest > 0 else "zero", whole.variance + part.variance)


def all_others(whole: Cell, part: Cell) -> Cell:
    """All others, to be compared with the part that they are the whole without: known by their range alone.

    Two or more counts rounded at random lie between them and the truth. Of few people that is more than their number
    itself, and no chance of it should be told: anywhere within the range is taken as likely.
    """
    found = less(whole, part)
    return replace(found, variance=NAN) if found.known else found


def _row(table: _Table, rows: slice, member: str) -> int | None:
    at = np.flatnonzero(table.members[rows] == member)
    return rows.start + int(at[0]) if len(at) else None


def cell_of(profile: str, value: float) -> Cell:
    """The cell of a released count, NaN where hidden, under a disclosure profile; never looked up twice."""
    return HIDDEN if value != value else _shown(profile, value)


@lru_cache(maxsize=20_000)
def _shown(profile: str, value: float) -> Cell:
    base, hidden_below = ROUNDING[profile]
    lowest, highest = released_range(value, base, hidden_below)
    state = "shown" if value > 0 else "zero"
    return Cell(value, float(lowest), float(highest), state, rounding_variance(base))
