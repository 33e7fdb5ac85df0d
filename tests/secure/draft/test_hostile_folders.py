"""Folders that nobody would wish for: each is a sentence, nothing is overwritten, the other files are read."""

import datetime as dt
import random
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.errors import ExtractError
from pimh_data.secure.draft import draft

TODAY = dt.date(2026, 11, 26)
LOG = "\n".join(["Ref No,Client ID,Date received,Outcome", *(f"R{n},P{n},27/04/2024,Accepted" for n in range(30))])
runner = CliRunner()


def why(folder: Path, name: str) -> str:
    (found,) = [one.why for one in draft(folder, TODAY).none if one.file == name]
    return found


@pytest.mark.parametrize(
    "junk", [b"this is = no [toml", b"\xff\xfe\x00junk", b"synthetic = true\nsynthetic = false\n", bytes(range(256))]
)
def test_settings_that_cannot_be_read_are_left_alone_and_said(tmp_path, junk):
    (tmp_path / "extract.toml").write_bytes(junk)
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    result = runner.invoke(app, ["draft", str(tmp_path)])
    assert result.exit_code == 2
    assert "extract.toml is not readable TOML, so nothing is written into it" in result.output
    assert (tmp_path / "extract.toml").read_bytes() == junk
    assert sorted(path.name for path in tmp_path.iterdir()) == ["extract.toml", "log.csv"]


def test_a_folder_called_like_the_settings_is_said(tmp_path):
    (tmp_path / "extract.toml").mkdir()
    with pytest.raises(ExtractError, match=r"extract.toml is there and cannot be read"):
        draft(tmp_path, TODAY)


def test_a_folder_that_is_not_there_or_no_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = {"nowhere": "there is no folder called 'nowhere'", "file": "file is a file: give the folder that it lies in"}
    for name, words in said.items():
        result = runner.invoke(app, ["draft", str(tmp_path / name)])
        assert (result.exit_code, words in result.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"\n\n , , \n", "none of its first lines"),
        ("a.csv", b"\n\n\n", "it is empty"),
        ("a.csv", bytes(random.Random(1).randrange(256) for _ in range(4_000)), ""),
        ("a.csv", b"Ref No,Client ID,Date received,Outcome\n", "it has headings and no rows"),
        ("a.xlsx", b"PK\x03\x04junk", "cannot be read as a workbook"),
        ("a.xlsx", b"Ref,Date\n1,2\n", "cannot be read as a workbook"),
        ("a.parquet", b"PAR1junk", "cannot be read as parquet"),
        ("a.csv", b'Ref No,Client ID,Date received,Outcome\n"R1,P1,27/04/2024,Accepted\n' + b"R2,P2,x,y\n" * 50, ""),
    ],
)
def test_a_file_that_is_no_table_is_a_sentence_and_others_are_read(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    assert said in why(tmp_path, name)
    assert [
        source["files"] for source in tomllib.loads((tmp_path / "extract.toml").read_text())["sources"]["referrals"]
    ] == ["log.csv"]


def test_an_empty_workbook_and_an_empty_sheet_are_sentences(tmp_path):
    book = Workbook()
    book.save(tmp_path / "empty.xlsx")
    book.active.append(["Ref No", "Client ID", "Date received", "Outcome"])
    for number in range(20):
        book.active.append([f"R{number}", f"P{number}", dt.date(2024, 4, 27), "Accepted"])
    book.create_sheet("Nothing")
    book.save(tmp_path / "log.xlsx")
    done = draft(tmp_path, TODAY)
    assert [(one.file, one.sheet, one.why) for one in done.none] == [
        ("empty.xlsx", "Sheet", "it is empty"),
        ("log.xlsx", "Nothing", "it is empty"),
    ]
    assert [source.extract for source in done.sources] == ["referrals"]


def test_folders_called_like_files_and_locks_of_open_workbooks_are_passed_over(tmp_path):
    (tmp_path / "referrals.csv").mkdir()
    (tmp_path / "~$log.xlsx").write_text("lock", encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    done = draft(tmp_path, TODAY)
    assert [(one.file, one.why) for one in done.none] == [("referrals.csv", "it is no file")]
    assert len(done.sources) == 1


@pytest.mark.parametrize("locked", ["log.csv", "book.xlsx"])
def test_a_file_that_another_program_holds_is_said_and_the_others_are_drafted(tmp_path, monkeypatch, locked):
    (tmp_path / locked).write_text(LOG, encoding="utf-8")
    (tmp_path / "other.csv").write_text(LOG, encoding="utf-8")
    opened = Path.open

    def held(self, *rest, **more):
        if self.name == locked:
            raise PermissionError(13, "Permission denied")
        return opened(self, *rest, **more)

    def held_workbook(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", held)
    monkeypatch.setattr(
        "pimh_data.secure.ingest.sources.workbook.CalamineWorkbook.from_path", held_workbook, raising=False
    )
    result = runner.invoke(app, ["draft", str(tmp_path)])
    assert result.exit_code == 1, result.output
    assert f"{locked} is not used" in result.output
    assert "other.csv: referrals, 30 rows" in result.output
    assert locked not in [
        s["files"] for s in tomllib.loads((tmp_path / "extract.toml").read_text())["sources"]["referrals"]
    ]


def test_two_hundred_columns_are_looked_at(tmp_path):
    heads = ["Ref No", "Client ID", "Date received", "Outcome", *(f"Field {n}" for n in range(196))]
    rows = [[f"R{n}", f"P{n}", "27/04/2024", "Accepted", *[str(n % 7)] * 196] for n in range(60)]
    (tmp_path / "wide.csv").write_text("\n".join(map(",".join, [heads, *rows])), encoding="utf-8")
    (source,) = draft(tmp_path, TODAY).sources
    assert [known.column for known in source.recognised.columns] == ["referral_id", "person_id", "received", "decision"]


def test_a_cell_of_ten_megabytes_is_neither_printed_nor_a_reason_to_stop(tmp_path):
    note = '"' + "word\n" * 2_000_000 + '"'
    rows = [f"R{n},P{n},27/04/2024,Accepted,{note if n == 3 else 'ok'}" for n in range(20)]
    (tmp_path / "log.csv").write_text(
        "\n".join(["Ref No,Client ID,Date received,Outcome,Notes", *rows]), encoding="utf-8"
    )
    done = draft(tmp_path, TODAY)
    assert [source.rows for source in done.sources] == [20]
    assert len(done.text) < 10_000


def test_headings_with_quotes_breaks_and_signs_are_written_so_that_they_are_found_again(tmp_path):
    head = 'Ref No,"Client\n""ID""",Date received [dd/mm],Outcome #1'
    rows = [f"R{n},P{n},27/04/2024,Accepted" for n in range(20)]
    (tmp_path / "log.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    (source,) = draft(tmp_path, TODAY).sources
    columns = tomllib.loads((tmp_path / "extract.toml").read_text())["sources"]["referrals"][0]["columns"]
    assert {"Ref No", 'Client "ID"'} <= set(columns)
    assert source.recognised.of("person_id")


def test_a_heading_that_stands_twice_is_taken_once(tmp_path):
    rows = [f"R{n},P{n},27/04/2024,Accepted,01/01/2025" for n in range(20)]
    (tmp_path / "log.csv").write_text(
        "\n".join(["Ref No,Client ID,Date received,Outcome,Date received", *rows]), encoding="utf-8"
    )
    draft(tmp_path, TODAY)
    columns = tomllib.loads((tmp_path / "extract.toml").read_text())["sources"]["referrals"][0]["columns"]
    assert columns["Date received"] == "received"
    assert list(columns.values()).count("received") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_encoding_and_separator_is_found_out(tmp_path, encoding, separator):
    rows = [f"R{n},P{n},27/04/2024,Café é £" for n in range(30)]
    text = "\r\n".join(["Ref No,Client ID,Date received,Referred by", *rows]).replace(",", separator)
    (tmp_path / "log.csv").write_bytes(text.encode(encoding))
    (source,) = draft(tmp_path, TODAY).sources
    assert source.rows == 30
    assert source.sheets[0].separator == separator
    assert source.recognised.of("source").profile.counts == {"Café é £": 30}


def test_a_workbook_with_a_password_is_said_to_be_one(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5_000))
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    assert why(tmp_path, "a.xlsx").endswith("perhaps protected by a password: remove it and save again")


def test_an_empty_folder_is_refused_with_what_to_put_into_it(tmp_path):
    (tmp_path / "notes.docx").write_text("", encoding="utf-8")
    result = runner.invoke(app, ["draft", str(tmp_path)])
    assert (result.exit_code, "lies no CSV, XLSX or parquet file" in result.output) == (2, True)
    assert not (tmp_path / "extract.toml").exists()
