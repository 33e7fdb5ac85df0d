"""A small file that unpacks to what fills a machine is refused in a sentence within a second; nothing honest is."""

import io
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources import bombs
from pimh_data.secure.ingest.sources.parquet_file import read_parquet_file
from pimh_data.secure.ingest.sources.workbook import read_sheet, sheet_names

SHEET = "xl/worksheets/sheet1.xml"
CELL = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PART = f'<worksheet xmlns="{XMLNS}"><sheetData>{{}}</sheetData></worksheet>'


@contextmanager
def within_a_second() -> Iterator[None]:
    """Of the processor: the machine may be busy with something else."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 1.0


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """workbook(sheet) -> a workbook of one sheet, whose part is these bytes."""

    def made(sheet: bytes, name: str = "book.xlsx") -> Path:
        plain, path = io.BytesIO(), tmp_path / name
        openpyxl.Workbook().save(plain)
        with zipfile.ZipFile(plain) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for part in book.namelist():
                out.writestr(part, sheet if part == SHEET else book.read(part))
        return path

    return made


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred million rows in less than a megabyte."""
    path = tmp_path_factory.mktemp("bomb") / "referrals.parquet"
    some = pa.table({"referral_id": pa.nulls(20_000_000), "place": pa.nulls(20_000_000)})
    with pq.ParquetWriter(path, some.schema) as writer:
        for _ in range(10):
            writer.write_table(some, row_group_size=20_000_000)
    assert path.stat().st_size < 900_000
    return path


def test_two_hundred_million_rows_in_a_small_parquet_are_refused(rows):
    with within_a_second(), pytest.raises(ExtractError, match=r"referrals\.parquet is not read: .* 200,000,000 rows"):
        read_parquet_file(rows)


def test_long_texts_that_parquet_keeps_once_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bombs, "SMALL", 1_000_000)
    path = tmp_path / "contacts.parquet"
    pq.write_table(pa.table({"note": ["x" * 2_000_000]}), path, compression="zstd")
    with pytest.raises(ExtractError, match=r"contacts\.parquet is not read: its .* bytes unpack to 2,000"):
        read_parquet_file(path)


def test_a_sheet_that_unpacks_to_a_thousand_times_the_file_is_refused(workbook):
    path = workbook(PART.format(" " * (bombs.SMALL + 1)).encode())
    assert path.stat().st_size < 100_000
    for read in (sheet_names, lambda path: read_sheet(path, "Sheet", (1,))):
        bombs._look_into.cache_clear()
        with (
            within_a_second(),
            pytest.raises(ExtractError, match=r"book\.xlsx is not read: its .* bytes unpack to 50,"),
        ):
            read(path)


def test_an_archive_that_says_less_of_a_part_than_it_unpacks_to_is_refused(workbook):
    path = workbook(PART.format(" " * 5_000_000).encode())
    content = path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        size = struct.pack("<L", parts.getinfo(SHEET).file_size)
    path.write_bytes(content.replace(size, struct.pack("<L", 400)))
    with within_a_second(), pytest.raises(ExtractError, match="cannot be read as a workbook: it is damaged"):
        sheet_names(path)


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ200000"])
def test_two_cells_at_the_ends_of_a_sheet_are_refused(workbook, far):
    path = workbook(PART.format(f"<row>{CELL.format('A1')}{CELL.format(far)}</row>").encode())
    with within_a_second(), pytest.raises(ExtractError, match="lie so far apart that it has over 50,000,000"):
        read_sheet(path, "Sheet", (1,))


def test_large_honest_files_are_read(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    sheet.append([f"heading {column}" for column in range(40)])
    for row in range(500):
        sheet.append([f"R{row}", *["the same in every row"] * 39])
    book.save(tmp_path / "book.xlsx")
    assert read_sheet(tmp_path / "book.xlsx", "Sheet", (1,)).table.num_rows == 500
    ids = [f"R{row}" for row in range(200_000)]
    pq.write_table(pa.table({"referral_id": ids, "place": ["Leeds"] * len(ids)}), tmp_path / "r.parquet")
    assert read_parquet_file(tmp_path / "r.parquet")[0].num_rows == 200_000


def test_of_what_is_no_archive_its_reader_says_what_is_wrong(tmp_path):
    (tmp_path / "book.xlsx").write_bytes(b"no workbook")
    (tmp_path / "r.parquet").write_bytes(b"no parquet")
    with pytest.raises(ExtractError) as no_workbook:
        sheet_names(tmp_path / "book.xlsx")
    with pytest.raises(ExtractError) as no_parquet:
        read_parquet_file(tmp_path / "r.parquet")
    assert "fill the machine" not in f"{no_workbook.value} {no_parquet.value}"
