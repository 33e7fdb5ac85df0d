"""Reads released cells as numbers with a state and the range of true counts behind them. No statistics, no words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, TOTAL
from pimh_data.release import Release
from pimh_data.statistics.rounding import released_range

NAN = float("nan")
# (base, hidden below) of each disclosure profile, as `released_range` takes them. Exact: a base of 1 hides nothing.
ROUNDING = {"rounded": (5, 5), "suppressed": (1, 0), "exact": (1, 0)}


@dataclass(frozen=True)
class Cell:
    """A released count, the lowest and highest true count that it permits, and its state. NaN unless shown or zero."""

    value: float
    lowest: float
    highest: float
    state: str

    @property
    def known(self) -> bool:
        """Whether there is a number to compute with: shown, or a zero that is shown as one."""
        return self.state in ("shown", "zero")


HIDDEN = Cell(NAN, NAN, NAN, "hidden")
NO_DATA = Cell(NAN, NAN, NAN, "no data")
NOBODY = Cell(0, 0, 0, "zero")


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


def held(release: Release, cube: str, where: str) -> bool:
    """Whether the release holds a cube for a where. Without the extract that it is counted from, it holds none.

    Raises SelectionError for a where of which the release (or the viewer) has nothing at all.
    """
    if (cube, where) in release.tables:
        return True
    if where in release.wheres:
        return False
    raise SelectionError(f"release {release.manifest.release} holds nothing for {where!r}")


def members(release: Release, cube: str, view: View, count: str, weeks: str | None = None) -> dict[str, Cell]:
    """Every member of the view's dimension -> its cell, in the release's order; `weeks` names a band of the waits."""
    if not held(release, cube, view.where):
        return {}
    rows = release.cells(cube, view.where, view.period, view.service, view.dimension)
    if weeks is not None:
        rows = rows[(rows["weeks"] == weeks).to_numpy()]
    names = rows["member"].tolist()
    return dict(zip(names, _cells(release, rows[count].to_numpy("float64", na_value=np.nan)), strict=True))


def cell(release: Release, cube: str, view: View, count: str) -> Cell:
    """The one cell of a view; NO_DATA where the release has no such row."""
    return members(release, cube, view, count).get(view.member, NO_DATA)


def several(release: Release, cube: str, view: View, counts: Sequence[str]) -> dict[str, Cell]:
    """Several counts of the one row of a view, read at once; NO_DATA where the release has no such row."""
    if not held(release, cube, view.where):
        return dict.fromkeys(counts, NO_DATA)
    rows = release.cells(cube, view.where, view.period, view.service, view.dimension)
    found = np.flatnonzero((rows["member"] == view.member).to_numpy())
    if not len(found):
        return dict.fromkeys(counts, NO_DATA)
    row = rows[list(counts)].iloc[found[0]].to_numpy("float64", na_value=np.nan)
    return dict(zip(counts, _cells(release, row), strict=True))


def by_band(release: Release, view: View, count: str) -> dict[str, Cell]:
    """Week band -> people of the view in it, as far as the release holds them: `count` is seen, left or waiting."""
    if not held(release, "waits", view.where):
        return {}
    rows = release.cells("waits", view.where, view.period, view.service, view.dimension)
    rows = rows[(rows["member"] == view.member).to_numpy()]
    found = _cells(release, rows[count].to_numpy("float64", na_value=np.nan))
    return dict(zip(rows["weeks"].tolist(), found, strict=True))


def waits(release: Release, view: View, count: str, bands: Sequence[str]) -> Cell:
    """People of the view in the named week bands together: `count` is seen, left or waiting."""
    found = by_band(release, view, count)
    return total(found.get(band, NO_DATA) for band in bands)


def by_key(release: Release, cube: str, view: View, count: str, key: str) -> dict[tuple[str, str], Cell]:
    """(value of the cube's own key, member) -> cell, for every row of the view's dimension: feedback by question."""
    if not held(release, cube, view.where):
        return {}
    rows = release.cells(cube, view.where, view.period, view.service, view.dimension)
    found = _cells(release, rows[count].to_numpy("float64", na_value=np.nan))
    return dict(zip(zip(rows[key].tolist(), rows["member"].tolist(), strict=True), found, strict=True))


def total(parts: Iterable[Cell]) -> Cell:
    """Several cells added up, with the range of the sum. Hidden if any is; no data if any has none."""
    parts = list(parts)
    for missing in (NO_DATA, HIDDEN):
        if not parts or missing in parts:
            return missing
    value = sum(part.value for part in parts)
    lowest, highest = sum(part.lowest for part in parts), sum(part.highest for part in parts)
    return Cell(value, lowest, highest, "shown" if highest > 0 else "zero")


def less(whole: Cell, part: Cell) -> Cell:
    """A whole without one of its parts, with the range of the difference; never below zero."""
    for missing in (NO_DATA, HIDDEN):
        if missing in (whole, part):
            return missing
    value = max(whole.value - part.value, 0)
    lowest, highest = max(whole.lowest - part.highest, 0), max(whole.highest - part.lowest, 0)
    return Cell(value, lowest, highest, "shown" if highest > 0 else "zero")


def _cells(release: Release, values: np.ndarray) -> list[Cell]:
    base, hidden_below = ROUNDING[release.manifest.profile]
    lowest, highest = released_range(values, base, hidden_below)
    return [
        HIDDEN if np.isnan(value) else Cell(float(value), float(low), float(high), "shown" if value > 0 else "zero")
        for value, low, high in zip(values, lowest, highest, strict=True)
    ]
