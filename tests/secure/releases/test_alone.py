"""One publication at a time: the second waits and says so; a killed one blocks nobody, and what it left is cleared."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pimh_data.errors import PublishError
from pimh_data.secure.releases import alone
from pimh_data.secure.releases.alone import changing, publishing

ROOT = Path(__file__).resolve().parents[3]
HOLDING = """
import sys, time
from pathlib import Path
from pimh_data.secure.releases.alone import publishing
with publishing(Path(sys.argv[1]), print):
    print("holding", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that publishes into tmp_path/releases, and does not end."""
    command = [sys.executable, "-c", HOLDING, str(tmp_path / "releases")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "holding\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_waits_until_the_first_ends_and_says_so_once(tmp_path):
    said, order, inside = [], [], threading.Event()

    def first() -> None:
        with publishing(tmp_path / "releases", said.append):
            inside.set()
            time.sleep(0.6)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with publishing(tmp_path / "releases", said.append):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    assert said == [alone.WAITING[alone.PUBLISHING]]


def test_many_at_once_are_never_two_at_a_time(tmp_path):
    inside, most, guard = [], [], threading.Lock()

    def one() -> None:
        for _ in range(5):
            with changing(tmp_path, lambda _: None):
                with guard:
                    inside.append(1)
                    most.append(len(inside))
                time.sleep(0.002)
                with guard:
                    inside.pop()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (20, 1)
    assert list(tmp_path.iterdir()) == []


def test_another_process_is_waited_for_until_patience_ends_and_then_it_is_refused(tmp_path, holder, monkeypatch):
    monkeypatch.setitem(alone.PATIENCE, alone.PUBLISHING, 0.5)
    with (
        pytest.raises(PublishError, match="another command has held the folder"),
        publishing(tmp_path / "releases", print),
    ):
        pytest.fail("two at once")


def test_what_holds_the_lock_and_is_killed_blocks_nobody(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / "releases" / ".publishing.lock").exists()
    said = []
    with publishing(tmp_path / "releases", said.append):
        pass
    assert said == []
    assert not (tmp_path / "releases" / ".publishing.lock").exists()


def test_what_killed_publications_left_is_cleared_and_said_but_nothing_else(tmp_path):
    for name in (".building-one-17", ".removed-two-17", ".hidden", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    for name in (".CURRENT-17", ".two.withdrawn.json-17", "CURRENT", "two.withdrawn.json"):
        (tmp_path / name).write_text("")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".building-link-17").symlink_to(tmp_path / "elsewhere")
    said = []
    with publishing(tmp_path, said.append):
        left = {path.name for path in tmp_path.iterdir()} - {".publishing.lock"}
    kept = {".hidden", "three", "CURRENT", "two.withdrawn.json", "elsewhere", ".building-link-17"}
    assert left == kept
    assert said == ["Cleared what was left of release one, whose publication did not end"]


def test_a_refused_publication_leaves_no_folder_but_one_that_was_there_stays(tmp_path):
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "new" / "releases", tmp_path / "there"):
        with pytest.raises(PublishError), publishing(folder, print):
            raise PublishError("refused")
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


@pytest.mark.parametrize("fault", ["a file for a folder", "a file that is no lock"])
def test_a_folder_that_cannot_be_locked_is_said_in_words(tmp_path, fault):
    folder = tmp_path / "releases"
    if fault == "a file for a folder":
        folder.write_text("")
    else:
        folder.mkdir()
        (folder / ".publishing.lock").write_text("this is no lock at all, but some text that somebody wrote" * 20)
    with pytest.raises(PublishError, match="cannot be written to") as raised, publishing(folder, print):
        pytest.fail("locked")
    assert str(tmp_path) not in str(raised.value)


def test_a_folder_that_may_not_be_written_to_is_said_in_words(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "releases").mkdir(mode=0o500)
    with pytest.raises(PublishError, match="cannot be written to"), publishing(tmp_path / "releases", print):
        pytest.fail("locked")
