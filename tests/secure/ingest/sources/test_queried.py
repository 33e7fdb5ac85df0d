"""A site's own query makes an extract of its files: sealed, and every line of them accounted for."""

import pyarrow as pa
import pytest
from extracts import SETTINGS, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.ingest.sources.sealed import run_sealed
from pimh_data.secure.reconciling import by_piece, reconciled
from pimh_data.secure.settings import read_settings

not_to_be_read = pa.table({"secret": ["1"]})
WAYS_OUT = {
    "a file": "select * from read_csv('{file}')",
    "a file by its name alone": "select * from '{file}'",
    "text": "select * from read_text('{file}')",
    "bytes": "select * from read_blob('{file}')",
    "json": "select * from read_json('{file}')",
    "parquet": "select * from read_parquet('{file}')",
    "names of files": "select * from glob('{folder}/*')",
    "a guess at a file": "select * from sniff_csv('{file}')",
    "an address": "select * from 'http://127.0.0.1:9/a.csv'",
    "a database": "attach '{folder}/a.db'",
    "a copy": "copy (select 1) to '{folder}/out.csv'",
    "an export": "export database '{folder}/out'",
    "an import": "import database '{folder}/out'",
    "an extension": "install httpfs",
    "loading one": "load httpfs",
    "a setting": "set enable_external_access = true",
    "a lock undone": "reset lock_configuration",
    "a pragma": "pragma enable_profiling",
    "a table": "create table own as select 1",
    "deleting": "delete from lines",
    "two statements": "select 1; copy (select 1) to '{folder}/out.csv'",
    "a query in a query": "select * from query('select * from read_csv(''{file}'')')",
    "a table by name": "select * from query_table('{file}')",
    "Python's own names": "select * from not_to_be_read",
    "the environment": "select getenv('HOME')",
    "secrets": "select * from duckdb_secrets()",
    "the folder for spilled rows": "select * from read_text('.tmp/*')",
    "nothing": "",
}


@pytest.mark.parametrize("way", WAYS_OUT.values(), ids=WAYS_OUT)
def test_a_query_reads_its_tables_and_nothing_else(tmp_path, way):
    (tmp_path / "a.csv").write_text("secret\n1\n", encoding="utf-8")
    query = way.format(file=(tmp_path / "a.csv").as_posix(), folder=tmp_path.as_posix())
    with pytest.raises(ExtractError) as refused:
        run_sealed("referrals.sql", query, {"lines": pa.table({"a": ["1"]})})
    assert "referrals.sql" in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]
    assert tmp_path.as_posix() not in str(refused.value)


def test_a_value_that_cannot_be_converted_is_not_repeated():
    with pytest.raises(ExtractError, match="use try_cast") as refused:
        run_sealed("referrals.sql", "select cast(name as integer) from lines", {"lines": pa.table({"name": ["Jane"]})})
    assert "Jane" not in str(refused.value)


REFERRALS = """ref;who;in;out
1;a;2024-01-05;yes
2;b;05/02/2024;no
3;c;2024-02-07;test
4;d;2024-02-31;yes
;;;
"""
SELECT = """
select 'W' || ref as referral_id, 'P' || who as person_id, 'local' as id_domain, 'Sheffield' as place,
  'Light' as service, "in" as received, null as source, null as parent_role, null as stage, null as age_band,
  null as ethnicity, case "out" when 'yes' then 'accepted' else 'declined' end as decision, null as closed,
  null as closure_reason {origin}
from {table} where "out" <> 'test'
"""


def queried(tmp_path, query: str, sources: str = "") -> Checks:
    folder = write_extracts(tmp_path, settings=SETTINGS + sources)
    (folder / "referrals.csv").unlink()
    (folder / "Log 2024.csv").write_text(REFERRALS, encoding="utf-8")
    (folder / "referrals.sql").write_text(query, encoding="utf-8")
    return check_extracts(folder, read_settings(folder), connected())


LOG = '[[sources.referrals]]\nname = "log"\nfiles = "Log*.csv"\nseparator = ";"\n'


def test_lines_in_and_rows_out_are_counted_by_file_and_rows_named_by_line(tmp_path):
    found = queried(tmp_path, SELECT.format(origin=', "file", line', table="log"), LOG).extracts["referrals"]
    ((piece, count),) = by_piece(found)
    assert piece.left_out == {"blank": 1, "not given by referrals.sql": 1}
    assert (count.read, count.accepted, count.quarantined, count.left_out) == (5, 2, 1, 2)
    assert found.problems["row"].to_pylist() == [5]
    assert [str(day) for day in found.accepted.order_by("row").received.to_pyarrow().to_pylist()] == [
        "2024-01-05",
        "2024-02-05",
    ]


def test_without_file_and_line_the_lines_left_out_are_counted_together(tmp_path):
    found = queried(tmp_path, SELECT.format(origin="", table="log"), LOG).extracts["referrals"]
    assert found.count.read == 5
    assert found.count.left_out == 2
    assert any("3 rows of 5 lines" in note for note in found.raw.notes)
    assert reconciled(found)[0] == "referrals: 5 read = 2 accepted + 1 quarantined + 0 copies kept once + 2 left out"


def test_without_sources_files_are_tables_by_their_names(tmp_path):
    query = SELECT.format(origin="", table='"Log 2024"')
    with pytest.raises(ExtractError, match="its headings hold ';' and stand in one column"):
        queried(tmp_path, query)


def test_a_line_may_give_several_rows_and_every_row_keeps_a_number_of_its_own(tmp_path):
    twice = SELECT.format(origin=', "file", line', table="log")
    twice = f"{twice} union all {twice.replace(chr(39) + 'W' + chr(39), chr(39) + 'X' + chr(39))}"
    found = queried(tmp_path, twice, LOG).extracts["referrals"]
    assert (found.count.accepted, found.count.quarantined) == (4, 2)
    assert [piece.lines for piece, _ in by_piece(found)] == [5, 3]
    rows = found.accepted.select("row").to_pyarrow()["row"].to_pylist()
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("select 1 as referral_id", "gives no column 'person_id'"),
        ("select * from missing", "The tables are: 'log'"),
        ("selec 1", "cannot be run"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(tmp_path, query, words):
    with pytest.raises(ExtractError, match=words):
        queried(tmp_path, query, LOG)
