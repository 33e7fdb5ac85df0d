"""A map of equal tiles, one a Place, for when no boundaries were brought. Positions only: no colours, no figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

WIDTH = 5  # tiles in a row where no layout is known
ROOM = 1.5  # tiles on the grid for each Place: with as many as Places, some would be pushed across the map


@dataclass(frozen=True)
class Tile:
    """One Place's tile: column from the west and row from the north, both from 0."""

    place: str
    system: str
    column: int
    row: int


@dataclass(frozen=True)
class TileMap:
    """The tiles, and whether each stands where its Place lies: else they are in the order of their systems."""

    tiles: tuple[Tile, ...]
    geographic: bool


def tile_map(places: Mapping[str, str], positions: Mapping[str, tuple[int, int]]) -> TileMap:
    """Tiles of the Places (Place -> system) at their positions (Place -> column, row), moved to the upper left corner
    and no further apart than one empty row or column.

    Where a Place has no position all are set out system by system, in the order given, WIDTH to a row; they are not a
    map then, and `geographic` says so.
    """
    if places and all(place in positions for place in places):
        cornered = _in_the_corner({place: positions[place] for place in places})
        return TileMap(tuple(Tile(place, system, *cornered[place]) for place, system in places.items()), True)
    tiles, row = [], 0
    for system in dict.fromkeys(places.values()):
        members = [place for place, of in places.items() if of == system]
        tiles += [Tile(place, system, n % WIDTH, row + n // WIDTH) for n, place in enumerate(members)]
        row += -(-len(members) // WIDTH)
    return TileMap(tuple(tiles), False)


def positions_of(points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """A tile for each point (eastwards, northwards), so that together they move least: Place -> (column, row).

    The grid has the shape of the ground, and no empty row or column is left in it.
    """
    if not points:
        return {}
    places = np.array(list(points.values()), dtype="float64")
    low, size = places.min(axis=0), np.ptp(places, axis=0)
    across, up = (max(length, size.max() / len(points), 1.0) for length in size)
    columns = max(1, min(len(points), round(math.sqrt(ROOM * len(points) * across / up))))
    rows = math.ceil(ROOM * len(points) / columns) if columns < len(points) else 1
    east = (places[:, 0] - low[0]) / across * (columns - 1)
    south = (low[1] + size[1] - places[:, 1]) / up * (rows - 1)
    grid = np.array([(column, row) for row in range(rows) for column in range(columns)])
    moved = (east[:, None] - grid[:, 0]) ** 2 + (south[:, None] - grid[:, 1]) ** 2
    _, taken = linear_sum_assignment(moved)
    close = [np.unique(grid[taken, axis], return_inverse=True)[1] for axis in (0, 1)]
    return {place: (int(column), int(row)) for place, column, row in zip(points, *close, strict=True)}


def _in_the_corner(positions: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """In the upper left corner; where several columns or rows are empty, one of them is left."""
    across, down = (_closed({position[axis] for position in positions.values()}) for axis in (0, 1))
    return {place: (across[column], down[row]) for place, (column, row) in positions.items()}


def _closed(taken: set[int]) -> dict[int, int]:
    in_order = sorted(taken)
    steps = (min(number - former, 2) for former, number in pairwise(in_order))
    return dict(zip(in_order, accumulate(steps, initial=0), strict=True))
