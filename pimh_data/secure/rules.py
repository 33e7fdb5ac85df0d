"""What may be wrong with a row, as Ibis expressions over a contract's columns, so that they run where the data is."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table, Value

from pimh_data.contracts import Contract, ExtractColumn
from pimh_data.secure.ids import SHEET_ERROR, no_ids
from pimh_data.secure.ingest.sources.spanning import AT_LENGTH
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.names import no_names
from pimh_data.secure.placing import extract_dates

EARLIEST = dt.date(1990, 1, 1)  # no programme of this kind is older; an earlier date is a slip of the keyboard
ISO = r"^\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?$"
DAY_FIRST = r"^(\d{1,2})/(\d{1,2})/(\d{4})( 00:00(:00)?)?$"
HUGE = 1e15
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
    """One way for a row to be wrong: the column, the reason in words, and the expression true for such a row."""

    column: str
    reason: str
    broken: BooleanValue


def staged(table: Table, contract: Contract, mapped: bool = False) -> Table:
    """The rows as the rules see them: every column of the contract as trimmed text, and its value in its type.

    An absent column is null. Further columns that the contract's pattern admits are kept as text. `mapped`: days were
    read as the site says and stand as yyyy-mm-dd; another form was none, and is not read again.
    """
    names = [column.name for column in contract.columns]
    further = [name for name in table.columns if contract.pattern and name.startswith(contract.pattern)]
    texts = {name: text(table, name) if name in table.columns else ibis.null("string") for name in (*names, *further)}
    typed = {value_name(c): _typed(table[c.name], c.kind) for c in contract.columns if c.name in table.columns}
    typed = {name: value for name, value in typed.items() if value is not None}
    rows = table.select(ROW, **texts, **typed)
    read = [column for column in contract.columns if column.kind in WORDS and value_name(column) not in typed]
    return rows.mutate(**{value_name(column): _value(rows, column, mapped) for column in read})


def value_name(column: ExtractColumn) -> str:
    """The name of the column that holds the typed value: text is its own."""
    return f"{column.name} as {column.kind}" if column.kind in WORDS else column.name


def accepted(rows: Table, contract: Contract, made: tuple[str, ...], beside: Mapping[str, Value]) -> Table:
    """Staged rows in the contract's columns and types. `made`: further columns, made of them, to go on with; `beside`:
    more of them, by name.
    """
    further = [name for name in rows.columns if contract.pattern and name.startswith(contract.pattern)]
    values = {column.name: rows[value_name(column)] for column in contract.columns}
    return rows.select(ROW, **values, **{name: rows[name] for name in (*further, *made)}, **beside)


def text(table: Table, name: str) -> StringValue:
    """A column as text, null when there is nothing in it. Texts are trimmed already (see `staging`)."""
    value = table[name]
    if value.type().is_floating():
        # From HUGE on a decimal no longer holds every digit: written with its power, an id of it is refused.
        number, whole = value.isnan().ifelse(None, value), value.try_cast("int64")
        exact = (whole.cast("float64") == number) & (number.abs() < HUGE)
        value = exact.ifelse(whole.cast("string"), number.cast("string"))
    elif value.type().is_timestamp():
        value = value.strftime("%Y-%m-%dT%H:%M:%S")
    elif not value.type().is_string():
        return value.cast("string")  # never blank
    return value.nullif("")


def _typed(value: Value, kind: str) -> Value | None:
    """The value of a column that a file brings in its own type, as it would be read of its text; None: read the text.

    It costs a fifth: no text is made of it to be taken apart again.
    """
    brought = value.type()
    if kind == "date" and brought.is_date():
        return value.year().between(1, 9999).ifelse(value, None)
    if kind not in ("integer", "number") or not (brought.is_integer() or brought.is_float64()):
        return None
    # Of nought with a minus nothing is left.
    number = value.cast("float64") + 0.0
    if kind == "number":
        return (number.abs() < HUGE).ifelse(number, None)
    return ((number.abs() < HUGE) & (number == number.floor())).ifelse(value.try_cast("int64"), None)


def _value(rows: Table, column: ExtractColumn, mapped: bool) -> Value:
    given = rows[column.name]
    if column.kind == "integer":
        return given.re_search(r"^[+-]?\d{1,15}(\.0+)?$").ifelse(given.try_cast("float64").try_cast("int64"), None)
    if column.kind == "number":
        number = given.re_search(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$").ifelse(given.try_cast("float64"), None)
        # '1e309' is written as a number and is infinite: nothing that an extract counts is near that.
        return (number.abs() < HUGE).ifelse(number, None)
    if mapped:
        return given.re_search(ISO).ifelse(given.left(10).try_cast("date"), None)
    # Only the two declared forms: any other (02.03.24, 3 Mar 2024, 20240302) would have to be guessed.
    day, month, year = (given.re_extract(DAY_FIRST, group) for group in (1, 2, 3))
    iso = ibis.cases(
        (given.re_search(ISO), given.left(10)), (given.re_search(DAY_FIRST), year.concat("-", month, "-", day))
    )
    return iso.try_cast("date")


def column_rules(rows: Table, contract: Contract, raw: RawExtract, extract_date: dt.date) -> Iterator[Rule]:
    """The rules of each column that `raw` has alone, and of the order of dates. `extract_date`: the folder's."""
    dates = extract_dates(raw, rows[ROW], extract_date)
    for column in contract.columns:
        if column.name in raw.table.column_names:
            yield from _rules_of(rows, column, raw, dates)
    for earlier, later in contract.orders:
        first, second = (rows[value_name(contract.column(name))] for name in (earlier, later))
        yield Rule(later, f"'{later}' is before '{earlier}'", second < first)


def _rules_of(
    rows: Table, column: ExtractColumn, raw: RawExtract, extract_dates: Sequence[tuple[dt.date, BooleanValue]]
) -> Iterator[Rule]:
    name = column.name
    given, value = rows[name], rows[value_name(column)]
    if not column.blank:
        made_up = rows[column.instead].notnull() if column.instead else ibis.literal(False)
        yield Rule(name, f"'{name}' is missing", given.isnull() & ~made_up)
    if column.kind in ("id", "text"):
        # Of other kinds it is no value: `faults` gives every such cell this reason.
        error = (given.startswith("#") | given.startswith("Err:")) & given.re_search(SHEET_ERROR)
        yield Rule(name, SHEET_REASON.format(name), error)
    if column.kind == "text" and column.name not in AT_LENGTH:
        yield Rule(
            name, f"'{name}' is over {LONGEST_NAME} letters long: a name is expected", given.length() > LONGEST_NAME
        )
    if column.kind == "text" and column.name not in WRITTEN_AT_LENGTH and column.known is None:
        yield from (Rule(name, f"'{name}' {reason}", broken) for reason, broken in no_names(given))
    if column.kind == "id" and column.known is None:
        yield from (Rule(name, f"'{name}' {reason}", broken) for reason, broken in no_ids(given))
    if column.kind in WORDS:
        words = AS_MAPPED if raw.mapped and column.kind == "date" else WORDS[column.kind]
        yield Rule(name, f"'{name}' is not {words}", given.notnull() & value.isnull())
    if column.kind == "date":
        yield Rule(name, f"'{name}' is before {EARLIEST}", value < ibis.date(EARLIEST.isoformat()))
        for date, own in () if column.future else extract_dates:
            late = own & (value > ibis.date(date.isoformat()))
            yield Rule(name, f"'{name}' {AFTER_EXTRACT_DATE} {date}", late)
    if column.kind == "code":
        yield Rule(name, f"'{name}' is not one of: {', '.join(column.allowed)}", given.notin(column.allowed))
    if column.kind == "codes":
        choice = "(" + "|".join(column.allowed) + ")"
        listed = given.re_search(rf"^{choice}(\s*;\s*{choice})*$")
        yield Rule(name, f"'{name}' holds something else than: {', '.join(column.allowed)} (separated by ;)", ~listed)
    if column.low is not None:
        yield Rule(name, f"'{name}' is under {column.low:g}", value < column.low)
    if column.high is not None:
        yield Rule(name, f"'{name}' is over {column.high:g}", value > column.high)
