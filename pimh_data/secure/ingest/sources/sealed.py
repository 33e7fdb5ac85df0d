"""Runs a site's query over tables in memory, sealed: it reads those tables and nothing else, and changes nothing."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from pimh_data.errors import ExtractError

# These speak of the query alone; the texts of all others may quote a value of the data, or a path.
ABOUT_THE_QUERY = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException, duckdb.SyntaxException)
NOTHING_ELSE = "it may read the tables of the files and nothing else: no file, no address, no setting"


def run_sealed(name: str, query: str, tables: Mapping[str, pa.Table]) -> pa.Table:
    """What the query gives. `name`: of the file that it stands in; `tables`: all that it may name.

    Raises ExtractError, without a value of the data or a path, where it is not one SELECT or cannot be run.
    """
    # A folder for spilled rows would be one that the query may read and write, so it has none.
    settings = {"python_enable_replacements": "false", "temp_directory": ""}
    with duckdb.connect(":memory:", config=settings) as connection:
        for title, table in tables.items():
            connection.register(title, table)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise ExtractError(f"{name} must be one query (SELECT ...); {NOTHING_ELSE}")
            return connection.execute(statements[0]).to_arrow_table()
        except duckdb.PermissionException:
            raise ExtractError(f"{name}: {NOTHING_ELSE}") from None
        except ABOUT_THE_QUERY as error:
            there = ", ".join(repr(title) for title in tables) or "none that the query names"
            raise ExtractError(f"{name} cannot be run: {error}\nThe tables are: {there}") from None
        except duckdb.Error as error:
            kind = type(error).__name__.removesuffix("Exception")
            raise ExtractError(
                f"{name} cannot be run ({kind}): a value is not of the type that the query makes of it; use try_cast "
                "or try_strptime, which give NULL in its place"
            ) from None
