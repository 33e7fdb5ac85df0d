"""Reads a parquet file as plain columns: text, numbers, days. Says which columns hold something else. Maps nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.bombs import refuse_parquet_bomb


def read_parquet_file(path: Path) -> tuple[pa.Table, dict[str, str]]:
    """The table, and the columns that are not read: name -> type. Lists of texts are joined by ;, a column without a
    type, which holds nothing, is empty text. Raises ExtractError, in words.
    """
    ((table, unread),) = parquet_parts(path)
    return table, unread


def parquet_parts(path: Path, rows: int | None = None) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    """The same, so many rows at a time; None: all at once. A file without a row is one part."""
    refuse_parquet_bomb(path)
    try:
        # Read so, a file may hold a column twice: that is said by whoever names its columns.
        file = pq.ParquetFile(path, memory_map=True)
        if rows is None or file.metadata.num_rows <= rows:
            yield _plain_columns(file.read())
            return
        for batch in file.iter_batches(batch_size=rows):
            yield _plain_columns(pa.Table.from_batches([batch]))
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, PermissionError):
            raise
        raise ExtractError(f"{path.name} cannot be read as parquet ({type(error).__name__}); write it again") from None


def rows_in(path: Path) -> int:
    """How many rows a parquet file says that it has; 0 where it cannot be read: its reader says so."""
    try:
        return pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):
        return 0


def _plain_columns(table: pa.Table) -> tuple[pa.Table, dict[str, str]]:
    plain = [_plain(column) for column in table.columns]
    unread = {field.name: str(field.type) for field, column in zip(table.schema, plain, strict=True) if column is None}
    kept = [(name, column) for name, column in zip(table.column_names, plain, strict=True) if column is not None]
    return pa.table([column for _, column in kept], names=[name for name, _ in kept]), unread


def in_words(unread: Mapping[str, str]) -> str:
    """The columns that are not read, for an error or a note."""
    listed = [f"{name!r} ({kind})" for name, kind in unread.items()]
    shown = ", ".join(listed[:6]) + (", ..." if len(listed) > 6 else "")
    return f"neither text, numbers nor days stand in {shown}"


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = pa.chunked_array([chunk.dictionary_decode() for chunk in column.chunks], kind.value_type)
        kind = column.type
    if pa.types.is_float16(kind):
        return pc.cast(column, pa.float32())
    if pa.types.is_null(kind):
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        try:
            return pc.cast(pc.cast(column, pa.large_binary()), pa.string())
        except pa.ArrowInvalid:  # bytes that are no text
            return None
    if (pa.types.is_list(kind) or pa.types.is_large_list(kind)) and pa.types.is_string(kind.value_type):
        return pc.binary_join(column, "; ")
    if pa.types.is_string_view(kind) or pa.types.is_binary_view(kind):
        return pc.cast(column, pa.string())
    if pa.types.is_time(kind):
        return pc.cast(column, pa.string())
    return None if pa.types.is_nested(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind) else column
