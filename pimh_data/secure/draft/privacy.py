"""How a file's words are said in a draft: as they stand, as our own lists spell them, or by the rows that hold them."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import ExtractColumn
from pimh_data.secure.draft.vocabulary.measures import measure_of_word
from pimh_data.secure.draft.vocabulary.words import own_spelling
from pimh_data.secure.printing import may_be_printed

ROWS_NAMED = 5


def to_print(column: ExtractColumn, text: str, rows: int) -> str | None:
    """The word as it may be printed: as it stands, else as our own lists spell it; None where it is in neither."""
    if may_be_printed(text, rows):
        return text
    if column.name == "measure":
        return text.casefold() if measure_of_word(text) else None
    return own_spelling(column, text)


def rows_said(texts: pa.ChunkedArray, lines: pa.ChunkedArray, held: Iterable[str]) -> str:
    """'3 rows (rows 17, 40, 202)': how many rows hold one of these texts, and the first of them."""
    found = lines.filter(pc.is_in(texts, pa.array(sorted(held), pa.string()))).to_pylist()
    named = ", ".join(map(str, found[:ROWS_NAMED])) + (", ..." if len(found) > ROWS_NAMED else "")
    if len(found) == 1:
        return f"1 row holds another word (row {named})"
    return f"{len(found):,} rows hold other words (rows {named})"
