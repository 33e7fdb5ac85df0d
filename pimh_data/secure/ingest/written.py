"""What files hold in a form of their own that means one thing: moments with a time zone, local codes, other case."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Contract
from pimh_data.secure.ingest.local_day import as_local
from pimh_data.secure.ingest.sources.dates import read_dates
from pimh_data.secure.ingest.sources.distinct import each_distinct, trimmed, without_blanks
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.values import own_words

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


def with_own_words(table: pa.Table, contract: Contract, spellings: Mapping[str, Collection[str]]) -> pa.Table:
    """Words of columns of codes, and names that stand in other extracts, as these spell them, whatever their case.

    `spellings`: column -> the names that it may hold.
    """
    for column in contract.columns:
        own = own_words(column, spellings.get(column.name, ()))
        if own and column.name in table.column_names and _may_hold_words(table[column.name].type):
            texts = pc.cast(table[column.name], pa.string())
            read = _several(own) if column.kind == "codes" else _one(own)
            number = table.column_names.index(column.name)
            table = table.set_column(number, column.name, each_distinct(texts, read))
    return table


def _one(own: Mapping[str, str]) -> Callable[[Sequence[str]], list[str]]:
    return lambda texts: [own.get(plain(text), text) for text in texts]


def _several(own: Mapping[str, str]) -> Callable[[Sequence[str]], list[str]]:
    def read(texts: Sequence[str]) -> list[str]:
        parts = {text: [own.get(plain(part)) for part in text.split(";") if part.strip()] for text in texts}
        return ["; ".join(dict.fromkeys(parts[text])) if all(parts[text]) else text for text in texts]

    return read


def _may_hold_words(kind: pa.DataType) -> bool:
    return _is_text(kind) or pa.types.is_boolean(kind)


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
