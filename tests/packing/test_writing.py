"""The files of many selections are written by several processes, and are those that one would have written."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pimh_data.errors import BriefError
from pimh_data.packing import writing
from pimh_data.packing.files import Given
from pimh_data.packing.selections import selections
from pimh_data.packing.writing import Wanted, write_all
from pimh_data.release import Release, Store

KINDS, DRAWN = {"one-page-web": "html"}, {"board-paper": "docx"}


@pytest.fixture
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def wanted(release: Release, folder: Path) -> list[Wanted]:
    places = ("Sheffield", "Liverpool", "Wirral", "South Yorkshire")
    folder.mkdir()
    # The other process begins with the first: it draws a picture, and ends all the same.
    kinds = (KINDS | DRAWN, *(KINDS,) * 3)
    return [
        Wanted(one, tuple((kind, folder / f"{one.place}.{kind}.{ending}") for kind, ending in held.items()))
        for one, held in zip(selections(release, places), kinds, strict=True)
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
    assert len(names) == 5
    for name in names:
        assert held_in(tmp_path / "many" / name) == held_in(tmp_path / "alone" / name)


def test_nothing_that_was_made_for_one_place_is_kept_for_the_next(
    release: Release, demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Twenty-one Places together had taken a gigabyte."""
    asked = [
        replace(one, files=tuple(file for file in one.files if file[0] in KINDS))
        for one in wanted(release, tmp_path / "few")
    ]
    before = set(release._kept.made)
    assert len(list(write_all(release, demo_release, asked[:2], Given()))) == 2
    assert set(release._kept.made) == before


def held_in(path: Path) -> list[bytes]:
    """The bytes of a file; of one that is a folder of parts, which bears the hour, those of each part."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as parts:
        return [parts.read(name) for name in parts.namelist()]


def test_a_release_that_is_replaced_meanwhile_is_said(
    release: Release, demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing, "draw_here", lambda: None)  # of this process, whose other tests draw apart
    writing._open(demo_release, "another")
    with pytest.raises(BriefError, match="write them again"):
        writing._write_apart(wanted(release, tmp_path / "new")[0], Given())
