"""A published release holds the indicators of its Places, their map, and deciles given by LSOA."""

import csv
import json

import geopandas as gpd
import pytest
from extracts import referral, write_csv, write_extracts

from pimh_data.answer import Selection
from pimh_data.geography.maps import places_map
from pimh_data.questions.indicators import area_profile
from pimh_data.release import Store
from pimh_data.secure.publish import publish

SQUARE = [[[-1.8, 53.3], [-1.3, 53.3], [-1.3, 53.5], [-1.8, 53.5], [-1.8, 53.3]]]
HEADING = (
    "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Time period,Value,Lower CI,Upper CI,Count,Denominator"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("by_area")
    referrals = [
        referral(n, lsoa="E01007000" if n < 20 else "E01999999", imd_decile="", imd_version="") for n in range(30)
    ]
    extracts = write_extracts(folder / "extracts", referrals)
    for name in ("boundaries", "fingertips", "imd"):
        (extracts / name).mkdir()
    feature = {"type": "Feature", "properties": {"LAD25CD": "E08000039", "LAD25NM": "Sheffield"}}
    feature["geometry"] = {"type": "Polygon", "coordinates": SQUARE}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (extracts / "boundaries" / "lad.geojson").write_text(json.dumps(collection))
    with (extracts / "fingertips" / "teenage.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING.split(","))
        for code, name, value in (("E92000001", "England", 0.7), ("E08000019", "Sheffield", 1.2)):
            row = [
                90811,
                "Teenage mothers",
                code,
                name,
                "Female",
                "<18 yrs",
                "2021/22",
                value,
                value - 0.1,
                value + 0.1,
            ]
            writer.writerow([*row, round(value * 50), 5000])
    write_csv(extracts / "imd" / "imd2019.csv", [{"lsoa11_code": "E01007000", "IMD_decile": "1.0"}])
    outcome = publish(extracts, folder / "releases", folder / "quarantine")
    release, problem = Store(folder / "releases").current()
    assert not problem
    return outcome, release


def test_the_map_is_geoparquet_and_draws_the_place_whatever_year_its_code_is_of(published):
    outcome, release = published
    areas = gpd.read_parquet(outcome.folder / "geography" / "published.parquet")
    assert areas.crs.to_epsg() == 27700
    drawn = places_map(release.table("geography", "published"), ["Sheffield"])
    assert [feature["properties"]["name"] for feature in drawn["features"]] == ["Sheffield"]
    assert "lad.geojson: 1 of 1 Places on the map" in outcome.report


def test_the_places_indicators_answer(published):
    _, release = published
    found = area_profile(release, Selection("Sheffield", year="2023/24")).finding
    assert found.text == "Sheffield: of 1 indicators compared with England, it is worse on 1 (Teenage mothers)."


def test_deciles_given_by_lsoa_are_counted_and_those_without_are_said(published):
    outcome, release = published
    seen = release.cells("pathway", "Sheffield", "2023/24", "All services", "deprivation").set_index("member")
    assert seen.loc["Decile 1", "referred"] == 20
    assert any("20 given by LSOA, IMD 2019" in line for line in outcome.report)
    assert any(loss.startswith("About 10 referrals have no decile") for loss in release.manifest.losses)
