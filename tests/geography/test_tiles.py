"""Every Place has a tile of its own, where it lies, and unknown Places are set out without pretending to be a map."""

from pimh_data.geography.tiles import POSITIONS, tile_map
from pimh_data.registry import reference

PLACES = reference.load("places")
SYSTEM_OF = dict(zip(PLACES["place"], PLACES["system"], strict=True))


def at(tiles):
    return {tile.place: (tile.column, tile.row) for tile in tiles}


def test_each_of_the_21_places_has_a_tile_of_its_own():
    made = tile_map(SYSTEM_OF)
    assert made.geographic
    assert set(POSITIONS) == set(SYSTEM_OF) == set(at(made.tiles))
    assert len(set(at(made.tiles).values())) == 21


def test_tiles_stand_where_their_places_lie():
    found = at(tile_map(SYSTEM_OF).tiles)
    assert found["Morecambe Bay"][1] < found["Central Lancashire"][1] < found["Liverpool"][1] < found["Hampshire"][1]
    assert found["Wirral"][0] < found["Warrington"][0] < found["Sheffield"][0]
    assert found["Isle of Wight"][1] > found["Southampton"][1]


def test_a_single_system_begins_in_the_corner():
    wessex = {place: system for place, system in SYSTEM_OF.items() if system == "Wessex"}
    columns, rows = zip(*at(tile_map(wessex).tiles).values(), strict=True)
    assert (min(columns), min(rows)) == (0, 0)


def test_places_that_no_layout_is_known_for_are_set_out_by_system_and_are_no_map():
    made = tile_map({f"Place {n}": "One" if n < 6 else "Two" for n in range(9)})
    assert not made.geographic
    assert at(made.tiles)["Place 5"] == (0, 1)
    assert at(made.tiles)["Place 6"] == (0, 2)
    assert len(set(at(made.tiles).values())) == 9


def test_without_places_there_are_no_tiles():
    assert tile_map({}).tiles == ()
