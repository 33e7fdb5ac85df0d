"""The columns of a file as text, and its rows in words. Knows no identifier."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

ROWS_NAMED = 6


def as_text(column: pa.ChunkedArray) -> list[str]:
    """The column as trimmed text, '' where there is nothing."""
    texts = column if pa.types.is_string(column.type) else pc.cast(column, pa.string())
    return pc.utf8_trim_whitespace(pc.fill_null(texts, "")).to_pylist()


def named(rows: Sequence[int]) -> str:
    """'rows 4, 9, 12 and more': so that they can be looked up in the file, where their values stay."""
    shown = ", ".join(map(str, rows[:ROWS_NAMED])) + (" and more" if len(rows) > ROWS_NAMED else "")
    return f"{'rows' if len(rows) > 1 else 'row'} {shown}"
