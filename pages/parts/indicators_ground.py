"""What the map of indicators is drawn on: the release's boundaries where they were brought, else tiles."""

from pimh_data.charts.place_map import Ground, tiles
from pimh_data.geography.maps import country_map, places_map
from pimh_data.geography.tiles import tile_map
from pimh_data.kept import kept
from pimh_data.questions.indicators.places import every_place, places_beside
from pimh_data.registry.cubes import ALL_PLACES, PUBLISHED
from pimh_data.release import Release

BOUNDARIES, TILES = "Boundaries", "Tiles"
GEOGRAPHY = ("geography", PUBLISHED)


def kinds(release: Release, where: str) -> tuple[str, ...]:
    """The ways in which the release can draw its Places, the first unless another is chosen: all Places as tiles,
    since most are too small to be told apart on a map of England.
    """
    if GEOGRAPHY not in release.tables:
        return (TILES,)
    return (TILES, BOUNDARIES) if _everywhere(release, where) else (BOUNDARIES, TILES)


def _everywhere(release: Release, where: str) -> bool:
    """Whether all Places are drawn: where all are chosen, or a system of one, beside which there would be nothing."""
    return where == ALL_PLACES or len(places_beside(release.to_compare, where)) < 2


@kept
def ground(release: Release, where: str, kind: str) -> Ground:
    """The Places of the system (of the chosen Place's system), or all, as boundaries or tiles."""
    everywhere, compared = _everywhere(release, where), release.to_compare
    places = every_place(compared) if everywhere else places_beside(compared, where)
    if kind == TILES:
        held = compared.manifest
        return tiles(tile_map({place: held.places[place] for place in places}, held.tiles))
    areas = release.tables[GEOGRAPHY]
    found = places_map(areas, places)
    drawn = {feature["properties"]["name"] for feature in found["features"]}
    without = [place for place in places if place not in drawn]
    reading = f" Without a boundary: {', '.join(without)}." if without else ""
    return Ground(found, country_map(areas) if everywhere else None, reading)
