"""The database in the process in which rows are checked and counted. What memory cannot hold is spilled privately."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import duckdb
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.secure.spark import running as spark
from pimh_data.secure.temporary import temporary_folder

# What rows may take: checking streams through them, counting joins and groups them; then nothing is asked of them.
CHECKING, COUNTING, RESTING = "1GB", "2GB", "250MB"
PIECE = 122_880  # rows: the database divides tables into pieces of so many, and hands whole ones to its threads
DELETED, ADDED = 'delete from "{}" where amiss', 'insert into "{}" {}'


def connected(**options: object) -> Backend:
    """A database set up for rows to be checked and counted in. `options`: further ones of the database's own."""
    connection = ibis.duckdb.connect(**options)
    # How far a query is, is asked for and shown by the command line; the database would print bars of its own.
    connection.raw_sql("set enable_progress_bar = true")
    connection.raw_sql("set enable_progress_bar_print = false")
    # It makes a join of each short list of words that a column is held to: 0.17 s of 0.2 s of checking twenty rows.
    connection.raw_sql("set disabled_optimizers = 'in_clause'")
    # Memory that is no longer used goes back at once, not when the database next needs some: others need it.
    connection.raw_sql("set allocator_background_threads = true")
    # What it holds is thrown away at the end: writing it down first took half of closing a small one, two thirds of 60
    # thousand referrals.
    connection.raw_sql("pragma disable_checkpoint_on_shutdown")
    # Weighing how texts are packed best takes twice as long as writing them as they are.
    connection.raw_sql("set disabled_compression_methods = 'dictionary,fsst,zstd'")
    return connection


@contextmanager
def working(memory: str = CHECKING) -> Iterator[Backend]:
    """A database of its own, gone at the end with all that it held. `memory`: what its rows may take of it.

    Its tables are a file, so that memory holds of them what is being looked at. The file, and what does not fit in
    memory, lie in a folder that only its owner may open (mode 0700), removed at the end; after a crash, at the next
    beginning.
    """
    with temporary_folder() as folder:
        connection = connected(temp_directory=folder / "spilled", memory_limit=memory)
        file = str(folder / "kept.duckdb").replace("'", "''")
        connection.raw_sql(f"attach '{file}' as kept (recovery_mode no_wal_writes)")
        connection.raw_sql("use kept")
        try:
            yield connection
        finally:
            # Windows removes no file that is still open.
            connection.disconnect()


def kept(connection: Backend, name: str, rows: Table) -> Table:
    """The rows as a table of the database; one of the same name before is replaced. `create_table` of Ibis takes six
    statements for it, and twice the time.
    """
    if spark.runs(connection):
        return spark.kept(connection, name, rows)
    connection.raw_sql(f'create or replace table "{name}" as {connection.compile(rows)}')
    return ops.DatabaseTable(name, schema=rows.schema(), source=connection).to_expr()


def written(connection: Backend, name: str, query: str) -> Table:
    """What a query gives as a table of the database; one of the same name before is replaced."""
    connection.con.execute(f'create or replace table "{name}" as {query}')
    return table_of(connection, name)


def asked(connection: Backend, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query gives, of few."""
    return connection.con.execute(query).fetchall()


def asked_as_table(connection: Backend, query: str) -> pa.Table:
    """What a query gives, by columns."""
    return connection.con.execute(query).to_arrow_table()


def added(connection: Backend, name: str, query: str) -> None:
    """Further rows of the same columns into a table that was written."""
    connection.con.execute(ADDED.format(name, query))


def table_of(connection: Backend, name: str) -> Table:
    """A table that the database has. Ibis takes several statements to look up its columns, this takes none."""
    columns = connection.con.table(name).limit(0).to_arrow_table().schema
    return ops.DatabaseTable(name, schema=_schema(columns), source=connection).to_expr()


@lru_cache(maxsize=1_000)
def _schema(columns: pa.Schema) -> ibis.Schema:
    """Columns as Ibis names them. Two dozen tables a check, of the same columns each time: it took a tenth of one."""
    return ibis.Schema.from_pyarrow(columns)


def without_rows_amiss(connection: Backend, held: Table, amiss: int) -> Table:
    """A table of the database without the rows that are amiss, nor the column that says so. `amiss`: how many."""
    name = held.op().name
    if amiss:
        connection.raw_sql(DELETED.format(name))
    connection.raw_sql(f'alter table "{name}" drop column amiss')
    return held.op().copy(schema=held.drop("amiss").schema()).to_expr()


def percent_done(connection: Backend) -> float:
    """How far the database's running query is, in per cent; below 0 where there is none."""
    try:
        return float(connection.con.query_progress())
    except duckdb.Error:  # closed, or between two queries
        return -1.0


def in_one_thread(connection: Backend) -> None:
    """Until more rows are handed over than a piece holds: a second thread has nothing to do, and costs a sixth more."""
    connection.raw_sql("set threads = 1")


def handed_over(connection: Backend, name: str, rows: pa.Table) -> Table:
    """Rows of Arrow as a table of the database, read where they lie: until `let_go` they are kept as they are.

    More of them than one piece holds are work for every thread again.
    """
    if spark.runs(connection):
        return spark.taken(connection, name, rows)
    if rows.num_rows > PIECE:
        connection.raw_sql("reset threads")
    connection.con.register(name, rows)
    return ops.DatabaseTable(name, schema=_schema(rows.schema), source=connection).to_expr()


def let_go(connection: Backend, name: str) -> None:
    """The database forgets rows that were handed over."""
    connection.con.unregister(name)


def make_room(connection: Backend, *names: str) -> None:
    """The database forgets every table that it has made but those named, and holds little of these in memory."""
    made = connection.con.execute("select table_name from duckdb_tables() where not internal").fetchall()
    for (name,) in made:
        if name not in names:
            connection.raw_sql(f'drop table "{name}"')
    with suppress(duckdb.OutOfMemoryException):  # it cannot do with so little: then it has what it had
        connection.raw_sql(f"set memory_limit = '{RESTING}'")


def size(table: Table | None) -> int:
    """How many rows a table of the database has; none where there is no table."""
    if table is None:
        return 0
    return len(table.get_backend().con.table(table.op().name))
