"""What extracts hold of persons, and where they lie, is marked; no mark is in a release or in what is said."""

import logging
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from extracts import referral, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app

MARK = "canary-9434765919"
IDS = ("referral_id", "person_id", "family_id")


def marked(number: int, **changes: str) -> dict[str, str]:
    return referral(number) | {name: f"{MARK}-{name}-{number}" for name in IDS} | changes


def text_of(path: Path) -> str:
    """A file of a release as text, its tables and their metadata read out."""
    if path.suffix != ".parquet":
        return path.read_text(encoding="utf-8")
    table = pq.read_table(path)
    return f"{table.schema} {table.schema.metadata} {table.to_pydict()}"


def test_no_mark_in_ids_names_values_or_places_of_files_comes_out(tmp_path, monkeypatch, caplog):
    rows = [marked(number) for number in range(1, 60)]
    # Values that are refused, and a row that is so for its id: what stands there is said to nobody.
    rows += [marked(60, source=f"{MARK}-source"), marked(61, received=f"{MARK}-day"), marked(1)]
    folder = write_extracts(tmp_path / MARK / "in", rows)
    monkeypatch.setenv("PIMH_RELEASES", str(tmp_path / MARK / "releases"))
    monkeypatch.setenv("PIMH_QUARANTINE", str(tmp_path / MARK / "private"))
    with caplog.at_level(logging.DEBUG):
        ran = CliRunner().invoke(app, ["publish", str(folder)])
    release = tmp_path / MARK / "releases"
    assert "59" in ran.output, ran.output
    assert MARK not in ran.output + caplog.text
    files = [path for path in release.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path.name for path in files if MARK in text_of(path) + str(path.relative_to(release))]
    kept = "".join(path.read_text() for path in (tmp_path / MARK / "private").rglob("*.csv"))
    assert MARK in kept, "what was refused is kept for its owner, elsewhere"


@pytest.mark.parametrize("asked", [["publish", MARK], ["check", MARK], ["status"], ["use", MARK]])
def test_a_folder_that_is_not_there_is_said_without_where_it_would_lie(tmp_path, monkeypatch, asked):
    home = tmp_path / f"{MARK}-home"
    monkeypatch.setenv("PIMH_RELEASES", str(home / "releases"))
    monkeypatch.setenv("PIMH_QUARANTINE", str(home / "private"))
    ran = CliRunner().invoke(app, asked)
    assert str(home) not in ran.output
    assert "Traceback" not in ran.output
