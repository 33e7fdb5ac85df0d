"""The database that rows are checked in: what memory cannot hold lies where only its owner looks, and not for long."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest

from pimh_data.secure.engine import PIECE, added, asked, handed_over, in_one_thread, kept, working, written
from pimh_data.secure.temporary import for_its_owner_alone


def test_what_is_spilled_lies_in_a_folder_of_its_owner_and_goes_with_the_database():
    with working("60MB") as connection:
        connection.raw_sql("set threads = 1")
        connection.raw_sql("create temp table rows as select i, hash(i)::text as text from range(3000000) t(i)")
        spilled = Path(connection.raw_sql("select current_setting('temp_directory')").fetchone()[0])
        assert any(path.stat().st_size for path in spilled.iterdir())
        if os.name != "nt":
            assert stat.S_IMODE(spilled.parent.stat().st_mode) == 0o700
    assert not spilled.parent.exists()


def test_a_few_rows_are_gone_through_in_one_thread_and_many_in_all():
    with working() as connection:
        every = connection.raw_sql("select current_setting('threads')").fetchone()
        in_one_thread(connection)
        handed_over(connection, "few", pa.table({"row": range(PIECE)}))
        assert connection.raw_sql("select current_setting('threads')").fetchone() == (1,)
        handed_over(connection, "many", pa.table({"row": range(PIECE + 1)}))
        assert connection.raw_sql("select current_setting('threads')").fetchone() == every


def test_what_is_kept_again_by_a_name_takes_the_place_of_what_was():
    with working() as connection:
        for rows in (3, 2):
            held = kept(connection, "again", handed_over(connection, "few", pa.table({"row": range(rows)})))
            assert held.count().to_pyarrow().as_py() == rows


def test_a_table_that_was_written_has_the_columns_that_ibis_looks_up():
    values = (
        "1::bigint as row, 'a' as text, date '2024-01-31' as day, 1.5::double as n, true as so, [1::smallint] as ns"
    )
    with working() as connection:
        held = written(connection, "told", f"select {values}")
        assert held.schema() == connection.table("told").schema()
        added(connection, "told", f"select {values}")
        assert asked(connection, "select row, so from told") == [(1, True)] * 2


def test_a_folder_for_temporary_files_may_be_called_as_it_likes(tmp_path, monkeypatch):
    called = tmp_path / "o'clock; drop"
    called.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(called))
    with working() as connection:
        connection.raw_sql("create table rows as select 1 as i")
        assert [path.name for path in called.glob("*/kept.duckdb")] == ["kept.duckdb"]
    assert not any(called.iterdir())


def test_it_goes_also_where_something_fails():
    folders: list[Path] = []
    with pytest.raises(ZeroDivisionError):
        _failing(folders)
    assert len(folders) == 1
    assert not folders[0].exists()


def _failing(folders: list[Path]) -> None:
    with working() as connection:
        folders.append(Path(connection.raw_sql("select current_setting('temp_directory')").fetchone()[0]).parent)
        raise ZeroDivisionError


SPILLS = """
import os, sys
from pimh_data.secure.engine import PIECE, handed_over, in_one_thread, working
from pimh_data.secure.temporary import for_its_owner_alone
with working("60MB") as connection:
    connection.raw_sql("set threads = 1")
    connection.raw_sql("create temp table rows as select 'PSEUDONYM-' || i as person from range(6000000) t(i)")
    print("spilled", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 and modes are not of this system")
def test_killed_outright_it_leaves_nothing_that_others_may_open_and_the_next_one_clears_it(tmp_path, monkeypatch):
    temporary, here = tmp_path / "temporary", tmp_path / "here"
    temporary.mkdir()
    here.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SPILLS],
        cwd=here,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "spilled\n"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    (folder,) = temporary.iterdir()
    with working():  # while the other runs its folder is its own
        assert folder.exists()
    process.kill()
    process.communicate()
    held = [path for path in temporary.rglob("*") if path.is_file() and b"PSEUDONYM-" in path.read_bytes()]
    assert held
    assert all(folder in path.parents for path in held)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not any(here.iterdir())
    with working():
        assert not folder.exists()
    assert not any(temporary.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="modes are not of this system")
def test_whatever_a_step_over_rows_about_people_writes_is_its_owners_alone(tmp_path):
    @for_its_owner_alone()
    def step() -> None:
        assert _mode_of_new(tmp_path / "rows") == 0o600
        raise ValueError("half way")

    usual = _mode_of_new(tmp_path / "before")
    with pytest.raises(ValueError, match="half way"):
        step()
    assert _mode_of_new(tmp_path / "after") == usual


def _mode_of_new(path: Path) -> int:
    path.write_text("a row")
    return stat.S_IMODE(path.stat().st_mode)
