"""Fixtures of the secure side: what its tests share can be imported, and nothing of the machine's own is touched."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def nowhere_of_ones_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own releases, records and quarantine is read or written where a test names no folder."""
    apart = tmp_path_factory.mktemp("apart")
    monkeypatch.setenv("PIMH_RELEASES", str(apart / "releases"))
    monkeypatch.setenv("PIMH_QUARANTINE", str(apart / "quarantine"))
    monkeypatch.setattr("pimh_data.secure.quarantine.FORMER", apart / "former")
