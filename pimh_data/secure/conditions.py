"""How conditions on rows are written in SQL: names, texts, lists, patterns. Writes text, runs nothing."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ibis.expr.types import Table

from pimh_data.secure.statements import quoted

NEVER, ALWAYS = "false", "true"


@dataclass(frozen=True)
class Rows:
    """Rows that conditions are asked of: `text`, what a statement reads `from`; `columns`, their names, unquoted."""

    text: str
    columns: tuple[str, ...]


def table_name(table: Table) -> str:
    """A table of the database as a statement names it."""
    return quoted(table.op().name)


def rows_of(table: Table) -> Rows:
    """All rows of a table of the database."""
    return Rows(table_name(table), tuple(table.columns))


def without(rows: Rows, other: Table, by: str) -> Rows:
    """The rows but for those whose `by` stands in another table."""
    return Rows(f"(select * from {rows.text} anti join {table_name(other)} using ({quoted(by)}))", rows.columns)


def among(table: Table, other: Table, by: str) -> str:
    """The rows of a table whose `by` stands in another, as a query."""
    return f"select * from {table_name(table)} semi join {table_name(other)} using ({quoted(by)})"


def text_of(text: str) -> str:
    """A text as a value, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


def day_of(date: dt.date) -> str:
    """A day as a value."""
    return f"date '{date.isoformat()}'"


def fits(value: str, pattern: str) -> str:
    """Whether a pattern is found in a text; null where there is none."""
    return f"regexp_matches({value}, {text_of(pattern)})"


def replaced(value: str, pattern: str, by: str) -> str:
    """A text with everything that a pattern finds in it replaced."""
    return f"regexp_replace({value}, {text_of(pattern)}, {text_of(by)}, 'g')"


def is_in(value: str, texts: Collection[str]) -> str:
    """Whether a text is one of a list; null where there is no text."""
    return f"({value} in ({', '.join(map(text_of, texts))}))" if texts else NEVER


def sure(condition: str) -> str:
    """A condition that is false where it cannot be told."""
    return condition if condition in (NEVER, ALWAYS) else f"coalesce({condition}, false)"


def both(*conditions: str) -> str:
    """Whether all of the conditions hold."""
    return f"({' and '.join(conditions)})"


def either(conditions: Iterable[str]) -> str:
    """Whether any of the conditions holds; none, where there is none."""
    held = tuple(conditions)
    return f"({' or '.join(held)})" if held else NEVER


def case(values: Iterable[tuple[str, str]], otherwise: str = "null") -> str:
    """The value of the first condition that holds. `values`: condition and value."""
    told = " ".join(f"when {condition} then {value}" for condition, value in values)
    return f"case {told} else {otherwise} end" if told else otherwise


def beside(rows: str, values: Mapping[str, str]) -> str:
    """The rows of a query with further columns. `values`: name -> its value in SQL."""
    return f"select *, {listed_as(values)} from ({rows})" if values else rows


def listed_as(values: Mapping[str, str]) -> str:
    """Columns of a selection: name -> what is selected under it."""
    return ", ".join(value if value == quoted(name) else f"{value} as {quoted(name)}" for name, value in values.items())
