"""Reads a file of official boundaries into valid areas in British National Grid. Joins and simplifies nothing."""

import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from pimh_data.errors import ExtractError

BRITISH_NATIONAL_GRID = "EPSG:27700"
# LAD24CD, CTYUA23CD, UTLA22CD, LTLA23CD: the heading carries the year of the boundaries.
CODE_HEADING = re.compile(r"(LAD|CTYUA|UTLA|LTLA)(\d\d)CD", re.IGNORECASE)
# Great Britain and its islands in the grid, with room to spare: outside it the coordinates are of another system.
EXTENT = (-100_000, -100_000, 800_000, 1_400_000)
UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    shapely.errors.GEOSException,
)
WANTED = "Bring the ONS boundaries of local authority districts as GeoJSON, with a code such as LAD24CD"


def read_boundaries(path: Path) -> gpd.GeoDataFrame:
    """One row an area: code, name, geometry (valid polygons, British National Grid, metres).

    Geometries that break the rules of polygons are made valid, and only their areas are kept. Raises ExtractError that
    says everything wrong with the file.
    """
    try:
        table = gpd.read_file(path)
    except (*UNREADABLE, json.JSONDecodeError, UnicodeDecodeError):
        raise ExtractError(f"{path.name} cannot be read as GeoJSON: {_why_unreadable(path)}. {WANTED}.") from None
    headings = [name for name in table.columns if CODE_HEADING.fullmatch(name)]
    if not isinstance(table, gpd.GeoDataFrame) or len(headings) != 1:
        found = ", ".join(map(str, table.columns[:8]))
        raise ExtractError(f"{path.name} has no code of areas to go by (its columns are {found}). {WANTED}.")
    code = headings[0]
    name = next((n for n in table.columns if n.upper() == f"{code[:-2].upper()}NM"), code)
    wrong = _faults(table, code)
    if wrong:
        raise ExtractError(f"{path.name}: {'; '.join(wrong)}. {WANTED}.")
    grid = table.to_crs(BRITISH_NATIONAL_GRID)
    try:
        shapes = _only_polygons(shapely.make_valid(np.asarray(grid.geometry.values)))
    except shapely.errors.GEOSException:
        raise ExtractError(f"{path.name}: a boundary's coordinates are no numbers of places. {WANTED}.") from None
    read = gpd.GeoDataFrame(
        {"code": table[code].astype(str), "name": table[name].astype(str)},
        geometry=shapes,
        crs=BRITISH_NATIONAL_GRID,
    )
    left, bottom, right, top = read.total_bounds
    if not (left >= EXTENT[0] and bottom >= EXTENT[1] and right <= EXTENT[2] and top <= EXTENT[3]):
        raise ExtractError(f"{path.name}: its coordinates lie outside Great Britain; is {table.crs} right? {WANTED}.")
    return read


def _why_unreadable(path: Path) -> str:
    """What is wrong with a file that the library of maps does not read, in words: its own are for programmers."""
    if path.is_dir():
        return "it is a folder"
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        return f"it is no JSON from line {error.lineno:,}, letter {error.colno:,} on, or it is cut short"
    except UnicodeDecodeError:
        return "it is no text in UTF-8"
    except RecursionError:
        return "it is nested too deep"
    kind = held.get("type") if isinstance(held, dict) else None
    return (
        "it is no FeatureCollection" if kind != "FeatureCollection" else "its areas are not written as GeoJSON has them"
    )


def _faults(table: gpd.GeoDataFrame, code: str) -> list[str]:
    wrong = []
    if table.crs is None:
        wrong.append("it does not say in which system its coordinates are")
    nameless = int(table[code].isna().sum())
    if nameless:
        wrong.append(f"{nameless:,} {'area has' if nameless == 1 else 'areas have'} no code")
    twice = sorted(set(table.loc[table[code].duplicated(), code].astype(str)))
    if twice:
        wrong.append(f"{', '.join(twice[:5])} stands in it more than once")
    empty = table.loc[table.geometry.isna() | table.geometry.is_empty, code].astype(str)
    if len(empty):
        wrong.append(f"no boundary for {', '.join(empty[:5])}")
    other = table.loc[~table.geom_type.isin(["Polygon", "MultiPolygon"]) & table.geometry.notna(), code].astype(str)
    if len(other):
        wrong.append(f"no polygon for {', '.join(other[:5])}")
    return wrong


def _only_polygons(shapes: np.ndarray) -> np.ndarray:
    kept = np.empty(len(shapes), dtype=object)
    for row, shape in enumerate(shapes):
        if shape.geom_type in ("Polygon", "MultiPolygon"):
            kept[row] = shape
        else:
            # What make_valid turns into lines and points has no area.
            parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
            kept[row] = shapely.union_all(parts)
    return kept
