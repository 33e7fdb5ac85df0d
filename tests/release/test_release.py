"""Faults that a release may meet: missing, truncated, changed or swapped files. Nothing wrong is ever read as right."""

import hashlib
import os
import random
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from small_releases import FACTS, cube, release, seen

from pimh_data.errors import PublishError, ReleaseError, SelectionError
from pimh_data.release import Manifest, Store, open_release
from pimh_data.secure.writing import write_release
from tests.a_part import a_part_of


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


def test_200_random_flips_and_cuts_of_a_release_are_found_and_the_last_good_one_is_kept_and_said(tmp_path):
    release(tmp_path, "good", 100)
    assert faults_found(tmp_path, release(tmp_path, "damaged", 200), range(200)) == 200
    opened, problem = Store(tmp_path).current()
    assert (seen(opened), problem) == (200, "")


def test_random_flips_and_cuts_of_the_demonstration_are_found(demo_release, tmp_path):
    shutil.copytree(demo_release / "demonstration", tmp_path / "good")
    shutil.copytree(demo_release / "demonstration", tmp_path / "damaged")
    sha256 = hashlib.sha256((tmp_path / "damaged" / "manifest.json").read_bytes()).hexdigest()
    (tmp_path / "CURRENT").write_text(f"damaged {sha256}\n", encoding="utf-8")
    drawn = a_part_of(range(200), 1, "faults of the demonstration")
    assert faults_found(tmp_path, tmp_path / "damaged", drawn) == len(drawn)


def faults_found(releases: Path, damaged: Path, numbers: Iterable[int]) -> int:
    """How many flips of a bit and cuts anywhere in a release a store found that shows the other one instead."""
    files, found = sorted(path for path in damaged.rglob("*") if path.is_file()), 0
    for number in numbers:
        rng = random.Random(number)
        path = rng.choice(files)
        whole = path.read_bytes()
        spoiled, at = bytearray(whole), rng.randrange(len(whole))
        if rng.random() < 0.5:
            spoiled[at] ^= 1 << rng.randrange(8)
        else:
            del spoiled[at:]
        path.write_bytes(spoiled)
        opened, problem = Store(releases).current()
        found += opened.manifest.release != damaged.name and "damaged" in problem
        path.write_bytes(whole)
    return found


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
