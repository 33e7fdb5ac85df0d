"""Genuine downloads in every dialect are read, no row is lost, and what is no download is refused."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest import read_fingertips, read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_columns import PATTERNS

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "fingertips"
GENUINE = sorted(SHARED.rglob("*.csv"))
COUNTY = SHARED / "jargonautical__indicators-CountyUA.data.csv"
genuine = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")

HEADING = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,"
    "Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles,"
    "Time period Sortable,New data,Compared to goal,Time period range"
)
NAMES = HEADING.split(",")
STATES = {
    "shown", "suppressed", "combined areas", "too small", "data quality", "not available", "no data",
    "withheld with a note", "figures that cannot be right",
}  # fmt: skip


def record(**changes):
    values = dict.fromkeys(NAMES, "")
    values |= {"Indicator ID": "90811", "Indicator Name": "Teenage mothers", "Area Code": "E08000019", "Sex": "Female"}
    values |= {"Area Name": "Sheffield", "Area Type": "Counties & UAs (from Apr 2023)", "Age": "<18 yrs"}
    values |= {"Parent Code": "E12000003", "Parent Name": "Yorkshire and the Humber region", "Time period": "2021/22"}
    values |= {"Value": "0.8", "Count": "45", "Denominator": "5700", "Time period range": "1y"}
    return values | changes


def write(path, *records, heading=NAMES, delimiter=",", newline="\r\n", encoding="utf-8"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(heading)
    writer.writerows([list(r.values()) if isinstance(r, dict) else r for r in records])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.fixture
def download(tmp_path):
    return lambda *records, **how: write(tmp_path / "download.csv", *records, **how)


# Genuine files


@genuine
def test_all_27_genuine_files_are_here():
    assert len(GENUINE) == 27


@pytest.mark.parametrize("path", GENUINE, ids=lambda p: p.stem)
def test_no_row_of_a_genuine_file_is_lost(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        published = sum(1 for fields in csv.reader(file) if fields) - 1
    table, account = read_fingertips_with_account(path)
    assert account.read == published
    assert account.read == len(table) + len(account.explained)
    assert table.attrs["account"]["read"] == published
    assert list(table.columns) == list(form.COLUMNS)
    assert not table.duplicated(list(form.KEY)).any()
    assert set(table["value_state"]) <= STATES


@pytest.mark.parametrize("path", GENUINE, ids=lambda p: p.stem)
def test_every_published_number_arrives_as_published(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *records = csv.reader(file)
    columns = {"Value": "value", "Lower CI 95.0 limit": "lower_95", "Upper CI 99.8 limit": "upper_99_8"}
    columns |= {"Count": "count", "Denominator": "denominator"}
    table, account = read_fingertips_with_account(path)
    gone = {row.row for row in account.explained}
    kept = [fields for number, fields in enumerate(records, start=2) if number not in gone]
    for published, ours in columns.items():
        at = heading.index(published)
        expected = [float(fields[at].replace(",", "") or "nan") for fields in kept]
        np.testing.assert_array_equal(table[ours].to_numpy(), expected)


@pytest.mark.parametrize("path", GENUINE, ids=lambda p: p.stem)
def test_the_length_of_a_period_is_the_one_the_file_says_where_it_says_one(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        said = {row["Time period"]: row.get("Time period range") for row in csv.DictReader(file)}
    table = read_fingertips(path)
    for period, months in table[["period", "period_months"]].drop_duplicates().itertuples(index=False):
        if said[period]:
            assert months == 12 * int(said[period].removesuffix("y"))


@genuine
def test_the_county_file_gives_its_852_records():
    table, account = read_fingertips_with_account(COUNTY)
    assert (account.read, account.kept, len(table)) == (852, 852, 852)
    assert set(table["indicator"]) == {"Campylobacter incidence rate/100,000"}
    combined = table[table["value_state"] == "combined areas"]
    assert len(combined) == 10
    assert set(combined["area"]) == {"Isles of Scilly", "City of London"}


@genuine
def test_the_two_deprivation_bases_stay_apart():
    table = read_fingertips(COUNTY)
    bases = table[table["category_type"] != ""]
    assert sorted(set(bases["category_type"])) == [
        "County & UA deprivation deciles in England (IMD2015)",
        "District & UA deprivation deciles in England (IMD2015)",
    ]
    assert (bases.groupby(["category_type", "period", "age"]).size() == 10).all()


@genuine
def test_england_is_kept_once_with_the_note_that_only_one_copy_carries():
    table, account = read_fingertips_with_account(SHARED / "lambeth" / "Hypertension.csv")
    assert account.by_reason == {"England again": 9}
    assert account.line() == "Hypertension.csv: 27 rows read = 18 kept + 9 explained (9 England again)."
    england = table[table["area_code"] == "E92000001"].set_index("period")
    assert len(england) == 9
    assert england.loc["2018/19", "value_note"].startswith("There is a data quality issue")
    assert england.loc["2018/19", "value"] == 13.9603


@genuine
def test_thousands_commas_in_a_count_are_read():
    assert read_fingertips(SHARED / "lambeth" / "Longtermillnesswards.csv")["count"].max() == 9_352_586


@genuine
def test_a_blank_value_keeps_its_reason():
    table = read_fingertips(SHARED / "lambeth" / "Year6Obesity.csv")
    blank = table[table["value"].isna()]
    assert set(blank["value_state"]) == {"data quality"}
    assert set(blank["value_note"]) == {"Value not published for data quality reasons"}
    assert read_fingertips(SHARED / "lambeth" / "Depression.csv")["value_state"].value_counts()["no data"] == 8


@genuine
def test_the_order_in_time_comes_from_the_period_and_not_from_the_files_own_sort_column():
    table = read_fingertips(SHARED / "lambeth" / "HLEFemale.csv")
    england = table[table["area_code"] == "E92000001"].sort_values("period_sort")
    assert england["period"].tolist()[0] == "2009 - 11"
    assert england["period"].tolist()[-1] == "2018 - 20"
    assert england["period_start"].is_monotonic_increasing


# Dialects

DIALECTS = {
    "without spaces, as R names them": lambda name: name.replace(" ", ""),
    "with underscores": lambda name: name.replace(" ", "_"),
    "with points": lambda name: name.replace(" ", "."),
    "lower case": str.lower,
    "snake case": lambda name: name.lower().replace(" ", "_").replace(".", "_"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_heading_is_read_however_it_is_spelt(download, dialect):
    plain = read_fingertips(download(record()))
    spelt = read_fingertips(download(record(), heading=[DIALECTS[dialect](name) for name in NAMES]))
    pd.testing.assert_frame_equal(plain, spelt)


@pytest.mark.parametrize(
    "second",
    [
        "Compared to Region value or percentiles", "Compared to percentiles", "Compared to parent value or percentiles",
        "Compared to Regions (statistical) value or percentiles", "Column not used",
        "Compared to Counties & UAs (from Apr 2021) value or percentiles",
        "Compared to subnational parent value or percentiles",
    ],
)  # fmt: skip
def test_the_second_comparison_may_be_called_anything_and_is_never_taken_for_england(download, second):
    heading = [second if name == "Compared to percentiles" else name for name in NAMES]
    compared = {"Compared to England value or percentiles": "Worse", "Compared to percentiles": "Better"}
    table, account = read_fingertips_with_account(download(record(**compared), heading=heading))
    assert table["compared_to_england"].tolist() == ["Worse"]
    assert account.notes == ()


def test_columns_may_stand_in_any_order(download):
    backwards = dict(reversed(record().items()))
    pd.testing.assert_frame_equal(
        read_fingertips(download(record())), read_fingertips(download(backwards, heading=NAMES[::-1]))
    )


def test_an_older_file_without_99_8_limits_says_what_it_lacks(download):
    old = {name: value for name, value in record().items() if "99.8" not in name}
    old["Lower CI 95.0 limit"] = "0.6"
    heading = [name.replace(" 95.0", "") for name in old]
    table, account = read_fingertips_with_account(download(old, heading=heading))
    assert table["lower_95"].tolist() == [0.6]
    assert account.notes == ("columns not in this file: lower_99_8, upper_99_8",)


@pytest.mark.parametrize("how", [{"delimiter": "\t"}, {"delimiter": ";"}, {"newline": "\n"}, {"encoding": "utf-16"}])
def test_a_file_saved_again_by_a_spreadsheet_is_still_read(download, how):
    table = read_fingertips(download(record(**{"Value note": "café"}), **how))
    assert (table["area"].tolist(), table["value_note"].tolist()) == (["Sheffield"], ["café"])


def test_a_file_in_the_windows_encoding_is_read_and_said(download):
    table, account = read_fingertips_with_account(download(record(**{"Value note": "£5–10"}), encoding="cp1252"))
    assert table["value_note"].tolist() == ["£5–10"]
    assert account.notes == ("read as Windows-1252: not UTF-8",)


def test_na_written_by_r_is_a_blank_and_not_a_fault(download):
    table, account = read_fingertips_with_account(
        download(record(**{"Value": "NA", "Value note": "NA", "Category": "NA"}))
    )
    assert table[["value_state", "value_note", "category"]].iloc[0].tolist() == ["no data", "", ""]
    assert account.explained == ()


# Notes, states, registry

NOTES = {
    "Value suppressed for disclosure control due to small count": "suppressed",
    "Value suppressed due to incompleteness of source data": "suppressed",
    "Value for Cornwall & Isles of Scilly combined": "combined areas",
    "Value for Hackney and City of London combined": "combined areas",
    "Value missing due to small sample size": "too small",
    "Value missing in source data": "not available",
    "Value not published for data quality reasons": "data quality",
    "Value cannot be calculated as number of cases is too small": "too small",
    "Not available": "not available",
    "": "no data",
    "Something new": "withheld with a note",
}


@pytest.mark.parametrize("note", NOTES)
def test_a_blank_has_the_state_that_its_note_gives(download, note):
    table = read_fingertips(download(record(**{"Value": "", "Count": "", "Value note": note})))
    assert table["value_state"].tolist() == [NOTES[note]]
    assert table["value_note"].tolist() == [note]
    assert table["value"].isna().all()


def test_zero_is_a_finding_and_not_a_blank(download):
    table = read_fingertips(download(record(**{"Value": "0", "Count": "0", "Value note": "Value estimated"})))
    assert table[["value", "count", "value_state"]].iloc[0].tolist() == [0.0, 0.0, "shown"]


def test_direction_and_unit_come_from_the_registry_or_are_said_to_be_unknown(download):
    new = record(**{"Indicator ID": "1", "Indicator Name": "New"})
    table, account = read_fingertips_with_account(download(record(), new))
    assert table["polarity"].tolist() == ["lower_is_better", "unknown"]
    assert table["unit"].tolist() == ["%", "unknown"]
    assert account.notes == ("direction and unit not known for New (1)",)


def test_a_school_indicators_year_begins_in_september(download):
    table = read_fingertips(download(record(**{"Indicator ID": "90631"})))
    assert str(table["period_start"].iloc[0].date()) == "2021-09-01"


# Rows that are explained


def test_what_is_wrong_with_a_row_is_said_all_at_once_with_its_number(download):
    bad = record(**{"Value": "12%", "Count": "few", "Time period": "last year"})
    table, account = read_fingertips_with_account(download(record(), bad))
    assert len(table) == 1
    (row,) = account.explained
    assert row.row == 3
    assert all(words in row.text for words in ("value '12%'", "count 'few'", "'last year' is not a time period"))


@pytest.mark.parametrize("number", ["many", "12%", "1_000", "1,00", "inf", "0x10", "1e999", "5+", "1 2"])
def test_text_in_a_number_is_never_read_as_one(download, number):
    _, account = read_fingertips_with_account(download(record(), record(**{"Age": "All ages", "Value": number})))
    assert account.by_reason == {"not a number": 1}


def test_ragged_empty_and_repeated_heading_rows_are_each_explained(download):
    good = list(record().values())
    path = download(good, good[:10], [*good, "more"], [""] * len(good), NAMES, ["other", *good[1:]])
    table, account = read_fingertips_with_account(path)
    assert len(table) == 1
    assert account.by_reason == {
        "too few fields": 1,
        "too many fields": 1,
        "no content": 1,
        "heading repeated": 1,
        "indicator_id is not a number": 1,
    }
    assert [row.row for row in account.explained] == [3, 4, 5, 6, 7]


def test_the_same_area_under_two_parents_is_kept_once_under_the_nearer_one(download):
    under_england = record(**{"Parent Code": "E92000001", "Parent Name": "England"})
    table, account = read_fingertips_with_account(download(under_england, record()))
    assert table["parent"].tolist() == ["Yorkshire and the Humber region"]
    assert account.by_reason == {"same figures again": 1}


def test_figures_that_contradict_each_other_are_all_kept_and_marked(download):
    table, account = read_fingertips_with_account(download(record(), record(Value="0.9"), record(Age="All ages")))
    assert table["value_state"].tolist() == ["conflicting", "conflicting", "shown"]
    assert account.explained == ()
    assert "2 rows contradict" in account.notes[0]


# Files that are refused

NOT_DOWNLOADS = {
    "empty": (b"", "it is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf\r\n", "it is empty"),
    "html": (b"<!DOCTYPE html><html><body>503</body></html>", "web page"),
    "binary": (bytes(range(256)), "binary"),
    "workbook": (b"PK\x03\x04rest", "Excel workbook"),
    "json": (b'{"Message": "error"}', "no heading for"),
    "other headings": (b"date,place,value\n2020-01-01,Leeds,3\n", "indicator_id, indicator, area_code, area, period"),
    "only the heading": (HEADING.encode(), "no rows"),
    "unclosed quotes": ((HEADING + '\r\n90811,"Teenage').encode(), "begins on line 2"),
    "text after a quote": ((HEADING + '\r\n90811,"Teen"age,').encode(), "begins on line 2"),
    "a huge field": ((HEADING + "\r\n" + "9" * 200_000).encode(), "field larger"),
    "a heading twice": ((HEADING + ",Value\r\n1").encode(), "more than one heading for value"),
    "rows of another width": ((HEADING + "\r\n1,2\r\n3,4").encode(), "most of its rows have 2 fields"),
    "no readable row": ((HEADING + "\r\n" + "," * 25 + "x").encode(), "none of its 1 rows"),
}


@pytest.mark.parametrize("what", NOT_DOWNLOADS)
def test_a_file_that_is_no_download_is_refused_with_what_was_expected(tmp_path, what):
    content, said = NOT_DOWNLOADS[what]
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(ExtractError) as refusal:
        read_fingertips(path)
    assert "odd.csv is not a Fingertips file" in str(refusal.value)
    assert said in str(refusal.value)
    assert "Expected the CSV download" in str(refusal.value)


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path):
    with pytest.raises(ExtractError, match="there is no such file"):
        read_fingertips(tmp_path / "none.csv")
    with pytest.raises(ExtractError, match="there is no such file"):
        read_fingertips(tmp_path)


def outcome(path):
    """The account, or the refusal's text."""
    try:
        table, account = read_fingertips_with_account(path)
    except ExtractError as refusal:
        return str(refusal)
    assert account.read == len(table) + len(account.explained)
    return account


@genuine
def test_a_download_cut_off_within_a_record_keeps_the_rows_before_it_and_explains_the_last(tmp_path):
    whole = COUNTY.read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(whole[: whole.rindex(b",Persons,")])
    account = outcome(path)
    assert (account.read, account.kept) == (852, 851)
    assert [(row.row, row.reason) for row in account.explained] == [(853, "too few fields")]


@genuine
def test_a_download_cut_off_within_quotes_is_refused_with_the_line(tmp_path):
    whole = COUNTY.read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(whole[: whole.rindex(b"Campylobacter") + 5])
    assert "the record that begins on line 1704 cannot be split" in outcome(path)


@genuine
@pytest.mark.parametrize("share", [0.001, 0.01, 0.31, 0.5, 0.73, 0.999])
def test_a_download_cut_off_anywhere_is_refused_or_accounted_for(tmp_path, share):
    whole = COUNTY.read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(whole[: int(len(whole) * share)])
    account = outcome(path)
    assert "cut.csv is not a Fingertips file" in account if isinstance(account, str) else len(account.explained) <= 1


# Under load a file may take longer to write than the usual deadline.
@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_a_damaged_download_is_accounted_for_or_refused_and_nothing_else(tmp_path_factory, damage, at):
    path = tmp_path_factory.mktemp("damaged") / "damaged.csv"
    whole = write(path, record(), record(Age="All ages"), record(Sex="Persons")).read_bytes()
    middle = len(whole) // 3 + at
    path.write_bytes(whole[:middle] + damage + whole[middle + len(damage) :])
    assert outcome(path)


def test_every_column_of_the_form_that_a_download_can_hold_has_a_pattern():
    ours = {"period_start", "period_end", "period_months", "period_sort", "value_state", "polarity", "unit", "source"}
    assert set(PATTERNS) == set(form.COLUMNS) - ours
