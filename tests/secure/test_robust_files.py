"""Whatever lies in a folder of extracts, a sentence is said: no traceback, no path, and what is readable is read."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from extracts import PLACES, POPULATION, SERVICES, SETTINGS, referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.preparing import Prepared, prepare
from pimh_data.secure.publish import publish
from pimh_data.secure.reconciling import files_not_read
from pimh_data.secure.report import report_lines
from pimh_data.secure.settings import read_settings

REFERRALS = [referral(n, closed="2024-06-01", closure_reason="completed") for n in range(1, 4)]
ROWS = {"contacts": {"referral_id": "R1", "date": "2024-03-01", "mode": "video", "status": "attended"}}
LONG = "N" * 300


def said(folder: Path) -> tuple[str, Prepared]:
    """Everything that is said of a folder: refusals, or the report. It names no folder of the machine."""
    prepared = prepare(folder, connected())
    text = "\n".join(prepared.refusals or report_lines(prepared))
    assert str(folder.parent) not in text
    return text, prepared


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_extracts(tmp_path / "extracts", REFERRALS)


def as_parquet(folder: Path, **columns: Callable[[int], pa.Array]) -> None:
    """The referrals as parquet, some columns made otherwise."""
    table = pacsv.read_csv(folder / "referrals.csv")
    (folder / "referrals.csv").unlink()
    for name, made in columns.items():
        if name in table.column_names:
            table = table.drop_columns([name])
        table = table.append_column(name, made(table.num_rows))
    pq.write_table(table, folder / "referrals.parquet")


@pytest.mark.parametrize("name", ["referrals.csv", "contacts.xlsx", "scores.parquet"])
def test_a_folder_that_is_called_as_an_extract_is_said_to_be_one(folder, name):
    path = folder / name
    path.unlink(missing_ok=True)
    path.mkdir()
    assert f"{name} is a folder; bring {path.stem} as a file" in said(folder)[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_one_file_may_be_in_another_encoding_with_a_mark_or_without(folder, encoding):
    path = folder / "referrals.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    stated = f'[[sources.referrals]]\nfiles = "referrals.csv"\nencoding = "{encoding.removesuffix("-le")}"\n'
    (folder / "extract.toml").write_text(SETTINGS + stated, encoding="utf-8")
    assert "3 read = 3 accepted" in said(folder)[0]


@pytest.mark.parametrize("encoding", ["klingon", "base64", "undefined", "rot13"])
def test_an_encoding_that_is_none_of_text_is_refused_wherever_it_is_written(folder, encoding):
    source = f'[[sources.referrals]]\nfiles = "referrals.csv"\nencoding = "{encoding}"\n'
    for stated in (f'encoding = "{encoding}"\n', source):
        (folder / "extract.toml").write_text(SETTINGS + stated, encoding="utf-8")
        assert f"'encoding' '{encoding}' is none that is known" in said(folder)[0]


def test_a_file_that_is_not_in_the_encoding_stated_is_named(folder):
    (folder / "extract.toml").write_text(SETTINGS + 'encoding = "utf-16"\n', encoding="utf-8")
    assert "places.csv cannot be read as utf-16 CSV" in said(folder)[0]


def test_a_byte_order_mark_does_no_harm_in_any_toml(folder):
    settings = folder / "extract.toml"
    settings.write_bytes(b"\xef\xbb\xbf" + settings.read_bytes())
    own = b'\xef\xbb\xbf["MORS-SF warmth"]\ncaseness = 20\nsource = "Board"\n'
    (folder / "measures.toml").write_bytes(own)
    assert said(folder)[1].refusals == ()


def test_a_parquet_column_without_a_type_holds_nothing(folder):
    as_parquet(folder, hub=pa.nulls, closed=pa.nulls, closure_reason=pa.nulls, contacts_attended=pa.nulls)
    assert "referrals.parquet: 3 read = 3 accepted" in said(folder)[0]


def test_a_parquet_column_of_lists_is_text_and_one_of_records_is_left_out_or_refused(folder):
    groups, record = [["neonatal care", "interpreter needed"]], [{"a": 1}]
    as_parquet(folder, plus_groups=lambda n: pa.array(groups * n), tags=lambda n: pa.array(record * n))
    text, _ = said(folder)
    assert "3 read = 3 accepted" in text
    assert "columns not read: neither text, numbers nor days stand in 'tags' (struct<a: int64>)" in text


def test_a_parquet_column_that_is_needed_and_holds_no_text_is_named(folder):
    as_parquet(
        folder,
        source=lambda n: pa.array([{"a": 1}] * n),
        referral_id=lambda n: pa.array([bytes([255, number]) for number in range(n)]),
        received=lambda n: pa.array([1] * n, pa.duration("s")),
    )
    text, _ = said(folder)
    assert all(f"'{name}'" in text for name in ("source", "referral_id", "received"))
    assert "write them as text" in text


def test_files_that_are_not_what_they_are_called_are_all_named_at_once(folder):
    (folder / "contacts.parquet").write_bytes(b"garbage" * 100)
    (folder / "system_work.parquet").write_bytes(b"PAR1" + b"x" * 50 + b"PAR1")
    (folder / "scores.xlsx").write_bytes(b"garbage" * 100)
    (folder / "posts.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 300)
    (folder / "funding.csv").write_bytes(b"\n\n\n")
    with zipfile.ZipFile(folder / "feedback.xlsx", "w") as parts:
        parts.writestr("a.txt", "no workbook")
    text, _ = said(folder)
    for name in ("contacts.parquet", "system_work.parquet"):
        assert f"{name} cannot be read as parquet" in text
    for name in ("scores.xlsx", "posts.xlsx", "feedback.xlsx"):
        assert f"{name} cannot be read as a workbook" in text
    assert "funding.csv: line 1 is blank, and its headings are said to stand there" in text


def test_an_error_of_the_spreadsheet_is_no_blank_in_csv_parquet_and_workbooks(folder, tmp_path):
    wrong = [{"closed": "#REF!"}, {"closed": "#N/A"}, {"closure_reason": "#VALUE!"}, {"contacts_attended": "#DIV/0!"}]
    wrong += [{"hub": "#NAME?"}, {"lsoa": "#NULL!"}]
    rows = [referral(number, **({"hub": "", "lsoa": ""} | one)) for number, one in enumerate([{}, *wrong], start=1)]
    for kind in ("csv", "parquet", "xlsx"):
        own = write_extracts(tmp_path / kind, rows)
        if kind == "parquet":
            as_parquet(own)
        elif kind == "xlsx":
            book = openpyxl.Workbook()
            book.active.append(list(rows[0]))
            for row in rows:
                book.active.append(list(row.values()))
            for cell in (cell for line in book.active.iter_rows() for cell in line if str(cell.value).startswith("#")):
                cell.data_type = "e"
            book.save(own / "referrals.xlsx")
            (own / "referrals.csv").unlink()
        checks = check_extracts(own, read_settings(own), connected())
        assert checks.extracts["referrals"].count.accepted == 1, kind


@pytest.mark.parametrize("column", ["place", "service", "hub", "system"])
def test_a_name_of_three_hundred_letters_is_refused_by_row(tmp_path, column):
    rows = [row | {"hub": ""} | ({column: LONG} if column != "system" else {}) for row in REFERRALS]
    others: dict = {"places": PLACES, "services": SERVICES, "population": POPULATION}
    if column == "place":
        others = {name: [row | {"place": LONG} for row in table] for name, table in others.items()}
    elif column == "system":
        others["places"] = [PLACES[0] | {"system": LONG}]
    elif column == "service":
        others["services"] = [SERVICES[0] | {"service": LONG}]
    folder = write_extracts(tmp_path / "extracts", rows, **others)
    checks = check_extracts(folder, read_settings(folder), connected())
    reasons = {one["reason"] for checked in checks.extracts.values() for one in checked.problems.to_pylist()}
    assert f"'{column}' is over 120 letters long: a name is expected" in reasons


def test_a_name_of_letters_that_files_write_at_length_is_published(tmp_path):
    name = "Ynys Môn – ŵyrion 東" * 6
    others = {"places": PLACES, "services": SERVICES, "population": POPULATION}
    others = {extract: [row | {"place": name} for row in table] for extract, table in others.items()}
    folder = write_extracts(tmp_path / "extracts", [row | {"place": name} for row in REFERRALS], **others)
    done = publish(folder, tmp_path / "releases", tmp_path / "quarantine", name="long")
    assert any(path.name.startswith("Ynys") for path in done.folder.rglob("*.parquet"))
    assert max(len(path.name.encode()) for path in done.folder.rglob("*")) < 255


def test_a_folder_that_vanishes_during_the_run_is_a_sentence(folder):
    checks = check_extracts(folder, read_settings(folder), connected())
    shutil.rmtree(folder)
    with pytest.raises(ExtractError, match="the folder of extracts is no longer there") as refusal:
        files_not_read(checks)
    assert str(folder) not in str(refusal.value)
