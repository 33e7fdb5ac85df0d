"""The files of many selections are written by several processes, and are those that one would have written."""

from pathlib import Path

import pytest

from pimh_data.errors import BriefError
from pimh_data.packing import writing
from pimh_data.packing.files import Given
from pimh_data.packing.selections import selections
from pimh_data.packing.writing import Wanted, write_all
from pimh_data.release import Release, Store

KINDS = {"one-page-web": "html"}


@pytest.fixture
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def wanted(release: Release, folder: Path) -> list[Wanted]:
    places = ("Sheffield", "Liverpool", "Wirral", "South Yorkshire")
    folder.mkdir()
    return [
        Wanted(one, tuple((kind, folder / f"{one.place}.{kind}.{ending}") for kind, ending in KINDS.items()))
        for one in selections(release, places)
    ]


def test_several_processes_write_what_one_does(
    release: Release, demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing.os, "cpu_count", lambda: 2)
    many = list(write_all(release, demo_release, wanted(release, tmp_path / "many"), Given()))
    monkeypatch.setattr(writing.os, "cpu_count", lambda: 1)
    alone = list(write_all(release, demo_release, wanted(release, tmp_path / "alone"), Given()))
    assert {one.selection for one in many} == {one.selection for one in alone}
    names = sorted(path.name for path in (tmp_path / "alone").iterdir())
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()


def test_a_release_that_is_replaced_meanwhile_is_said(release: Release, demo_release: Path, tmp_path: Path):
    writing._open(demo_release, "another")
    with pytest.raises(BriefError, match="write them again"):
        writing._write_apart(wanted(release, tmp_path / "new")[0], Given())
