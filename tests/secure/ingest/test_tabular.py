"""Files of extracts as they are: errors of a spreadsheet, other sheets, marks of encodings, quotes never closed."""

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import SETTINGS, referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.ingest.tabular import ROW, read_raw
from pimh_data.secure.report import check_lines
from pimh_data.secure.rules import SHEET_REASON
from pimh_data.secure.settings import read_settings


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def workbook(path: Path, rows: list[dict[str, str]], **errors: str) -> None:
    """The rows as a workbook; `errors`: column -> the error in its cell of the first row."""
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    for name, error in errors.items():
        cell = book.active.cell(2, list(rows[0]).index(name) + 1)
        cell.value, cell.data_type = error, "e"
    book.create_sheet("Notes & <more>")["A1"] = "something"
    book.create_sheet("Empty")
    book.save(path)


def test_an_error_of_a_spreadsheet_is_refused_as_what_it_is(tmp_path):
    folder = write_extracts(tmp_path, [referral(1), referral(2)])
    (folder / "referrals.csv").unlink()
    rows = [referral(1) | {"hub": "x"}, referral(2) | {"hub": "y"}]
    workbook(folder / "referrals.xlsx", rows, closed="#REF!", hub="#N/A")
    found = check(folder).extracts["referrals"]
    reasons = dict(zip(found.problems["column"].to_pylist(), found.problems["reason"].to_pylist(), strict=True))
    assert set(found.problems["row"].to_pylist()) == {2}
    assert reasons == {name: SHEET_REASON.format(name) for name in ("closed", "hub")}


def test_an_error_that_the_site_calls_blank_is_blank_and_other_sheets_and_files_are_named(tmp_path):
    folder = write_extracts(tmp_path, settings=SETTINGS + 'blanks = ["#REF!", "n/k"]\n')
    (folder / "referrals.csv").unlink()
    workbook(folder / "referrals.xlsx", [referral(1), referral(2, source="N/K ")], closed="#REF!")
    (folder / "Old log.xlsx").write_bytes((folder / "referrals.xlsx").read_bytes())
    (folder / "~$referrals.xlsx").write_bytes(b"held")
    checks = check(folder)
    assert checks.extracts["referrals"].count.accepted == 2
    lines = "\n".join(check_lines(checks))
    assert "sheets not read: Notes & <more>\n" in lines
    assert "Files that no extract is made of, not read: Old log.xlsx\n" in lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_whatever_the_settings_say(tmp_path, encoding):
    path = tmp_path / "referrals.csv"
    path.write_text("referral_id,place\nR1,Süd\n", encoding=encoding)
    assert read_raw("referrals", path, "cp1252").table.to_pydict() == {
        "referral_id": ["R1"],
        "place": ["Süd"],
        ROW: [2],
    }


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_end_of_line_is_one(tmp_path, ends):
    path = tmp_path / "referrals.csv"
    path.write_bytes(ends.join(["a,b", "1,2", "3,4", ""]).encode())
    assert read_raw("referrals", path).table.to_pydict() == {"a": ["1", "3"], "b": ["2", "4"], ROW: [2, 3]}


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path):
    path = tmp_path / "referrals.csv"
    lines = ["a,b,c", *(f"{number},x,y" for number in range(100))]
    lines[10] = '9,"x,y'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ExtractError, match=r"row 11 spans 91 lines .* a quotation mark is not closed"):
        read_raw("referrals", path)


def test_a_long_note_in_lines_is_no_unclosed_quotation_mark(tmp_path):
    path = tmp_path / "referrals.csv"
    note = "\n".join(f"line {number}, with a comma, and one more" for number in range(50))
    path.write_text(f'a,b,c\n1,"{note}",2\n3,x,4\n', encoding="utf-8")
    assert read_raw("referrals", path).table[ROW].to_pylist() == [2, 3]


def test_empty_fields_too_many_are_no_fault_and_others_are(tmp_path):
    path = tmp_path / "referrals.csv"
    path.write_text("a,b\n1,2,,\n3,4,x\n5,6\n7\n", encoding="utf-8")
    raw = read_raw("referrals", path)
    assert raw.table.to_pydict() == {"a": ["1", "5"], "b": ["2", "6"], ROW: [2, 4]}
    assert [(bad.row, bad.reason) for bad in raw.malformed] == [
        (3, "the record has 3 fields where the heading has 2"),
        (5, "the record has 1 fields where the heading has 2"),
    ]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_row_that_holds_no_text_is_refused_alone(tmp_path, form):
    rows = {"a": ["1", "x\x00y", "3"], "b": ["Leeds", "Leeds", "Sheff\x00ield"]}
    path = tmp_path / f"places.{form}"
    if form == "csv":
        path.write_text("a,b\n" + "\n".join(map(",".join, zip(*rows.values(), strict=True))) + "\n", encoding="utf-8")
    else:
        pq.write_table(pa.table(rows), path)
    raw = read_raw("places", path)
    assert raw.table.to_pydict() == {"a": ["1"], "b": ["Leeds"], ROW: [2]}
    assert [(bad.row, bad.reason) for bad in raw.malformed] == [
        (number, "the record holds a character that is no text (NUL)") for number in (3, 4)
    ]


def test_a_folder_and_a_file_that_is_none_are_said_to_be_so_without_a_path(tmp_path):
    (tmp_path / "referrals.csv").mkdir()
    (tmp_path / "scores.parquet").write_bytes(b"PAR1 but no more")
    (tmp_path / "contacts.xlsx").write_bytes(b"PK\x03\x04 but no more")
    for name, words in (("referrals.csv", "is a folder"), ("scores.parquet", "as parquet"), ("contacts.xlsx", "as a")):
        with pytest.raises(ExtractError, match=words) as refused:
            read_raw(name.partition(".")[0], tmp_path / name)
        assert str(tmp_path) not in str(refused.value)


def test_parquet_keeps_its_types_and_a_heading_twice_is_refused(tmp_path):
    pq.write_table(pa.table({" a ": [1, 2], "b": pa.nulls(2)}), tmp_path / "scores.parquet")
    assert read_raw("scores", tmp_path / "scores.parquet").table.to_pydict() == {
        "a": [1, 2],
        "b": [None] * 2,
        ROW: [2, 3],
    }
    pq.write_table(pa.table({"a": [1], "a ": [2]}), tmp_path / "scores.parquet")
    with pytest.raises(ExtractError, match="heading 'a' stands twice"):
        read_raw("scores", tmp_path / "scores.parquet")
