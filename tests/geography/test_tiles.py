"""Tiles stand where their Places lie, as far as it is known, and are set out without pretending to be a map else."""

import pytest

from pimh_data.geography.tiles import positions_of, tile_map

# Middles of six London boroughs, metres of British National Grid, rounded to the kilometre.
LONDON = {
    "Enfield": (533_000, 196_000),
    "Camden": (528_000, 185_000),
    "Hackney": (535_000, 185_000),
    "Southwark": (533_000, 177_000),
    "Lewisham": (537_000, 174_000),
    "Croydon": (533_000, 163_000),
}


def at(tiles):
    return {tile.place: (tile.column, tile.row) for tile in tiles}


def test_tiles_stand_at_their_positions_moved_into_the_corner():
    made = tile_map({"West": "One", "East": "One"}, {"West": (3, 7), "East": (4, 8), "Not asked for": (0, 0)})
    assert made.geographic
    assert at(made.tiles) == {"West": (0, 0), "East": (1, 1)}


def test_of_several_empty_rows_or_columns_one_is_left():
    found = tile_map(dict.fromkeys("abc", "S"), {"a": (3, 9), "b": (14, 2), "c": (16, 10)})
    assert {(tile.place, tile.column, tile.row) for tile in found.tiles} == {("a", 0, 2), ("b", 2, 0), ("c", 4, 3)}


def test_places_that_no_layout_is_known_for_are_set_out_by_system_and_are_no_map():
    made = tile_map({f"Place {n}": "One" if n < 6 else "Two" for n in range(9)}, {"Place 1": (0, 0)})
    assert not made.geographic
    assert at(made.tiles)["Place 5"] == (0, 1)
    assert at(made.tiles)["Place 6"] == (0, 2)
    assert len(set(at(made.tiles).values())) == 9


def test_without_places_there_are_no_tiles():
    assert tile_map({}, {}).tiles == ()
    assert positions_of({}) == {}


def test_positions_are_worked_out_from_where_places_lie():
    column, row = ({place: where[axis] for place, where in positions_of(LONDON).items()} for axis in (0, 1))
    assert row["Enfield"] < row["Camden"] == row["Hackney"] < row["Southwark"] <= row["Lewisham"] < row["Croydon"]
    assert column["Camden"] < column["Hackney"]
    assert column["Southwark"] <= column["Lewisham"]


@pytest.mark.parametrize("places", range(1, 7))
def test_no_two_places_share_a_tile_and_no_row_or_column_is_empty(places):
    found = positions_of(dict(list(LONDON.items())[:places])).values()
    assert len(set(found)) == places
    for axis in (0, 1):
        used = {where[axis] for where in found}
        assert used == set(range(len(used)))


@pytest.mark.parametrize(
    ("points", "tiles"),
    [
        ({"North": (0, 100), "South": (0, 0)}, {"North": (0, 0), "South": (0, 1)}),
        ({"West": (0, 0), "East": (100, 0)}, {"West": (0, 0), "East": (1, 0)}),
        ({"Alone": (5, 5)}, {"Alone": (0, 0)}),
    ],
)
def test_one_or_two_places_are_set_out_as_they_lie(points, tiles):
    assert positions_of(points) == tiles


def test_places_at_one_point_get_tiles_of_their_own():
    assert len(set(positions_of(dict.fromkeys("ABC", (1, 1))).values())) == 3
