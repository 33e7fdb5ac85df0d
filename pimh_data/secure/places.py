"""What the places extract says beside names and codes: board, tile, the Place to open on. Works out missing tiles."""

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from pimh_data.geography.districts import PLACE
from pimh_data.geography.tiles import positions_of
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.secure.areas import GEOGRAPHY

YES = "yes"


@dataclass(frozen=True)
class About:
    """`icbs`: Place -> its board; `tiles`: Place -> (column, row), of all or none; `preferred`: a Place or ''.

    `said`: a sentence on each thing that was brought and cannot be used.
    """

    icbs: dict[str, str]
    tiles: dict[str, tuple[int, int]]
    preferred: str
    said: tuple[str, ...]


def about_places(places: pd.DataFrame, tables: dict[tuple[str, str], pa.Table] | None = None) -> About:
    """What a release says of its Places. `places`: the accepted extract; `tables`: of the release, with its boundaries.

    Tiles that were not brought, or that cannot be used, are worked out from the boundaries; without these a release
    has none, and its Places are set out system by system.
    """
    icbs = {place: icb for place, icb in zip(places["place"], places["icb"], strict=True) if not pd.isna(icb)}
    brought, wrong = _tiles(places)
    wanted = places.loc[places["preferred"] == YES, "place"].tolist()
    said = list(wrong)
    if len(wanted) > 1:
        said.append(f"places: {len(wanted)} Places are preferred ({', '.join(wanted)}); pages open on the first")
    return About(icbs, brought or _worked_out(places, tables or {}), next(iter(wanted), ""), tuple(said))


def _tiles(places: pd.DataFrame) -> tuple[dict[str, tuple[int, int]], list[str]]:
    known = places[["tile_column", "tile_row"]].notna()
    if not known.to_numpy().any():
        return {}, []
    half, without = places[known.sum(axis=1) == 1], places[~known.any(axis=1)]
    whole = places[known.all(axis=1)]
    said = [f"{', '.join(half['place'])} {_has(half)} half a position"] if len(half) else []
    said += [f"{', '.join(without['place'])} {_has(without)} none"] if len(without) else []
    for (column, row), same in whole.groupby(["tile_column", "tile_row"], sort=False):
        if len(same) > 1:
            said.append(f"{' and '.join(same['place'])} are both at column {int(column)}, row {int(row)}")
    if said:
        return {}, [f"places: the tiles brought are not used: {'; '.join(said)}. Give every Place one of its own"]
    at = zip(whole["place"], whole["tile_column"], whole["tile_row"], strict=True)
    return {place: (int(column), int(row)) for place, column, row in at}, []


def _has(places: pd.DataFrame) -> str:
    return "has" if len(places) == 1 else "have"


def _worked_out(places: pd.DataFrame, tables: dict[tuple[str, str], pa.Table]) -> dict[str, tuple[int, int]]:
    if (GEOGRAPHY, PUBLISHED) not in tables:
        return {}
    areas = tables[GEOGRAPHY, PUBLISHED].select(["level", "name", "label_x", "label_y"]).to_pylist()
    points = {area["name"]: (area["label_x"], area["label_y"]) for area in areas if area["level"] == PLACE}
    # A Place that is not on the map would stand nowhere.
    return positions_of(points) if set(points) == set(places["place"]) else {}
