"""Of a release with more Places than can be read beside each other, a Place stands among those of its own system."""

from pathlib import Path

import pytest

from pimh_data.answer import Answer, Selection
from pimh_data.questions.kit import by_place as layout
from pimh_data.questions.reach import by_place
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release, Store

NORTH_WEST = "Cheshire and Merseyside"
AMONG = f"Among the 2 Places of {NORTH_WEST}; for all 3, choose All Places."


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def asked(release: Release, place: str) -> Answer:
    return by_place(release, Selection(place, "All services", "2023/24", "Everyone"), "people")


def members(found: Answer) -> set[str]:
    return set(found.table["member"])


def test_of_few_places_each_stands_among_all(release: Release):
    found = asked(release, "Liverpool")
    assert members(found) == {"Liverpool", "Wirral", "Sheffield"}
    assert "Among the" not in " ".join(found.notes)


def test_of_many_a_place_stands_among_its_system_and_that_is_said(release: Release, monkeypatch):
    monkeypatch.setattr(layout, "MANY", 2)
    found = asked(release, "Liverpool")
    assert members(found) == {"Liverpool", "Wirral"}
    assert AMONG in found.notes
    assert "of 2 Places shown" in found.finding.text


@pytest.mark.parametrize(
    ("place", "shown"),
    [("Sheffield", 3), (ALL_PLACES, 3), (NORTH_WEST, 2)],
    ids=["alone in its system", "all Places", "a system"],
)
def test_of_many_what_has_no_system_round_it_is_shown_as_ever(release: Release, monkeypatch, place: str, shown: int):
    monkeypatch.setattr(layout, "MANY", 2)
    found = asked(release, place)
    assert len(members(found)) == shown
    assert AMONG not in found.notes
