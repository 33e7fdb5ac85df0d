"""Areas as an Arrow table that is GeoParquet 1.1 once written, and as shapes again. No files are touched here."""

import json

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

FIELDS = (
    ("level", pa.string()),
    ("name", pa.string()),
    ("system", pa.string()),
    ("codes", pa.string()),
    ("area_km2", pa.float64()),
    ("label_x", pa.float64()),
    ("label_y", pa.float64()),
    ("source", pa.string()),
    ("geometry", pa.binary()),
)


def as_table(areas: gpd.GeoDataFrame, source: str) -> pa.Table:
    """The areas of `dissolve.Dissolved` in FIELDS: geometry as WKB, with the metadata that GeoParquet asks for."""
    shapes = np.asarray(areas.geometry.values)
    held = {"source": [source] * len(areas), "geometry": shapely.to_wkb(shapes).tolist()}
    columns = [pa.array(held[name] if name in held else areas[name].tolist(), kind) for name, kind in FIELDS]
    kinds = sorted({shape.geom_type for shape in shapes})
    geometry = {"encoding": "WKB", "geometry_types": kinds, "crs": areas.crs.to_json_dict()}
    geometry["bbox"] = [float(edge) for edge in areas.total_bounds]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    schema = pa.schema(FIELDS, metadata={"geo": json.dumps(geo)})
    return pa.table(columns, schema=schema)
