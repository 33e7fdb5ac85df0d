"""Runs the SQL that counts where the rows are. The statements keep to standard SQL; what is DuckDB's alone stands here.

A statement is written from names of columns and tables, never from values: these come as small tables of their own.
"""

from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend


def handed(connection: Backend, name: str, columns: pa.Table) -> None:
    """Hand a small table over, to be read by that name; one of the same name before is replaced."""
    connection.con.register(name, columns)


def made(connection: Backend, name: str, query: str) -> None:
    """Keep what the query gives as a temporary table; one of the same name before is replaced."""
    ran(connection, f"create or replace temporary table {name} as {query}")


def fetched(connection: Backend, query: str) -> pa.Table:
    """What the query gives."""
    return ran(connection, query).to_arrow_table()


def ran(connection: Backend, query: str) -> Any:
    """Run one statement; gives what the engine gives."""
    return connection.con.execute(query)


def month_of(day: str) -> str:
    """The month of a column of days, as the number 12 * year + month: made and compared without any text."""
    return f"cast(12 * extract(year from {day}) + extract(month from {day}) as integer)"


def flag(condition: str) -> str:
    """1 where a condition is true, else 0."""
    return f"case when {condition} then 1 else 0 end"


def total(what: str, name: str) -> str:
    """The sum of whole numbers, by its name."""
    return f"cast(sum({what}) as bigint) as {quoted(name)}"


def quoted(name: str) -> str:
    """The name of a column, also where it is a word of the language (`left`)."""
    return f'"{name}"'


def listed(*names: str) -> str:
    """Further columns of a list."""
    return "".join(f", {name}" for name in names)
