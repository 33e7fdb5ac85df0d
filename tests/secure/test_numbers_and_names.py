"""Numbers that a spreadsheet or a database cannot hold whole, NHS numbers in disguise, and files that nobody reads."""

from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import referral, write_csv, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.reconciling import files_not_read
from pimh_data.secure.settings import read_settings
from pimh_data.secure.unread import look_first


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def reasons(checks: Checks, extract: str = "referrals") -> set[tuple[str, str]]:
    problems = checks.extracts[extract].problems
    return set(zip(problems["column"].to_pylist(), problems["reason"].to_pylist(), strict=True))


def as_workbook(folder: Path, rows: list[dict[str, object]], name: str = "referrals") -> None:
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(folder / f"{name}.xlsx")
    (folder / f"{name}.csv").unlink()


@pytest.mark.parametrize("first", [450_813_123_456_789_010, 4.5081312345e24, 10**15])
@pytest.mark.parametrize("column", ["person_id", "referral_id"])
def test_a_number_longer_than_a_spreadsheet_keeps_is_no_id(first, column, tmp_path):
    folder = write_extracts(tmp_path)
    as_workbook(folder, [referral(i) | {column: first + i} for i in range(8)])
    checks = check(folder)
    assert checks.extracts["referrals"].count.accepted == 0
    assert any(name == column and "shortened" in reason for name, reason in reasons(checks))


def test_numbers_of_fifteen_digits_are_ids(tmp_path):
    folder = write_extracts(tmp_path)
    as_workbook(folder, [referral(i) | {"person_id": 450_813_123_456_700 + i} for i in range(8)])
    checks = check(folder)
    assert set(checks.extracts["referrals"].accepted.to_pandas().person_id) == {
        str(450_813_123_456_700 + i) for i in range(8)
    }


def test_decimals_of_a_database_that_are_none_or_endless_refuse_their_row_alone(tmp_path):
    folder = write_extracts(tmp_path)
    rows = [referral(i) for i in range(6)]
    table = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in rows[0]}
    table["imd_decile"] = pa.array([float("nan"), float("inf"), 1e20, 3.0, 2.5, -0.0])
    table["person_id"] = pa.array([1.0, 2.0, 3.0, 4.0, 1e20, 6.0])
    table["imd_version"] = pa.array([None, *["2019"] * 5])
    (folder / "referrals.csv").unlink()
    pq.write_table(pa.table(table), folder / "referrals.parquet")
    checks = check(folder)
    taken = checks.extracts["referrals"].accepted.to_pandas().set_index("referral_id")
    assert set(taken.index) == {"R0", "R3"}  # no decile, and decile 3
    assert pd.isna(taken.imd_decile["R0"])
    assert taken.person_id.to_dict() == {"R0": "1", "R3": "4"}


@pytest.mark.parametrize("spoiled", ["services", "population"])
def test_endless_numbers_of_other_extracts_are_refused_by_row(spoiled, tmp_path):
    folder = write_extracts(tmp_path)
    column = {"services": "wte", "population": "count"}[spoiled]
    frame = pd.read_csv(folder / f"{spoiled}.csv", dtype=str)
    frame[column] = [1e300, *[float("nan")] * (len(frame) - 1)] if len(frame) > 1 else [1e300]
    (folder / f"{spoiled}.csv").unlink()
    frame.to_parquet(folder / f"{spoiled}.parquet")
    checks = check(folder)
    assert any(name == column for name, _ in reasons(checks, spoiled))


@pytest.mark.parametrize("form", ["{}.0", "NHS{}", "NHS No: {}", "'{}", "nhs number {}", '"{}"'])
def test_an_nhs_number_in_disguise_refuses_the_file(form, tmp_path):
    rows = [referral(i, person_id=form.format(9_434_765_919)) for i in range(2)]
    with pytest.raises(ExtractError, match="NHS number"):
        check(write_extracts(tmp_path, rows))


def test_a_formula_that_was_never_worked_out_is_no_blank(tmp_path):
    folder = write_extracts(tmp_path)
    rows = [referral(i) | {"closed": "=DATE(2024,6,1)", "closure_reason": "completed"} for i in range(3)]
    as_workbook(folder, rows)
    checks = check(folder)
    assert checks.extracts["referrals"].count.accepted == 0
    assert any(column == "closed" for column, _ in reasons(checks))


def test_an_extract_is_read_whatever_the_case_of_its_name(tmp_path):
    folder = write_extracts(tmp_path)
    (folder / "referrals.csv").rename(folder / "REFERRALS.CSV")
    assert check(folder).extracts["referrals"].count.accepted == 1
    assert look_first(folder, read_settings(folder)) == ()
    write_csv(folder / "log.csv", [referral(2)])
    assert any(words.startswith("log.csv is not read") for words in look_first(folder, read_settings(folder)))
    (folder / "log.csv").rename(folder / "referrals.csv")
    with pytest.raises(ExtractError, match="2 times"):
        check(folder)


def test_every_file_that_nothing_reads_is_named(tmp_path):
    folder = write_extracts(tmp_path)
    unread = ["contacts.txt", "scores.ods", "contacts.csv.gz", "notes.docx", "contacts.xls", "sub/contacts.csv"]
    (folder / "sub").mkdir()
    (folder / "fingertips").mkdir()
    for name in (*unread, ".hidden", "~$referrals.xlsx", "measures.toml", "fetched.json", "fingertips/one.csv"):
        (folder / name).write_text("", encoding="utf-8")
    assert files_not_read(check(folder)) == sorted(unread)
