"""On random spoiled folders `check` and `publish --dry-run` say the same, account for every record and leak nothing.

`FOLDERS=1000 FIRST=100 COUNT_EVERY=1 pytest tests/secure/test_agreement.py` takes others, and counts the cubes of each.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from spoiled_folders import SECRET, write_spoiled
from typer.testing import CliRunner

from pimh_data.__main__ import app

FOLDERS, FIRST = int(os.environ.get("FOLDERS", "100")), int(os.environ.get("FIRST", "0"))
# Both verbs prepare extracts in full here. Counting takes several seconds a folder, whatever is in it.
COUNT_EVERY = int(os.environ.get("COUNT_EVERY", "20"))
runner = CliRunner()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + FOLDERS))
def test_check_and_a_dry_run_agree(tmp_path: Path, monkeypatch, seed: int):
    if seed % COUNT_EVERY:
        monkeypatch.setattr("pimh_data.secure.publish._count", lambda *_: SimpleNamespace(hidden={}))
    folder = tmp_path / "extracts"
    kinds = write_spoiled(folder, seed)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    where = ["--releases", str(tmp_path / "releases"), "--quarantine", str(tmp_path / "quarantine")]
    results, reports = [], []
    for verb, *options in (("check", *where), ("publish", "--dry-run", *where)):
        path = tmp_path / f"{verb}.json"
        results.append(runner.invoke(app, [verb, str(folder), *options, "--report", str(path)]))
        result = results[-1]
        assert result.exception is None or isinstance(result.exception, SystemExit), (kinds, result.exc_info)
        text = path.read_text(encoding="utf-8")
        for forbidden in (str(tmp_path), SECRET, "Traceback"):
            assert forbidden not in result.output, kinds
            assert forbidden not in text, kinds
        reports.append(json.loads(text))
        assert reports[-1]["exit_code"] == result.exit_code, kinds
    one, other = ({name: report[name] for name in report if name != "verb"} for report in reports)
    assert one == other, kinds
    for extract in one["extracts"]:
        for counted in (extract, *extract["sources"]):
            parts = (counted[name] for name in ("accepted", "quarantined", "copies", "left_out"))
            assert counted["read"] == sum(parts), (kinds, extract["extract"])
        assert extract["quarantined"] == 0 or extract["faults"], (kinds, extract["extract"])
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert not {"releases", "quarantine"} & {path.name for path in tmp_path.iterdir()}
