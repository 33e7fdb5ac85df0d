"""A release reaches the disk before its name, its name before CURRENT; what fails on the way leaves nothing behind."""

import errno
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_releases import release, seen

from pimh_data.errors import PublishError
from pimh_data.release import Store
from pimh_data.secure.releases import durable


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_files_folders_and_the_pointer_reach_the_disk_in_that_order(tmp_path, monkeypatch):
    done, usual_rename, usual_replace = [], Path.rename, Path.replace

    def plain(path: Path) -> str:
        return "/".join(
            part.rpartition("-")[0] if part[0] == "." else part for part in path.relative_to(tmp_path).parts
        )

    monkeypatch.setattr(durable, "sync", lambda path: done.append(f"sync {plain(path)}"))
    monkeypatch.setattr("pimh_data.secure.writing.sync", lambda path: done.append(f"sync {plain(path)}"))
    for name, usual in (("rename", usual_rename), ("replace", usual_replace)):

        def moved(path: Path, to: Path, usual=usual) -> None:
            done.append(f"move {plain(path)} to {plain(to)}")
            usual(path, to)

        monkeypatch.setattr(Path, name, moved)
    release(tmp_path, "one")
    building = ".building-one"
    assert set(done[:3]) == {
        f"sync {building}/{name}" for name in ("activity/Sheffield.parquet", "activity/Leeds.parquet", "manifest.json")
    }
    assert done[3:] == [
        f"sync {building}/activity",
        f"sync {building}",
        f"move {building} to one",
        "sync ",
        "sync .CURRENT",
        "move .CURRENT to CURRENT",
        "sync ",
    ]


FAULTS = ("first table", "second table", "manifest", "sync", "rename", "pointer", "pointer's rename", "interrupted")


@pytest.mark.parametrize("there", ["nothing before", "one before"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_fails_leaves_nothing_and_what_was_shown_is_shown_still(tmp_path, monkeypatch, fault, there):
    if there == "one before":
        release(tmp_path, "one", 100)
    before = names(tmp_path)
    full, calls = OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "x")), []

    def failing(usual, at: int = 1, error: BaseException = full, only=lambda *_: True):
        def called(*given, **named):
            if only(*given):
                calls.append(given)
                if len(calls) == at:
                    raise error
            return usual(*given, **named)

        return called

    if fault in ("first table", "second table"):
        monkeypatch.setattr(pq, "write_table", failing(pq.write_table, at=1 if fault == "first table" else 2))
    elif fault == "interrupted":
        monkeypatch.setattr(pq, "write_table", failing(pq.write_table, at=2, error=KeyboardInterrupt()))
    elif fault == "manifest":
        monkeypatch.setattr(Path, "write_bytes", failing(Path.write_bytes))
    elif fault == "sync":
        monkeypatch.setattr(os, "fsync", failing(os.fsync, at=3))
    elif fault == "rename":
        monkeypatch.setattr(Path, "rename", failing(Path.rename))
    elif fault == "pointer":
        monkeypatch.setattr(os, "open", failing(os.open, only=lambda path, *_: ".CURRENT" in str(path)))
    else:
        monkeypatch.setattr(Path, "replace", failing(Path.replace))
    kind = KeyboardInterrupt if fault == "interrupted" else PublishError
    with pytest.raises(kind) as raised:
        release(tmp_path, "two", 200)
    assert str(tmp_path) not in str(raised.value)
    if kind is PublishError:
        assert "could not be written (No space left on device): nothing of it is left" in str(raised.value)
    monkeypatch.undo()
    assert names(tmp_path) == before
    if before:
        assert seen(Store(tmp_path).current()[0]) == 100
    release(tmp_path, "two", 200)
    assert seen(Store(tmp_path).current()[0]) == 200


def test_what_cannot_be_made_sure_of_after_the_swap_stays_the_release_that_is_shown(tmp_path, monkeypatch):
    usual = durable.sync

    def failing(path: Path) -> None:
        if path == tmp_path:
            raise OSError(errno.EIO, "Input/output error")
        usual(path)

    monkeypatch.setattr(durable, "sync", failing)
    with pytest.raises(PublishError):
        release(tmp_path, "one", 100)
    assert seen(Store(tmp_path).current()[0]) == 100
