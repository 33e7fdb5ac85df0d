"""Opens one file or sheet as its kind asks, and leaves out the lines that are no rows. Maps nothing."""

from collections.abc import Collection
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.local_day import as_local
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import PARQUET, WORKBOOK
from pimh_data.secure.ingest.sources.headings import Headings, best_line, headings_of
from pimh_data.secure.ingest.sources.lines import LINE, Lines, without_left_out
from pimh_data.secure.ingest.sources.parquet_file import in_words, read_parquet_file
from pimh_data.secure.ingest.sources.text_file import OtherSeparatorError, heads_of, read_text_file
from pimh_data.secure.ingest.sources.workbook import read_sheet

FIRST_LINES = 40


def opened(source: Source, path: Path, sheet: str, encoding: str) -> tuple[Lines, Headings]:
    """The lines of a file or sheet without those left out, and its headings. Raises ExtractError, in words."""
    # Parquet names its columns itself.
    headings_line = (1,) if path.suffix.lower() in PARQUET else source.headings_line
    lines = _read(headings_line, source, path, sheet, encoding)
    return without_left_out(lines, source.leave_out, headings_line), headings_of(lines, headings_line)


def headings_in(source: Source, path: Path, sheet: str, encoding: str) -> Headings:
    """The headings of a file or sheet, read as a source says. Raises ExtractError where it cannot be read so."""
    suffix = path.suffix.lower()
    if suffix in PARQUET or suffix in WORKBOOK:
        return opened(source, path, sheet, encoding)[1]
    lines = heads_of(path, source.headings_line, _separator(source, path), source.encoding or encoding)
    return headings_of(lines, source.headings_line)


def where_headings_stand(source: Source, path: Path, sheet: str, encoding: str, wanted: Collection[str]) -> str:
    """Where most of the wanted headings stand, in words, for a file that has none of them on the line that was said."""
    try:
        lines = _read((0,), source, path, sheet, encoding)
    except ExtractError:
        return ""
    first = lines.table.slice(0, FIRST_LINES).drop_columns([LINE]).to_pylist()
    line, held = best_line([[str(cell) for cell in row.values()] for row in islice(first, FIRST_LINES)], wanted)
    return f": {held} of them stand on line {line}, write headings_line = {line}" if held else ""


def _read(headings_line: tuple[int, ...], source: Source, path: Path, sheet: str, encoding: str) -> Lines:
    if path.stat().st_size == 0:
        raise ExtractError(f"{path.name} is empty: a heading row is expected")
    suffix = path.suffix.lower()
    if suffix in WORKBOOK:
        return read_sheet(path, sheet, headings_line)
    if suffix in PARQUET:
        return _read_parquet(path)
    try:
        return read_text_file(path, headings_line, _separator(source, path), source.encoding or encoding)
    except OtherSeparatorError as error:
        if not source.extract:
            raise
        at = ("separator",) if ("separator",) in source.lines else ("files",)
        under = "on" if at == ("separator",) else "under"
        where = f"{under} {source.line(*at)}, " if source.lines else ""
        raise ExtractError(f"{error} {where}in its [[sources.{source.extract}]]") from None


def _separator(source: Source, path: Path) -> str:
    return source.separator or ("\t" if path.suffix.lower() == ".tsv" else ",")


def _read_parquet(path: Path) -> Lines:
    table, unread = read_parquet_file(path)
    if unread:
        raise ExtractError(f"{path.name}: {in_words(unread)}; write them as text, or leave them out")
    columns = {str(number): as_text(column) for number, column in enumerate(table.columns)}
    numbers = pa.array(np.arange(2, table.num_rows + 2, dtype=np.int64))
    return Lines((tuple(table.column_names),), pa.table({**columns, LINE: numbers}))


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of any type as text, days as yyyy-mm-dd; moments that name their time zone as local ones."""
    column = as_local(column)
    kind = column.type
    if pa.types.is_floating(kind):
        # Numbers that stand as decimals only because some are missing.
        whole = pc.equal(column, pc.floor(column))
        if pc.all(whole).as_py() is not False and pc.all(pc.less(pc.abs(column), 2**53)).as_py() is not False:
            column = pc.cast(column, pa.int64())
    elif pa.types.is_timestamp(kind):
        column = pc.cast(column, pa.timestamp("s"), safe=False)
    elif pa.types.is_dictionary(kind):
        return as_text(pa.chunked_array([chunk.dictionary_decode() for chunk in column.chunks], kind.value_type))
    return pc.cast(column, pa.string())
