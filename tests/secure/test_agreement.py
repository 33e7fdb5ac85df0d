"""On random spoiled folders `check` and `publish --dry-run` say the same, account for every record and leak nothing.

`FOLDERS=1000 FIRST=100 pytest tests/secure/test_agreement.py` takes others; `COUNT_EVERY=1` counts the cubes of each.
"""

import os
from pathlib import Path

import pytest
from spoiled_folders import SECRET, write_spoiled
from typer.testing import CliRunner

from pimh_data.__main__ import app

FOLDERS, FIRST = int(os.environ.get("FOLDERS", "100")), int(os.environ.get("FIRST", "0"))
runner = CliRunner()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + FOLDERS))
def test_check_and_a_dry_run_agree(tmp_path: Path, seed: int):
    kinds = write_spoiled(tmp_path / "extracts", seed)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    where = ["--releases", str(tmp_path / "releases"), "--quarantine", str(tmp_path / "quarantine")]
    found = [
        runner.invoke(app, [verb, str(tmp_path / "extracts"), *options])
        for verb, *options in (("check",), ("publish", "--dry-run", *where))
    ]
    for result in found:
        assert result.exception is None or isinstance(result.exception, SystemExit), (kinds, result.exc_info)
        assert str(tmp_path) not in result.output, kinds
        assert SECRET not in result.output, kinds
    assert found[0].exit_code == found[1].exit_code, (kinds, found[0].output, found[1].output)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
