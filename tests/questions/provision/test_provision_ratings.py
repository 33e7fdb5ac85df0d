"""Ratings of provision as tables, gaps and changes: counted by hand in the published tables and in made-up ones."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.provision import offers, provision_changes, provision_gaps, provision_ratings
from pimh_data.registry import reference
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.release import Release, Store, open_release
from pimh_data.secure.writing import write_release

FIELDS = ("system", "area", "place", "offer", "rating", "named_offer", "as_of", "source", "origin")


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def own(area: str, offer: str, rating: str, as_of: str, origin: str = "partnership", **more: str) -> dict[str, str]:
    row = {"system": "South Yorkshire", "area": area, "place": area, "offer": offer, "rating": rating}
    return row | {"named_offer": "", "as_of": as_of, "source": "Board", "origin": origin} | more


def release_of(folder: Path, rows: list[dict[str, str]]) -> Release:
    table = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in FIELDS})
    building = Building()
    building.places = {"Sheffield": "South Yorkshire", "Barnsley": "South Yorkshire"}
    return open_release(write_release(folder, {("provision", PUBLISHED): table}, building.manifest()))


def published() -> list[dict[str, str]]:
    with reference.FILES["provision"].path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("system", ["Wessex", "Cheshire and Merseyside", "Lancashire and South Cumbria"])
def test_every_published_rating_of_a_system_stands_in_its_table_once(demo, system):
    table = provision_ratings(demo, Selection(system)).table
    shown = Counter(zip(table.offer.str.casefold(), table.area, table.rating, strict=True))
    rows = [row for row in published() if row["system"] == system]
    assert shown == Counter((row["offer"].casefold(), row["area"], row["rating"]) for row in rows)
    assert set(table.state) == {"shown"}


def test_a_colour_is_never_alone(demo):
    table = provision_ratings(demo, Selection("All Places")).table
    meaning = {(row.rating, row.letter, row.words) for row in table.itertuples() if row.rating}
    assert meaning == {
        ("Green", "G", "Green: full"),
        ("Amber", "A", "Amber: some"),
        ("Red", "R", "Red: none"),
        ("In development", "D", "In development"),
    }
    named = table[table.rating == ""]
    assert len(named) == 11
    assert set(named.letter) == {"N"}
    assert named.words.str.startswith("Named offer: ").all()


def test_an_area_of_two_places_is_one_row_that_names_both_and_is_found_from_either(demo):
    for place in ("Cheshire East", "Cheshire West", "Cheshire and Merseyside"):
        if place not in (*demo.manifest.places, *demo.manifest.places.values()):
            continue
        table = provision_ratings(demo, Selection(place)).table
        assert (table[table.area == "Cheshire"].place == "Cheshire East and Cheshire West").all()


def test_the_areas_of_a_place_are_all_its_areas(demo):
    table = provision_ratings(demo, Selection("Liverpool")).table
    assert set(table.area) == {"Liverpool"}
    assert len(table) == 11


def test_a_place_without_ratings_says_so(tmp_path):
    of_others = [own("Wessex", "Health visiting", "Green", "2024-01", origin="published", system="Wessex")]
    release = release_of(tmp_path, of_others)
    for answer in (provision_ratings, provision_gaps):
        finding = answer(release, Selection("Sheffield")).finding
        assert finding.grade == "no data"
        assert finding.text == (
            "Sheffield: no ratings were published for South Yorkshire, and the partnership brought none."
        )


def test_an_offer_is_found_however_it_is_written(demo):
    assert "Health Visiting" in offers(demo, "Wessex")
    one = provision_ratings(demo, Selection("All Places"), "antenatal education  PROVISION").table
    assert set(one.offer) == {"Antenatal education Provision", "Antenatal education provision"}
    assert len(one) == 17
    assert len(offers(demo, "All Places")) == len({offer.casefold() for offer in offers(demo, "All Places")})


def test_gaps_are_counted_by_area_and_ordered_by_how_often_an_offer_is_missing(demo):
    for system in ("Wessex", "Cheshire and Merseyside", "Lancashire and South Cumbria"):
        rows = [row for row in published() if row["system"] == system]
        red = Counter(row["offer"] for row in rows if row["rating"] == "Red")
        answer = provision_gaps(demo, Selection(system))
        table = answer.table
        found = table[table.words == "Red: none"]
        assert Counter(found.offer) == red
        assert all(red[row.offer] == row.missing for row in found.itertuples())
        assert (table.missing.diff().dropna() <= 0).all()
        coloured = sum(row["rating"] != "" for row in rows)
        assert f"{red.total()} of {coloured} ratings are Red (none)" in answer.finding.text


def test_the_newest_rating_is_shown_and_the_own_one_where_both_are_as_new(tmp_path):
    rows = [
        own("Sheffield", "Peer support", "Red", "2022-05", "published"),
        own("Sheffield", "Peer  Support", "Amber", "2022-05"),
        own("Sheffield", "Peer support", "Green", "2024-03"),
        own("Barnsley", "Peer support", "Red", "2024-03"),
    ]
    release = release_of(tmp_path, rows)
    assert provision_ratings(release, Selection("Sheffield")).table[["rating", "by"]].to_numpy().tolist() == [
        ["Green", "the partnership"]
    ]
    assert provision_gaps(release, Selection("Sheffield")).finding.text == (
        "Sheffield: nothing that was rated is Red (none) (as of 2024-03)."
    )
    assert provision_gaps(release, Selection("South Yorkshire")).finding.text == (
        "South Yorkshire: 1 of 2 ratings is Red (none); missing: Peer support (1 of 2 areas) (as of 2024-03)."
    )


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("Red", "Amber", "better"),
        ("Red", "In development", "better"),
        ("In development", "Green", "better"),
        ("Green", "Amber", "worse"),
        ("Amber", "Amber", "unchanged"),
        ("Amber", "", "cannot be compared"),
        (None, "Green", "rated for the first time"),
    ],
)
def test_what_changed_is_said_from_the_rating_before(tmp_path, before, now, change):
    rows = [own("Sheffield", "Peer support", now, "2024-03")]
    if before:
        rows.append(own("Sheffield", "peer support", before, "2022-05", "published"))
    row = provision_changes(release_of(tmp_path, rows), Selection("Sheffield")).table.iloc[0]
    assert row.change == change
    assert row.now_as_of == "2024-03"


def test_the_history_is_every_rating_oldest_first(tmp_path):
    rows = [
        own("Sheffield", "Peer support", "Green", "2024-03"),
        own("Sheffield", "Peer support", "Red", "2019", "published"),
        own("Sheffield", "Peer support", "Amber", "2022-05-01"),
        own("Sheffield", "Peer support", "Amber", "last spring"),
        own("Sheffield", "Health Visiting", "Red", "2022-05", "published"),
    ]
    answer = provision_changes(release_of(tmp_path, rows), Selection("Sheffield"))
    assert answer.table.history.tolist() == ["2019: Red: none; 2022-05-01: Amber: some; 2024-03: Green: full"]
    assert any("last spring" in note for note in answer.notes)
    assert answer.finding.text == (
        "Sheffield: of 1 own rating (as of 2024-03), 1 better: "
        "Peer support in Sheffield (Amber: some, now Green: full)."
    )


def test_without_own_ratings_nothing_is_said_of_change(demo):
    assert provision_changes(demo, Selection("Wessex")).finding.grade == "no data"


def test_a_blank_rating_is_no_data_and_not_red(tmp_path):
    release = release_of(tmp_path, [own("Sheffield", "Peer support", "", "2024-03")])
    assert provision_ratings(release, Selection("Sheffield")).table.state.tolist() == ["no data"]
    assert provision_gaps(release, Selection("Sheffield")).table.empty
