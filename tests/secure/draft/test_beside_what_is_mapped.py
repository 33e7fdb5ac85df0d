"""A file put beside those that are mapped: never a new source where it is a further file, a newer one or a copy."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from extracts import SETTINGS, referral, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.secure.draft import draft, draft_lines, words_unknown

TODAY = dt.date(2026, 11, 26)
runner = CliRunner()
HEADS = "Ref No,Client ID,Date received,Outcome,Borough,Team"


def log(path: Path, first: int, heads: str = HEADS, separator: str = ",", last: int = 0) -> None:
    """Referrals of people numbered from `first`."""
    rows = [
        f"R{n},P{n},{1 + n % 28:02}/0{4 + n % 3}/2024,Accepted,Sheffield,Light"
        for n in range(first, last or first + 30)
    ]
    path.write_text("\n".join([heads, *rows]).replace(",", separator) + "\n", encoding="utf-8")


def mapped(folder: Path) -> Path:
    """A folder whose log of one quarter is mapped."""
    write_extracts(folder, settings=SETTINGS)
    (folder / "referrals.csv").unlink()
    (folder / "extract.toml").unlink()
    log(folder / "Care log Q4.csv", 0)
    draft(folder, TODAY)
    settings = (folder / "extract.toml").read_text(encoding="utf-8")
    (folder / "extract.toml").write_text(settings.replace("synthetic = false", "synthetic = true"), encoding="utf-8")
    return folder


def line_of(folder: Path, start: str) -> int:
    lines = (folder / "extract.toml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def said(folder: Path) -> str:
    return "\n".join(draft_lines(draft(folder, TODAY), "own"))


def checked(folder: Path) -> list[str]:
    output = runner.invoke(app, ["check", str(folder)]).output
    return [line for line in output.splitlines() if not line.startswith("Took")]


def test_the_next_quarter_is_a_further_file_of_its_source_and_no_new_one(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Care log Q1.csv", 20)
    before = (folder / "extract.toml").read_bytes()
    words = said(folder)
    assert (folder / "extract.toml").read_bytes() == before
    files = 'files = ["Care log Q4.csv", "Care log Q1.csv"]'
    assert f"make line {line_of(folder, 'files')} of extract.toml {files} and write append = true under it" in words
    assert "Of its 30 people 10 (33%) stand in 'Care' already" in words
    first, *_, last = checked(folder)
    assert first.startswith("Look first: Care log Q1.csv is not read. It is written like 'Care'")
    assert "Look first" in last


def test_the_advice_followed_takes_both_quarters_and_counts_nobody_twice(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Care log Q1.csv", 20)
    text = (folder / "extract.toml").read_text(encoding="utf-8")
    files = 'files = ["Care log Q4.csv", "Care log Q1.csv"]\nappend = true'
    (folder / "extract.toml").write_text(text.replace('files = "Care log Q4.csv"', files), encoding="utf-8")
    lines = checked(folder)
    assert not any(line.startswith("Look first") for line in lines)
    assert any(line.startswith("referrals: 60 read = 50 accepted") for line in lines)
    assert "is not read" not in said(folder)


def test_a_newer_version_of_a_file_that_is_gone_takes_its_line(tmp_path):
    folder = mapped(tmp_path)
    (folder / "Care log Q4.csv").rename(folder / "Care log v2.csv")
    line = line_of(folder, "files")
    change = f'is missing: if it takes its place, change line {line} of extract.toml to files = "Care log v2.csv"'
    assert change in said(folder)
    lines = checked(folder)
    assert lines[
        0
    ] == f"Look first: 'Care' of referrals is missing: no file fits 'Care log Q4.csv' (line {line} of " + (
        "extract.toml). Rows of contacts, scores that name its referrals find none. Bring the file, or name it in line "
        f"{line} of extract.toml as it is called; where the source has ended, take it out"
    )
    assert change in lines[1]


@pytest.mark.parametrize("name", ["Care log Q4 (1).csv", "another name.csv"])
def test_a_copy_is_told_by_its_content_and_nothing_is_asked_for(tmp_path, name):
    folder = mapped(tmp_path)
    shutil.copy(folder / "Care log Q4.csv", folder / name)
    assert f"{name} is not used: it holds the same, to the byte, as Care log Q4.csv" in said(folder)
    assert not any(line.startswith("Look first") for line in checked(folder))


def test_of_two_copies_in_a_first_draft_one_is_mapped(tmp_path):
    log(tmp_path / "log.csv", 0)
    shutil.copy(tmp_path / "log.csv", tmp_path / "log (1).csv")
    done = draft(tmp_path, TODAY)
    assert [source.sheets[0].file for source in done.sources] == ["log.csv"]
    assert [len(source.sheets) for source in done.sources] == [1]


def test_the_same_headings_written_otherwise_keep_the_numbering_and_the_service(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Care log Q1.csv", 20, separator=";")
    done = draft(folder, TODAY)
    added = done.text.splitlines()[done.added.start - 1 :]
    assert [line.split("  ")[0] for line in added if line.startswith("id_domain")] == ['id_domain = "Care"']


def test_a_file_of_other_headings_is_a_source_of_its_own_whose_people_are_compared_with_those_mapped(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Peers.csv", 0, heads="Referral ID,Patient ID,Referral date,Status,Place,Service")
    done = draft(folder, TODAY)
    assert [source.name for source in done.sources] == ["Peers"]
    words = " ".join(done.text.replace("#", "").split())
    assert "30 of them stand in 'Care', whose id_domain is 'Care', too: are these the same people?" in words


def test_every_draft_asks_about_people_of_two_numberings_until_they_are_one(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Peers.csv", 20, heads="Referral ID,Patient ID,Referral date,Status,Place,Service")
    draft(folder, TODAY)
    text = (folder / "extract.toml").read_text(encoding="utf-8")
    (folder / "extract.toml").write_text(text.replace('# id_domain = ""', 'id_domain = "Peers"'), encoding="utf-8")
    asked = "share 10 person ids, 33% of the smaller: are these the same people?"
    assert asked in said(folder)
    assert asked in said(folder)
    settings = (folder / "extract.toml").read_text(encoding="utf-8")
    text = settings.replace('id_domain = "Peers"', 'id_domain = "Care"')
    (folder / "extract.toml").write_text(text, encoding="utf-8")
    assert "person ids" not in said(folder)


def test_numberings_that_are_mostly_the_same_people_are_said_first_by_check(tmp_path):
    folder = mapped(tmp_path)
    log(folder / "Peers.csv", 10, heads="Referral ID,Patient ID,Referral date,Status,Place,Service", last=32)
    draft(folder, TODAY)
    text = (folder / "extract.toml").read_text(encoding="utf-8")
    text = text.replace('# id_domain = ""', 'id_domain = "Peers"')
    (folder / "extract.toml").write_text(text + '[sources.referrals.prefixes]\nreferral_id = "X-"\n', encoding="utf-8")
    first = checked(folder)[0]
    assert first.startswith("Look first: 20 person ids of 'Care' also stand in 'Peers', under another id_domain (91%")


def test_a_file_in_the_contracts_own_form_has_further_files_too(tmp_path):
    write_extracts(tmp_path, settings=SETTINGS)
    text = (tmp_path / "referrals.csv").read_text(encoding="utf-8")
    (tmp_path / "referrals Q1.csv").write_text(text.replace("R1", "R2"), encoding="utf-8")
    first = checked(tmp_path)[0]
    assert first.startswith("Look first: referrals Q1.csv is not read. It is written like 'referrals.csv'")
    assert (
        'write in extract.toml: [[sources.referrals]], under it files = ["referrals.csv", "referrals Q1.csv"]' in first
    )


def test_a_heading_that_is_blank_in_every_row_is_said_to_be_blank(tmp_path):
    rows = [f"R{n},P{n},{1 + n % 28:02}/04/2024,Accepted,," for n in range(30)]
    heads = "Ref No,Client ID,Date received,Outcome,Discharge,Zone"
    (tmp_path / "log.csv").write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    text = draft(tmp_path, TODAY).text
    assert "'Zone' is not taken: it is blank in every row" in text
    assert "'Discharge' is not taken: no column" not in text


@pytest.mark.parametrize("rows", [1, 4, 5])
def test_unknown_words_of_few_rows_are_said_by_their_rows(tmp_path, rows):
    table = [referral(n, closed="2024-06-01", closure_reason="Gone" if n < rows else "other") for n in range(30)]
    write_extracts(tmp_path, table)
    (tmp_path / "referrals.csv").rename(tmp_path / "log.csv")
    (tmp_path / "extract.toml").write_text(
        'synthetic = true\nsite = "X"\nextract_date = 2025-03-31\n[[sources.referrals]]\nfiles = "log.csv"\n'
    )
    (words,) = words_unknown(tmp_path)
    refused = "1 row refused (row 2)" if rows == 1 else f"{rows} rows refused (rows 2, 3"
    assert words.startswith(f"referrals: {refused}")
    assert ("'Gone'" in words) == (rows >= 5)
