"""Reads one extract file (CSV, XLSX, parquet) as it is: no value changed, no record dropped unsaid.

Text stays text: types are the rules' business. The record number counts records in the file, the heading being 1.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import BLANK, Malformed, Piece
from pimh_data.secure.ingest.sources.distinct import trimmed
from pimh_data.secure.ingest.sources.headings import letters
from pimh_data.secure.ingest.sources.lines import LINE, Lines, pasted_on, without_left_out, without_nul
from pimh_data.secure.ingest.sources.parquet_file import in_words, parquet_parts, rows_in
from pimh_data.secure.ingest.sources.text_file import OtherSeparatorError, read_text_file
from pimh_data.secure.ingest.sources.workbook import read_sheet, sheet_names

ROW = "row"
SUFFIXES = (".csv", ".xlsx", ".parquet")
FIRST_LINE = (1,)
PART = 1_000_000  # rows: of a larger parquet file so many are in memory at a time


@dataclass(frozen=True)
class RawExtract:
    """One extract as read. `table`: records with an int64 column `row`; `blank`: records without a value, passed over.

    `path`: its file; of an extract that has sources, the folder's path with the extract's name. `pieces`: the files and
    sheets that its rows came from, in the order of their rows; none where it is one file with rows numbered as in it.
    `hashes`: file -> sha256. `mapped`: texts were read as extract.toml says, so that dates stand as yyyy-mm-dd.
    `notes`: sentences for the report. `missing`: names of sources of which no file is there. `absent`: source ->
    the files that it names and that are not there, of sources that bring others. `without_heading`: the letters of a
    column that has none -> the rows that hold something in it. `added_up`: totals that could not be read and gave
    way to the sum of their items. `more`: the same of further rows of its file, each read when it is asked for, and
    once; `more_rows`: how many they are.
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
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without_heading: Mapping[str, pa.ChunkedArray] = field(default_factory=dict)
    added_up: int = 0
    more: Iterable["RawExtract"] = ()
    more_rows: int = 0


def own_files(folder: Path, name: str) -> list[Path]:
    """The files that are an extract in the contract's own form by their name, in any case: `Referrals.CSV`."""
    return [path for path in sorted(folder.glob("*")) if path.stem.lower() == name and path.suffix.lower() in SUFFIXES]


def read_parts(name: str, path: Path, encoding: str = "utf-8") -> Iterator[RawExtract]:
    """Read the file of an extract, a large one of parquet so many rows at a time: each has `more_rows`, those after it.

    Raises ExtractError when it is not a table at all.
    """
    if path.suffix.lower() != ".parquet" or path.is_dir() or rows_in(path) <= PART:
        yield read_raw(name, path, encoding)
        return
    digest, total, read = sha256_of(path), rows_in(path), 0
    for part in parquet_parts(path, PART):
        raw = _of_parquet(name, path, digest, part, read)
        read += part[0].num_rows
        yield replace(raw, more_rows=total - read)


def read_raw(name: str, path: Path, encoding: str = "utf-8") -> RawExtract:
    """Read the file of an extract. Raises ExtractError when it is not a table at all."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExtractError(f"{path.name}: bring {name} as one of {', '.join(SUFFIXES)}")
    if path.is_dir():
        raise ExtractError(f"{path.name} is a folder; bring {name} as a file")
    if path.stat().st_size == 0:
        raise ExtractError(f"{path.name} is empty: a heading row is expected")
    digest = sha256_of(path)
    if suffix == ".parquet":
        ((table, unread),) = parquet_parts(path)
        return _of_parquet(name, path, digest, (table, unread), 0)
    notes = ()
    if suffix == ".csv":
        lines = _read_commas(name, path, encoding)
    else:
        first, *others = sheet_names(path, empty=False)
        lines = read_sheet(path, first, FIRST_LINE)
        notes = (f"sheets not read: {', '.join(others)}",) if others else ()
    lines = without_left_out(lines, (), FIRST_LINE)
    blank = dict(lines.left_out).get(BLANK, 0)
    notes = (*notes, *(words for words in (pasted_on(lines),) if words))
    table, unread = _with_headings(lines, path)
    return RawExtract(
        name,
        path,
        table,
        lines.malformed,
        blank,
        digest,
        hashes={path.name: digest},
        notes=notes,
        without_heading=unread,
    )


def _read_commas(name: str, path: Path, encoding: str) -> Lines:
    try:
        return read_text_file(path, FIRST_LINE, ",", encoding)
    except OtherSeparatorError as error:
        where = f'in extract.toml, behind two lines: [[sources.{name}]] and files = "{path.name}"'
        raise ExtractError(f"{error} {where}") from None


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_headings(lines: Lines, path: Path) -> tuple[pa.Table, dict[str, pa.ChunkedArray]]:
    names = _once([name.strip() for name in lines.heads[0]], path)
    # Also of spaces that a database does not take for any, so that 'R1' is 'R1' in every extract.
    cells = [trimmed(lines.table[str(number)]) for number in range(len(names))]
    return _named(names, cells, lines.table[LINE])


def _named(
    names: Sequence[str], cells: Sequence[pa.ChunkedArray], rows: pa.ChunkedArray
) -> tuple[pa.Table, dict[str, pa.ChunkedArray]]:
    """The columns that have a heading; and the letters of each that has none -> the rows that hold something in it."""
    table = pa.table({**{name: column for name, column in zip(names, cells, strict=True) if name}, ROW: rows})
    held = {letters(number): rows.filter(_filled(cells[number])) for number, name in enumerate(names) if not name}
    return table, {column: numbers for column, numbers in held.items() if len(numbers)}


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    return pc.not_equal(trimmed(column), "") if text else pc.is_valid(column)


def _once(names: list[str], path: Path) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    if twice:
        listed = ", ".join(map(repr, twice))
        raise ExtractError(f"{path.name}: heading {listed} stands twice; a column must be named once")
    return names


def _of_parquet(
    name: str, path: Path, digest: str, read: tuple[pa.Table, Mapping[str, str]], before: int
) -> RawExtract:
    """What was read of a parquet file. `before`: how many of its rows stand before."""
    table, unread = read
    wanted = {column.name for column in CONTRACTS[name].columns} if name in CONTRACTS else set()
    if wanted & set(unread):
        ours = {column: kind for column, kind in unread.items() if column in wanted}
        raise ExtractError(f"{path.name}: {in_words(ours)}; write them as text")
    if ROW in table.column_names:
        raise ExtractError(f"{path.name}: a column may not be called {ROW!r}; rename it")
    names = _once([name.strip() for name in table.column_names], path)
    first = before + 2
    numbers = pa.chunked_array([np.arange(first, first + table.num_rows, dtype=np.int64)])
    named, further = _named(names, table.columns, numbers)
    kept, no_text = without_nul(named, ROW)
    notes = (f"columns not read: {in_words(unread)}",) if unread else ()
    return RawExtract(
        name,
        path,
        kept,
        no_text,
        0,
        digest,
        hashes={path.name: digest},
        notes=notes,
        without_heading=further,
    )
