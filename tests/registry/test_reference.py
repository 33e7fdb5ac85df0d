"""The published figures are here, each with its source, and what is wrong with a file is said."""

import csv
import re
from pathlib import Path

import pytest

from pimh_data.errors import ExtractError
from pimh_data.registry import reference

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "reference"


@pytest.mark.parametrize("name", sorted(reference.FILES))
def test_every_row_of_every_file_names_its_source(name):
    table = reference.load(name)
    assert len(table)
    assert (table["source"].str.strip() != "").all()
    assert reference.FILES[name].title
    assert reference.FILES[name].source


@pytest.mark.parametrize("name", sorted(reference.FILES))
def test_documents_are_named_by_their_titles_never_by_a_file(name):
    said = {reference.FILES[name].source, *reference.load(name)["source"]}
    assert [source for source in said if re.search(r"\.(txt|csv|pdf)\b|[0-9a-f]{8}", source)] == []


def test_every_file_in_the_folder_is_listed_and_every_listed_file_is_there():
    assert {p.stem for p in reference.FOLDER.glob("*.csv")} == set(reference.FILES)


def test_the_readme_speaks_of_every_file():
    text = (reference.FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in reference.FILES if f"{name}.csv" not in text] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the source tables are not beside this checkout")
def test_the_figures_are_those_of_the_source_tables_to_the_letter():
    for path in SHARED.glob("*.csv"):
        with (
            path.open(encoding="utf-8", newline="") as there,
            reference.FILES[path.stem].path.open(encoding="utf-8") as here,
        ):
            for theirs, ours in zip(csv.DictReader(there), csv.DictReader(here), strict=True):
                assert {key: ours[key] for key in theirs} == theirs


def test_published_totals_are_the_sums_of_their_parts():
    places = reference.load("places").set_index("place")["system"]
    children = reference.load("place_children_by_imd2019_decile")
    children["system"] = children["place"].map(places)
    aged_1_to_4 = (children["population_0_4"] - children["population_0"]).groupby(children["system"]).sum()
    need = reference.load("nwc_need").set_index("system")["population_0_4"]
    assert aged_1_to_4["Cheshire and Merseyside"] == need["Cheshire & Merseyside"] == 111_629
    assert aged_1_to_4["Lancashire and South Cumbria"] == need["Lancashire & South Cumbria"] == 74_276


def test_the_two_tables_of_children_agree_on_mid_2020():
    by_decile = reference.load("place_children_by_imd2019_decile").groupby("place")["population_0"].sum()
    by_year = reference.load("place_children_by_year")
    mid_2020 = by_year[by_year["year"] == "mid-2020"].set_index("place")["age_0"]
    assert (by_decile - mid_2020).abs().max() == 0
    assert len(mid_2020) == 21


def test_the_staffing_model_adds_up_to_the_published_7_33():
    assert reference.load("staffing_model")["wte"].sum() == pytest.approx(7.33)


def test_the_percentages_of_talking_therapies_come_out_of_their_counts():
    england = reference.load("talking_therapies_england").set_index("name")
    printed = england["published_percent"].dropna()
    counts = england["count"].to_dict()
    counts["finished less not at caseness"] = counts["finished"] - counts["not_at_caseness"]
    shares = {name: 100 * counts[name] / counts[england["percent_of"][name]] for name in printed.index}
    assert {name: round(share, 1) for name, share in shares.items()} == printed.to_dict()
    assert sorted(printed) == [5.8, 25.4, 47.5, 50.5, 67.5]
    changed = england["count"][["improved", "deteriorated", "no_reliable_change"]].sum()
    assert england["count"]["finished"] - changed == 8_521


def test_an_unknown_name_is_answered_with_the_names_there_are():
    with pytest.raises(ExtractError, match="wessex_perinatal_profile"):
        reference.load("wessex")


def test_a_missing_file_a_missing_column_and_text_in_a_number_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    with pytest.raises(ExtractError, match=r"nwc_need\.csv is missing"):
        reference.load("nwc_need")
    (tmp_path / "staffing_model.csv").write_text("role,band,note\nx,7,\n", encoding="utf-8")
    with pytest.raises(ExtractError, match="no column source, wte"):
        reference.load("staffing_model")
    (tmp_path / "staffing_model.csv").write_text(
        "role,band,wte,note,source\nx,7,one,,s\ny,7,two,,s\n", encoding="utf-8"
    )
    with pytest.raises(ExtractError, match=r"row 2, wte: 'one'.*row 3, wte: 'two'"):
        reference.load("staffing_model")
