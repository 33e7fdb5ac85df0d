"""Every way in which a pointer, a manifest or a file of a release cannot be read is said in words, without a path."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_releases import pointer, problem_of, release

from pimh_data.errors import ReleaseError
from pimh_data.release import Store

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
    opens = os.open

    def refusing(path: Path, *how: int) -> int:
        if path == spoiled:
            raise PermissionError(13, "Permission denied", str(path))
        return opens(path, *how)

    monkeypatch.setattr(os, "open", refusing)
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
    "another format": (lambda held: held.replace(b'"format": 3', b'"format": 99'), "is of format 99"),
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
