"""What may be wrong with a row, as Ibis expressions over a contract's columns, so that they run where the data is."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table, Value

from pimh_data.contracts import Column, Contract

EARLIEST = dt.date(1990, 1, 1)  # no programme of this kind is older; an earlier date is a slip of the keyboard
ISO = r"^\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?$"
DAY_FIRST = r"^(\d{1,2})/(\d{1,2})/(\d{4})( 00:00(:00)?)?$"
# Ten digits, bare or spaced as an NHS number is printed: 3, 3 and 4.
NHS_NUMBER = r"^\d{3}[ -]?\d{3}[ -]?\d{4}$"


@dataclass(frozen=True)
class Rule:
    """One way for a row to be wrong: the column, the reason in words, and the expression true for such a row."""

    column: str
    reason: str
    broken: BooleanValue


def text(table: Table, name: str) -> StringValue:
    """A column as trimmed text, null when there is nothing in it."""
    value = table[name]
    if value.type().is_floating():
        whole = value == value.floor()
        value = whole.ifelse(value.try_cast("int64").cast("string"), value.cast("string"))
    elif not value.type().is_string():
        value = value.cast("string")
    return value.strip().nullif("")


def typed(table: Table, column: Column) -> Value:
    """A column in its contract's type; null when it is empty or not of that type. An absent column is all null."""
    kinds = {"date": "date", "integer": "int64", "number": "float64"}
    kind = kinds.get(column.kind, "string")
    if column.name not in table.columns:
        return ibis.null(kind)
    value = text(table, column.name)
    if column.kind == "date":
        return _date(table, column.name, value)
    if column.kind == "integer":
        return value.re_search(r"^[+-]?\d{1,15}(\.0+)?$").ifelse(
            value.try_cast("float64").try_cast("int64"), ibis.null("int64")
        )
    if column.kind == "number":
        return value.re_search(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$").ifelse(
            value.try_cast("float64"), ibis.null("float64")
        )
    return value


def _date(table: Table, name: str, value: StringValue) -> Value:
    if table[name].type().is_date() or table[name].type().is_timestamp():
        return table[name].cast("date")
    # Only the two declared forms: any other (02.03.24, 3 Mar 2024, 20240302) would have to be guessed.
    day, month, year = (value.re_extract(DAY_FIRST, group) for group in (1, 2, 3))
    iso = ibis.cases(
        (value.re_search(DAY_FIRST), year.concat("-", month, "-", day)),
        (value.re_search(ISO), value.left(10)),
        else_=ibis.null("string"),
    )
    return iso.try_cast("date")


def column_rules(table: Table, contract: Contract, extract_date: dt.date) -> Iterator[Rule]:
    """The rules of each column alone, and of the order of dates. Columns that are absent break none."""
    for column in contract.columns:
        if column.name in table.columns:
            yield from _rules_of(table, column, extract_date)
    for earlier, later in contract.orders:
        if earlier in table.columns and later in table.columns:
            first, second = (typed(table, contract.column(name)) for name in (earlier, later))
            yield Rule(later, f"'{later}' is before '{earlier}'", second < first)


def _rules_of(table: Table, column: Column, extract_date: dt.date) -> Iterator[Rule]:
    name = column.name
    given, value = text(table, name), typed(table, column)
    if not column.blank:
        yield Rule(name, f"'{name}' is missing", given.isnull())
    if column.kind in ("date", "integer", "number"):
        words = {
            "date": "a date (2024-03-31 or 31/03/2024)",
            "integer": "a whole number",
            "number": "a number",
        }[column.kind]
        yield Rule(name, f"'{name}' is not {words}", given.notnull() & value.isnull())
    if column.kind == "date":
        yield Rule(name, f"'{name}' is before {EARLIEST}", value < ibis.date(EARLIEST.isoformat()))
        if not column.future:
            yield Rule(
                name, f"'{name}' is after the extract date {extract_date}", value > ibis.date(extract_date.isoformat())
            )
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


def looks_like_nhs_number(table: Table, contract: Contract) -> dict[str, BooleanValue]:
    """For each id column, where a value is ten digits: that may be an NHS number, and the extract is refused."""
    return {
        column.name: text(table, column.name).re_search(NHS_NUMBER)
        for column in contract.columns
        if column.kind == "id" and column.name in table.columns
    }
