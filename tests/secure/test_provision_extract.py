"""A partnership's own ratings reach the release beside the published ones, with their Places and their history."""

import pytest
from extracts import SETTINGS
from extracts_of_three_services import PLACES, write

from pimh_data.registry.cubes import PUBLISHED
from pimh_data.release import Release, open_release
from pimh_data.secure.publish import Publication, publish


def rating(area: str, offer: str, given: str, as_of: str, system: str = "South Yorkshire") -> dict[str, str]:
    row = {"system": system, "area": area, "offer": offer, "rating": given, "as_of": as_of}
    return row | {"source": "Partnership board"}


OWN = [
    rating("Sheffield", "Parent Infant MH Service", "Amber", "2023-03"),
    rating("Sheffield", "Parent Infant MH Service", "Green", "2024-03"),
    rating("Sheffield", "Health Visiting", "", "2024-03"),
    rating("Cheshire", "Health Visiting", "Amber", "2024-03", "Cheshire and Merseyside"),
    rating("Nowhere", "Health Visiting", "Red", "2024-03"),
    rating("Sheffield", "Homestart", "Purple", "2024-03"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Release, Publication]:
    folder = tmp_path_factory.mktemp("provision")
    settings = SETTINGS + 'case_studies = ["North West Coast", "Wessex"]\n'
    cheshire = {"place": "Cheshire East", "system": "Cheshire and Merseyside", "lad_codes": "E06000049"}
    write(folder / "extracts", provision=OWN, settings=settings, places=[*PLACES, cheshire])
    outcome = publish(folder / "extracts", folder / "releases", folder / "quarantine", name="own")
    return open_release(folder / "releases" / "own"), outcome


def test_a_release_that_names_no_case_study_holds_its_own_ratings_alone(tmp_path):
    write(tmp_path / "extracts", provision=OWN[:1])
    publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine", name="own")
    table = open_release(tmp_path / "releases" / "own").table("provision", PUBLISHED)
    assert table[["area", "source"]].to_numpy().tolist() == [["Sheffield", "Partnership board"]]


def test_a_release_without_ratings_or_indicators_has_no_such_table(tmp_path):
    write(tmp_path / "extracts")
    publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine", name="own")
    cubes = {cube for cube, _ in open_release(tmp_path / "releases" / "own").tables}
    assert not cubes & {"provision", "indicators", "place_indicators"}


def test_own_ratings_stand_beside_the_published_ones(published):
    table = published[0].table("provision", PUBLISHED)
    assert (table.origin == "published").sum() == 247
    own = table[table.origin == "partnership"]
    assert own[["area", "place", "offer", "rating", "as_of"]].to_numpy().tolist() == [
        ["Sheffield", "Sheffield", "Parent Infant MH Service", "Amber", "2023-03"],
        ["Sheffield", "Sheffield", "Parent Infant MH Service", "Green", "2024-03"],
        ["Sheffield", "Sheffield", "Health Visiting", "", "2024-03"],
        ["Cheshire", "Cheshire East", "Health Visiting", "Amber", "2024-03"],
        ["Nowhere", "", "Health Visiting", "Red", "2024-03"],
    ]
    assert set(own.source) == {"Partnership board"}


def test_the_report_says_how_many_and_which_area_has_no_place(published):
    assert "provision: 5 ratings of the partnership's own; no Place is known for Nowhere" in published[1].report


def test_a_colour_that_is_none_is_quarantined(published):
    count = published[0].manifest.extracts["provision"]
    assert (count.read, count.accepted, count.quarantined) == (6, 5, 1)
