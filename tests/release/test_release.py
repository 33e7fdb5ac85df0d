"""Faults that a release may meet: missing, truncated, changed or swapped files. Nothing wrong is ever read as right."""

import os
import random
from dataclasses import replace

import pytest
from small_releases import FACTS, cube, release, seen

from pimh_data.errors import PublishError, ReleaseError, SelectionError
from pimh_data.release import Manifest, Store, open_release
from pimh_data.secure.writing import write_release


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


def test_a_manifest_of_another_format_is_refused(tmp_path):
    folder = release(tmp_path, "one")
    replace(Manifest.read(folder), format=99).write(folder)
    with pytest.raises(ReleaseError, match="is of format 99"):
        open_release(folder)


def test_a_place_with_a_path_for_a_name_stays_in_the_release(tmp_path):
    tables = {("activity", "../../etc"): cube("../../etc", 5)}
    folder = write_release(tmp_path, tables, Manifest(release="one", **FACTS))
    assert [path.parent.name for path in folder.rglob("*.parquet")] == ["activity"]
    assert open_release(folder).wheres == ("../../etc",)
