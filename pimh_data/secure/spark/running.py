"""Runs on a Spark session what DuckDB otherwise runs: statements in Spark's words, tables as temporary views."""

from typing import Any

import ibis.expr.operations as ops
import pyarrow as pa
import sqlglot
from ibis.expr.types import Table

NAME = "pyspark"  # as Ibis calls the engine


def runs(connection: Any) -> bool:
    """Whether a connection is a Spark session's."""
    return connection.name == NAME


def translated(query: str) -> str:
    """A statement in Spark's words. Raises sqlglot's UnsupportedError for one that has none."""
    (text,) = sqlglot.transpile(query, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    return text


def handed(connection: Any, name: str, columns: pa.Table) -> None:
    """Hand a table over, to be read by that name; one of the same name before is replaced."""
    connection._session.createDataFrame(columns).createOrReplaceTempView(name)


def made(connection: Any, name: str, query: str) -> None:
    """Keep what a query of Spark's gives, by that name; one of the same name before is replaced.

    It is worked out at once and lies with the workers, as a temporary view: nothing is left in a warehouse, and no
    later query carries how it was made.
    """
    frame = connection._session.sql(query).localCheckpoint()
    frame.createOrReplaceTempView(name)


def dropped(connection: Any, name: str) -> None:
    """Let go of what was kept by a name."""
    connection._session.catalog.dropTempView(name)


def fetched(connection: Any, query: str) -> pa.Table:
    """What a query of Spark's gives."""
    return connection._session.sql(query).toArrow()


def kept(connection: Any, name: str, rows: Table) -> Table:
    """The rows of an expression kept by that name (see `made`)."""
    made(connection, name, connection.compile(rows))
    return ops.DatabaseTable(name, schema=rows.schema(), source=connection).to_expr()


def taken(connection: Any, name: str, rows: pa.Table) -> Table:
    """Rows of Arrow handed over as a table of Spark's."""
    handed(connection, name, rows)
    return connection.table(name)
