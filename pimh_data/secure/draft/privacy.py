"""What of a file may be printed: words of code columns that several rows hold, and headings that are no data."""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Column
from pimh_data.secure.draft.looking.profile import E_MAIL, POSTCODE
from pimh_data.secure.draft.toml_lines import LONGEST_HEADING
from pimh_data.secure.draft.vocabulary.measures import measure_of_word
from pimh_data.secure.draft.vocabulary.words import own_spelling
from pimh_data.secure.ingest.sources.headings import letters

FEWEST_ROWS = 5
LONGEST_VALUE = 40
ROWS_NAMED = 5
# Days, telephone numbers and ids hold many digits; words of codes do not.
DIGITS = re.compile(r"(?:\D*\d){5}")


def may_be_printed(text: str, rows: int) -> bool:
    """Whether a word of a code column may stand in a file or report: enough rows hold it, and it looks like no id."""
    return (
        rows >= FEWEST_ROWS
        and len(text) <= LONGEST_VALUE
        and not DIGITS.match(text)
        and not E_MAIL.search(text)
        and not POSTCODE.search(text)
    )


def to_print(column: Column, text: str, rows: int) -> str | None:
    """The word as it may be printed: as it stands, else as our own lists spell it; None where it is in neither."""
    if may_be_printed(text, rows):
        return text
    if column.name == "measure":
        return text.casefold() if measure_of_word(text) else None
    return own_spelling(column, text)


def heading_to_print(heading: str, number: int) -> str:
    """A heading, or the letters of its column where it looks like data (a file without headings)."""
    data = len(heading) > LONGEST_HEADING or DIGITS.match(re.sub(r"(19|20)\d\d|lsoa", "", heading.casefold()))
    return f"column {letters(number)}" if data or E_MAIL.search(heading) or POSTCODE.search(heading) else heading


def rows_said(texts: pa.ChunkedArray, lines: pa.ChunkedArray, held: Iterable[str]) -> str:
    """'3 rows (rows 17, 40, 202)': how many rows hold one of these texts, and the first of them."""
    found = lines.filter(pc.is_in(texts, pa.array(sorted(held), pa.string()))).to_pylist()
    named = ", ".join(map(str, found[:ROWS_NAMED])) + (", ..." if len(found) > ROWS_NAMED else "")
    if len(found) == 1:
        return f"1 row holds another word (row {named})"
    return f"{len(found):,} rows hold other words (rows {named})"
