"""Before counts are protected, the database keeps what it was told to keep, whole, and forgets the rest."""

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from pimh_data.secure.engine import kept, make_room, working

ROWS = 300_000


def rows_of(connection: Backend, name: str) -> None:
    kept(connection, name, ibis.range(ROWS).unnest().name("i").as_table().mutate(id=ibis.literal("R")))


def tables_of(connection: Backend) -> list[str]:
    found = connection.con.execute("select table_name from duckdb_tables() where not internal order by 1").fetchall()
    return [name for (name,) in found]


def test_what_is_kept_is_still_there_to_the_last_row_and_nothing_else_is():
    with working() as connection:
        for name in ("referrals_accepted", "a step that is done"):
            rows_of(connection, name)
        make_room(connection, "referrals_accepted")
        assert tables_of(connection) == ["referrals_accepted"]
        rows, last = connection.con.execute("select count(*), max(i) from referrals_accepted where id = 'R'").fetchone()
        assert (rows, last) == (ROWS, ROWS - 1)


def test_a_database_that_cannot_do_with_so_little_memory_goes_on_with_what_it_had(monkeypatch):
    with working() as connection:
        rows_of(connection, "referrals_accepted")
        usual = connection.raw_sql

        def refusing(query: str) -> object:
            if "memory_limit" in query:
                raise duckdb.OutOfMemoryException("could not free up enough memory for the new limit")
            return usual(query)

        monkeypatch.setattr(connection, "raw_sql", refusing)
        make_room(connection, "referrals_accepted")
        assert tables_of(connection) == ["referrals_accepted"]
