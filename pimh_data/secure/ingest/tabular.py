"""Reads one extract file (CSV, XLSX, parquet) as it is: no value changed, no record dropped unsaid.

Text stays text: types are the rules' business. The record number counts records in the file, the heading being 1.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pc
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import Malformed, Piece

ROW = "row"
SUFFIXES = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True)
class RawExtract:
    """One extract as read. `table`: records with an int64 column `row`; `blank`: records without a value, passed over.

    `path`: its file; of an extract that has sources, the folder's path with the extract's name. `pieces`: the files and
    sheets that its rows came from, in the order of their rows; none where it is one file with rows numbered as in it.
    `hashes`: file -> sha256. `mapped`: texts were read as extract.toml says, so that dates stand as yyyy-mm-dd.
    `notes`: sentences for the report. `missing`: names of sources of which no file is there.
    """

    name: str
    path: Path
    table: pa.Table
    malformed: tuple[Malformed, ...]
    blank: int
    sha256: str
    pieces: tuple[Piece, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    mapped: bool = False
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def read_raw(name: str, path: Path, encoding: str = "utf-8") -> RawExtract:
    """Read the file of an extract. Raises ExtractError when it is not a table at all."""
    try:
        reader = {".csv": _read_csv, ".xlsx": _read_xlsx, ".parquet": _read_parquet}[path.suffix.lower()]
    except KeyError:
        raise ExtractError(f"{path.name}: bring {name} as one of {', '.join(SUFFIXES)}") from None
    if path.stat().st_size == 0:
        raise ExtractError(f"{path.name} is empty: a heading row is expected")
    table, malformed = reader(path, encoding)
    table, blank = _without_blank(_tidy_headings(table, path))
    digest = sha256_of(path)
    return RawExtract(name, path, table, malformed, blank, digest, hashes={path.name: digest})


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_csv(path: Path, encoding: str) -> tuple[pa.Table, tuple[Malformed, ...]]:
    ragged: list[Malformed] = []

    def keep(row: pc.InvalidRow) -> str:
        reason = f"the record has {row.actual_columns} fields where the heading has {row.expected_columns}"
        if row.text.strip():
            ragged.append(Malformed(row.number, reason, row.text))
        else:
            ragged.append(Malformed(row.number, "", ""))
        return "skip"

    # One thread, because only then does the reader number the records that it could not take.
    options = pc.ReadOptions(use_threads=False, encoding=encoding, block_size=64 << 20)
    parsing = pc.ParseOptions(newlines_in_values=True, invalid_row_handler=keep, ignore_empty_lines=False)
    try:
        with pc.open_csv(path, options, parsing) as stream:
            headings = stream.schema.names
        ragged.clear()
        texts = dict.fromkeys(headings, pa.string())
        converting = pc.ConvertOptions(column_types=texts, strings_can_be_null=False, quoted_strings_can_be_null=False)
        table = pc.read_csv(path, options, parsing, converting)
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeDecodeError) as error:
        found = re.sub(r"\s+", " ", str(error))[:160]
        raise ExtractError(
            f"{path.name} cannot be read as {encoding} CSV ({found}); save it as 'CSV UTF-8', or name its encoding "
            'in extract.toml (encoding = "cp1252")'
        ) from None
    taken = {bad.row for bad in ragged}
    numbers = np.setdiff1d(_numbers(table.num_rows + len(taken)), list(taken), assume_unique=True)
    return table.append_column(ROW, pa.array(numbers)), tuple(bad for bad in ragged if bad.reason)


def _read_xlsx(path: Path, _encoding: str) -> tuple[pa.Table, tuple[Malformed, ...]]:
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise ExtractError(f"{path.name} cannot be read as XLSX ({error}); save it again or as CSV UTF-8") from None
    if not rows:
        raise ExtractError(f"{path.name} is empty: a heading row is expected")
    headings = [_cell(value) for value in rows[0]]
    columns = list(zip(*rows[1:], strict=True)) if len(rows) > 1 else [()] * len(headings)
    arrays = [pa.array([_cell(value) for value in column], pa.string()) for column in columns]
    return pa.Table.from_arrays([*arrays, pa.array(_numbers(len(rows) - 1))], [*headings, ROW]), ()


def _cell(value: object) -> str:
    # A spreadsheet holds every number as a decimal and every date with a time: written back as a person typed them.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("T00:00:00", "")
    return str(value)


def _read_parquet(path: Path, _encoding: str) -> tuple[pa.Table, tuple[Malformed, ...]]:
    try:
        table = pq.read_table(path, memory_map=True)
    except (pa.ArrowInvalid, OSError) as error:
        raise ExtractError(f"{path.name} cannot be read as parquet ({error}); write it again") from None
    if ROW in table.column_names:
        raise ExtractError(f"{path.name}: a column may not be called {ROW!r}; rename it")
    return table.append_column(ROW, pa.array(_numbers(table.num_rows))), ()


def _numbers(records: int) -> np.ndarray:
    return np.arange(2, records + 2, dtype=np.int64)


def _tidy_headings(table: pa.Table, path: Path) -> pa.Table:
    names = [name.removeprefix("\ufeff").strip() for name in table.column_names]
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    if twice:
        raise ExtractError(
            f"{path.name}: heading {', '.join(map(repr, twice))} stands twice; a column must be named once"
        )
    keep = [index for index, name in enumerate(names) if name]
    return table.rename_columns(names).select(keep) if len(keep) < len(names) else table.rename_columns(names)


def _without_blank(table: pa.Table) -> tuple[pa.Table, int]:
    # Spreadsheets end in empty lines: records without any value are no rows, but they are counted and said.
    if not all(pa.types.is_string(table.schema.field(name).type) for name in table.column_names if name != ROW):
        return table, 0
    filled = None
    for name in table.column_names:
        if name != ROW:
            has = compute.not_equal(compute.utf8_trim_whitespace(table[name]), "")
            filled = has if filled is None else compute.or_(filled, has)
            if compute.all(filled).as_py():
                return table, 0
    kept = table.filter(filled) if filled is not None else table
    return kept, table.num_rows - kept.num_rows
