"""What files hold in a form of their own that means one thing: moments with a time zone, local ethnic codes."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Contract
from pimh_data.secure.ingest.local_day import as_local
from pimh_data.secure.ingest.sources.dates import read_dates
from pimh_data.secure.ingest.sources.distinct import each_distinct, trimmed, without_blanks
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain

NO_CODE = ("-1", "9999", "NULL", "null")  # what local systems write where no ethnic code is held
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:[Zz]|[+-]\d{2}:?\d{2})$")
LENGTH_OF_A_DAY = 10


def with_local_days(table: pa.Table, contract: Contract) -> pa.Table:
    """Moments that name their time zone as the day in England, in the contract's date columns."""
    dates = [column.name for column in contract.columns if column.kind == "date"]
    for number, name in enumerate(table.column_names):
        column = table[name]
        if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            table = table.set_column(number, name, as_local(column))
        elif name in dates and _is_text(column.type) and _longest(column) > LENGTH_OF_A_DAY:
            table = table.set_column(number, name, each_distinct(column, _local))
    return table


def without_site_blanks(table: pa.Table, blanks: Sequence[str]) -> pa.Table:
    """What stands for nothing at this site as blank, in every column of text."""
    known = frozenset(map(plain, blanks))
    for number, name in enumerate(table.column_names):
        if known and _is_text(table[name].type):
            table = table.set_column(number, name, without_blanks(trimmed(table[name]), known))
    return table


def with_ethnic_codes(table: pa.Table, contract: Contract) -> pa.Table:
    """Ethnic groups by their national codes, where local characters or words stand behind or in place of one."""
    known = {column.name for column in contract.columns} & set(table.column_names)
    if "ethnicity" not in known or not _is_text(table["ethnicity"].type):
        return table
    number = table.column_names.index("ethnicity")
    return table.set_column(number, "ethnicity", each_distinct(table["ethnicity"], _codes))


def _codes(texts: list[str]) -> list[str]:
    found = {text: "" if text in ("", *NO_CODE) else ethnic_code(text) for text in texts}
    return [text if code is None else code for text, code in found.items()]


def _local(texts: list[str]) -> list[str]:
    days = read_dates([text for text in texts if ZONED.fullmatch(text)]).read
    return [days.get(text, text) for text in texts]


def _longest(column: pa.ChunkedArray) -> int:
    return pc.max(pc.binary_length(column)).as_py() or 0


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
