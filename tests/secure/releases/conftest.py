"""The command line on the folders of one test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pimh_data.__main__ import app


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
