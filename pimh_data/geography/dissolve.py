"""Joins districts into Places and systems and simplifies them with shared borders kept. Draws nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from pimh_data.geography.boundaries import BRITISH_NATIONAL_GRID
from pimh_data.geography.codes import cover
from pimh_data.geography.districts import COUNTRY, PLACE, Area

TOLERANCE = 100  # metres: triangles smaller than its square are cut off
OUTLINE_TOLERANCE = 1500
# Islets and gaps below this are no wider than a line on the screen, at any zoom that a system needs.
LEAST_PART = 50_000  # square metres
LEAST_ISLAND = 20_000_000


@dataclass(frozen=True, eq=False)
class Dissolved:
    """`areas`: level, name, system, codes, area_km2, label_x, label_y, geometry, in metres of British National Grid.

    `said`: a sentence for every Place and system that the boundaries do not make up.
    """

    areas: gpd.GeoDataFrame
    said: tuple[str, ...]


def dissolve(districts: gpd.GeoDataFrame, areas: Sequence[Area], tolerance: float = TOLERANCE) -> Dissolved:
    """Join the districts of each Place, simplify all Places as one coverage, and join those into systems.

    Borders between Places stay shared: they meet without gap or overlap before and after. Codes of another year are
    found through the dated table. With the outline of England, much simplified, as the row of level 'country'.
    """
    codes, shapes = districts["code"].tolist(), np.asarray(districts.geometry.values)
    position = {code: row for row, code in enumerate(codes)}
    said, found = [], []
    for area in areas:
        made = cover(area.codes, codes)
        if made.whole:
            found.append((area, made.codes))
        else:
            lacks = ", ".join(sorted(made.missing)[:5])
            said.append(f"{area.name} is not on the map: the boundaries lack {lacks}")
    places = [(area, parts) for area, parts in found if area.level == PLACE]
    whole = np.array([_joined(shapes[[position[code] for code in parts]]) for _, parts in places], dtype=object)
    simple = simplified(whole, tolerance)
    shape_of = {area.name: shape for (area, _), shape in zip(places, simple, strict=True)}
    system_of = {area.name: area.system for area, _ in places}
    rows = []
    for area, made_of in found:
        if area.level == PLACE:
            rows.append(_row(area.level, area.name, area.system, made_of, shape_of[area.name]))
            continue
        shaped = [shape for name, shape in shape_of.items() if system_of[name] == area.name]
        if shaped:
            rows.append(_row(area.level, area.name, area.system, made_of, _joined(np.array(shaped, dtype=object))))
    english = shapes[[code.startswith("E") for code in codes]]
    if rows and len(english):
        rows.append(_row(COUNTRY, "England", "", (), _outline(english)))
    table = gpd.GeoDataFrame(rows, columns=_COLUMNS, geometry="geometry", crs=BRITISH_NATIONAL_GRID)
    return Dissolved(table, tuple(said))


def simplified(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """The areas with fewer points; borders that two of them share are cut in the same places.

    Parts and gaps under LEAST_PART are dropped first, unless they are all of an area or another area lies in the gap.
    """
    if not len(shapes):
        return shapes
    cleaned = np.array([_without_specks(shape, shapes) for shape in shapes], dtype=object)
    return shapely.coverage_simplify(cleaned, tolerance)


def _joined(shapes: np.ndarray) -> shapely.Geometry:
    # Districts of one file share their borders point for point; of files that do not, the slower union is right.
    return shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)


def _without_specks(shape: shapely.Geometry, others: np.ndarray) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    large = [part for part in parts if part.area >= LEAST_PART] or [max(parts, key=lambda part: part.area)]
    filled = []
    for part in large:
        holes = [
            ring
            for ring in part.interiors
            if shapely.Polygon(ring).area >= LEAST_PART or shapely.intersects(others, _inside(ring)).any()
        ]
        filled.append(shapely.Polygon(part.exterior, holes))
    return filled[0] if len(filled) == 1 else shapely.MultiPolygon(filled)


def _inside(ring: shapely.LinearRing) -> shapely.Point:
    return shapely.point_on_surface(shapely.Polygon(ring))


def _outline(shapes: np.ndarray) -> shapely.Geometry:
    parts = shapely.get_parts(_joined(shapes))
    islands = np.array([part for part in parts if part.area >= LEAST_ISLAND] or parts, dtype=object)
    land = shapely.polygons([shapely.get_exterior_ring(part) for part in islands])
    return shapely.union_all(shapely.coverage_simplify(land, OUTLINE_TOLERANCE))


_COLUMNS = ["level", "name", "system", "codes", "area_km2", "label_x", "label_y", "geometry"]


def _row(level: str, name: str, system: str, codes: Sequence[str], shape: shapely.Geometry) -> tuple:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    # The middle of the largest circle that fits: a name there never stands on the sea or a neighbour.
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=100), 0)
    x, y = (round(float(number)) for number in shapely.get_coordinates(middle)[0])
    return level, name, system, " ".join(codes), shape.area / 1e6, x, y, shape
