"""Places on a map or as tiles, filled by comparison with England, with mark and figure; hidden ones are hatched."""

import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import altair as alt
import numpy as np
import shapely
from shapely.geometry import shape

from pimh_data.answer import Answer
from pimh_data.charts import comparison, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.ranked_places import sentence
from pimh_data.geography.tiles import TileMap
from pimh_data.kept import kept

HEIGHT, TILE_HEIGHT, LEAST_HEIGHT = 520, 60, 300
TILE = (20, 15)  # width and height of a tile: names need width
LINE = 12  # pixels from line to line of a name
NAMED_AT_MOST = 10  # more names than this would cover each other and the areas
LEAST = (4, 4)  # tiles that a map has room for at least: one tile alone does not fill the screen
BEHIND, HATCHED = "behind", "hatched"
HATCHES = 60  # lines across the whole map
READING = "Hatched: hidden. White with a dashed edge: no data. " + comparison.READING
NOT_NAMED = " Places too close to be named here are in the table, and on the tiles."
NOT_GEOGRAPHIC = " Tiles stand in the order of their systems, not where the Places lie."


@dataclass(frozen=True, eq=False)
class Ground:
    """What a map is drawn on: a GeoJSON FeatureCollection of Places on a plane (properties name, label_x, label_y).

    `behind`: outlines to stand behind them. `reading`: what must be known of it. `height`: pixels.
    """

    features: dict[str, Any]
    behind: dict[str, Any] | None = None
    reading: str = ""
    tiles: bool = False
    height: int = HEIGHT


def tiles(found: TileMap) -> Ground:
    """Equal tiles of Places, as features of a plane whose y grows upwards."""
    width, height = TILE
    features = []
    for tile in found.tiles:
        left, top = tile.column * width, -tile.row * height
        right, bottom = left + width - 0.8, top - height + 0.8
        ring: list[list[float]] = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
        middle = {"label_x": (left + right) / 2, "label_y": (top + bottom) / 2}
        features.append(_feature(ring, {"name": tile.place, "system": tile.system, **middle}))
    across, down = (LEAST[0] * width, -LEAST[1] * height)
    room = _feature([[0, 0], [across, 0], [across, down], [0, down], [0, 0]], {"name": ""})
    behind = {"type": "FeatureCollection", "features": [room]}
    reading = "" if found.geographic else NOT_GEOGRAPHIC
    rows = 1 + max((tile.row for tile in found.tiles), default=0)
    tall = max(LEAST_HEIGHT, rows * TILE_HEIGHT)
    return Ground({"type": "FeatureCollection", "features": features}, behind, reading, True, tall)


class _Map(Drawing):
    SHARED: ClassVar[tuple[str, ...]] = ()  # its shapes are its own, and weigh


@kept
def drawing(answer: Answer, ground: Ground) -> Drawing:
    """The map of an Answer `indicators.places` on its ground; Places of the ground that the Answer lacks: no data."""
    by_place = {row["place"]: row for row in answer.table.to_dict("records")}
    named = ground.tiles or len(ground.features["features"]) <= NAMED_AT_MOST
    features = []
    for feature in ground.features["features"]:
        properties = feature["properties"]
        row = by_place.get(properties["name"])
        said = {
            "name": properties["name"],
            "label": textwrap.wrap(properties["name"], 12) if named else [],
            "x": float(properties["label_x"]),
            "y": float(properties["label_y"]),
            "compared": row["compared"] if row else "not compared",
            "state": row["state"] if row else "no data",
            "figure": f"{row['shape']} {row['cell']}" if row and row["state"] in ("shown", "zero") else "",
            "tooltip": sentence(row) if row else f"{properties['name']}: no data",
        }
        figure = said["figure"] or (row["cell"] if row else "no data")
        said["figure"] = textwrap.wrap(figure, 12) if named else []
        features.append({"type": "Feature", "geometry": feature["geometry"], **said})
    # The shapes stand in the specification: they are no table of figures, and their numbers are places on a plane.
    made = _specification(features, ground)
    return _Map(made, {}, answer.finding.text, READING + ("" if named else NOT_NAMED) + ground.reading, left=4)


def hatch(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Diagonal lines inside the features whose state is hidden, over one grid of lines for the whole map."""
    shapes = [shape(feature["geometry"]) for feature in features]
    left, bottom, right, top = shapely.total_bounds(shapes) if shapes else (0, 0, 1, 1)
    size = max(right - left, top - bottom)
    lines = [
        [(left - size + offset, bottom), (left + offset, bottom + size)]
        for offset in np.linspace(0, 2 * size, 2 * HATCHES)
    ]
    grid = shapely.multilinestrings(lines)
    inside = [
        _only_lines(shapely.intersection(grid, area))
        for feature, area in zip(features, shapes, strict=True)
        if feature["state"] == "hidden"
    ]
    return [{"type": "Feature", "geometry": shapely.geometry.mapping(lines)} for lines in inside]


def _only_lines(crossed: shapely.Geometry) -> shapely.MultiLineString:
    # A line that touches a corner leaves a point, which a map would draw as a dot.
    return shapely.multilinestrings([part for part in shapely.get_parts(crossed) if part.geom_type == "LineString"])


def _specification(features: list[dict[str, Any]], ground: Ground) -> dict[str, Any]:
    hatched = hatch(features)
    drawn = _layers(ground.height, ground.tiles, ground.behind is not None, bool(hatched))
    # Altair would gather the shapes in `datasets`, and Streamlit would turn top-level data into a table: they stand
    # once, with the layers that share them.
    held = {BEHIND: (ground.behind or {}).get("features"), HATCHED: hatched}
    layers = [
        {**layer, "data": {"values": held[name]}} if (name := layer.get("data", {}).get("name")) in held else layer
        for layer in drawn["layer"]
    ]
    return {**drawn, "layer": [{"data": {"values": features}, "layer": layers}]}


@cache
def _layers(height: int, tiles: bool, behind: bool, hatched: bool) -> dict[str, Any]:
    """The map without its shapes, written once: Altair takes a third of a second. Not to be changed."""
    areas = alt.Chart()
    known = areas.transform_filter("datum.state == 'shown' || datum.state == 'zero'")
    layers = []
    if behind:
        stroke = None if tiles else theme.OTHERS
        country = alt.Chart(alt.NamedData(name=BEHIND))
        layers.append(country.mark_geoshape(filled=True, fill="#FFFFFF", stroke=stroke, aria=False))
    layers += [
        areas.mark_geoshape(fill="#FFFFFF", stroke=theme.MUTED, strokeDash=[3, 3], aria=False),
        known.mark_geoshape(stroke=theme.TEXT, strokeWidth=0.8, aria=False).encode(fill=comparison.area_fill()),
    ]
    if hatched:
        lines = alt.Chart(alt.NamedData(name=HATCHED))
        layers.append(lines.mark_geoshape(filled=False, stroke=theme.MUTED, strokeWidth=1.2, aria=False))
    at: dict[str, Any] = {"longitude": "x:Q", "latitude": "y:Q"}
    font: dict[str, Any] = {"fontSize": alt.expr(f"{theme.NARROW} ? 9 : 11"), "lineHeight": LINE, "aria": False}
    halo: dict[str, Any] = {"stroke": "#FFFFFF", "strokeWidth": 3.5, "strokeJoin": "round"}
    # A name of two lines begins a line higher, so that its figure stands under it.
    above = {"baseline": "bottom", "dy": alt.expr(f"-1 - (length(datum.label) - 1) * {LINE}")}
    below = {"baseline": "top", "dy": 2, "fontWeight": 600}
    for mark, field in ((above, "label:N"), (below, "figure:N")):
        layers.append(areas.mark_text(**halo, **font, **mark).encode(text=field, **at))
        layers.append(areas.mark_text(color=theme.TEXT, **font, **mark).encode(text=field, **at))
    spoken = areas.mark_geoshape(opacity=0).encode(
        tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N")
    )
    chart = alt.layer(*layers, spoken).project(type="identity", reflectY=True)
    drawn = theme.finished(chart, height)
    drawn.pop("data", None)
    for layer in drawn["layer"]:
        if layer.get("data", {}).get("name") not in (BEHIND, HATCHED):
            layer.pop("data", None)
    return drawn


def _feature(ring: list[list[float]], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
