"""Each of the 21 Places has a tile where it lies and a board; those of Wessex, which is no board, have their own."""

from pimh_data.registry import reference
from pimh_data.secure.demo.layout import ICBS, PREFERRED, TILES

SYSTEMS = reference.load("places").set_index("place")["system"]


def test_every_place_named_with_a_board_is_a_place_of_wessex():
    assert set(SYSTEMS.index[SYSTEMS == "Wessex"]) == set(ICBS)


def test_each_place_has_a_tile_of_its_own():
    assert set(TILES) == set(SYSTEMS.index)
    assert len(set(TILES.values())) == 21


def test_tiles_stand_where_their_places_lie():
    column, row = ({place: at[axis] for place, at in TILES.items()} for axis in (0, 1))
    assert row["Morecambe Bay"] < row["Central Lancashire"] < row["Liverpool"] < row["Hampshire"] < row["Isle of Wight"]
    assert column["Wirral"] < column["Warrington"] < column["Sheffield"]


def test_pages_open_on_a_place_that_there_is():
    assert PREFERRED in SYSTEMS.index
