"""Runs the SQL that counts where the rows are: in DuckDB, or on Spark. The statements keep to standard SQL.

A statement is written from names of columns and tables, never from values: these come as small tables of their own.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.secure.spark import running as spark


def handed(connection: Backend, name: str, columns: pa.Table) -> None:
    """Hand a small table over, to be read by that name; one of the same name before is replaced."""
    if spark.runs(connection):
        spark.handed(connection, name, columns)
    else:
        connection.con.register(name, columns)


def made(connection: Backend, name: str, query: str) -> None:
    """Keep what the query gives as a table; one of the same name before is replaced."""
    if spark.runs(connection):
        spark.made(connection, name, spark.translated(query))
    else:
        ran(connection, f"create or replace table {name} as {query}")


def dropped(connection: Backend, *names: str) -> None:
    """Let go of tables that nothing is asked of any more: what comes after them needs their memory."""
    for name in names:
        if spark.runs(connection):
            spark.dropped(connection, name)
        else:
            ran(connection, f"drop table {name}")


def fetched(connection: Backend, query: str) -> pa.Table:
    """What the query gives."""
    if spark.runs(connection):
        return spark.fetched(connection, spark.translated(query))
    return ran(connection, query).to_arrow_table()


def ran(connection: Backend, query: str) -> Any:
    """Run one statement in DuckDB; gives what it gives."""
    return connection.con.execute(query)


def month_of(day: str) -> str:
    """The month of a column of days, as the number 12 * year + month: made and compared without any text."""
    return f"cast(12 * extract(year from {day}) + extract(month from {day}) as integer)"


def flag(condition: str) -> str:
    """1 where a condition is true, else 0."""
    return f"case when {condition} then 1 else 0 end"


def grouped(columns: Sequence[str]) -> str:
    """Over which of the columns a row of grouping sets is added up: a bit for each, of the first the greatest."""
    return " + ".join(f"{1 << at} * grouping({name})" for at, name in enumerate(reversed(columns))) or "0"


def total(what: str, name: str) -> str:
    """The sum of whole numbers, by its name."""
    return f"cast(sum({what}) as bigint) as {quoted(name)}"


def quoted(name: str) -> str:
    """The name of a column or table, also where it is a word of the language (`left`) or has a quotation mark."""
    return '"' + name.replace('"', '""') + '"'


def listed(*names: str) -> str:
    """Further columns of a list."""
    return "".join(f", {name}" for name in names)
