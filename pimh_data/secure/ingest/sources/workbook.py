"""Reads a sheet of a workbook (XLSX, XLS, ODS): cells as text, line numbers, merged headings. Maps nothing."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.bombs import BROKEN, refuse_archive_bomb
from pimh_data.secure.ingest.sources.error_cells import error_cells
from pimh_data.secure.ingest.sources.lines import LINE, Lines

# Of the reader of sheets, and of what reads the parts of the archive that it does not show.
DAMAGED = (CalamineError, OSError, ValueError, KeyError, RuntimeError, *BROKEN)
OLE = bytes.fromhex("D0CF11E0")  # an older container, in which a workbook with a password is kept too
DIGITS_KEPT = 1e15  # a spreadsheet keeps fifteen digits of a number: from here on different ones become one
DATE_1904 = re.compile(rb"date1904\s*=\s*[\"'](1|true)[\"']")


def sheet_names(path: Path, empty: bool = True) -> tuple[str, ...]:
    """The sheets of a workbook, in their order; `empty`: also those in which nothing stands. Raises ExtractError."""
    with _said(path):
        refuse_archive_bomb(path)
        book = CalamineWorkbook.from_path(path)
        names = tuple(book.sheet_names)
        filled = names if empty or len(names) < 2 else tuple(n for n in names if book.get_sheet_by_name(n).height)
    if not names:
        raise ExtractError(f"{path.name} has no sheet that can be read: it is damaged; save it again")
    return filled or names[:1]


def read_sheet(path: Path, sheet: str, headings_line: Sequence[int]) -> Lines:
    """The lines of a sheet below its headings. Raises ExtractError where it has no such line."""
    with _said(path):
        refuse_archive_bomb(path)
        found = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
        rows, errors, begins_1904 = found.to_python(skip_empty_area=False), error_cells(path, sheet), _begins_1904(path)
    for (line, column), error in errors.items():
        if line < len(rows) and column < len(rows[line]) and rows[line][column] == "":
            rows[line][column] = error
    last = max(headings_line)
    if len(rows) < max(last, 1):
        raise ExtractError(
            f"{path.name}, sheet {sheet!r}, has {len(rows)} lines; its headings are said to stand on line {last}"
        )
    heads = tuple(tuple(cell_text(cell) for cell in rows[line - 1]) for line in headings_line if line)
    width = len(rows[0])
    columns = list(zip(*rows[last:], strict=True)) if len(rows) > last else [()] * width
    arrays = [pa.array([cell_text(cell) for cell in column], pa.string()) for column in columns]
    numbers = np.arange(last + 1, len(rows) + 1, dtype=np.int64)
    table = pa.Table.from_arrays([*arrays, pa.array(numbers)], [*map(str, range(width)), LINE])
    merged = tuple(
        (top + 1, left, right)
        for (top, left), (_, right) in found.merged_cell_ranges or ()
        if top + 1 in headings_line and right > left
    )
    return Lines(heads, table, merged=merged, begins_1904=begins_1904)


def cell_text(value: object) -> str:
    """A cell as a person typed it: a spreadsheet holds every number as a decimal and every date with a time."""
    if isinstance(value, int | float) and abs(value) >= DIGITS_KEPT:
        return f"{value:.14E}"  # as the spreadsheet would show it: an id of it is refused
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("T00:00:00", "")
    return str(value)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Whatever its parts lack, hold or do not unpack to: a workbook that cannot be read is refused in a sentence."""
    try:
        yield
    except PermissionError:
        raise
    except DAMAGED:
        if path.suffix.lower() == ".xlsx" and _begins_with(path, OLE):
            why = "perhaps protected by a password: remove it and save again"
        else:
            why = "it is damaged, or no workbook at all: save it again as .xlsx, or as CSV UTF-8"
        raise ExtractError(f"{path.name} cannot be read as a workbook: {why}") from None


def _begins_with(path: Path, signature: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(signature)) == signature
    except OSError:
        return False


def _begins_1904(path: Path) -> bool:
    # Date cells come converted; a day kept as a bare number does not say from when it counts, the workbook does.
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as parts:
        try:
            return DATE_1904.search(parts.read("xl/workbook.xml")) is not None
        except KeyError:
            return False
