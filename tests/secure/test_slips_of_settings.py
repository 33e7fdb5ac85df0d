"""Slips in extract.toml are said with their line and with what to write: quotes, encodings, blanks, dates, headings."""

import datetime as dt
from pathlib import Path

import pytest
from extracts import SETTINGS, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.errors import ExtractError
from pimh_data.secure.draft import draft, draft_lines
from pimh_data.secure.engine import working
from pimh_data.secure.ingest.sources.dates import fitting_all, read_dates
from pimh_data.secure.ingest.sources.text_file import text_encoding
from pimh_data.secure.ingest.sources.where_written import lines_of_sources
from pimh_data.secure.preparing import prepare
from pimh_data.secure.settings import read_settings

MAPPED = """[[sources.referrals]]
name = "log"
files = "log.csv"
[sources.referrals.columns]
"Ref" = "referral_id"
"Who" = "person_id"
"In" = "received"
"Outcome" = "decision"
[sources.referrals.constants]
id_domain = "log"
place = "Sheffield"
service = "Light"
"""
LINES = ["Ref,Who,In,Outcome", "R1,P1,2024-01-05,accepted", "R2,P2,2024-01-06,declined"]


def refused(folder: Path, settings: str | bytes) -> str:
    (folder / "extract.toml").write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    with pytest.raises(ExtractError) as error:
        read_settings(folder)
    return str(error.value)


def refusals(folder: Path, settings: str, **files: list[str]) -> str:
    """What check refuses for, of a folder with these files."""
    write_extracts(folder, settings=SETTINGS + settings)
    (folder / "referrals.csv").unlink()
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with working() as connection:
        return "\n".join(prepare(folder, connection).refusals)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("site = \u201cUs\u201d", "Line 2: site = \u201cUs\u201d. It has curly quotation marks: put the words between"),
        ("site = Our Place", 'Line 2: site = Our Place. Put the words between straight quotation marks: = "Our Place"'),
        ('site = "Us', 'Line 2: site = "Us. A quotation mark is open'),
        ("site = \u2018Us\u2019 # ours", "straight ones"),
        ("[sources", "Line 2: [sources"),
    ],
)
def test_a_slip_is_shown_with_its_line_and_its_cure(tmp_path, line, words):
    assert words in refused(tmp_path, f"synthetic = true\n{line}\nextract_date = 2025-03-31\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_settings_saved_in_two_bytes_are_to_be_saved_as_utf_8(tmp_path, encoding):
    assert "saved as UTF-16 ('Unicode'). Save it as UTF-8" in refused(tmp_path, SETTINGS.encode(encoding))
    (tmp_path / "log.csv").write_text("\n".join(LINES), encoding="utf-8")
    with pytest.raises(ExtractError, match="nothing is written into it: it was saved as UTF-16"):
        draft(tmp_path, dt.date(2026, 1, 1))


def test_settings_with_a_byte_order_mark_are_read_and_those_of_windows_are_to_be_saved_anew(tmp_path):
    (tmp_path / "extract.toml").write_bytes(b"\xef\xbb\xbf" + SETTINGS.encode())
    assert read_settings(tmp_path).site == "Test"
    assert "Save it as UTF-8" in refused(tmp_path, SETTINGS.replace("Test", "Caf\u00e9").encode("cp1252"))


@pytest.mark.parametrize("column", ["id_domain", "place", "service"])
def test_a_constant_that_every_row_needs_may_not_be_left_blank(tmp_path, column):
    value = {"id_domain": "log", "place": "Sheffield", "service": "Light"}[column]
    text = SETTINGS + MAPPED.replace(f'{column} = "{value}"', f'{column} = ""')
    number = text.splitlines().index(f'{column} = ""') + 1
    assert f"{column!r} is left blank, and every row needs it (line {number})" in refused(tmp_path, text)


def test_lines_are_found_whatever_stands_between(tmp_path):
    text = (
        '# files = 1\n[[ sources.scores ]] # x\nfiles = [\n  "a",\n]\n\n[sources.scores.columns]\n"A = B" = "score"\n'
    )
    text += '[[sources.scores]]\n\'name\' = "two"\n[sources.scores."values".measure]\n"x" = "PHQ-9"\n'
    lines = lines_of_sources(text)
    assert lines["scores", 1] == {(): 2, ("files",): 3, ("columns",): 7, ("columns", "A = B"): 8}
    assert lines["scores", 2][("values", "measure", "x")] == 12


@pytest.mark.parametrize(
    ("texts", "patterns"),
    [
        (["01/13/24", "12/31/24"], ["mm/dd/yy"]),
        (["01/12/2024", "02/11/2024"], ["dd/mm/yyyy", "mm/dd/yyyy"]),
        (["3 Mar 24", "13 Apr 24"], ["d mmm yy"]),
        (["Jan 13, 2024"], ["mmm d, yyyy"]),
        (["soon", "01/13/24"], []),
    ],
)
def test_the_usual_patterns_that_every_date_fits_are_found(texts, patterns):
    assert fitting_all(texts) == patterns


def test_another_order_that_fits_all_is_named_even_where_most_fit_the_declared_one():
    days = [f"{month:02}/{day:02}/24" for month in range(1, 13) for day in range(1, 20)]
    wrong = read_dates(days, ["dd/mm/yy"]).wrong
    assert "84 of 228 different values do not fit 'dd/mm/yy'; most look like '99/99/99'" in wrong
    assert "'mm/dd/yy' fits every one" in wrong


def test_dates_that_fit_nothing_are_shown_as_shapes(tmp_path):
    said = read_dates([f"Wk {n} 2024" for n in range(10, 20)], ["dd/mm/yy"]).wrong
    assert "most look like 'Aa 99 9999' (9 stands for any digit, A and a for letters)" in said


def test_the_line_of_the_pattern_is_named(tmp_path):
    rows = [f"R{n},P{n},{1 + n % 12:02}/{13 + n % 10}/24,accepted" for n in range(60)]
    said = refusals(tmp_path, MAPPED + '[sources.referrals.dates]\nreceived = "dd/mm/yy"\n', log=[LINES[0], *rows])
    assert 'fits every one: if so they are written, write received = "mm/dd/yy" on line 17 of extract.toml' in said


def test_a_renamed_heading_is_said_with_the_line_to_change_by_check_and_by_draft(tmp_path):
    rows = ["Ref,Who,In,Outcome code,Out", *(f"{line},x" for line in LINES[1:])]
    said = refusals(tmp_path, MAPPED, log=rows)
    change = "(nearest: 'Outcome code'): change line 11 of extract.toml from 'Outcome' to 'Outcome code'"
    assert change in said
    assert change in "\n".join(draft_lines(draft(tmp_path, dt.date(2026, 1, 1)), "own"))


def test_a_heading_that_is_mapped_already_is_not_offered(tmp_path):
    settings = MAPPED.replace("referrals]]", "scores]]").replace("sources.referrals", "sources.scores")
    settings = settings[: settings.index("[sources.scores.constants]")]
    for old, new in (("Who", "Tool"), ("person_id", "measure"), ("received", "assessed")):
        settings = settings.replace(old, new)
    settings = settings.replace('"Outcome" = "decision"', '"Total" = "score"')
    write_extracts(tmp_path, settings=SETTINGS + settings)
    (tmp_path / "log.csv").write_text("Ref,Tool,In,Total Score\nR1,PHQ-9,2024-02-01,12\n", encoding="utf-8")
    with working() as connection:
        said = "\n".join(prepare(tmp_path, connection).refusals)
    assert "from 'Total' to 'Total Score'" in said


def test_the_separator_is_said_with_where_to_write_it(tmp_path):
    said = refusals(tmp_path / "one", MAPPED, log=[line.replace(",", ";") for line in LINES])
    assert 'write separator = ";" under line 6 of extract.toml, in its [[sources.referrals]]' in said
    own = ["referral_id;person_id;id_domain", "R1;P1;x"]
    said = refusals(tmp_path / "two", "", referrals=own)
    assert (
        'separator = ";" in extract.toml, behind two lines: [[sources.referrals]] and files = "referrals.csv"' in said
    )


@pytest.mark.parametrize("verb", ["check", "draft"])
def test_a_file_given_for_its_folder_is_said_to_be_one(tmp_path, monkeypatch, verb):
    write_extracts(tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, [verb, "own/extract.toml"]).output
    assert "extract.toml is a file: give the folder that it lies in (own)" in said


def test_what_a_source_loses_by_a_column_that_it_leaves_blank_is_said(tmp_path):
    write_extracts(tmp_path, settings=SETTINGS + MAPPED)
    (tmp_path / "referrals.csv").unlink()
    (tmp_path / "log.csv").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["check", str(tmp_path)]).output
    assert "log brings no source, parent_role, stage, age_band, ethnicity, closed, closure_reason: left blank" in said
    assert "(so of it is not shown: who referred; " in said
    assert "who completed and who left early: its closures count as neither)" in said


BAD_VALUES = [
    ("quarantine_days = 0", "'quarantine_days' must lie between 1 and 366"),
    ("quarantine_days = -30", "'quarantine_days' must lie between 1 and 366"),
    ("quarantine_days = 99999999999", "'quarantine_days' must lie between 1 and 366"),
    ("encoding = 'utf-7'", "'encoding' 'utf-7' is none that is known"),
    ("encoding = 'unicode_escape'", "'encoding' 'unicode_escape' is none that is known"),
    ("encoding = 'punycode'", "'encoding' 'punycode' is none that is known"),
]


@pytest.mark.parametrize(("line", "said"), BAD_VALUES)
def test_values_that_would_keep_rows_for_ever_or_read_other_letters_are_refused(tmp_path, line, said):
    (tmp_path / "extract.toml").write_text(f'synthetic = true\nsite = "X"\nextract_date = 2025-03-31\n{line}\n')
    with pytest.raises(ExtractError, match=said):
        read_settings(tmp_path)


@pytest.mark.parametrize("site", ["", "  ", "Two\\nlines", "\\u001b[31mred", "x" * 121])
def test_the_name_of_a_site_is_one_line(tmp_path, site):
    (tmp_path / "extract.toml").write_text(f'synthetic = true\nsite = "{site}"\nextract_date = 2025-03-31\n')
    with pytest.raises(ExtractError, match="'site' must be one line of text"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    "name", ["utf-8", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-32", "mac_roman", "shift_jis"]
)
def test_encodings_of_one_letter_a_byte_or_wider_are_known(name):
    assert text_encoding(name)
