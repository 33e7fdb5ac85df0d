"""The published tables keep what kind of cell each cell is."""

import csv

import pytest

from pimh_data.errors import ExtractError
from pimh_data.registry import reference
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.published import PROVISION_COLUMNS, provision_ratings, wessex_indicators


def rows_of(name):
    with reference.FILES[name].path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_wessex_profile_is_nine_indicators_by_nine_areas_in_the_indicators_form():
    table = wessex_indicators()
    assert list(table.columns) == list(form.COLUMNS)
    assert len(table) == 81
    assert not table.duplicated(["indicator_id", "area"]).any()
    assert (table.groupby("indicator_id").size() == 9).all()


def test_suppressed_missing_and_noted_cells_are_told_apart():
    table = wessex_indicators().set_index(["indicator", "area"])
    suppressed = table[table["value_state"] == "suppressed"].index.tolist()
    assert sorted(suppressed) == [
        ("Family homelessness", "Bournemouth"),
        ("Parents in alcohol treatment", "Hampshire"),
        ("Parents in alcohol treatment", "Isle of Wight"),
        ("Parents in alcohol treatment", "Portsmouth"),
    ]
    assert table[table["value_state"] == "not available"].index.tolist() == [("Family homelessness", "Wessex")]
    noted = table[(table["value_state"] == "shown") & (table["value_note"] != "")]
    assert len(noted) == sum(1 for row in rows_of("wessex_perinatal_profile") if row["value"] and row["value_note"])
    assert set(noted["value_note"]) == {"see source"}


def test_a_hidden_cell_is_never_a_zero():
    table = wessex_indicators()
    assert table.loc[table["value_state"] != "shown", "value"].isna().all()
    assert (table["value"].dropna() > 0).all()


def test_every_published_value_is_carried_with_its_unit_and_source():
    table = wessex_indicators()
    for row, cell in zip(rows_of("wessex_perinatal_profile"), table.itertuples(), strict=True):
        assert (row["indicator"], row["area"], row["unit"], row["period"]) == (
            cell.indicator,
            cell.area,
            cell.unit,
            cell.period,
        )
        assert row["value"] == "" or float(row["value"]) == cell.value
        assert cell.source


def test_an_indicator_or_area_that_is_not_known_is_named():
    table = reference.load("wessex_perinatal_profile")
    table.loc[0, "area"] = "Atlantis"
    table.loc[1, "indicator"] = "Happiness"
    with pytest.raises(ExtractError, match=r"'Happiness'.*'Atlantis'"):
        wessex_indicators(table)


def test_provision_is_mapped_to_places_and_cheshire_to_two_of_them():
    table = provision_ratings()
    assert tuple(table.columns) == PROVISION_COLUMNS
    published = rows_of("provision")
    cheshire = sum(row["area"] == "Cheshire" for row in published)
    assert len(table) == len(published) + cheshire
    assert set(table.loc[table["area"] == "Cheshire", "place"]) == {"Cheshire East", "Cheshire West"}
    assert set(table["place"]) <= set(reference.load("places")["place"])


def test_a_named_offer_is_not_a_colour():
    table = provision_ratings()
    named = table[table["named_offer"] != ""]
    assert len(named) == sum(row["named_offer"] != "" for row in rows_of("provision")) > 0
    assert (named["rating"] == "").all()
    assert set(table["rating"]) == {"Green", "Amber", "Red", "In development", ""}


def test_an_area_without_a_place_and_an_odd_rating_are_all_named_at_once():
    provision = reference.load("provision")
    provision.loc[0, "area"] = "Atlantis"
    provision.loc[1, "rating"] = "Blue"
    provision.loc[2, "rating"] = ""
    with pytest.raises(ExtractError, match=r"row 3: rating 'Blue'.*row 4: exactly one.*Atlantis \(Wessex\)"):
        provision_ratings(provision)
