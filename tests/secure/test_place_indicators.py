"""A Place has its own published row, its areas added up, or their range, and no number that nobody published."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pimh_data.errors import ExtractError
from pimh_data.geography.districts import Area, areas
from pimh_data.registry import reference
from pimh_data.registry.value_states import ADDED_UP, PUBLISHED, RANGE
from pimh_data.secure.areas import geography_table, indicator_tables, read_areas
from pimh_data.secure.indicators import COLUMNS, place_indicators
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.periods import parse_period
from pimh_data.secure.ingest.published import wessex_indicators

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")
PLACES = reference.load("places")
PLACE = Area("Place", "Fylde Coast", "S", ("E06000009", "E07000119", "E07000128"))


def rows(*given, **common):
    """Rows in the indicators form: each a dict of what is not the usual."""
    period = parse_period(common.pop("period", "2021/22"))
    usual = {"indicator_id": "90811", "indicator": "Teenage mothers", "sex": "Female", "age": "<18 yrs", "unit": "%"}
    usual |= {"value_state": form.SHOWN, "source": "a.csv", "polarity": "lower_is_better"} | common
    made = pd.DataFrame([usual | row for row in given])
    made["area"] = made.get("area", made["area_code"])
    columns = {name: made[name] for name in made}
    for part in ("start", "end", "months", "sort"):
        columns[f"period_{part}"] = [getattr(period, part)] * len(made)
    return form.in_form(columns | {"period": [period.text] * len(made)}, made.index)


def area(code, count, denominator, **more):
    return {"area_code": code, "count": count, "denominator": denominator, "value": 100 * count / denominator} | more


THREE = (area("E06000009", 20.0, 1000.0), area("E07000119", 7.0, 600.0), area("E07000128", 3.0, 400.0))


def only(table):
    assert len(table) == 1
    return table.iloc[0]


def test_counts_and_denominators_of_districts_are_added_up_and_the_interval_recomputed():
    row = only(place_indicators(rows(*THREE), [PLACE]).table)
    assert (row["basis"], row["count"], row["denominator"], row["value"]) == (ADDED_UP, 30, 2000, 1.5)
    expected = [100 * end for end in proportion_confint(30, 2000, 0.05, "wilson")]
    np.testing.assert_allclose([row["lower_95"], row["upper_95"]], expected)
    expected = [100 * end for end in proportion_confint(30, 2000, 0.002, "wilson")]
    np.testing.assert_allclose([row["lower_99_8"], row["upper_99_8"]], expected)
    assert row["method"] == "Wilson's interval"
    assert row["areas"] == "E06000009, E07000119, E07000128"


def test_a_place_that_is_one_area_keeps_the_published_row_with_its_note():
    sheffield = Area("Place", "Sheffield", "S", ("E08000039",))
    published = area("E08000019", 5.0, 500.0, lower_95=0.4, upper_95=2.3, value_note="Estimated")
    row = only(place_indicators(rows(published), [sheffield]).table)
    assert (row["basis"], row["value"], row["lower_95"], row["upper_95"]) == (PUBLISHED, 1.0, 0.4, 2.3)
    assert row["value_note"] == "Estimated"


def test_where_only_values_exist_the_place_is_a_range_of_its_districts():
    values = [{"area_code": code, "value": value} for code, value in zip(PLACE.codes, (3.0, 1.0, 2.0), strict=True)]
    row = only(place_indicators(rows(*values), [PLACE]).table)
    assert (row["basis"], row["lowest"], row["highest"]) == (RANGE, 1.0, 3.0)
    assert np.isnan(row["value"])
    assert row["method"] == "not added up: the file gives no counts and denominators"


def test_standardised_rates_are_never_added_up():
    standardised = [one | {"value": value} for one, value in zip(THREE, (2.9, 1.9, 0.2), strict=True)]
    row = only(place_indicators(rows(*standardised), [PLACE]).table)
    assert (row["basis"], row["lowest"], row["highest"]) == (RANGE, 0.2, 2.9)
    assert "standardised" in row["method"]


def test_a_suppressed_district_keeps_the_place_from_having_a_figure():
    hidden = {"area_code": "E07000128", "value_state": form.SUPPRESSED, "value_note": "Suppressed"}
    row = only(place_indicators(rows(*THREE[:2], hidden), [PLACE]).table)
    assert (row["basis"], row["value_state"]) == (RANGE, form.SHOWN)
    assert np.isnan(row["count"])
    assert row["method"] == "not added up: no figure for E07000128 (suppressed)"


def test_a_place_whose_areas_are_all_suppressed_is_suppressed_and_not_zero():
    hidden = [{"area_code": code, "value_state": form.SUPPRESSED} for code in PLACE.codes]
    row = only(place_indicators(rows(*hidden), [PLACE]).table)
    assert row["value_state"] == form.SUPPRESSED
    assert row[["value", "lowest", "highest"]].isna().all()


def test_a_missing_district_is_named_and_the_rest_are_not_taken_for_the_place():
    row = only(place_indicators(rows(*THREE[:2]), [PLACE]).table)
    assert (row["basis"], row["areas"]) == (RANGE, "E06000009, E07000119; the file lacks Wyre")
    assert row["method"] == "not added up: the file does not have all of its area"


def test_a_place_without_any_area_in_the_file_has_no_row():
    found = place_indicators(rows(*THREE), [Area("Place", "Elsewhere", "S", ("E08000001",))])
    assert found.table.empty
    assert tuple(found.table.columns) == COLUMNS
    assert found.lines == ("No indicator is of an area of these Places.",)


def test_a_count_of_nought_is_added_as_nought():
    none = [area(code, 0.0, 100.0) for code in PLACE.codes]
    row = only(place_indicators(rows(*none), [PLACE]).table)
    assert (row["value"], row["count"], row["lower_95"]) == (0, 0, 0)
    assert row["upper_95"] > 0


def test_districts_of_old_codes_make_up_a_place_of_today():
    bcp = Area("Place", "BCP", "S", ("E06000058",))
    old = (area("E06000028", 10.0, 500.0), area("E06000029", 10.0, 400.0), area("E07000048", 5.0, 100.0))
    row = only(place_indicators(rows(*old, period="2017"), [bcp]).table)
    assert (row["basis"], row["count"], row["denominator"]) == (ADDED_UP, 25, 1000)
    both = place_indicators(rows(*old, area("E06000058", 26.0, 1000.0)), [bcp])
    assert only(both.table)["count"] == 26


def test_deprivation_rows_are_not_counted_again():
    bases = [
        area("E92000001", 9.0, 90.0, category_type=f"{kind} deprivation deciles", category=f"Decile {n}")
        for kind in ("County & UA", "District & UA")
        for n in range(1, 11)
    ]
    within = [area(code, 50.0, 100.0, category_type="Sex", category="Male") for code in PLACE.codes]
    assert only(place_indicators(rows(*THREE, *bases, *within), [PLACE]).table)["count"] == 30


def test_an_area_listed_under_two_types_counts_once():
    again = [one | {"area_type": "District & UA"} for one in THREE]
    assert only(place_indicators(rows(*THREE, *again), [PLACE]).table)["count"] == 30


def test_two_files_that_disagree_give_the_place_no_figure():
    other = area("E06000009", 21.0, 1000.0, source="b.csv")
    row = only(place_indicators(rows(*THREE, other), [PLACE]).table)
    assert (row["basis"], row["method"]) == (RANGE, "not added up: no figure for E06000009 (conflicting)")


def test_periods_sexes_and_ages_are_kept_apart():
    table = pd.concat([rows(*THREE), rows(*THREE, period="2022/23"), rows(*THREE, sex="Male")], ignore_index=True)
    made = place_indicators(table, [PLACE]).table
    assert sorted(zip(made["period"], made["sex"], strict=True)) == [
        ("2021/22", "Female"),
        ("2021/22", "Male"),
        ("2022/23", "Female"),
    ]
    assert (made["count"] == 30).all()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(1, 5000)).map(lambda pair: (min(pair), max(pair))),
        min_size=3,
        max_size=3,
    )
)
def test_a_place_lies_between_its_lowest_and_highest_district(parts):
    given_rows = [area(code, float(c), float(d)) for code, (c, d) in zip(PLACE.codes, parts, strict=True)]
    row = only(place_indicators(rows(*given_rows), [PLACE]).table)
    values = [100 * c / d for c, d in parts]
    assert row["basis"] == ADDED_UP
    assert min(values) - 1e-9 <= row["value"] <= max(values) + 1e-9
    assert row["lower_99_8"] <= row["lower_95"] <= row["value"] <= row["upper_95"] <= row["upper_99_8"]


# The Wessex profile


def test_the_wessex_profile_gives_its_four_places_their_rows_and_the_others_a_range():
    made = place_indicators(wessex_indicators(), areas(PLACES)[0]).table
    stillbirth = made[made["indicator_id"] == "92530"].set_index("name")
    assert stillbirth.loc["Isle of Wight", "value"] == 3.0
    bcp = stillbirth.loc["Bournemouth, Christchurch and Poole"]
    assert (bcp["basis"], bcp["lowest"], bcp["highest"]) == (RANGE, 3.2, 3.6)
    assert bcp["areas"] == "Bournemouth, Poole; the file lacks Christchurch"
    # The former county held Christchurch, so it is not the Place of today.
    assert "Dorset" not in stillbirth.index
    alcohol = made[made["indicator_id"] == "parents_in_alcohol_treatment"].set_index("name")
    assert alcohol.loc["Portsmouth", "value_state"] == form.SUPPRESSED


# Genuine files


@shared
def test_places_and_systems_of_the_genuine_county_file_are_the_sums_of_its_rows(tmp_path):
    folder = tmp_path / "fingertips"
    folder.mkdir()
    name = "jargonautical__indicators-CountyUA.data.csv"
    (folder / name).write_bytes((SHARED / "fingertips" / name).read_bytes())
    files, made, lines = indicator_tables(read_areas(tmp_path), PLACES)
    assert f"{name}: 852 rows read = 852 kept + 0 explained." in lines
    assert any("302 of 302 intervals recomputed" in line for line in lines)
    mine = made[(made["indicator_id"] == "93356") & (made["age"] == "All ages") & (made["period"] == "2016")]
    mine = mine.set_index("name")
    genuine = files[(files["age"] == "All ages") & (files["period"] == "2016") & (files["category"] == "")]
    of = genuine.drop_duplicates("area").set_index("area")
    merseyside = ["Halton", "Warrington", "Cheshire East", "Cheshire West and Chester", "Knowsley", "Liverpool"]
    merseyside += ["St. Helens", "Sefton", "Wirral"]
    row = mine.loc["Cheshire and Merseyside"]
    assert row["count"] == sum(of.loc[area, "count"] for area in merseyside)
    assert row["denominator"] == sum(of.loc[area, "denominator"] for area in merseyside)
    assert row["value"] == pytest.approx(100_000 * row["count"] / row["denominator"])
    # Wessex as it was: the old county of Dorset with Christchurch, and Bournemouth and Poole, are the Places of today.
    assert mine.loc["Wessex", "basis"] == ADDED_UP
    assert mine.loc["Hampshire", "value"] == of.loc["Hampshire", "value"]
    assert (
        mine.loc["Sheffield", ["lower_95", "upper_95"]].tolist()
        == of.loc["Sheffield", ["lower_95", "upper_95"]].tolist()
    )
    assert set(mine.loc[["Pennine Lancashire", "Fylde Coast"], "basis"]) == {RANGE}


def test_every_file_that_is_none_is_named(tmp_path):
    (tmp_path / "fingertips").mkdir()
    for name in ("one.csv", "two.csv"):
        (tmp_path / "fingertips" / name).write_text("<html>Sorry</html>")
    with pytest.raises(ExtractError) as refused:
        indicator_tables(read_areas(tmp_path), PLACES)
    assert "one.csv is not a Fingertips file" in str(refused.value)
    assert "two.csv is not a Fingertips file" in str(refused.value)


# Boundaries


def test_without_boundaries_there_is_no_map_and_the_report_says_what_is_shown(tmp_path):
    table, lines = geography_table(read_areas(tmp_path), PLACES)
    assert table is None
    assert lines == ("No boundaries brought (boundaries/*.geojson): Places are shown as tiles.",)


@shared
def test_of_two_files_the_one_that_draws_most_places_is_used(tmp_path):
    (tmp_path / "boundaries").mkdir()
    for path in (SHARED / "boundaries").glob("*.geojson"):
        (tmp_path / "boundaries" / path.name).write_bytes(path.read_bytes())
    table, lines = geography_table(read_areas(tmp_path), PLACES)
    assert table.num_rows == 26
    assert "lad_may_2024_bsc.geojson: 21 of 21 Places on the map" in lines
    assert lines[-1] == "boundaries not used: ctyua_dec_2023_bsc.geojson"


def test_every_file_that_holds_no_boundaries_is_named(tmp_path):
    (tmp_path / "boundaries").mkdir()
    (tmp_path / "boundaries" / "a.geojson").write_text("{}")
    (tmp_path / "boundaries" / "b.json").write_text("Sorry")
    with pytest.raises(ExtractError) as refused:
        geography_table(read_areas(tmp_path), PLACES)
    assert "a.geojson" in str(refused.value)
    assert "b.json" in str(refused.value)
