"""Files that are small and unpack to what fills a machine: refused by what they say of themselves, not read.

Honest extracts stay far from these bounds: a sheet of a million rows packs ten to forty to one, and a row of a parquet
file that is another than the row before takes bytes.
"""

import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pimh_data.errors import ExtractError

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)  # of an archive's parts
SMALL = 50_000_000  # bytes: what unpacks to less harms nobody
MOST_TIMES = 100  # as many bytes as the file has, unpacked
MOST_ROWS_A_BYTE = 4
LONGEST = 8_000_000_000  # bytes, unpacked
MOST_CELLS = 50_000_000  # of a sheet, those between its cells too: its reader makes them all
SHEETS = "xl/worksheets/"
REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
BEYOND_Z = re.compile(rb"\br=[\"'][A-Z]{2}")  # the last row of all, of 26 columns, has 27 million cells above it
REFUSED = "{name} is not read: {why}. It may have been made to fill the machine; ask whoever sent it for another"


def refuse_parquet_bomb(path: Path) -> None:
    """Raises ExtractError for a file of parquet whose own account of itself is of far more than its bytes can hold.

    What has no such account is let pass: its reader says what is wrong with it.
    """
    try:
        held, size = pq.read_metadata(path), path.stat().st_size
    except (pa.ArrowException, OSError):
        return
    if held.num_rows > max(SMALL // 10, MOST_ROWS_A_BYTE * size):
        _refuse(path, f"its {size:,} bytes hold {held.num_rows:,} rows")
    _refuse_times(path, size, sum(held.row_group(group).total_byte_size for group in range(held.num_row_groups)))


def refuse_archive_bomb(path: Path) -> None:
    """Raises ExtractError for a workbook that unpacks to far more than it is, or whose cells lie far apart.

    Raises one of BROKEN where a part is not as long as the archive says. What is no archive is let pass.
    """
    if zipfile.is_zipfile(path):
        found = path.stat()
        _look_into(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=64)  # a file is opened for its sheets, its headings and its rows
def _look_into(path: Path, size: int, _changed: int) -> None:
    with zipfile.ZipFile(path) as parts:
        _refuse_times(path, size, sum(part.file_size for part in parts.infolist()))
        for part in parts.infolist():
            # No more is unpacked than the archive says, and the check sum tells where that was a lie.
            content = parts.read(part)
            if part.filename.startswith(SHEETS) and _cells(content) > MOST_CELLS:
                _refuse(path, f"the cells of a sheet lie so far apart that it has over {MOST_CELLS:,}")


def _refuse_times(path: Path, size: int, unpacked: int) -> None:
    if unpacked > max(SMALL, MOST_TIMES * size) or unpacked > LONGEST:
        _refuse(path, f"its {size:,} bytes unpack to {unpacked:,}")


def _cells(sheet: bytes) -> int:
    """How many cells a sheet has, the blank ones between others too; 0 where no more than 26 columns are written."""
    if BEYOND_Z.search(sheet) is None:
        return 0
    last_row = last_column = 0
    for found in REFERENCE.finditer(sheet):
        last_row = max(last_row, int(found[2]))
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - ord("A") + 1
        last_column = max(last_column, column)
    return last_row * last_column


def _refuse(path: Path, why: str) -> None:
    raise ExtractError(REFUSED.format(name=path.name, why=why))
