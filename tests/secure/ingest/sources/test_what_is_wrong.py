"""What keeps a source from being taken is said with its file and with what to write, never with a value."""

import csv
from pathlib import Path

import openpyxl
import pytest
from extracts import KEY, SETTINGS, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.cubes.views import views
from pimh_data.secure.engine import connected
from pimh_data.secure.episodes import episodes
from pimh_data.secure.quarantine import write_quarantine
from pimh_data.secure.settings import read_settings

COLUMNS = """
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
LINES = ["Ref,Who,In,Outcome", "R1,Jane Doe,2024-01-05,accepted", "R2,Ann Poe,2024-01-06,declined"]


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def brought(folder: Path, source: str, files: dict[str, list[str]], columns: str = COLUMNS, settings: str = "") -> Path:
    """A folder with one source; `files`: name -> its lines."""
    text = f"{SETTINGS}{settings}[[sources.referrals]]\nname = 'log'\n{source}\n{columns}"
    write_extracts(folder, settings=text)
    (folder / "referrals.csv").unlink()
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ExtractError) as refused:
        check(folder)
    for value in ("Jane", "Doe", "Poe"):
        assert value not in str(refused.value)
    assert str(folder) not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("source", "files", "columns", "words"),
    [
        ("files = 'log.csv'", {}, COLUMNS, "referrals: no file of its sources is there ('log.csv')"),
        (
            "files = 'log.csv'\nheadings_line = 2",
            {"log.csv": LINES},
            COLUMNS,
            "log.csv: none of the headings that extract.toml maps stands on line 2: 4 of them stand on line 1, write "
            "headings_line = 1",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": ["Our log,,,", "", *LINES]},
            COLUMNS,
            "stands on line 1: 4 of them stand on line 3, write headings_line = 3",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": ["Referal,Who,In,Outcome", *LINES[1:]]},
            COLUMNS.replace('"Ref"', '"Referral"'),
            "'Referral' is no heading of log.csv (nearest: 'Referal')",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": LINES},
            COLUMNS.replace('service = "Light"', ""),
            "nothing is mapped to 'service', which every row needs (log.csv): map a heading, or write it under",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": [line.replace(",", ";") for line in LINES]},
            COLUMNS,
            "log.csv: its headings hold ';' and stand in one column; write separator = \";\"",
        ),
        ("files = 'log.doc'", {"log.doc": LINES}, COLUMNS, "log.doc is none of the files that are read"),
        (
            "files = 'log *.csv'\nappend = true",
            {"log April.csv": LINES, "log March.csv": LINES},
            COLUMNS,
            "2 files fit 'log *.csv', and their names do not say for certain which is later; list them oldest first",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": [LINES[0], "R1,Jane Doe,05/01/2024,accepted", "R2,Ann Poe,06/01/2024,declined"]},
            COLUMNS,
            "log.csv: 'received' ('In'): its dates (99/99/9999) are day first or month first, which cannot be told "
            'apart. Say how they are written: received = "dd/mm/yyyy"',
        ),
        (
            "files = 'log.csv'",
            {"log.csv": LINES},
            COLUMNS + '[sources.referrals.from_name]\nhub = { file = "hub (.*)" }\n',
            "log.csv: [from_name] hub: the file's name does not fit 'hub (.*)'",
        ),
        (
            "files = 'log.csv'",
            {"log.csv": ["Ref,Who,In,Outcome,Result", "R1,Jane Doe,2024-01-05,accepted,declined"]},
            COLUMNS.replace("[sources.referrals.constants]", '"Result" = "decision"\n[sources.referrals.constants]'),
            "headings 'Outcome' and 'Result' are both mapped to 'decision'; map one only",
        ),
        (
            "files = 'log.csv'\nprefixes = { person_id = 'X-' }",
            {"log.csv": [LINES[0], "R1,9434765919,2024-01-05,accepted"]},
            COLUMNS,
            "it holds ten-digit numbers, which may be NHS numbers",
        ),
        ("files = 'log.csv'", {"log.csv": []}, COLUMNS, "log.csv"),
    ],
)
def test_a_source_that_cannot_be_taken_says_what_to_do(tmp_path, source, files, columns, words):
    assert words in refusal(brought(tmp_path, source, files, columns))


def test_a_workbook_of_several_sheets_asks_which_and_a_pattern_that_fits_none_is_named(tmp_path):
    folder = brought(tmp_path, "files = 'log.xlsx'", {})
    book = openpyxl.Workbook()
    for line in LINES:
        book.active.append(line.split(","))
    book.create_sheet("2024")["A1"] = "x"
    book.save(folder / "log.xlsx")
    assert "log.xlsx has 2 sheets ('Sheet', '2024'); say which: sheets = " in refusal(folder)
    brought(tmp_path, "files = 'log.xlsx'\nsheets = ['sheet', '20??', 'Cover']", {})
    assert "log.xlsx has no sheet 'Cover'; it has 'Sheet', '2024'" in refusal(folder)
    brought(tmp_path, "files = 'log.xlsx'\nsheets = 'sheet'", {})
    assert check(folder).extracts["referrals"].count.accepted == 2


def test_quarantine_names_file_sheet_and_line_as_a_person_finds_them(tmp_path):
    lines = ["Our log", "", *LINES, "R3,Jane Doe,soon,accepted", ",,,", "R4,Jane Doe,2024-01-08,perhaps"]
    files = {"log 1.csv": lines, "log 2.csv": ["", "", LINES[0], "R5,Jane Doe,2024-02-31,accepted"]}
    folder = brought(tmp_path / "in", "files = 'log ?.csv'\nheadings_line = 3", files)
    checks = check(folder)
    written = write_quarantine(checks, tmp_path / "out", "test") / "referrals.csv"
    lines = list(csv.reader(written.read_text(encoding="utf-8").splitlines()))
    place = lines[0].index("file")
    assert [(line[0], line[1], line[place]) for line in lines[1:]] == [
        ("6", "received", "log 1.csv"),
        ("8", "decision", "log 1.csv"),
        ("4", "received", "log 2.csv"),
    ]


def test_a_row_may_not_lie_after_the_last_day_of_its_own_source_and_waits_end_on_it(tmp_path):
    second = COLUMNS.replace("[sources", "\n[sources").replace("Ref", "Number")
    first = brought(
        tmp_path,
        "files = 'a.csv'\nextract_date = 2024-01-31",
        {
            "a.csv": [LINES[0], "R1,a,2024-01-05,accepted", "R2,b,2024-02-01,accepted"],
            "b.csv": [LINES[0].replace("Ref", "Number"), "R3,c,2024-01-05,accepted", "R4,d,2024-02-01,accepted"],
        },
    )
    path = first / "extract.toml"
    text = path.read_text(encoding="utf-8") + "[[sources.referrals]]\nname = 'b'\nfiles = 'b.csv'\n" + second
    path.write_text(text, encoding="utf-8")
    checks = check(first)
    problems = checks.extracts["referrals"].problems.to_pylist()
    assert [(one["value"], one["reason"]) for one in problems] == [
        ("2024-02-01", "'received' is after the extract date 2024-01-31")
    ]
    rows = episodes(checks, views(checks), checks.connection, KEY).to_pandas().set_index("referral_id")
    # Both came on the same day and wait: one is known to have waited until January's end, the other until March 2025.
    assert rows.weeks["R1"] != rows.weeks["R3"]
    assert rows.followed.to_dict() == {"R1": 0, "R3": 1, "R4": 1}
