"""Districts become Places without slivers or overlaps, in little time, and small enough for a page."""

import io
import json
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from shapely.geometry import box

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import BRITISH_NATIONAL_GRID, read_boundaries
from pimh_data.geography.dissolve import LEAST_PART, TOLERANCE, dissolve, simplified
from pimh_data.geography.districts import Area, areas
from pimh_data.geography.geoparquet import as_table
from pimh_data.geography.maps import country_map, places_map
from pimh_data.registry import reference

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "boundaries"
DISTRICTS = SHARED / "lad_may_2024_bsc.geojson"
COUNTIES = SHARED / "ctyua_dec_2023_bsc.geojson"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")
PLACES = reference.load("places")


@pytest.fixture(scope="module")
def genuine():
    started = time.perf_counter()
    districts = read_boundaries(DISTRICTS)
    found, said = areas(PLACES)
    made = dissolve(districts, found)
    return districts, made, time.perf_counter() - started, said


def kilometre(x, y, wide=10, high=10):
    return box(400_000 + x * 1000, 300_000 + y * 1000, 400_000 + (x + wide) * 1000, 300_000 + (y + high) * 1000)


def table(shapes):
    codes = [f"E0700000{n}" for n in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes, "name": codes}, geometry=shapes, crs=BRITISH_NATIONAL_GRID)


# Genuine boundaries


@shared
def test_361_districts_become_21_places_and_their_systems_in_under_5_seconds(genuine):
    districts, made, seconds, said = genuine
    assert len(districts) == 361
    assert made.areas["level"].value_counts().to_dict() == {"Place": 21, "system": 4, "country": 1}
    assert made.said == said == ()
    assert seconds < 5


@shared
def test_the_nine_broken_geometries_become_valid_and_keep_their_ground(genuine):
    districts = genuine[0]
    raw = gpd.read_file(DISTRICTS)
    assert (~raw.is_valid).sum() == 9
    assert districts.is_valid.all()
    official = raw.to_crs(BRITISH_NATIONAL_GRID)
    sound = raw.is_valid.to_numpy()
    np.testing.assert_allclose(districts.area[sound], official.area[sound])


@shared
def test_places_overlap_nowhere_and_leave_no_sliver_between_them(genuine):
    places = genuine[1].areas.query("level == 'Place'")
    shapes = np.asarray(places.geometry.values)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    overlap = sum(shapely.intersection(one, other).area for n, one in enumerate(shapes) for other in shapes[n + 1 :])
    assert overlap == 0
    # Where Places meet before they are simplified, they meet after: a gap between them would be a hole of the union.
    together = shapely.union_all(shapes)
    assert together.area == pytest.approx(places.area.sum(), abs=1)
    holes = [shapely.Polygon(ring).area for part in shapely.get_parts(together) for ring in part.interiors]
    assert min(holes, default=LEAST_PART) >= LEAST_PART
    assert min(part.area for part in shapely.get_parts(shapes)) > 0


@shared
def test_simplifying_changes_no_area_by_more_than_one_hundredth(genuine):
    districts, made, _, _ = genuine
    exact = dict(zip(districts["code"], districts.area, strict=True))
    for row in made.areas.query("level != 'country'").itertuples():
        assert row.area_km2 * 1e6 == pytest.approx(sum(exact[code] for code in row.codes.split()), rel=0.01)
        assert row.area_km2 * 1e6 == pytest.approx(row.geometry.area)


@shared
def test_the_areas_are_about_the_official_ones(genuine):
    areas_km2 = genuine[1].areas.set_index("name")["area_km2"]
    assert areas_km2["Sheffield"] == pytest.approx(368, rel=0.01)
    assert areas_km2["Isle of Wight"] == pytest.approx(380, rel=0.01)


@shared
def test_labels_stand_on_their_own_place(genuine):
    for row in genuine[1].areas.query("level != 'country'").itertuples():
        assert row.geometry.contains(shapely.Point(row.label_x, row.label_y))


@shared
def test_a_map_of_a_system_takes_under_120_kilobytes(genuine):
    released = pq.read_table(written(genuine[1].areas)).to_pandas()
    sizes = {}
    for system, places in PLACES.groupby("system")["place"]:
        payload = places_map(released, list(places))
        assert len(payload["features"]) == len(places)
        sizes[system] = len(json.dumps(payload, separators=(",", ":")))
    assert max(sizes.values()) < 120_000
    everything = [places_map(released, list(PLACES["place"])), country_map(released)]
    assert len(json.dumps(everything, separators=(",", ":"))) < 200_000


@shared
def test_rounding_for_the_page_moves_no_corner_by_more_than_half_the_grid(genuine):
    released = pq.read_table(written(genuine[1].areas)).to_pandas()
    drawn = places_map(released, ["Sheffield"])["features"][0]
    exact = genuine[1].areas.set_index("name").loc["Sheffield", "geometry"]
    assert shapely.hausdorff_distance(shapely.from_geojson(json.dumps(drawn["geometry"])), exact) < 10


@shared
def test_the_table_is_geoparquet_that_another_reader_opens(genuine):
    read = gpd.read_parquet(written(genuine[1].areas))
    assert read.crs.to_epsg() == 27700
    assert len(read) == 26
    assert (read["source"] == "a test").all()
    assert read.geometry.geom_equals_exact(genuine[1].areas.geometry, 0).all()


@shared
def test_codes_of_another_year_find_their_boundaries(genuine):
    districts = genuine[0]
    other_years = [
        Area("Place", "Sheffield", "S", ("E08000039",)),
        Area("Place", "Dorset", "S", ("E06000059",)),
        Area("Place", "Bournemouth", "S", ("E06000028",)),
        Area("Place", "Cumbria", "S", ("E10000006",)),
    ]
    made = dissolve(districts, other_years)
    assert made.areas["name"].tolist() == ["Sheffield", "Dorset", "Cumbria", "England"]
    assert made.areas["codes"].tolist()[:3] == ["E08000019", "E06000059", "E06000063 E06000064"]
    assert made.said == ("Bournemouth is not on the map: the boundaries lack E06000028",)


@shared
def test_boundaries_of_counties_draw_the_places_that_are_whole_counties():
    found, _ = areas(PLACES)
    made = dissolve(read_boundaries(COUNTIES), found)
    drawn = set(made.areas.query("level == 'Place'")["name"])
    assert {"Hampshire", "Sheffield", "Bournemouth, Christchurch and Poole"} <= drawn
    assert "Pennine Lancashire" not in drawn
    assert any("Pennine Lancashire is not on the map" in words for words in made.said)
    assert "Lancashire and South Cumbria" not in set(made.areas["name"])


def written(made):
    buffer = io.BytesIO()
    pq.write_table(as_table(made, "a test"), buffer)
    buffer.seek(0)
    return buffer


# Made boundaries


def test_a_shared_border_is_cut_in_the_same_places():
    wavy = [(10 + 0.05 * (n % 2), n) for n in range(11)]
    left = shapely.Polygon([(0, 0), *wavy, (0, 10)])
    right = shapely.Polygon([(20, 0), (20, 10), *reversed(wavy)])
    shapes = shapely.transform(np.array([left, right]), lambda points: points * 1000 + [400_000, 300_000])
    simple = simplified(shapes, TOLERANCE * 5)
    assert shapely.get_num_coordinates(simple).sum() < shapely.get_num_coordinates(shapes).sum()
    assert shapely.coverage_is_valid(simple)
    assert shapely.area(simple).sum() == pytest.approx(shapely.area(shapes).sum())


def test_specks_and_pinholes_are_dropped_and_an_enclave_of_another_place_is_not():
    speck, pinhole, enclave = kilometre(30, 0, 0.1, 0.1), kilometre(2, 2, 0.1, 0.1), kilometre(5, 5, 0.1, 0.1)
    outer = shapely.MultiPolygon([kilometre(0, 0).difference(pinhole).difference(enclave), speck])
    simple = simplified(np.array([outer, enclave]), TOLERANCE)
    assert simple[0].geom_type == "Polygon"
    assert len(simple[0].interiors) == 1
    assert simple[1].area > 0
    assert shapely.intersection(*simple).area == 0


def test_districts_whose_borders_do_not_match_are_joined_all_the_same():
    halves = [kilometre(0, 0), kilometre(9.99, 0)]
    made = dissolve(table(halves), [Area("Place", "Both", "S", ("E07000000", "E07000001"))])
    assert made.areas["geometry"][0].geom_type == "Polygon"
    assert made.areas["area_km2"][0] == pytest.approx(199.9)


def test_a_system_is_its_places_and_is_left_out_where_one_lacks_a_boundary():
    both = pd.DataFrame({"place": ["A", "B"], "system": "S", "lad_codes": ["E07000000", "E07000001"]})
    found, _ = areas(both)
    assert dissolve(table([kilometre(0, 0), kilometre(10, 0)]), found).areas["name"].tolist() == [
        "A",
        "B",
        "S",
        "England",
    ]
    made = dissolve(table([kilometre(0, 0)]), found)
    assert made.areas["name"].tolist() == ["A", "England"]
    assert len(made.said) == 2


def test_a_place_with_a_wrong_code_or_none_is_named_and_its_system_is_not_drawn_too_small():
    places = pd.DataFrame(
        {"place": ["A", "B", "C"], "system": ["S", "S", "T"], "lad_codes": ["E07000000 Kent", "", "E07000001"]}
    )
    found, said = areas(places)
    assert [(area.level, area.name) for area in found] == [("Place", "C"), ("system", "T")]
    assert said[0].startswith("A: Kent is no code of a district")
    assert said[1].startswith("B has no 'lad_codes'")


def test_a_district_that_two_places_claim_is_said():
    places = pd.DataFrame({"place": ["A", "B"], "system": "S", "lad_codes": ["E07000000", "E07000000;E07000001"]})
    assert areas(places)[1] == ("E07000000 belongs to A and to B",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html>Sorry</html>", "cannot be read as GeoJSON"),
        ('{"type": "FeatureCollection", "features": [', "cannot be read as GeoJSON"),
        ('{"a": 1}', "cannot be read as GeoJSON"),
        (json.dumps({"type": "FeatureCollection", "features": []}), "no code of areas"),
    ],
)
def test_what_is_no_file_of_boundaries_is_refused_with_what_was_expected(tmp_path, content, words):
    path = tmp_path / "boundaries.geojson"
    path.write_text(content)
    with pytest.raises(ExtractError, match=words) as refused:
        read_boundaries(path)
    assert "ONS boundaries" in str(refused.value)


def geojson(path, *features, crs=None):
    found = [
        {"type": "Feature", "properties": p, "geometry": g and json.loads(shapely.to_geojson(g))} for p, g in features
    ]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **named, "features": found}))
    return path


def test_everything_wrong_with_boundaries_is_said_at_once(tmp_path):
    square = box(-1.5, 53, -1.4, 53.1)
    path = geojson(
        tmp_path / "odd.geojson",
        ({"LAD24CD": "E07000000", "LAD24NM": "A"}, square),
        ({"LAD24CD": "E07000000", "LAD24NM": "A"}, square),
        ({"LAD24CD": "E07000001", "LAD24NM": "B"}, shapely.Point(0, 0)),
        ({"LAD24CD": "E07000002", "LAD24NM": "C"}, None),
    )
    with pytest.raises(ExtractError) as refused:
        read_boundaries(path)
    assert "E07000000 stands in it more than once" in str(refused.value)
    assert "no boundary for E07000002" in str(refused.value)
    assert "no polygon for E07000001" in str(refused.value)


def test_a_file_in_british_national_grid_is_read_as_such(tmp_path):
    feature = ({"LAD25CD": "E08000039", "LAD25NM": "Sheffield"}, box(430_000, 380_000, 440_000, 390_000))
    read = read_boundaries(geojson(tmp_path / "grid.geojson", feature, crs="urn:ogc:def:crs:EPSG::27700"))
    assert read.area[0] == pytest.approx(1e8)


def test_coordinates_that_are_not_in_britain_are_refused(tmp_path):
    feature = ({"LAD24CD": "E08000019", "LAD24NM": "Sheffield"}, box(100, 53, 101, 54))
    with pytest.raises(ExtractError, match="outside Great Britain"):
        read_boundaries(geojson(tmp_path / "far.geojson", feature))
