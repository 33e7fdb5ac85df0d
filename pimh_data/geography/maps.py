"""Released areas as the features of a map: whole numbers of the grid, so that a page carries few bytes. No colours."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import shapely

from pimh_data.geography.districts import COUNTRY, PLACE

GRID = 10  # metres: half a pixel where a whole system fills a screen


def places_map(areas: pd.DataFrame, names: Collection[str]) -> dict:
    """The named Places as a GeoJSON FeatureCollection in metres of British National Grid (x east, y north).

    `areas`: the table `geography` of a release. Every feature has the properties name and system, and its label_x and
    label_y. Draw it with Vega's projection {'type': 'identity', 'reflectY': True}: the grid is a plane already.
    """
    return _features(areas, (areas["level"] == PLACE) & areas["name"].isin(list(names)))


def country_map(areas: pd.DataFrame) -> dict:
    """The outline of England, to stand behind Places that lie far apart, in the same form."""
    return _features(areas, areas["level"] == COUNTRY)


def _features(areas: pd.DataFrame, chosen: pd.Series) -> dict:
    rows = areas[chosen.to_numpy()]
    shapes = shapely.transform(shapely.from_wkb(rows["geometry"].to_numpy()), _rounded)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": row.name, "system": row.system, "label_x": row.label_x, "label_y": row.label_y},
                "geometry": _geometry(shape),
            }
            for row, shape in zip(rows.itertuples(index=False), shapes, strict=True)
        ],
    }


def _geometry(shape: shapely.Geometry) -> dict:
    polygons = [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(shape)]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(ring: shapely.LinearRing) -> list[list[int]]:
    points = shapely.get_coordinates(ring).astype(int)
    # Rounding makes neighbours equal; a ring must still close.
    moved = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]
    return points[moved].tolist()


def _rounded(points: np.ndarray) -> np.ndarray:
    return np.round(points / GRID) * GRID
