"""NHS Talking Therapies' annual files with the headings that NHS England published, year by year."""

from pathlib import Path

import pandas as pd
import pytest

from pimh_data.errors import ExtractError
from pimh_data.release import Store
from pimh_data.secure.ingest.talking_therapies import read_talking_therapies
from pimh_data.secure.ingest.talking_therapies_headings import year_of
from pimh_data.secure.publish import publish

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
AS_PUBLISHED = SHARED / "faults" / "tt_as_published_measures_2024-25"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
AREAS = ["South Yorkshire", "Cheshire and Merseyside", "Sheffield"]
# Of the tidied words, the published ones: without underscores until 2019-20.
MEASURES = {
    "finished_course_treatment": "FinishedCourseTreatment",
    "not_at_caseness": "NotAtCaseness",
    "improvement": "Improvement",
    "deterioration": "Deterioration",
    "no_reliable_change": "NoReliableChange",
    "recovery": "Recovery",
    "reliable_recovery": "ReliableRecovery",
}
ORG = {"org_type": "OrgType", "org_code": "OrgCode", "org_name": "OrgName"}
VARIABLES = {"variable_type": "VariableType", "variable_a": "VariableA", "variable_b": "VariableB"}
ROW = {"OrgType": "ICB", "OrgCode": "QF7", "OrgName": "NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD"}
ROW |= {"VariableType": "Total", "VariableA": "NULL", "VariableB": "NULL"}


def main_row(between: str = "_", **changes: str) -> dict[str, str]:
    values = ("650", "100", "415", "50", "160", "*", "190")
    counts = {f"Count{between}{name}": value for name, value in zip(MEASURES.values(), values, strict=True)}
    return ROW | {f"Count{between}ReferralsReceived": "1200"} | counts | changes


def written(folder: Path, name: str, rows: list[dict[str, str]], **how: str) -> Path:
    path = folder / "talking_therapies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(rows).to_csv(path, index=False, **how)
    return folder / "talking_therapies"


@pytest.mark.parametrize(
    ("name", "between", "year"),
    [
        ("psych-ther-ann-rep-csv-2017-18-main-csv.csv", "", "2017/18"),
        ("psych-ther-ann-rep-csv-2024-25-main2.csv", "_", "2024/25"),
        ("IAPT main 2019_2020.csv", " ", "2019/20"),
        ("2023-24/main.csv", "_", "2023/24"),
    ],
)
def test_the_main_file_is_read_with_the_headings_of_its_year(tmp_path, name, between, year):
    read = read_talking_therapies(written(tmp_path, name, [main_row(between)]), ["South Yorkshire"])
    (row,) = read.outcomes.to_dict("records")
    assert (row["year"], row["area_type"], row["area"]) == (year, "ICB", "South Yorkshire")
    assert (row["finished"], row["improved"], row["reliably_recovered"]) == (650, 415, 190)
    assert row["state"] == "suppressed"
    assert pd.isna(row["recovered"])


def test_a_column_that_is_misspelt_is_named_and_never_taken_for_nothing(tmp_path):
    row = main_row()
    row["Count_Improvment"] = row.pop("Count_Improvement")
    with pytest.raises(ExtractError, match="lacks 'countimprovement'"):
        read_talking_therapies(written(tmp_path, "2024-25.csv", [row]), ["South Yorkshire"])


@pytest.mark.parametrize("name", ["main.csv", "annual 2021.csv", "2023-24 and 2024-25.csv", "report 2024.csv"])
def test_a_file_whose_year_nothing_says_is_refused_with_what_to_do(tmp_path, name):
    with pytest.raises(ExtractError, match=r"does not say its year.*such as 2024-25"):
        read_talking_therapies(written(tmp_path, name, [main_row()]), ["South Yorkshire"])


def test_the_packs_name_their_years_shortly():
    known = {
        "psych-ther-1920-out-ther-csv.csv": "2019/20",
        "ther-based-outcomes2425-2/Therapy Based Outcomes Table 4-2.csv": "2024/25",
        "ther-based-outcomes-2122/Table4_AllTherapies.csv": "2021/22",
        "2020-21/Table4.csv": "2020/21",
    }
    assert {name: year_of(Path("talking_therapies") / name) for name in known} == known


def test_other_tables_of_the_packs_are_passed_over_and_said(tmp_path):
    folder = written(tmp_path, "main 2024-25.csv", [main_row()])
    others = {
        "effect size 2024-25.csv": ROW | {"Measure": "PHQ9", "Mean_Start": "14", "Mean_End": "8", "EffectSize": "1"},
        "employment 2024-25.csv": ROW | {"Count_FinishedCourseTreatment": "650", "Count_ReferralsReceived": "9"},
        "Table 1.csv": {"Therapy_Type": "All", "Count_1Therapy": "5", "Count_2Therapies": "6"},
        "june.csv": {"GROUP_TYPE": "England", "ORG_CODE1": "All", "ORG_NAME1": "All", "MEASURE_ID": "M1",
                     "MEASURE_NAME": "Count_Recovery", "MEASURE_VALUE_SUPPRESSED": "7"},
    }  # fmt: skip
    for name, row in others.items():
        written(tmp_path, name, [row])
    (folder / "pack.zip").write_bytes(b"PK")
    read = read_talking_therapies(folder, ["South Yorkshire"])
    said = "\n".join(read.lines)
    assert all(f"talking_therapies/{name} is not read" in said for name in (*others, "pack.zip"))
    assert "june.csv is not read: a monthly or quarterly file" in said
    assert "pack.zip is not read: unpack it" in said
    assert len(read.outcomes) == 1
    assert read.scores is None


def test_a_file_that_a_spreadsheet_saved_in_another_code_page_is_read(tmp_path):
    rows = [main_row(), main_row(OrgType="Provider", OrgName="BEYOND WORDS – CAFÉ")]
    read = read_talking_therapies(written(tmp_path, "2024-25.csv", rows, encoding="cp1252"), ["South Yorkshire"])
    assert read.outcomes.finished.tolist() == [650]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"PAR1"])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content):
    folder = written(tmp_path, "main 2024-25.csv", [main_row()])
    (folder / "a 2024-25.csv").write_bytes(content)
    (folder / "b 2024-25.parquet").write_bytes(content)
    with pytest.raises(ExtractError) as refused:
        read_talking_therapies(folder, ["South Yorkshire"])
    assert "a 2024-25.csv" in str(refused.value)
    assert "b 2024-25.parquet" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


def test_a_year_that_is_brought_twice_counts_once_and_is_said(tmp_path):
    folder = written(tmp_path, "a 2024-25.csv", [main_row()])
    written(tmp_path, "b 2024-25.csv", [main_row(Count_FinishedCourseTreatment="999")])
    read = read_talking_therapies(folder, ["South Yorkshire"])
    assert read.outcomes.finished.tolist() == [650]
    assert "1 rows stood in an earlier file too" in read.lines[-1]


@shared
@pytest.mark.parametrize(("year", "between"), [("2018-19", ""), ("2022-23", "_")])
def test_outcomes_as_published_are_those_of_the_tidied_file(tmp_path, year, between):
    keys = [*ORG, *VARIABLES]
    tidy = pd.read_parquet(
        SHARED / "talking_therapies" / "measures_annual.parquet",
        filters=[("reporting_period", "==", year), ("measure_statistic", "==", "count"),
                 ("variable_type", "in", ["Total", "Indices of Deprivation Decile", "Gender"]),
                 ("org_type", "in", ["England", "ICB", "CCG", "STP"])],
    )  # fmt: skip
    (tmp_path / "tidied").mkdir()
    tidy.to_parquet(tmp_path / "tidied" / "measures.parquet")
    wide = tidy[tidy.measure_name.isin(MEASURES)].pivot(index=keys, columns="measure_name", values="value")
    wide = wide.reset_index().rename(columns=ORG | VARIABLES)
    wide = wide.rename(columns={name: f"Count{between}{word}" for name, word in MEASURES.items()})
    published = written(tmp_path, f"psych-ther-ann-rep-csv-{year}-main.csv", wide.to_dict("records"))
    one, other = (read_talking_therapies(f, AREAS).outcomes for f in (tmp_path / "tidied", published))
    order = ["area", "area_type", "code", "dimension", "member"]
    one, other = (part.drop(columns="source").sort_values(order, ignore_index=True) for part in (one, other))
    assert len(one) > 11
    pd.testing.assert_frame_equal(one, other)


@shared
def test_scores_as_published_are_those_of_the_tidied_file(tmp_path):
    words = {"phq": "PHQ", "gad": "GAD", "start": "Start", "end": "End", "mean": "Mean", "sd": "StdDev"}
    tidy = pd.read_parquet(
        SHARED / "talking_therapies" / "proms_annual.parquet",
        filters=[("reporting_period", "==", "2023-24"), ("org_type", "in", ["England", "SubICB"]),
                 ("measure_name", "in", ["phq", "gad", "courses_of_therapy"])],
    )  # fmt: skip
    (tmp_path / "tidied").mkdir()
    tidy.to_parquet(tmp_path / "tidied" / "proms.parquet")
    tidy["heading"] = [
        "Count_CoursesOfTherapy" if name == "courses_of_therapy"
        else f"Effect{words[name]}" if statistic == "effect_size"
        else f"{words[time]}_{words[name]}_{words[statistic]}"
        for name, statistic, time in zip(tidy.measure_name, tidy.measure_statistic, tidy.measure_time, strict=True)
    ]  # fmt: skip
    wide = tidy.pivot(index=[*ORG, "variable_a", "variable_b"], columns="heading", values="value").reset_index()
    wide = wide.rename(columns=ORG | {"variable_a": "Diagnosis", "variable_b": "TherapyType"})
    wide = wide.rename(columns={word: word.replace("Org", "Organisation") for word in ORG.values()})
    published = written(tmp_path, "ther-based-outcomes2324/Therapy Based Outcomes Table 4.csv", wide.to_dict("records"))
    one, other = (read_talking_therapies(f, AREAS).scores for f in (tmp_path / "tidied", published))
    order = ["area", "code", "therapy", "measure"]
    one, other = (part.drop(columns="source").sort_values(order, ignore_index=True) for part in (one, other))
    assert len(one) > 100
    pd.testing.assert_frame_equal(one, other)


@shared
def test_a_published_file_without_a_row_of_these_areas_is_published_and_said(tmp_path):
    outcome = publish(AS_PUBLISHED, tmp_path / "releases", tmp_path / "quarantine")
    assert any("values read, 0 rows kept" in line for line in outcome.report)
    release, _ = Store(tmp_path / "releases").current()
    assert release.tables["talking_therapies_outcomes", "published"].empty
