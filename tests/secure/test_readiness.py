"""What stands in the way of publishing is said first; what waits, and what is probably a slip, is said where it is."""

from pathlib import Path

import pytest
from extracts import SETTINGS, referral, write_csv, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app

runner = CliRunner()
TWENTY = [referral(number) for number in range(20)]
SOURCES = """
[[sources.referrals]]
name = "RiO"
files = "rio.csv"
[[sources.referrals]]
name = "IAPTus"
files = "iaptus.csv"
"""


def checked(folder: Path):
    return runner.invoke(app, ["check", str(folder)])


def two_sources(folder: Path, first: list[dict[str, str]], second: list[dict[str, str]], settings: str) -> Path:
    write_extracts(folder, TWENTY, settings=settings)
    (folder / "referrals.csv").unlink()
    columns = "".join(f'"{name}" = "{name}"\n' for name in first[0])
    for name in ("RiO", "IAPTus"):
        settings = settings.replace(
            f'files = "{name.lower()}.csv"\n', f'files = "{name.lower()}.csv"\n[sources.referrals.columns]\n{columns}'
        )
    (folder / "extract.toml").write_text(settings, encoding="utf-8")
    write_csv(folder / "rio.csv", first)
    write_csv(folder / "iaptus.csv", second)
    return folder


def test_a_source_without_an_accepted_row_stands_first_and_instead_of_the_good_word(tmp_path):
    bad = [referral(100 + number, imd_version="") for number in range(6)]
    settings = SETTINGS + "allowed_share = 0.5\n" + SOURCES
    result = checked(two_sources(tmp_path, TWENTY, bad, settings))
    lines = [line for line in result.output.splitlines() if not line.startswith("Took")]
    assert result.exit_code == 1
    assert lines[0] == "Not ready: IAPTus: none of 6 rows accepted"
    assert lines[-1] == "Not ready: IAPTus: none of 6 rows accepted (exit code 1)."
    assert 'Write imd_version = "2019" or "2025" under [sources.referrals.constants]' in result.output


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ('["rio.csv", "rio q1.csv"]', "Look first: 'RiO' of referrals lacks 'rio q1.csv', which line"),
        ('["rio [q1].csv", "rio.csv", "gone.csv"]', "lacks 'rio [q1].csv', 'gone.csv', which line"),
        ('["rio.csv", "rio q*.csv"]', ""),
    ],
)
def test_a_file_that_is_named_and_not_there_stands_first_and_one_that_a_pattern_may_fit_does_not(tmp_path, files, said):
    two_sources(tmp_path, TWENTY[:10], TWENTY[10:], SETTINGS + SOURCES)
    path = tmp_path / "extract.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('files = "rio.csv"', f"files = {files}"), encoding="utf-8")
    output = checked(tmp_path).output
    assert said in output if said else "Look first: 'RiO'" not in output


def test_person_ids_that_stand_under_two_numberings_are_counted_and_never_named(tmp_path):
    other = [referral(number, id_domain="IAPTus") | {"referral_id": f"X{number}"} for number in range(7)]
    output = checked(two_sources(tmp_path, TWENTY, other, SETTINGS + SOURCES)).output
    # All of a numbering's people stand in another: that is said before anything else.
    said = "Look first: 7 person ids of 'IAPTus' also stand in 'local', under another id_domain (100% of the smaller)"
    assert said in output
    assert "P3" not in output


def test_lines_that_still_wait_are_named_by_their_numbers(tmp_path):
    settings = (
        SETTINGS + "# review_date = 2027-03-31   # FILL IN: when\nsite2 = 1  # FILL IN: done\n# FILL IN: 3 rows\n"
    )
    settings = settings.replace("site2 = 1", "quarantine_days = 30")
    output = checked(write_extracts(tmp_path, TWENTY, settings=settings)).output
    assert "extract.toml: 2 lines are still to be filled in (FILL IN): 4, 6" in output


def test_an_extract_date_long_after_the_latest_day_is_noted(tmp_path):
    assert (
        "Note: extract_date is 2025-03-31, and the latest day in the files is 2024-02-01"
        in checked(write_extracts(tmp_path / "far", TWENTY)).output
    )
    near = [*TWENTY, referral(30, received="2025-01-05", first_contact="")]
    assert "latest day in the files" not in checked(write_extracts(tmp_path / "near", near)).output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("extract_date = 31/03/2026", "line 3: write the date as 2026-03-31"),
        ("# extract_date = 2026-03-31   # FILL IN", "'extract_date' is missing: fill in line 3"),
    ],
)
def test_a_date_that_cannot_be_read_says_how_and_where_to_write_it(tmp_path, line, said):
    settings = SETTINGS.replace("extract_date = 2025-03-31", line)
    result = checked(write_extracts(tmp_path, TWENTY, settings=settings))
    assert result.exit_code == 2
    assert said in result.output


def test_without_a_folder_or_its_settings_the_next_step_is_said(tmp_path):
    assert "there is no folder called 'absent'" in checked(tmp_path / "absent").output
    assert "draft FOLDER" in checked(tmp_path).output
    assert "template FOLDER" in checked(tmp_path).output
