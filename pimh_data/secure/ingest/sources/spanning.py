"""Cells of a text file that are too long for their column: a quotation mark that is not closed swallows the next lines.

Judges cells of columns that hold ids, days, numbers, codes and names; what people write at length is no business here.
"""

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import ExtractColumn
from pimh_data.secure.ingest.sources.distinct import trimmed
from pimh_data.secure.ingest.sources.physical_lines import breaks_in

AT_LENGTH = ("question", "answer", "audience", "offer", "source", "lad_codes", "bundles")
LETTERS = 1_000
SEPARATORS = (",", ";", "\t", "|")


def too_long(cells: pa.ChunkedArray, numbers: pa.ChunkedArray, column: ExtractColumn, heading: str) -> list[str]:
    """A sentence on the first cell that is too long for the column, if any is. `numbers`: of the lines of the file.

    Too long are three lines or more, a thousand letters, a line end in an id, and one beside two separators.
    """
    if column.kind == "text" and column.name in AT_LENGTH:
        return []
    cells = trimmed(cells)
    long = pc.greater(pc.utf8_length(cells), LETTERS)
    broken = pc.match_substring_regex(cells, "[\r\n]")
    if pc.any(broken).as_py():
        one = pc.replace_substring(cells, "\r\n", "\n")
        swallowed = pc.greater(pc.add(pc.count_substring(one, "\n"), pc.count_substring(one, "\r")), 1)
        for separator in SEPARATORS:
            swallowed = pc.or_(swallowed, pc.greater(pc.count_substring(cells, separator), 1))
        long = pc.or_(long, broken if column.kind == "id" else pc.and_(broken, swallowed))
    long = pc.fill_null(long, False)
    found = cells.filter(long)
    if not len(found):
        return []
    text, row = found[0].as_py(), numbers.filter(long)[0].as_py()
    lines = breaks_in(text) + 1
    more = f", and so do {len(found) - 1:,} further rows" if len(found) > 1 else ""
    return [
        f"row {row}: {heading!r} spans {lines:,} {'line' if lines == 1 else 'lines'} and {len(text):,} letters{more}: "
        "a quotation mark is probably not closed there. Mend it in the file, or export it again"
    ]
