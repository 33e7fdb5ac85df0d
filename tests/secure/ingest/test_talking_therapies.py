"""NHS Talking Therapies' annual files: areas found by name, deciles turned round, what is suppressed kept apart."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pimh_data.errors import ExtractError
from pimh_data.registry import reference
from pimh_data.secure.demo.layout import ICBS
from pimh_data.secure.ingest.talking_therapies import areas_of, read_talking_therapies
from pimh_data.statistics.change import paired_change

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "talking_therapies"
PLACES = reference.load("places").set_index("place")["system"].to_dict()
BOARDS = {
    "South Yorkshire": "QF7",
    "Cheshire and Merseyside": "QYG",
    "Lancashire and South Cumbria": "QE1",
    "Hampshire and Isle of Wight": "QRL",
    "Dorset": "QVV",
}
shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
ORG = {"org_type": "ICB", "org_code": "QF7", "org_name": "NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD"}
ROW = {"reporting_period": "2024-25", **ORG, "variable_type": "Total", "variable_a": "NULL", "variable_b": "NULL"}
COUNTS = {"finished_course_treatment": "650", "improvement": "415", "recovery": "*"}


def outcome_rows(**changes: str) -> list[dict[str, str]]:
    return [
        ROW | {"measure_name": name, "measure_statistic": "count", "value": value} | changes
        for name, value in COUNTS.items()
    ]


def score_rows(**changes: str) -> list[dict[str, str]]:
    said = [("mean", "start", "14.0"), ("mean", "end", "9.0"), ("sd", "start", "6.0"), ("sd", "end", "6.5")]
    rows = [
        {"measure_name": "phq", "measure_statistic": statistic, "measure_time": time, "value": value}
        for statistic, time, value in [*said, ("effect_size", "", "0.8")]
    ]
    rows.append(
        {"measure_name": "courses_of_therapy", "measure_statistic": "count", "measure_time": "", "value": "200"}
    )
    keys = {"org_type": "SubICB", "org_code": "03N", "org_name": "NHS SOUTH YORKSHIRE ICB - 03N"}
    keys |= {"variable_type": "PROMs", "variable_a": "Total", "variable_b": "Ante/post natal counselling"}
    return [ROW | keys | row | changes for row in rows]


def written(folder: Path, rows: list[dict[str, str]], name: str = "annual.csv") -> Path:
    folder.mkdir(exist_ok=True)
    table = pd.DataFrame(rows)
    if name.endswith("parquet"):
        table.to_parquet(folder / name)
    else:
        table.to_csv(folder / name, index=False)
    return folder


@pytest.mark.parametrize("name", ["annual.csv", "annual.parquet"])
def test_the_icb_of_a_system_is_found_by_its_name(tmp_path, name):
    others = outcome_rows(org_name="NHS WEST YORKSHIRE INTEGRATED CARE BOARD", org_code="QWO")
    read = read_talking_therapies(written(tmp_path, outcome_rows() + others, name), ["South Yorkshire"])
    (row,) = read.outcomes.to_dict("records")
    assert (row["area"], row["area_type"], row["year"]) == ("South Yorkshire", "ICB", "2024/25")
    assert (row["finished"], row["improved"]) == (650.0, 415.0)
    assert "6 values read, 1 rows kept" in read.lines[0]


def test_a_star_is_suppressed_and_never_zero(tmp_path):
    read = read_talking_therapies(written(tmp_path, outcome_rows()), ["South Yorkshire"])
    assert np.isnan(read.outcomes.recovered).all()
    assert read.outcomes.state.tolist() == ["suppressed"]


def test_deprivation_is_turned_round_so_that_decile_1_is_the_most_deprived(tmp_path):
    rows = []
    for label in ("01 Least deprived", "06 More deprived", "10 Most deprived", "Not stated/Not known/Invalid"):
        rows += outcome_rows(variable_type="Indices of Deprivation Decile", variable_a=label)
    read = read_talking_therapies(written(tmp_path, rows), ["South Yorkshire"])
    assert set(read.outcomes.member) == {"Decile 10", "Decile 5", "Decile 1", "Not known"}


def test_start_end_and_effect_size_of_a_sub_icb_are_kept_under_its_system(tmp_path):
    read = read_talking_therapies(written(tmp_path, score_rows()), ["South Yorkshire"])
    (row,) = read.scores.to_dict("records")
    assert (row["measure"], row["mean_start"], row["mean_end"], row["effect_size"]) == ("PHQ-9", 14.0, 9.0, 0.8)
    assert (row["area_type"], row["courses"]) == ("Sub-ICB", 200.0)
    assert row["therapy"] == "Ante/post natal counselling"


@pytest.mark.parametrize("named", ["NHS South Yorkshire ICB", "South Yorkshire Integrated Care Board"])
def test_a_system_that_a_site_names_as_an_icb_is_found_too(tmp_path, named):
    read = read_talking_therapies(written(tmp_path, outcome_rows()), [named])
    assert read.outcomes.area.tolist() == [named]


def test_a_place_whose_system_is_no_icb_brings_the_icb_it_lies_in():
    places = {"Sheffield": "South Yorkshire", "Southampton": "Wessex", "Bournemouth, Christchurch and Poole": "Wessex"}
    assert areas_of(places, ICBS)[:4] == ("South Yorkshire", "Wessex", "Hampshire and Isle of Wight", "Dorset")


def test_an_area_that_is_not_there_is_said(tmp_path):
    read = read_talking_therapies(written(tmp_path, outcome_rows()), ["South Yorkshire", "Wessex"])
    assert "no area called Wessex" in read.lines[0]


def test_a_file_of_something_else_is_refused_with_what_it_lacks(tmp_path):
    with pytest.raises(ExtractError, match="no column reporting_period, org_type"):
        read_talking_therapies(written(tmp_path, [{"a": "1"}]), ["South Yorkshire"])


def test_no_folder_is_no_data(tmp_path):
    read = read_talking_therapies(tmp_path / "talking_therapies", ["South Yorkshire"])
    assert (read.scores, read.outcomes, read.lines) == (None, None, ())


@pytest.fixture(scope="module")
def annual():
    return read_talking_therapies(SHARED, areas_of(PLACES, ICBS))


@shared
def test_englands_percentages_come_out_of_the_counts_as_read(annual):
    rows = annual.outcomes
    (row,) = rows[(rows.area == "England") & (rows.year == "2024/25") & (rows.dimension == "all")].to_dict("records")
    assert (row["finished"], row["not_at_caseness"], row["improved"]) == (670_419, 35_234, 452_284)
    at_caseness = row["finished"] - row["not_at_caseness"]
    assert [round(100 * row[name] / row["finished"], 1) for name in ("improved", "deteriorated")] == [67.5, 5.8]
    assert [round(100 * row[name] / at_caseness, 1) for name in ("recovered", "reliably_recovered")] == [50.5, 47.5]
    changed = row["improved"] + row["deteriorated"] + row["no_reliable_change"]
    assert row["finished"] - changed == 8_521  # without paired scores, and still in the denominator


@shared
def test_every_effect_size_of_england_is_ours_within_rounding(annual):
    rows = annual.scores[annual.scores.area == "England"].dropna(
        subset=["effect_size", "mean_start", "mean_end", "sd_start"]
    )
    found = paired_change(
        rows.courses.fillna(100).clip(lower=2),
        rows.mean_start, rows.sd_start, rows.mean_end, rows.sd_end, rows.mean_start - rows.mean_end, rows.sd_end,
    ).glass_delta  # fmt: skip
    apart = np.abs(found - rows.effect_size)
    assert len(rows) > 180
    assert apart.max() <= 0.07


@shared
def test_the_row_of_perinatal_counselling_is_there(annual):
    rows = annual.scores
    perinatal = rows[(rows.therapy == "Ante/post natal counselling") & (rows.area == "England")]
    assert dict(zip(perinatal.measure, perinatal.effect_size, strict=True)) == {"GAD-7": 0.6, "PHQ-9": 0.5}
    assert set(perinatal.year) == {"2019/20"}


@shared
@pytest.mark.parametrize("place", PLACES)
def test_each_demonstration_place_finds_its_own_icb_in_every_year_of_icbs(annual, place):
    board = ICBS.get(place, PLACES[place])
    rows = annual.outcomes
    mine = rows[(rows.area == board) & (rows.area_type == "ICB") & (rows.dimension == "all")]
    assert set(mine.code) == {BOARDS[board]}
    assert sorted(mine.year) == ["2022/23", "2023/24", "2024/25"]
    assert (annual.scores[annual.scores.area == board].area_type == "Sub-ICB").any()
