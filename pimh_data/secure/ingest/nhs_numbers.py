"""Ids that may be NHS numbers: ten digits, bare, spaced, quoted, named or a decimal. Finds them, repeats none."""

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.secure.ingest.sources.opening import as_text

FORM = r"(?i)^\s*['\"]?(NHS\W*(no|num|number)?\W*)?\d{3}[ -]?\d{3}[ -]?\d{4}(\.0+)?['\"]?\s*$"
SHORTEST = 10


def possible_nhs_numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The places, from 0, at which an id column holds ten digits."""
    text = as_text(column)
    # Most ids are shorter, and comparing lengths costs a tenth of looking at letters.
    long = pc.indices_nonzero(pc.fill_null(pc.greater_equal(pc.binary_length(text), SHORTEST), False))
    found = pc.indices_nonzero(pc.match_substring_regex(text.take(long), FORM))
    return long.take(found)
