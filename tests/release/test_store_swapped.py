"""A newer release is swapped in beside readers who never wait, whole, and the former is gone with its last reader."""

import gc
import itertools
import threading
import time
import weakref
from pathlib import Path

from small_releases import PATIENCE, release, seen

from pimh_data.errors import ReleaseError
from pimh_data.release import Store, choice, open_release, store


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


def test_ten_thousand_reads_during_a_hundred_swaps_give_no_mixture_no_error_and_no_older_release(tmp_path):
    release(tmp_path, "r0", 5)
    held, wrong, read_so_far, done = Store(tmp_path), [], itertools.count(), threading.Event()
    held.current()
    reads = 0

    def read() -> None:
        nonlocal reads
        last = 0
        while not done.is_set():
            opened, problem = held.current()
            number = int(opened.manifest.release[1:])
            if problem or number < last or seen(opened) != 5 * (number + 1):
                wrong.append((number, last, problem))
            last, reads = number, next(read_so_far)
            done.wait(0.0005)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    patience = time.monotonic() + 6 * PATIENCE
    for number in range(1, 101):
        release(tmp_path, f"r{number}", 5 * (number + 1))
        while reads < 100 * number and time.monotonic() < patience:
            time.sleep(0.001)
    assert held.settled()[1] == ""
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert (wrong, reads >= 10_000) == ([], True)
    assert seen(held.settled()[0]) == 5 * 101


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
