"""Works on each distinct text of a column once, however many rows hold it: columns stay columns of Arrow."""

from collections.abc import Callable, Collection, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.secure.ingest.sources.headings import plain

Read = Callable[[Sequence[str]], Sequence[str]]
SPACES = " \t\r\n\f\v\u00a0\u200b\u202f\ufeff"


def each_distinct(column: pa.ChunkedArray, read: Read) -> pa.ChunkedArray:
    """The column with every text as `read` gives it for the list of distinct trimmed texts; null counts as blank."""
    encoded = trimmed(column).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = pa.concat_arrays(encoded.chunks) if encoded.num_chunks else pa.array([], pa.string())
    texts = encoded.dictionary.to_pylist()
    return pa.chunked_array([pa.array(list(read(texts)), pa.string()).take(encoded.indices)])


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column's text without outer spaces, non-breaking ones included; blank for null."""
    return pc.fill_null(pc.utf8_trim(column, SPACES), "")


def without_blanks(column: pa.ChunkedArray, blanks: Collection[str]) -> pa.ChunkedArray:
    """An id column with what the site calls blank (made plain) as blank. Ids are all distinct: nothing is encoded."""
    if not blanks:
        return column
    held = pc.is_in(pc.utf8_lower(column), pa.array(sorted(blanks), pa.string()))
    return pc.if_else(held, "", column)


def is_blank(text: str, blanks: Collection[str]) -> bool:
    """Whether the text is nothing, or stands for nothing at this site (`blanks`: made plain)."""
    return not text or plain(text) in blanks
