"""A draft again: what a person has written stays to the letter, new files are added behind it, and always the same."""

import datetime as dt
import tomllib

import pytest
from sets import council_workbook, national_files

from pimh_data.errors import ExtractError
from pimh_data.secure.draft import draft
from pimh_data.secure.settings import read_settings

TODAY = dt.date(2026, 11, 26)
LOG = "\n".join(["Ref No,Client ID,Date received,Outcome", *(f"R{n},P{n},27/04/2024,Accepted" for n in range(30))])


def test_the_same_folder_gives_the_same_draft(tmp_path):
    texts = []
    for name in ("one", "other"):
        (tmp_path / name / "site").mkdir(parents=True)
        national_files(tmp_path / name / "site")
        council_workbook(tmp_path / name / "site")
        texts.append(draft(tmp_path / name / "site", TODAY).text)
    assert texts[0] == texts[1]


def test_drafting_again_without_a_new_file_changes_no_byte(tmp_path):
    council_workbook(tmp_path)
    draft(tmp_path, TODAY)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = draft(tmp_path, TODAY)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files
    assert not done.added


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_of_a_person_are_kept_to_the_letter_and_a_new_file_is_added_behind(tmp_path, ends, mark):
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    draft(tmp_path, TODAY)
    path = tmp_path / "extract.toml"
    mine = path.read_text(encoding="utf-8").replace('"Outcome" = "decision"', '"Outcome"="decision" # mine, ümlaut')
    mine = f"# my own first line\n{mine}\n  # and my last, without an end"
    path.write_bytes(mark + mine.replace("\n", ends).encode("utf-8"))
    (tmp_path / "other log.csv").write_text(LOG.replace("R", "X"), encoding="utf-8")
    draft(tmp_path, TODAY)
    assert path.read_bytes().startswith(mark + mine.replace("\n", ends).encode("utf-8"))
    content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    assert [source["files"] for source in content["sources"]["referrals"]] == ["log.csv", "other log.csv"]
    assert len({source["name"] for source in content["sources"]["referrals"]}) == 2
    assert "\r\n" in path.read_bytes().decode("utf-8-sig") or ends == "\n"


def test_a_file_that_a_pattern_of_a_person_fits_is_accounted_for(tmp_path):
    (tmp_path / "extract.toml").write_text('[[sources.referrals]]\nfiles = ["LOG*.CSV"]\n', encoding="utf-8")
    (tmp_path / "log 2026.csv").write_text(LOG, encoding="utf-8")
    done = draft(tmp_path, TODAY)
    assert done.sources == ()
    assert (tmp_path / "extract.toml").read_text(encoding="utf-8") == '[[sources.referrals]]\nfiles = ["LOG*.CSV"]\n'


def test_rows_that_a_person_wrote_into_the_lists_are_kept(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    for name in ("places", "services"):
        (tmp_path / f"{name}.csv").write_text("mine\n", encoding="utf-8")
    draft(tmp_path, TODAY)
    assert (tmp_path / "places.csv").read_text(encoding="utf-8") == "mine\n"


def test_settings_to_which_nothing_can_be_added_are_refused_and_kept(tmp_path):
    text = 'sources = { referrals = [{ files = "a.csv" }] }\n'
    (tmp_path / "extract.toml").write_text(text, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    with pytest.raises(ExtractError, match="nothing can be added behind it"):
        draft(tmp_path, TODAY)
    assert (tmp_path / "extract.toml").read_text(encoding="utf-8") == text


def test_what_is_written_can_be_read_as_settings(tmp_path):
    national_files(tmp_path)
    council_workbook(tmp_path)
    draft(tmp_path, TODAY)
    settings = read_settings(tmp_path)
    assert set(settings.sources) == {"referrals", "contacts", "scores"}
    assert settings.extract_date == dt.date(2025, 4, 5)
