"""Faults that a release may meet: missing, truncated, changed or swapped files. Nothing wrong is ever read as right."""

import os
import random
import threading
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pimh_data.errors import PublishError, ReleaseError, SelectionError
from pimh_data.release import Manifest, Store, open_release
from pimh_data.secure.writing import write_release

FACTS = {
    "made": "2026-11-21T10:00:00+00:00",
    "site": "Test",
    "synthetic": True,
    "profile": "rounded",
    "extract_date": "2025-03-31",
    "first_month": "2024-04",
    "last_month": "2025-03",
    "years": ("2024/25",),
    "places": {"Sheffield": "South Yorkshire", "Leeds": "West Yorkshire"},
    "services": {"Sheffield": ("Light",)},
    "bundles": {},
    "extracts": {},
    "extract_sha256": {},
    "audited": {},
    "unaudited_accepted": False,
    "hidden": {},
    "losses": (),
    "files": (),
}


def cube(where: str, people: int | None) -> pa.Table:
    """One cube of one Place: a row a year and service."""
    keys = {
        "basis": "activity",
        "where": where,
        "period_kind": "year",
        "period": "2024/25",
        "service": "All services",
        "dimension": "all",
        "member": "Everyone",
    }
    return pa.table({**{name: [text] for name, text in keys.items()}, "people_seen": pa.array([people], pa.int32())})


def release(folder: Path, name: str, people: int | None = 100) -> Path:
    """Publish a small release of that name."""
    tables = {("activity", where): cube(where, people) for where in ("Sheffield", "Leeds")}
    return write_release(folder, tables, Manifest(release=name, **FACTS))


def seen(opened) -> int:
    return int(opened.cells("activity", "Sheffield", "2024/25", "All services", "all").people_seen.iloc[0])


def test_a_release_gives_back_what_was_published(tmp_path):
    release(tmp_path, "one")
    opened, problem = Store(tmp_path).current()
    assert (seen(opened), problem) == (100, "")
    assert opened.wheres == ("Sheffield", "Leeds")


def test_a_hidden_cell_is_null_and_an_absent_row_is_no_row(tmp_path):
    opened = open_release(release(tmp_path, "one", people=None))
    assert opened.cells("activity", "Sheffield", "2024/25", "All services", "all").people_seen.isna().all()
    assert opened.cells("activity", "Sheffield", "2019/20", "All services", "all").empty


def test_only_permitted_places_are_opened(tmp_path):
    folder = release(tmp_path, "one")
    (folder / "activity" / "Leeds.parquet").write_bytes(b"never read")
    opened = open_release(folder, permitted=["Sheffield"])
    assert opened.wheres == ("Sheffield",)
    with pytest.raises(SelectionError, match="holds no 'activity' for 'Leeds'"):
        opened.table("activity", "Leeds")


def test_a_release_is_never_changed(tmp_path):
    release(tmp_path, "one")
    with pytest.raises(PublishError, match="exists already"):
        release(tmp_path, "one")


@pytest.mark.parametrize("fault", ["missing", "truncated", "emptied", "other rows", "garbage"])
def test_a_damaged_file_is_named_and_nothing_of_the_release_is_used(tmp_path, fault):
    folder = release(tmp_path, "one")
    path = folder / "activity" / "Leeds.parquet"
    content = path.read_bytes()
    changes = {"truncated": content[:-40], "emptied": b"", "garbage": os.urandom(len(content))}
    if fault == "missing":
        path.unlink()
    elif fault == "other rows":
        path.write_bytes((folder / "activity" / "Sheffield.parquet").read_bytes())
    else:
        path.write_bytes(changes[fault])
    with pytest.raises(ReleaseError, match=r"1 of 2 files cannot be used: activity/Leeds.parquet"):
        open_release(folder)


def test_every_flipped_bit_is_caught(tmp_path):
    folder = release(tmp_path, "one")
    rng = random.Random(1)
    for path in (folder / "activity" / "Sheffield.parquet", folder / "manifest.json"):
        content = path.read_bytes()
        for _ in range(60):
            flipped = bytearray(content)
            flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
            path.write_bytes(flipped)
            with pytest.raises(ReleaseError):
                Store(tmp_path).current()
        path.write_bytes(content)
    assert Store(tmp_path).current()[1] == ""


@pytest.mark.parametrize("content", ["", "nowhere", "../one", "one", "one 0000"])
def test_a_pointer_to_nothing_says_what_to_do(tmp_path, content):
    (tmp_path / "CURRENT").write_text(content)
    with pytest.raises(ReleaseError):
        Store(tmp_path).current()


def test_no_releases_at_all_says_what_to_do(tmp_path):
    with pytest.raises(ReleaseError, match="run 'python -m pimh_data demo' or 'publish'"):
        Store(tmp_path / "none").current()


def test_a_broken_new_release_leaves_the_last_good_one_and_says_so(tmp_path):
    release(tmp_path, "one", 100)
    store = Store(tmp_path)
    store.current()
    broken = release(tmp_path, "two", 200)
    (broken / "activity" / "Leeds.parquet").unlink()
    opened, problem = store.current()
    assert seen(opened) == 100
    assert "release two" in problem
    assert "Leeds.parquet is missing" in problem
    release(tmp_path, "three", 300)
    assert (seen(store.current()[0]), store.current()[1]) == (300, "")


def test_a_manifest_of_another_format_is_refused(tmp_path):
    folder = release(tmp_path, "one")
    replace(Manifest.read(folder), format=99).write(folder)
    with pytest.raises(ReleaseError, match="is of format 99"):
        open_release(folder)


def test_swaps_under_readers_never_give_a_mixture(tmp_path):
    release(tmp_path, "r0", 5)
    wrong, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            opened, problem = Store(tmp_path).current()
            expected = 5 * (int(opened.manifest.release[1:]) + 1)
            if problem or seen(opened) != expected:
                wrong.append((opened.manifest.release, problem))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 25):
        release(tmp_path, f"r{number}", 5 * (number + 1))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_place_with_a_path_for_a_name_stays_in_the_release(tmp_path):
    tables = {("activity", "../../etc"): cube("../../etc", 5)}
    folder = write_release(tmp_path, tables, Manifest(release="one", **FACTS))
    assert [path.parent.name for path in folder.rglob("*.parquet")] == ["activity"]
    assert open_release(folder).wheres == ("../../etc",)
