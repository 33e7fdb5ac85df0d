"""The database that rows are checked in: what memory cannot hold lies where only its owner looks, and not for long."""

import os
import stat
from pathlib import Path

import pytest

from pimh_data.secure.engine import working


def test_what_is_spilled_lies_in_a_folder_of_its_owner_and_goes_with_the_database():
    with working("60MB") as connection:
        connection.raw_sql("set threads = 1")
        connection.raw_sql("create temp table rows as select i, hash(i)::text as text from range(3000000) t(i)")
        spilled = Path(connection.raw_sql("select current_setting('temp_directory')").fetchone()[0])
        assert any(path.stat().st_size for path in spilled.iterdir())
        if os.name != "nt":
            assert stat.S_IMODE(spilled.parent.stat().st_mode) == 0o700
    assert not spilled.parent.exists()


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
