"""Fixtures of releases as they are kept: small ones, and publications that count nothing, in a second."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pimh_data.__main__ import app

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "release"))


@pytest.fixture
def without_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publications whose only cube is made up: counting takes most of their time, whatever is in the extracts."""
    from small_releases import cube

    from pimh_data.secure import publish

    tables = {("activity", where): cube(where, 100) for where in ("Sheffield", "Leeds")}
    monkeypatch.setattr(publish, "_count", lambda *_: publish._Counted(tables, {}, {}))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """run('use', 'one') -> what the command line answers, on the folders releases and quarantine of this test."""

    def ran(verb: str, *words: str, releases: Path = tmp_path / "releases", private: bool = True) -> Result:
        where = ["--releases", str(releases), *(["--quarantine", str(tmp_path / "quarantine")] if private else [])]
        result = CliRunner().invoke(app, [verb, *words, *where])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert str(tmp_path) not in result.output
        return result

    return ran
