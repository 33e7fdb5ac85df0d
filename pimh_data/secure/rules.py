"""What may be wrong with a row, as SQL over a contract's columns, so that it runs where the data is. Runs nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ibis.expr.datatypes import DataType
from ibis.expr.types import Table

from pimh_data.contracts import Contract, ExtractColumn
from pimh_data.secure.conditions import (
    NEVER,
    Rows,
    beside,
    both,
    case,
    day_of,
    either,
    fits,
    is_in,
    listed_as,
    table_name,
    text_of,
)
from pimh_data.secure.ids import is_error, no_ids, odd_texts
from pimh_data.secure.ingest.sources.spanning import AT_LENGTH
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.names import no_names
from pimh_data.secure.placing import extract_dates
from pimh_data.secure.statements import quoted

EARLIEST = dt.date(1990, 1, 1)  # no programme of this kind is older; an earlier date is a slip of the keyboard
ISO = r"^\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?$"
DAY_FIRST = r"^(\d{1,2})/(\d{1,2})/(\d{4})( 00:00(:00)?)?$"
HUGE = 1e15
NO_TEXT = "cast(null as varchar)"
LONGEST_NAME = 120  # letters
WRITTEN_AT_LENGTH = tuple(name for name in AT_LENGTH if name != "bundles")
WORDS = {"date": "a date (2024-03-31 or 31/03/2024)", "integer": "a whole number", "number": "a number"}

# The days on which something happened, by extract.
DAYS_OF = {"referrals": ("received", "first_contact", "closed"), "contacts": ("date",), "scores": ("assessed",)}
AFTER_EXTRACT_DATE = "is after the extract date"
SHEET_REASON = "'{}' is an error of the spreadsheet, such as #REF! or #N/A: mend it there, or list it under 'blanks'"
AS_MAPPED = "a date (2024-03-31, or as extract.toml says that dates are written)"


@dataclass(frozen=True)
class Rule:
    """One way for a row to be wrong: the column, the reason in words, and the condition in SQL true for such a row."""

    column: str
    reason: str
    broken: str


def staged(brought: Table, contract: Contract, mapped: bool = False) -> str:
    """The rows as the rules see them: every column of the contract as trimmed text, and its value in its type.

    An absent column is null. Further columns that the contract's pattern admits are kept as text. `mapped`: days were
    read as the site says and stand as yyyy-mm-dd; another form was none, and is not read again.
    """
    names, types = [column.name for column in contract.columns], brought.schema()
    further = [name for name in types if contract.pattern and name.startswith(contract.pattern)]
    texts = {name: _text(name, types[name]) if name in types else NO_TEXT for name in (*names, *further)}
    typed = {value_name(c): _typed(c.name, types[c.name], c.kind) for c in contract.columns if c.name in types}
    typed = {name: value for name, value in typed.items() if value is not None}
    read = [column for column in contract.columns if column.kind in WORDS and value_name(column) not in typed]
    values = {value_name(column): _value(column, mapped) for column in read}
    rows = f"select {listed_as({ROW: quoted(ROW)} | texts | typed)} from {table_name(brought)}"
    return beside(rows, values)


def value_name(column: ExtractColumn) -> str:
    """The name of the column that holds the typed value: text is its own."""
    return f"{column.name} as {column.kind}" if column.kind in WORDS else column.name


def value_of(column: ExtractColumn) -> str:
    """The typed value in SQL."""
    return quoted(value_name(column))


def accepted(rows: Rows, contract: Contract, made: tuple[str, ...], more: Mapping[str, str]) -> str:
    """Staged rows in the contract's columns and types. `made`: further columns, made of them, to go on with; `more`:
    still others, by name.
    """
    further = [name for name in rows.columns if contract.pattern and name.startswith(contract.pattern)]
    values = {column.name: value_of(column) for column in contract.columns}
    kept = {name: quoted(name) for name in (*further, *made)}
    return f"select {listed_as({ROW: quoted(ROW)} | values | kept | dict(more))} from {rows.text}"


def _text(name: str, brought: DataType) -> str:
    """A column as text, null when there is nothing in it. Texts are trimmed already (see `staging`)."""
    value = quoted(name)
    if brought.is_floating():
        # From HUGE on a decimal no longer holds every digit: written with its power, an id of it is refused.
        number, whole = f"case when isnan({value}) then null else {value} end", f"try_cast({value} as bigint)"
        exact = f"cast({whole} as double) = {value} and abs({value}) < {HUGE}"
        written = f"case when {exact} then cast({whole} as varchar) else cast({number} as varchar) end"
    elif brought.is_timestamp():
        written = f"strftime({value}, '%Y-%m-%dT%H:%M:%S')"
    elif not brought.is_string():
        return f"cast({value} as varchar)"  # never blank
    else:
        written = value
    return f"nullif({written}, '')"


def _typed(name: str, brought: DataType, kind: str) -> str | None:
    """The value of a column that a file brings in its own type, as it would be read of its text; None: read the text.

    It costs a fifth: no text is made of it to be taken apart again.
    """
    value = quoted(name)
    if kind == "date" and brought.is_date():
        return f"case when extract(year from {value}) between 1 and 9999 then {value} end"
    if kind not in ("integer", "number") or not (brought.is_integer() or brought.is_float64()):
        return None
    # Of nought with a minus nothing is left.
    number = f"(cast({value} as double) + 0.0)"
    if kind == "number":
        return f"case when abs({number}) < {HUGE} then {number} end"
    return f"case when abs({number}) < {HUGE} and {number} = floor({number}) then try_cast({value} as bigint) end"


def _value(column: ExtractColumn, mapped: bool) -> str:
    given = quoted(column.name)
    if column.kind == "integer":
        whole = f"try_cast(try_cast({given} as double) as bigint)"
        return case([(fits(given, r"^[+-]?\d{1,15}(\.0+)?$"), whole)])
    if column.kind == "number":
        number = f"try_cast({given} as double)"
        # '1e309' is written as a number and is infinite: nothing that an extract counts is near that.
        written = fits(given, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
        return case([(both(written, f"abs({number}) < {HUGE}"), number)])
    iso = (fits(given, ISO), f"left({given}, 10)")
    if mapped:
        return f"try_cast({case([iso])} as date)"
    # Only the two declared forms: any other (02.03.24, 3 Mar 2024, 20240302) would have to be guessed.
    day, month, year = (f"regexp_extract({given}, {text_of(DAY_FIRST)}, {group})" for group in (1, 2, 3))
    day_first = (fits(given, DAY_FIRST), f"{year} || '-' || {month} || '-' || {day}")
    return f"try_cast({case([iso, day_first])} as date)"


def looked_at(rows: Rows, contract: Contract, raw: RawExtract) -> Rows:
    """Staged rows with what their rules look into (see `odd_texts`)."""
    brought = [column for column in contract.columns if column.name in raw.table.column_names]
    texts = [quoted(column.name) for column in brought if column.kind in ("id", "text")]
    ids = [quoted(column.name) for column in brought if column.kind == "id" and column.known is None]
    more = odd_texts(texts, ids)
    return Rows(f"({beside(f'select * from {rows.text}', more)})", (*rows.columns, *more))


def column_rules(contract: Contract, raw: RawExtract, extract_date: dt.date) -> Iterator[Rule]:
    """The rules of each column that `raw` has alone, and of the order of dates. `extract_date`: the folder's."""
    dates = extract_dates(raw, extract_date)
    for column in contract.columns:
        if column.name in raw.table.column_names:
            yield from _rules_of(column, raw, dates)
    for earlier, later in contract.orders:
        first, second = (value_of(contract.column(name)) for name in (earlier, later))
        yield Rule(later, f"'{later}' is before '{earlier}'", f"{second} < {first}")


def _rules_of(column: ExtractColumn, raw: RawExtract, extract_dates: Sequence[tuple[dt.date, str]]) -> Iterator[Rule]:
    name = column.name
    given, value = quoted(name), value_of(column)
    if not column.blank:
        made_up = f"{quoted(column.instead)} is not null" if column.instead else NEVER
        yield Rule(name, f"'{name}' is missing", both(f"{given} is null", f"not {made_up}"))
    if column.kind in ("id", "text"):
        # Of other kinds it is no value: `faults` gives every such cell this reason.
        begins = either(f"starts_with({given}, {text_of(sign)})" for sign in ("#", "Err:"))
        yield Rule(name, SHEET_REASON.format(name), both(begins, is_error(given)))
    if column.kind == "text" and column.name not in AT_LENGTH:
        reason = f"'{name}' is over {LONGEST_NAME} letters long: a name is expected"
        yield Rule(name, reason, f"length({given}) > {LONGEST_NAME}")
    if column.kind == "text" and column.name not in WRITTEN_AT_LENGTH and column.known is None:
        yield from (Rule(name, f"'{name}' {reason}", broken) for reason, broken in no_names(given))
    if column.kind == "id" and column.known is None:
        yield from (Rule(name, f"'{name}' {reason}", broken) for reason, broken in no_ids(given))
    if column.kind in WORDS:
        words = AS_MAPPED if raw.mapped and column.kind == "date" else WORDS[column.kind]
        yield Rule(name, f"'{name}' is not {words}", both(f"{given} is not null", f"{value} is null"))
    if column.kind == "date":
        yield Rule(name, f"'{name}' is before {EARLIEST}", f"{value} < {day_of(EARLIEST)}")
        for date, own in () if column.future else extract_dates:
            late = both(own, f"{value} > {day_of(date)}")
            yield Rule(name, f"'{name}' {AFTER_EXTRACT_DATE} {date}", late)
    if column.kind == "code":
        unknown = f"not {is_in(given, column.allowed)}"
        yield Rule(name, f"'{name}' is not one of: {', '.join(column.allowed)}", unknown)
    if column.kind == "codes":
        choice = "(" + "|".join(column.allowed) + ")"
        listed = fits(given, rf"^{choice}(\s*;\s*{choice})*$")
        reason = f"'{name}' holds something else than: {', '.join(column.allowed)} (separated by ;)"
        yield Rule(name, reason, f"not {listed}")
    if column.low is not None:
        yield Rule(name, f"'{name}' is under {column.low:g}", f"{value} < {column.low}")
    if column.high is not None:
        yield Rule(name, f"'{name}' is over {column.high:g}", f"{value} > {column.high}")
