"""A map of equal tiles, one a Place, for when no boundaries were brought. Positions only: no colours, no figures."""

from collections.abc import Mapping
from dataclasses import dataclass

# Columns from west to east, rows from north to south: the 21 Places of the demonstration, where they lie to each other.
POSITIONS: Mapping[str, tuple[int, int]] = {
    "Morecambe Bay": (1, 0),
    "Fylde Coast": (0, 1),
    "Central Lancashire": (1, 1),
    "Pennine Lancashire": (2, 1),
    "Sefton": (0, 2),
    "West Lancashire": (1, 2),
    "Liverpool": (0, 3),
    "Knowsley": (1, 3),
    "St Helens": (2, 3),
    "Warrington": (3, 3),
    "Wirral": (0, 4),
    "Halton": (1, 4),
    "Cheshire West": (1, 5),
    "Cheshire East": (2, 5),
    "Sheffield": (5, 4),
    "Hampshire": (4, 7),
    "Dorset": (2, 8),
    "Bournemouth, Christchurch and Poole": (3, 8),
    "Southampton": (4, 8),
    "Portsmouth": (5, 8),
    "Isle of Wight": (4, 9),
}
WIDTH = 5


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


def tile_map(places: Mapping[str, str]) -> TileMap:
    """Tiles of the Places (Place -> system), moved to the upper left corner.

    Places that no layout is known for are set out system by system, in the order given, WIDTH to a row; they are not a
    map then, and `geographic` says so.
    """
    if places and all(place in POSITIONS for place in places):
        left = min(POSITIONS[place][0] for place in places)
        top = min(POSITIONS[place][1] for place in places)
        tiles = (Tile(p, s, POSITIONS[p][0] - left, POSITIONS[p][1] - top) for p, s in places.items())
        return TileMap(tuple(tiles), True)
    tiles, row = [], 0
    for system in dict.fromkeys(places.values()):
        members = [place for place, of in places.items() if of == system]
        tiles += [Tile(place, system, n % WIDTH, row + n // WIDTH) for n, place in enumerate(members)]
        row += -(-len(members) // WIDTH)
    return TileMap(tuple(tiles), False)
