"""Refuses a text file in which a quotation mark is not closed, so that a cell took in the records that follow it."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import Malformed
from pimh_data.secure.ingest.sources.lines import LINE
from pimh_data.secure.ingest.sources.physical_lines import breaks_in, breaks_within

MANY = 6  # separators, more than the lines of a note hold by chance


def refuse_lost_lines(path: Path, table: pa.Table, ragged: Sequence[str], lines: int, separator: str) -> None:
    """Raises ExtractError where records and the line ends within them are not as many as the lines of the file.

    `table`: the records as text; `ragged`: the text of those that have more or fewer fields, in their order.
    """
    records = table.num_rows + len(ragged)
    within = sum(breaks_within(table[name]) for name in table.column_names)
    within += sum(breaks_in(text) for text in ragged)
    # The reader gives the last record without the line end that it took for a part of it.
    within += bool(ragged) and _is_open(ragged[-1], separator)
    if records + within != lines:
        raise ExtractError(
            f"{path.name}: {lines:,} {'line stands' if lines == 1 else 'lines stand'} under the headings, but its "
            f"records account for {records + within:,} ({records:,} records, {within:,} line ends within them): a "
            "quotation mark is not closed, probably in the last record. Mend it in the file, or export it again"
        )


def _is_open(record: str, separator: str) -> bool:
    """Whether a quotation mark of the record is not closed."""
    try:
        list(csv.reader(io.StringIO(record, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def refuse_swallowed_records(path: Path, table: pa.Table, malformed: Sequence[Malformed], separator: str) -> None:
    """Raises ExtractError where a cell holds lines that look like records: a quotation mark was never closed."""
    between = table.num_columns - 2  # separators of a record; the last column is the line's number
    if between < 1:
        return
    for bad in malformed:
        _refuse_swallowed(path, bad.text, bad.row, separator, between, bad.text.partition(separator)[0])
    for name in table.column_names[:-1]:
        if not pc.any(pc.match_substring(table[name], "\n")).as_py():
            continue
        separators = pc.count_substring(table[name], separator)
        many = pc.and_(pc.match_substring(table[name], "\n"), pc.greater_equal(separators, between))
        for row in table.filter(many).select(["0", name, LINE]).to_pylist():
            _refuse_swallowed(path, row[name], row[LINE], separator, between, row["0"])


def _refuse_swallowed(path: Path, text: str, line: int, separator: str, between: int, first: str) -> None:
    # A note may hold lines with commas; only a record begins as the others do.
    inside = re.split(r"\r\n|\r|\n", text.rstrip("\r\n"))
    records = [one for one in inside[1:] if one.count(separator) == between]
    # Ids may be of any form (a9c against 3f1); as many separators in several lines are no chance where there are many.
    alike = any(_form(one.partition(separator)[0]) == _form(first) for one in records)
    if alike or (len(records) > 1 and between >= MANY):
        raise ExtractError(
            f"{path.name}: row {line} spans {len(inside):,} lines that look like rows of their own: a quotation mark "
            "is not closed there. Mend it in the file, or export it again"
        )


def _form(text: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text.strip(' "')))
