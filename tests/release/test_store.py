"""Which release is shown: swapped under readers who never wait, tried again when it fails, every fault in words."""

import gc
import hashlib
import itertools
import logging
import os
import re
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from small_releases import release, seen

from pimh_data.errors import NoRelease, ReleaseError
from pimh_data.release import Store, choice, open_release, store

RUN = "run 'python -m pimh_data demo' or 'publish'"
PATIENCE = 20  # seconds: only a test that fails waits so long


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def pointer(folder: Path) -> Path:
    return folder / "CURRENT"


def problem_of(releases: Path) -> str:
    """What is said of a folder of releases by a store that has shown nothing yet."""
    try:
        _, problem = Store(releases).current()
    except ReleaseError as error:
        return str(error)
    return problem


def damage(folder: Path) -> None:
    (folder / "activity" / "Leeds.parquet").unlink()


# Swapped beside its readers


def test_a_newer_release_takes_the_place_of_the_former(tmp_path):
    release(tmp_path, "one", 100)
    held = Store(tmp_path)
    former, _ = held.current()
    release(tmp_path, "two", 200)
    newer, problem = held.settled()
    assert (seen(former), seen(newer), problem) == (100, 200, "")


def test_nobody_waits_while_a_newer_release_is_opened(tmp_path, monkeypatch):
    release(tmp_path, "one", 100)
    held = Store(tmp_path)
    held.current()
    opening, go_on, opened = threading.Event(), threading.Event(), []

    def slowly(folder: Path, **kept: object) -> object:
        opened.append(folder.name)
        opening.set()
        assert go_on.wait(PATIENCE)
        return open_release(folder, **kept)

    monkeypatch.setattr(choice, "open_release", slowly)
    release(tmp_path, "two", 200)
    readers = [seen(held.current()[0]) for _ in range(50)]
    assert opening.wait(PATIENCE)
    others: list[int] = []
    threads = [threading.Thread(target=lambda: others.append(seen(held.current()[0]))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert set(readers) == set(others) == {100}  # all of them answered while the opening stood still
    go_on.set()
    assert seen(held.settled()[0]) == 200
    assert opened == ["two"]


def test_a_reader_who_is_held_up_by_a_slow_disk_holds_up_nobody_else(tmp_path, monkeypatch):
    release(tmp_path, "one", 100)
    held = Store(tmp_path)
    held.current()
    looking, go_on = threading.Event(), threading.Event()

    def slowly(_: Path) -> tuple[bytes, int]:
        looking.set()
        assert go_on.wait(PATIENCE)
        raise ReleaseError("CURRENT is missing")

    monkeypatch.setattr(store, "held", slowly)
    slow = threading.Thread(target=held.current)
    slow.start()
    assert looking.wait(PATIENCE)
    assert seen(held.current()[0]) == 100
    go_on.set()
    slow.join(PATIENCE)


def test_first_readers_share_one_opening(tmp_path, monkeypatch):
    release(tmp_path, "one", 100)
    opened, found = [], []

    def counted(folder: Path, **kept: object) -> object:
        opened.append(folder.name)
        return open_release(folder, **kept)

    monkeypatch.setattr(choice, "open_release", counted)
    held, together = Store(tmp_path), threading.Barrier(12)

    def read() -> None:
        together.wait(PATIENCE)
        found.append(held.current()[0])

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert opened == ["one"]
    assert len(found) == 12
    assert all(one is found[0] for one in found)


def test_146_swaps_under_readers_never_give_a_mixture_nor_an_older_release(tmp_path):
    release(tmp_path, "r0", 5)
    held, wrong, done = Store(tmp_path), [], threading.Event()
    held.current()

    def read() -> None:
        last = 0
        while not done.is_set():
            opened, problem = held.current()
            number = int(opened.manifest.release[1:])
            if problem or number < last or seen(opened) != 5 * (number + 1):
                wrong.append((number, last, problem))
            last = number
            done.wait(0.001)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 147):
        release(tmp_path, f"r{number}", 5 * (number + 1))
    assert held.settled()[1] == ""
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert wrong == []
    assert seen(held.settled()[0]) == 5 * 147


def test_a_store_that_begins_while_releases_are_swapped_shows_one_of_them_whole(tmp_path):
    release(tmp_path, "r0", 5)
    wrong, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            opened, problem = Store(tmp_path).current()
            if problem or seen(opened) != 5 * (int(opened.manifest.release[1:]) + 1):
                wrong.append((opened.manifest.release, problem))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 25):
        release(tmp_path, f"r{number}", 5 * (number + 1))
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert wrong == []


def test_a_replaced_release_is_gone_as_soon_as_its_last_reader_is(tmp_path):
    release(tmp_path, "one", 100)
    held = Store(tmp_path)
    reader = held.current()[0]
    reader.once("derived", lambda: [1, 2, 3])
    gone = weakref.ref(reader)
    gc.disable()  # nothing may depend on when garbage is next collected
    try:
        release(tmp_path, "two", 200)
        held.settled()
        assert gone() is not None
        del reader
        assert gone() is None
    finally:
        gc.enable()


# Failures: said, and tried again


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


# After a restart


def test_after_a_restart_the_newest_good_release_is_shown_in_place_of_a_damaged_one(tmp_path):
    release(tmp_path, "b-oldest", 100, made="2026-01-01T10:00:00+00:00")
    release(tmp_path, "a-newest", 300, made="2026-03-01T10:00:00+00:00")
    damage(release(tmp_path, "damaged-too", 350, made="2026-03-02T10:00:00+00:00"))
    release(tmp_path, "c-middle", 200, made="2026-02-01T10:00:00+00:00")
    damage(release(tmp_path, "current", 400, made="2026-04-01T10:00:00+00:00"))
    held = Store(tmp_path)
    for _ in range(2):
        opened, problem = held.current()
        assert seen(opened) == 300
        assert "release current" in problem
        assert "Leeds.parquet is missing" in problem


def test_once_the_damaged_one_is_mended_it_takes_its_place(tmp_path):
    release(tmp_path, "one", 100)
    path = release(tmp_path, "two", 200) / "activity" / "Leeds.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    clock = Clock()
    held = Store(tmp_path, clock)
    assert seen(held.current()[0]) == 100
    path.write_bytes(content)
    clock.seconds += 1
    opened, problem = held.settled()
    assert (seen(opened), problem) == (200, "")


def test_a_release_that_is_still_being_written_or_has_no_manifest_stands_in_for_nothing(tmp_path):
    shutil.copytree(release(tmp_path, "one"), tmp_path / ".building-two-1")
    damage(tmp_path / "one")
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").write_text("no folder")
    problem = problem_of(tmp_path)
    assert "release one" in problem
    assert not [name for name in ("building", "notes", "file ") if name in problem]


def test_with_no_good_one_all_that_is_wrong_is_said_and_nobody_is_told_to_make_a_demonstration(tmp_path):
    damage(release(tmp_path, "one"))
    damage(release(tmp_path, "two"))
    with pytest.raises(ReleaseError, match=r"release two: .* nor can one beside it be shown: release one: ") as raised:
        Store(tmp_path).current()
    assert not isinstance(raised.value, NoRelease)
    assert "demo" not in str(raised.value)


@pytest.mark.parametrize("folder", ["none", "empty", "a file"])
def test_no_releases_at_all_says_what_to_do(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a file").write_text("")
    with pytest.raises(NoRelease, match=re.escape(RUN)):
        Store(tmp_path / folder).current()


# Every way of being unreadable


HASH = "0" * 64
POINTERS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "CURRENT is empty"),
    "blanks": (b" \n\t\n", "CURRENT is empty"),
    "no text": (b"one \xff\xfe\n", "CURRENT is not text in UTF-8"),
    "utf-16": (f"one {HASH}".encode("utf-16"), "CURRENT is not text in UTF-8"),
    "no hash": (b"one\n", "CURRENT has no sha256 of the manifest behind the name of release one"),
    "a blank for a hash": (b"one \n", "no sha256 of the manifest behind the name of release one"),
    "a short hash": (b"one 0000", "no sha256 of the manifest behind the name of release one"),
    "another hash": (f"one {HASH}".encode(), "is not the one that was published (another hash)"),
    "nowhere": (f"nowhere {HASH}".encode(), "there is no folder nowhere"),
    "a level up": (f".. {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "itself": (f". {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a path": (f"../one {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a path down": (f"one/activity {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a path from the root": (f"/one {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a path of another system": (f"..\\one {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a hidden folder": (f".building {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "a nought": (f"one\0 {HASH}".encode(), "CURRENT does not name a folder beside it"),
    "two lines": (f"one {HASH}\ntwo {HASH}".encode(), "no sha256 of the manifest behind the name of release one"),
    "a long name": (f"{'x' * 300} {HASH}".encode(), "cannot be read (File name too long)"),
    "a large file": (b"x" * 5_000_000, "CURRENT is too long"),
}


@pytest.mark.parametrize("kind", POINTERS)
def test_a_pointer_that_cannot_be_followed_is_said_in_words(tmp_path, kind: str):
    content, said = POINTERS[kind]
    release(tmp_path, "one")
    pointer(tmp_path).write_bytes(content)
    problem = problem_of(tmp_path)
    assert said in problem
    assert str(tmp_path) not in problem


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_ring_of_links(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def taken_away(path: Path) -> None:
    path.unlink()


def not_allowed(path: Path) -> None:
    path.chmod(0)


UNREADABLE: dict[Callable[[Path], None], str] = {
    a_folder: "is a folder, not a file",
    a_pipe: "is not a file",
    a_ring_of_links: "cannot be read (Too many levels of symbolic links)",
    taken_away: "is missing",
    not_allowed: "cannot be read (Permission denied)",
}
FILES = ("CURRENT", "one/manifest.json", "one/activity/Leeds.parquet")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("spoil", UNREADABLE, ids=lambda spoil: spoil.__name__)
def test_a_file_that_cannot_be_read_is_said_in_words_each_time(tmp_path, file: str, spoil: Callable[[Path], None]):
    if spoil is not_allowed and os.geteuid() == 0:
        pytest.skip("root may read everything")
    release(tmp_path, "one")
    spoil(tmp_path / file)
    name = file.removeprefix("one/")
    held = Store(tmp_path)
    if file == "CURRENT":
        assert held.current()[1] == f"CURRENT {UNREADABLE[spoil]}"
        return
    for _ in range(2):
        with pytest.raises(ReleaseError) as raised:
            held.current()
        assert f"{name} {UNREADABLE[spoil]}" in str(raised.value)
        assert str(tmp_path) not in str(raised.value)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_may_not_be_read_or_lies_on_a_broken_disk_is_said_in_words(tmp_path, monkeypatch, file: str):
    release(tmp_path, "one")
    held = Store(tmp_path)
    former, _ = held.current()
    release(tmp_path, "two")
    spoiled = tmp_path / file.replace("one", "two")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path == spoiled:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    opened, problem = held.settled()
    assert opened is former
    assert f"{file.removeprefix('one/')} cannot be read (Permission denied)" in problem
    assert str(tmp_path) not in problem


MANIFESTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "manifest.json cannot be read"),
    "cut": (lambda held: held[: len(held) // 2], "manifest.json cannot be read"),
    "not text": (lambda _: b"\xff\xfe\x00", "manifest.json cannot be read"),
    "nested without end": (lambda _: b"[" * 200_000, "manifest.json cannot be read"),
    "a number without end": (lambda _: b"9" * 10_000, "manifest.json cannot be read"),
    "a list": (lambda _: b"[]", "is of format 'list'"),
    "another format": (lambda held: held.replace(b'"format": 1', b'"format": 99'), "is of format 99"),
    "a field too few": (lambda held: held.replace(b' "site": "Test",', b""), "manifest.json lacks ['site']"),
    "a field too many": (lambda held: held.replace(b'"site"', b'"x": 1, "site"'), "has unknown ['x']"),
    "places as a list": (lambda held: re.sub(rb'"places": {[^}]*}', b'"places": []', held), "places is not an object"),
    "rows as text": (lambda held: held.replace(b'"rows": 1', b'"rows": "1"'), "files[0]: rows is not a whole number"),
    "a bare file": (
        lambda held: re.sub(rb'"files": \[.*?\n \]', b'"files": ["a"]', held, flags=re.S),
        "files[0] is not an object",
    ),
    "a file outside": (
        lambda held: held.replace(b'"path": "activity/', b'"path": "../activity/'),
        "names a file outside the release",
    ),
    "a file from the root": (lambda held: held.replace(b'"path": "', b'"path": "/'), "names a file outside"),
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_manifest_that_is_none_is_said_in_words_though_the_pointer_vouches_for_it(tmp_path, kind: str):
    change, said = MANIFESTS[kind]
    path = release(tmp_path, "one") / "manifest.json"
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    pointer(tmp_path).write_text(f"one {hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    with pytest.raises(ReleaseError, match=r"release one: .*publish again") as raised:
        Store(tmp_path).current()
    assert said in str(raised.value)
    assert len(str(raised.value)) < 1_000


def test_of_many_damaged_files_ten_are_named_and_the_rest_counted(tmp_path):
    from small_releases import FACTS, cube

    from pimh_data.release import Manifest
    from pimh_data.secure.writing import write_release

    tables = {("activity", f"Place {number}"): cube("Sheffield", 5) for number in range(40)}
    folder = write_release(tmp_path, tables, Manifest(release="one", **FACTS))
    for path in (folder / "activity").iterdir():
        path.write_bytes(b"")
    with pytest.raises(ReleaseError, match=r"release one: 40 of 40 files cannot be used: .*; and 30 more; publish"):
        Store(tmp_path).current()
