"""A disk that is full, or a folder that may not be written to, at each write of a command in turn: a sentence, nothing
half there, and what was shown is shown still."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from extracts import referral, write_extracts
from small_releases import release, seen

from pimh_data.release import Store
from pimh_data.secure.engine import working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.releases import alone
from pimh_data.secure.releases.comparing import Destination

# Everything by which something of ours is written, or takes its place.
WRITES = (
    *((Path, name) for name in ("write_bytes", "write_text", "mkdir", "rename", "replace", "touch")),
    *((os, name) for name in ("open", "fsync")),
    (pq, "write_table"),
)
KINDS = (errno.ENOSPC, errno.EACCES, errno.EROFS)


class Writes:
    """Counts the writes under a folder, and has one of them fail."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.failing, self.kind, self.count = str(folder), 0, errno.ENOSPC, 0

    def of(self, usual: Callable, name: str) -> Callable:
        def called(*given: object, **named: object) -> object:
            where = given[1] if name == "write_table" else given[0]
            reading = name == "open" and not (len(given) > 1 and given[1] & (os.O_WRONLY | os.O_RDWR))
            if name == "fsync" or (not reading and str(where).startswith(self.folder)):
                self.count += 1
                if self.count == self.failing:
                    raise OSError(self.kind, os.strerror(self.kind), str(where))
            return usual(*given, **named)

        return called

    def fail(self, number: int, kind: int = errno.ENOSPC) -> None:
        self.failing, self.kind, self.count = number, kind, 0


@pytest.fixture
def writes(tmp_path, monkeypatch) -> Writes:
    counted = Writes(tmp_path)
    for owner, name in WRITES:
        monkeypatch.setattr(owner, name, counted.of(getattr(owner, name), name))
    monkeypatch.setattr("pimh_data.secure.releases.durable.PAUSES", ())  # Windows is waited for; here nobody is
    return counted


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Iterator[tuple[Path, object]]:
    """Extracts with a row refused, prepared once: what is written of them is the question, not what is read."""
    root = tmp_path_factory.mktemp("prepared")
    folder = write_extracts(root / "in", [referral(1, decision="perhaps"), *(referral(n) for n in range(2, 200))])
    with working() as connection:
        yield folder, prepare(folder, connection, into=Destination(root / "r", root / "q"))


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def a_sentence(output: str, folder: Path) -> bool:
    """Whether a command said why and what to do, in words, without a path or a name that only programs know."""
    return (
        "Refused." in output and "Traceback" not in output and str(folder) not in output and ".CURRENT-" not in output
    )


@pytest.mark.parametrize("kind", KINDS)
def test_at_each_write_of_a_publication_the_old_release_stays_or_the_new_one_is_whole(
    tmp_path, run, writes, without_counting, monkeypatch, prepared, kind
):
    folder, held = prepared
    monkeypatch.setattr("pimh_data.commands.publish.prepare", lambda *_: held)
    release(tmp_path / "releases", "one", 300)
    before, number, ended = state(tmp_path / "releases"), 0, False
    while not ended:
        number += 1
        writes.fail(number, kind)
        result = run("publish", str(folder))
        ended = writes.count < number
        shown = seen(Store(tmp_path / "releases").current()[0])
        if result.exit_code == 2:
            assert a_sentence(result.output, tmp_path), result.output
            assert (shown == 100) == ("did not confirm" in result.output), result.output
            if shown == 300:
                assert state(tmp_path / "releases") == before, (number, result.output)
        else:
            assert shown == 100, (number, result.output)
            ended = True
        left = [name for name in state(tmp_path) if "/." in f"/{name}"]
        assert left == [], (number, left)
        kept = [path for path in (tmp_path / "quarantine").rglob("*.csv")] if (tmp_path / "quarantine").exists() else []
        assert all(path.read_text(encoding="utf-8").count("\n") == 2 for path in kept), number
        if shown == 100:
            break
    assert number > 10


@pytest.mark.parametrize("verb", ["use", "withdraw", "prune"])
@pytest.mark.parametrize("kind", KINDS)
def test_at_each_write_of_the_other_commands_a_sentence_says_what_became_of_it(tmp_path, run, writes, verb, kind):
    options = {"use": ("one",), "withdraw": ("two", "--reason", "wrong"), "prune": ("--keep", "1")}[verb]
    number = 0
    while True:
        number += 1
        folder = tmp_path / str(number)
        for turn, name in enumerate(("one", "two"), start=1):
            release(folder, name, turn * 100, made=f"2026-0{turn}-01T10:00:00+00:00")
        writes.fail(number, kind)
        result = run(verb, *options, releases=folder, private=verb == "use")
        if writes.count < number:
            assert result.exit_code == 0
            break
        writes.fail(0)
        assert a_sentence(result.output, tmp_path) or result.exit_code == 0, (number, result.output)
        release_shown, _ = Store(folder).current()
        shown = seen(release_shown)
        assert shown in (100, 200)
        done = "did not confirm" in result.output or "is withdrawn" in result.output
        if result.exit_code == 2 and verb != "prune":
            assert shown == (100 if done else 200), result.output
        assert [name for name in state(folder) if name[0] == "." and name not in (alone.CHANGING,)] == []


def test_a_report_that_cannot_be_written_is_said(tmp_path, run, writes, monkeypatch, prepared):
    folder, held = prepared
    monkeypatch.setattr("pimh_data.commands.check.prepare", lambda *_: held)
    report = tmp_path / "report.json"
    for kind in KINDS:
        writes.fail(1, kind)
        result = run("check", str(folder), "--report", str(report))
        assert result.exit_code == 2
        assert a_sentence(result.output, tmp_path)
        assert "report.json" in result.output
        assert not report.exists()
