"""Fixtures of the secure side: what its tests share can be imported, and nothing of the machine's own is touched."""

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "release")]


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Expressions become queries once a worker, not once a test."""
    from compiled_once import compiled_once

    with compiled_once():
        yield


@pytest.fixture(scope="session")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that no other test has: numbered here, since pytest looks through all of a run's for the next number."""
    folder = tmp_path_factory.mktemp("apart")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def nowhere_of_ones_own(apart: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own releases, records and quarantine is read or written where a test names no folder."""
    mine = next(apart)
    mine.mkdir()
    monkeypatch.setenv("PIMH_RELEASES", str(mine / "releases"))
    monkeypatch.setenv("PIMH_QUARANTINE", str(mine / "quarantine"))
    monkeypatch.setattr("pimh_data.secure.quarantine.FORMER", mine / "former")


@pytest.fixture
def without_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publications whose only cube is made up: counting takes most of their time, whatever is in the extracts."""
    _count_nothing(monkeypatch)


@pytest.fixture(scope="module")
def nothing_is_counted() -> Iterator[None]:
    """The same for all tests of a module that look at one publication."""
    with pytest.MonkeyPatch.context() as patched:
        _count_nothing(patched)
        yield


def _count_nothing(patched: pytest.MonkeyPatch) -> None:
    from small_releases import cube

    from pimh_data.secure import publish

    tables = {("activity", where): cube(where, 100) for where in ("Sheffield", "Leeds")}
    patched.setattr(publish, "_count", lambda *_: publish._Counted(tables, {}, {}, publish.Audit(), ()))
