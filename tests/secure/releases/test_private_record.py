"""What is for whoever publishes alone: the record of each publication, and quarantined rows, purged by their names."""

import datetime as dt
import json
import os
import stat
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from extracts import SETTINGS, referral, write_extracts

from pimh_data.errors import PublishError
from pimh_data.release import Store
from pimh_data.secure.quarantine import FORMER, purge_quarantine
from pimh_data.secure.releases import private
from pimh_data.secure.releases.private import private_folder

WHO = "who-published-it"
ROOT = Path(__file__).resolve().parents[3]
TODAY = dt.date(2026, 11, 26)
OLD = "quarantine-20261001-101500-000000"
YOUNG = "quarantine-20261120-101500-000000"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def published(tmp_path, run, without_counting, monkeypatch):
    """A publication with one row quarantined; gives its record."""
    monkeypatch.setenv("LOGNAME", WHO)
    rows = [referral(1, decision="perhaps"), *(referral(number) for number in range(2, 200))]
    folder = write_extracts(tmp_path / "in", rows, settings=SETTINGS + 'blanks = ["never-in-a-release"]\n')
    assert run("publish", str(folder)).exit_code == 0
    (path,) = (tmp_path / "quarantine" / "published").iterdir()
    return path


def test_the_record_says_what_was_published_by_whom_when_and_with_what(tmp_path, published):
    record = json.loads(published.read_text(encoding="utf-8"))
    manifest = Store(tmp_path / "releases").current()[0].manifest
    assert record["release"] == manifest.release
    assert record["by"] == WHO
    assert record["published"][:10] == dt.datetime.now(dt.UTC).date().isoformat()
    assert record["options"] == {"profile": "rounded", "replace": False}
    assert "never-in-a-release" in record["settings"]
    counts = {"read": 199, "accepted": 198, "quarantined": 1, "copies": 0, "left_out": 0}
    assert counts.items() <= record["extracts"]["referrals"].items()
    assert record["extracts"]["referrals"]["files"] == [{"source": "", "file": "referrals.csv", "sheet": "", **counts}]
    assert set(map(len, record["hashes"].values())) == {64}
    assert record["facts"]["rows"]["referrals"] == 199


def test_its_folders_are_opened_and_its_files_read_by_their_owner_alone(tmp_path, published):
    inside = [tmp_path / "quarantine", *(tmp_path / "quarantine").rglob("*")]
    assert {mode(path) for path in inside if path.is_dir()} == {0o700}
    assert {mode(path) for path in inside if path.is_file()} == {0o600}
    assert (
        len([path for path in inside if path.is_file()]) == 3
    )  # the record, the quarantined rows, and what rounding is drawn from


def test_nothing_that_only_the_record_knows_enters_a_release(tmp_path, published):
    record = json.loads(published.read_text(encoding="utf-8"))
    secret = [
        WHO,
        "never-in-a-release",
        record["manifest_sha256"],
        "quarantined_with_their_referral",
    ]
    assert all(words in published.read_text(encoding="utf-8") for words in secret)
    files = [path for path in (tmp_path / "releases").glob("*/**/*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".parquet"}
    for path in files:
        held = path.read_bytes().decode("latin-1")
        if path.suffix == ".parquet":
            held += str(pq.read_table(path).to_pylist()) + str(pq.read_schema(path).metadata)
        assert [words for words in secret if words in held] == [], path.name


def test_a_record_that_cannot_be_written_is_said_and_the_release_is_whole(tmp_path, run, without_counting, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pimh_data.secure.releases.recording.keep_record", full)
    result = run("publish", str(write_extracts(tmp_path / "in", [referral(1)])), "--quiet")
    assert result.exit_code == 0
    assert "the private record of it could not be written (No space left on device)" in result.output
    assert Store(tmp_path / "releases").current()[1] == ""


def test_status_says_what_differs_from_the_release_before_by_the_private_records(tmp_path, run, published):
    folder = write_extracts(tmp_path / "in", [referral(number) for number in range(1, 250)])
    assert run("publish", str(folder)).exit_code == 0
    said = run("status").output
    assert "(by the private records of both)" in said
    assert "  referrals: 249 rows, 199 before (25% more)" in said
    assert "  referrals: 0.0% of rows quarantined, 0.5% before" in said
    published.unlink()
    assert "by what the releases say of themselves" in run("status").output


def test_a_manifest_that_its_record_does_not_know_is_not_used(tmp_path, run, published):
    release = Store(tmp_path / "releases").current()[0].manifest.release
    path = tmp_path / "releases" / release / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"site": "Test"', b'"site": "Mine"'))
    result = run("use", release)
    assert (result.exit_code, "is not the one that the private record" in result.output) == (2, True)


# Where it lies


def test_it_lies_in_the_users_own_state_outside_the_project(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert private_folder() == tmp_path / "pimh-data" / "quarantine"
    monkeypatch.setenv("XDG_STATE_HOME", "not/from/the/root")
    assert private_folder() == Path.home().resolve() / ".local" / "state" / "pimh-data" / "quarantine"
    assert not private_folder().is_relative_to(ROOT) or Path.home().is_relative_to(ROOT)


def test_on_windows_it_lies_in_the_local_application_data(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(private, "WINDOWS", True)
    assert private_folder() == tmp_path / "pimh-data" / "quarantine"


def test_without_a_folder_of_ones_own_it_is_asked_for(monkeypatch):
    def none() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", none)
    with pytest.raises(PublishError, match="--quarantine"):
        private_folder()


# Purged by the day in the name


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "referrals.csv").write_text("row\n")


def test_age_is_read_from_the_name_whenever_the_folder_was_written(tmp_path):
    made(tmp_path, OLD, YOUNG)
    os.utime(tmp_path / OLD)
    os.utime(tmp_path / YOUNG, (1, 1))
    assert purge_quarantine(tmp_path, 30, TODAY) == (f"Purged from quarantine after 30 days: {OLD}",)
    assert [path.name for path in tmp_path.iterdir()] == [YOUNG]


@pytest.mark.parametrize("name", ["quarantine-mine", "quarantine-20261350", "quarantine-202610011", "quarantine-"])
def test_a_name_without_a_day_is_left_and_said(tmp_path, name):
    made(tmp_path, name)
    said = purge_quarantine(tmp_path, 30, TODAY)
    assert (tmp_path / name).exists()
    assert f"Not purged: {name} has no day in its name" in said[0]


def test_a_day_to_come_a_file_and_what_cannot_be_removed_are_left_and_said(tmp_path, monkeypatch):
    made(tmp_path, "quarantine-29990101-101500-000000", OLD)
    (tmp_path / "quarantine-20200101.csv").write_text("row")

    def held(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("pimh_data.secure.purging.shutil.rmtree", held)
    said = purge_quarantine(tmp_path, 30, TODAY)
    assert [line.split()[0] for line in said] == ["Not"] * 3
    assert "is a file, where a folder is expected" in said[0]
    assert f"{OLD} could not be removed (Permission denied)" in said[1]
    assert "names a day that is still to come" in said[2]
    assert str(tmp_path) not in "".join(said)


def test_rows_that_cannot_be_written_leave_no_part_of_themselves_and_publish_nothing(tmp_path, run, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "quarantine" / "referrals.csv"))

    monkeypatch.setattr("pimh_data.secure.quarantine.csv.writer", full)
    result = run("publish", str(write_extracts(tmp_path / "in", [referral(1, decision="perhaps")])))
    assert (result.exit_code, "No space left on device" in result.output) == (2, True)
    assert list((tmp_path / "quarantine").iterdir()) == []
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize("link", ["the old one", "the folder", "one above"])
def test_nothing_is_purged_through_a_symbolic_link(tmp_path, link):
    elsewhere = tmp_path / "elsewhere"
    if link == "the old one":
        made(elsewhere, "kept")
        folder = tmp_path / "quarantine"
        folder.mkdir()
        (folder / OLD).symlink_to(elsewhere / "kept", target_is_directory=True)
    else:
        made(elsewhere / "quarantine", OLD)
        target = elsewhere if link == "one above" else elsewhere / "quarantine"
        (tmp_path / "linked").symlink_to(target, target_is_directory=True)
        folder = tmp_path / "linked" / "quarantine" if link == "one above" else tmp_path / "linked"
    before = sorted(elsewhere.rglob("*"))
    said = purge_quarantine(folder, 30, TODAY)
    assert len(said) == 1
    assert "symbolic link" in said[0]
    assert str(tmp_path) not in said[0]
    assert sorted(elsewhere.rglob("*")) == before


def test_a_link_inside_an_old_folder_is_removed_and_what_it_points_to_stays(tmp_path):
    made(tmp_path, OLD, "kept")
    (tmp_path / OLD / "link").symlink_to(tmp_path / "kept", target_is_directory=True)
    purge_quarantine(tmp_path, 30, TODAY)
    assert (tmp_path / "kept" / "referrals.csv").exists()
    assert not (tmp_path / OLD).exists()


def test_what_lay_in_the_project_before_is_purged_too_and_said(tmp_path, run, monkeypatch):
    former = tmp_path / "former"
    made(former, "quarantine-20200101-101500-000000")
    monkeypatch.setattr("pimh_data.secure.quarantine.FORMER", former)
    result = run("publish", str(write_extracts(tmp_path / "in", [referral(1, decision="perhaps")])))
    assert "Purged from quarantine after 30 days: quarantine-20200101-101500-000000" in result.output
    assert list(former.iterdir()) == []
    assert FORMER == ROOT / "datasets" / "quarantine"


@pytest.mark.parametrize("rows", [0, 1])
def test_a_file_in_the_place_of_the_private_folder_publishes_nothing(tmp_path, run, without_counting, rows):
    (tmp_path / "quarantine").write_text("x", encoding="utf-8")
    table = [referral(0, **({"decision": "perhaps"} if rows else {})), *(referral(n) for n in range(1, 200))]
    result = run("publish", str(write_extracts(tmp_path / "in", table)))
    assert (result.exit_code, "quarantine is a file: name a folder for quarantined rows" in result.output) == (2, True)
    assert not (tmp_path / "releases").exists()
