"""What the places extract says of tiles, board and the Place to open on; faults are said, tiles then worked out."""

import pandas as pd
import pyarrow as pa
import pytest
from extracts import PLACES, SERVICES, referral, write_extracts

from pimh_data.questions.selection import options
from pimh_data.release import Store
from pimh_data.secure.places import about_places
from pimh_data.secure.publish import publish

COLUMNS = ("place", "icb", "tile_column", "tile_row", "preferred")
NORTH, SOUTH = ("North", "A board", 0, 0, "no"), ("South", "A board", 0, 1, "yes")
MAP = {("geography", "published"): pa.table(
    {
        "level": ["Place", "Place", "country"],
        "name": ["North", "South", "England"],
        "label_x": [500_000.0, 500_000.0, 400_000.0],
        "label_y": [200_000.0, 100_000.0, 300_000.0],
    }
)}  # fmt: skip


def about(*rows, tables=None):
    return about_places(pd.DataFrame(rows, columns=COLUMNS), tables)


def test_what_is_brought_is_used_as_it_is():
    found = about(NORTH, SOUTH)
    assert found.icbs == {"North": "A board", "South": "A board"}
    assert found.tiles == {"North": (0, 0), "South": (0, 1)}
    assert found.preferred == "South"
    assert found.said == ()


def test_nothing_brought_is_nothing_said_and_no_fault():
    found = about(("North", None, None, None, None), ("South", None, None, None, None))
    assert (found.icbs, found.tiles, found.preferred, found.said) == ({}, {}, "", ())


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (("North", None, 0, 1, None), "North and South are both at column 0, row 1"),
        (("North", None, 0, None, None), "North has half a position"),
        (("North", None, None, 0, None), "North has half a position"),
        (("North", None, None, None, None), "North has none"),
    ],
)
def test_tiles_that_cannot_be_used_are_said_and_worked_out_from_the_boundaries(first, said):
    found = about(first, SOUTH, tables=MAP)
    assert found.said == (f"places: the tiles brought are not used: {said}. Give every Place one of its own",)
    assert found.tiles == {"North": (0, 0), "South": (0, 1)}
    assert about(first, SOUTH).tiles == {}


def test_everything_wrong_with_the_tiles_is_said_at_once():
    (said,) = about(("A", None, 1, None, None), ("B", None, None, None, None), NORTH, ("D", None, 0, 0, None)).said
    assert "A has half a position; B has none; North and D are both at column 0, row 0" in said


def test_a_place_that_is_not_on_the_map_leaves_no_layout_to_work_out():
    assert about(("North", None, None, None, None), ("Elsewhere", None, None, None, None), tables=MAP).tiles == {}


def test_of_several_preferred_places_the_first_is_opened_and_it_is_said():
    found = about(("North", None, None, None, "yes"), ("South", None, None, None, "yes"))
    assert found.preferred == "North"
    assert found.said == ("places: 2 Places are preferred (North, South); pages open on the first",)


def published(folder, **columns):
    places = [
        PLACES[0] | {name: values[0] for name, values in columns.items()},
        {"place": "Leeds", "system": "West Yorkshire", "lad_codes": "E08000035"}
        | {name: values[1] for name, values in columns.items()},
    ]
    services = [SERVICES[0], SERVICES[0] | {"place": "Leeds"}]
    referrals = [referral(n, place="Leeds" if n % 2 else "Sheffield") for n in range(40)]
    extracts = write_extracts(folder / "extracts", referrals, places=places, services=services)
    outcome = publish(extracts, folder / "releases", folder / "quarantine")
    return outcome, Store(folder / "releases").current()[0]


def test_a_release_carries_them_and_pages_open_on_the_preferred_place(tmp_path):
    columns = {"icb": ("", "NHS Leeds"), "tile_column": ("0", "1"), "tile_row": ("1", "0"), "preferred": ("", "yes")}
    _, release = published(tmp_path, **columns)
    assert release.manifest.icbs == {"Leeds": "NHS Leeds"}
    assert release.manifest.tiles == {"Sheffield": (0, 1), "Leeds": (1, 0)}
    assert options(release).default.place == "Leeds"


def test_without_them_pages_open_on_the_first_place_and_what_is_lost_is_said(tmp_path):
    outcome, release = published(tmp_path)
    assert (release.manifest.icbs, release.manifest.tiles, release.manifest.preferred) == ({}, {}, "")
    assert options(release).default.place == "Sheffield"
    assert any("integrated care board (ICB)" in loss for loss in release.manifest.losses)
    assert not outcome.above_allowed


def test_a_position_that_is_none_is_said_in_the_report_and_in_the_release(tmp_path):
    outcome, release = published(tmp_path, tile_column=("0", "0"), tile_row=("0", "0"))
    said = "Sheffield and Leeds are both at column 0, row 0"
    assert any(said in line for line in outcome.report)
    assert any(said in loss for loss in release.manifest.losses)


def test_a_value_that_breaks_a_rule_is_refused_with_its_row(tmp_path):
    outcome, _ = published(tmp_path, tile_column=("0", "1"), tile_row=("0", "-1"))
    assert any("'tile_row' is under 0" in line for line in outcome.report)
