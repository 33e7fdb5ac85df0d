"""Codes of different years are matched ground by ground, through a dated table, and nothing is counted twice."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from pimh_data.geography.codes import all_leaves, changes, cover, in_force, leaves
from pimh_data.registry import reference

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
BCP, DORSET, DORSET_COUNTY = "E06000058", "E06000059", "E10000009"
NOW = date(2026, 1, 1)
BOURNEMOUTH, POOLE, CHRISTCHURCH = "E06000028", "E06000029", "E07000048"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")


def test_sheffield_is_the_same_ground_under_both_codes():
    assert leaves("E08000019") == leaves("E08000039")
    assert in_force("E08000019", NOW) == in_force("E08000039", NOW) == ("E08000039",)


def test_a_code_is_known_by_the_day():
    assert in_force("E08000039", date(2025, 3, 31)) == ("E08000019",)
    assert in_force("E08000039", date(2025, 4, 1)) == ("E08000039",)
    assert in_force(BCP, date(2018, 6, 30)) == (BOURNEMOUTH, POOLE, CHRISTCHURCH)
    assert in_force(POOLE, date(2024, 1, 1)) == (BCP,)


def test_two_changes_one_after_the_other_are_followed():
    assert in_force("E07000190", NOW) == ("E06000066",)
    assert in_force("E07000190", date(2020, 1, 1)) == ("E07000246",)
    assert leaves("E06000066") == {"E07000187", "E07000188", "E07000189", "E07000190", "E07000191"}


def test_the_districts_of_cumbria_went_to_two_authorities():
    assert in_force("E10000006", NOW) == ("E06000063", "E06000064")
    assert in_force("E07000030", NOW) == ("E06000064",)
    assert all_leaves(["E06000063", "E06000064"]) == leaves("E10000006")


def test_the_old_county_of_dorset_had_christchurch_too():
    assert leaves(DORSET_COUNTY) == leaves(DORSET) | {CHRISTCHURCH}
    assert leaves(DORSET_COUNTY) - leaves(BCP) == leaves(DORSET)


def test_a_place_is_made_up_of_whichever_codes_a_file_has():
    assert cover([BCP], [BOURNEMOUTH, POOLE, CHRISTCHURCH]).whole
    assert cover([BCP], [BCP, BOURNEMOUTH, POOLE]).codes == (BCP,)
    without = cover([BCP], [BOURNEMOUTH, POOLE, DORSET_COUNTY])
    assert (without.codes, without.missing, without.whole) == ((BOURNEMOUTH, POOLE), {CHRISTCHURCH}, False)


def test_a_place_of_all_the_districts_of_a_county_takes_the_countys_own_figure():
    places = reference.load("places").set_index("place")
    hampshire = places.loc["Hampshire", "lad_codes"].split()
    assert cover(hampshire, ["E10000014", *hampshire[:3]]).codes == ("E10000014",)
    assert not cover(hampshire[:3], ["E10000014"]).codes


def test_of_two_codes_for_the_same_ground_the_one_in_force_is_taken():
    both = ["E08000019", "E08000039"]
    assert cover(both[:1], both, date(2024, 3, 31)).codes == ("E08000019",)
    assert cover(both[:1], both, date(2025, 12, 31)).codes == ("E08000039",)
    assert cover(both[:1], both).codes == ("E08000039",)


def test_no_code_is_its_own_part_and_no_part_belongs_to_two_merged_areas():
    merged = [change for change in changes() if change.kind in ("merged", "recoded")]
    assert len({change.old for change in merged}) == len(merged)
    assert all(change.old != change.new for change in changes())


def test_every_change_has_a_day_in_april_and_a_known_kind():
    assert {change.kind for change in changes()} == {"recoded", "merged", "divided"}
    assert {(change.day.month, change.day.day) for change in changes()} == {(4, 1)}


@shared
def test_every_district_of_2021_that_is_gone_from_the_boundaries_of_2024_is_in_the_table():
    with (SHARED / "population" / "population20_ltla21.csv").open() as file:
        in_2021 = {row["ltla21_code"]: row["ltla21_name"] for row in csv.DictReader(file)}
    features = json.loads((SHARED / "boundaries" / "lad_may_2024_bsc.geojson").read_text())["features"]
    in_2024 = {f["properties"]["LAD24CD"]: f["properties"]["LAD24NM"] for f in features}
    day = date(2024, 5, 1)
    gone = [code for code in in_2021 if code.startswith("E") and code not in in_2024]
    assert len(gone) == 17
    assert all(set(in_force(code, day)) <= set(in_2024) for code in gone)
    assert all(cover([code], gone).whole for code in in_2024 if code.startswith("E") and code not in in_2021)


@shared
def test_names_in_the_table_are_those_of_the_official_files():
    with (SHARED / "population" / "population20_ltla21.csv").open() as file:
        names = {row["ltla21_code"]: row["ltla21_name"] for row in csv.DictReader(file)}
    table = reference.load("area_code_changes")
    for when in ("old", "new"):
        for code, name in zip(table[f"{when}_code"], table[f"{when}_name"], strict=True):
            assert names.get(code, name) == name
