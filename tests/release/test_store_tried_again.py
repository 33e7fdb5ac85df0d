"""A newer release that fails leaves the last good one, is said and logged, and is tried again until it is whole."""

import itertools
import logging
import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from small_releases import Clock, damage, pointer, release, seen

from pimh_data.errors import NoRelease, ReleaseError
from pimh_data.release import Store, choice, open_release

RUN = "run 'python -m pimh_data demo' or 'publish'"


def test_a_broken_newer_release_leaves_the_last_good_one_and_says_so(tmp_path):
    release(tmp_path, "one", 100)
    held = Store(tmp_path)
    held.current()
    damage(release(tmp_path, "two", 200))
    opened, problem = held.settled()
    assert seen(opened) == 100
    assert "release two" in problem
    assert "activity/Leeds.parquet is missing" in problem
    release(tmp_path, "three", 300)
    opened, problem = held.settled()
    assert (seen(opened), problem) == (300, "")


def test_a_pointer_that_comes_before_its_folder_is_followed_once_the_folder_is_whole(tmp_path):
    release(tmp_path, "one", 100)
    clock = Clock()
    held = Store(tmp_path, clock)
    held.current()
    folder = release(tmp_path, "two", 200)
    elsewhere = tmp_path / ".elsewhere"
    folder.rename(elsewhere)
    assert "release two: there is no folder two" in held.settled()[1]
    shutil.copytree(elsewhere, folder, ignore=shutil.ignore_patterns("Leeds.parquet"))
    clock.seconds += 1
    assert "activity/Leeds.parquet is missing" in held.settled()[1]
    content = (elsewhere / "activity" / "Leeds.parquet").read_bytes()
    (folder / "activity" / "Leeds.parquet").write_bytes(content[:100])
    clock.seconds += 2
    assert f"(100 of {len(content)} bytes)" in held.settled()[1]
    (folder / "activity" / "Leeds.parquet").write_bytes(content)
    assert seen(held.settled()[0]) == 100  # not yet its turn
    clock.seconds += 4
    opened, problem = held.settled()
    assert (seen(opened), problem) == (200, "")


def test_the_same_on_a_first_start_is_followed_too(tmp_path):
    clock = Clock()
    folder = release(tmp_path, "one", 100)
    folder.rename(tmp_path / ".elsewhere")
    held = Store(tmp_path, clock)
    for _ in range(2):
        with pytest.raises(NoRelease, match=f"there is no folder one.*{re.escape(RUN)}"):
            held.current()
    (tmp_path / ".elsewhere").rename(folder)
    clock.seconds += 1
    assert seen(held.current()[0]) == 100


def test_tries_come_after_1_2_4_seconds_and_then_every_minute_and_never_end(tmp_path, monkeypatch):
    damage(release(tmp_path, "one"))
    clock, tries = Clock(), []

    def counted(folder: Path, **kept: object) -> object:
        tries.append(clock.seconds)
        return open_release(folder, **kept)

    monkeypatch.setattr(choice, "open_release", counted)
    held = Store(tmp_path, clock)
    while len(tries) < 1_200:
        with pytest.raises(ReleaseError):
            held.current()
        clock.seconds += 0.5 if len(tries) < 9 else 60
    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(waits[8:]) == {60}


def test_a_pointer_written_anew_is_followed_at_once_also_with_the_same_words(tmp_path):
    release(tmp_path, "one", 100)
    clock = Clock()
    held = Store(tmp_path, clock)
    held.current()
    folder = release(tmp_path, "two", 200)
    folder.rename(tmp_path / ".elsewhere")
    assert held.settled()[1]
    (tmp_path / ".elsewhere").rename(folder)
    os.utime(pointer(tmp_path), (1, 1))
    opened, problem = held.settled()
    assert (seen(opened), problem) == (200, "")


def test_a_pointer_that_goes_back_to_what_is_shown_opens_nothing_again(tmp_path, monkeypatch):
    release(tmp_path, "one", 100)
    good = pointer(tmp_path).read_bytes()
    held = Store(tmp_path)
    former, _ = held.current()
    damage(release(tmp_path, "two", 200))
    assert held.settled()[1]
    pointer(tmp_path).write_bytes(good)
    assert held.settled() == (former, "")


def test_a_fault_that_nobody_foresaw_is_said_and_tried_again(tmp_path, monkeypatch):
    release(tmp_path, "one", 100)
    clock, unforeseen = Clock(), []
    monkeypatch.setattr(threading, "excepthook", lambda failed: unforeseen.append(failed.exc_type))
    held = Store(tmp_path, clock)
    with monkeypatch.context() as broken:
        broken.setattr(choice, "open_release", lambda *_, **__: {}["x"])
        for _ in range(2):
            with pytest.raises(ReleaseError, match="cut short by a fault of this application"):
                held.current()
    assert unforeseen == [KeyError]
    clock.seconds += 1
    assert seen(held.current()[0]) == 100


def test_what_is_wrong_is_logged_once_and_not_at_every_try(tmp_path, caplog):
    release(tmp_path, "one", 100)
    clock = Clock()
    held = Store(tmp_path, clock)
    held.current()
    damage(release(tmp_path, "two"))
    with caplog.at_level(logging.WARNING, logger="pimh"):
        for _ in range(5):
            held.settled()
            clock.seconds += 60
    assert len(caplog.records) == 1
    assert "Leeds.parquet is missing" in caplog.text
    assert "shown in its place: one" in caplog.text
