"""The lines of a text file against its records: a quotation mark that swallows lines, or loses the end, is refused."""

import csv
import io
import random
from pathlib import Path

import pytest
from extracts import referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import working
from pimh_data.secure.ingest.sources.text_file import read_text_file
from pimh_data.secure.settings import read_settings

CELLS = ("x", "", "12", "y z", '"q"', '"a\nb"', '"a\r\nb,c"', '"say ""hi"""', 'a"b', '"a\rb"', '""', '"open', '"a"",')


def refused(folder: Path) -> str:
    """The sentences for which the extracts are refused; '' where they are taken."""
    with working() as connection:
        try:
            check_extracts(folder, read_settings(folder), connection)
        except ExtractError as error:
            return str(error)
    return ""


def plain(path: Path, *rows: list[str]) -> None:
    """Lines as they are, unquoted."""
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_random_files_have_the_records_that_another_reader_finds_or_are_refused(tmp_path, encoding):
    path, taken, lost = tmp_path / "a.csv", 0, 0
    for seed in range(400):
        rng = random.Random(f"{encoding} {seed}")
        end = rng.choice(("\n", "\r\n", "\r"))
        lines = [",".join(rng.choices(CELLS, k=rng.choice((2, 3, 3, 3, 3, 4)))) for _ in range(rng.randint(1, 6))]
        text = end.join(["a,b,c", *lines]) + end * rng.choice((1, 1, 2))
        path.write_bytes(text.encode(encoding))
        try:
            list(csv.reader(io.StringIO(text, newline=""), strict=True))
            closed = True
        except csv.Error as error:
            closed = "unexpected end" not in str(error)
        try:
            read = read_text_file(path, (1,), ",", encoding)
        except ExtractError:
            lost += not closed
            continue
        assert closed, (seed, text)
        records = list(csv.reader(io.StringIO(text, newline="")))[1:]
        assert read.table.num_rows + len(read.malformed) == len(records), (seed, text)
        taken += 1
    assert taken > 100
    assert lost > 20


def test_a_mark_that_swallows_records_is_refused_whatever_their_ids_look_like(tmp_path):
    rows = [list(referral(n, referral_id=f"{n * 7919:x}q{n:x}").values()) for n in range(1, 9)]
    rows[2][4] = '"' + rows[2][4]
    rows[6][4] += '"'
    plain(write_extracts(tmp_path) / "referrals.csv", list(referral()), *rows)
    assert "row 4 spans 5 lines" in refused(tmp_path)


@pytest.mark.parametrize("column", ["referral_id", "received", "decision", "imd_decile", "service"])
def test_a_short_field_of_several_lines_is_refused_by_row_and_column(tmp_path, column):
    write_extracts(tmp_path, [referral(1), referral(2, **{column: "one\ntwo\nthree"})])
    assert f"referrals.csv: row 3: '{column}' spans 3 lines and 13 letters" in refused(tmp_path)


def test_a_short_field_of_absurd_length_is_refused_and_its_text_is_not_printed(tmp_path):
    write_extracts(tmp_path, [referral(1, person_id="secret" * 200), referral(2)])
    said = refused(tmp_path)
    assert "row 2: 'person_id' spans 1 line and 1,200 letters" in said
    assert "secret" not in said


def test_long_answers_in_lines_are_taken(tmp_path):
    answer = {"date": "2024-05-01", "place": "Sheffield", "service": "Light", "question": "What helped?"}
    write_extracts(tmp_path, feedback=[answer | {"answer": "The midwife,\nthe group,\nand time. " * 60}])
    assert refused(tmp_path) == ""


def test_a_mark_opened_in_the_last_record_is_refused_with_the_numbers(tmp_path):
    rows = [list(referral(n).values()) for n in range(1, 4)]
    rows[-1][-1] = '"'
    plain(write_extracts(tmp_path) / "referrals.csv", list(referral()), *rows)
    said = refused(tmp_path)
    assert "referrals.csv: 3 lines stand under the headings, but its records account for 4" in said


def test_in_a_mapped_file_the_short_fields_are_held_to_the_same(tmp_path):
    write_extracts(tmp_path)
    with (tmp_path / "extract.toml").open("a", encoding="utf-8") as file:
        heads = "\n".join(f'"{name}" = "{name}"' for name in referral() if name != "decision")
        file.write(
            f'[sources.referrals]\nfiles = "ours.csv"\n[sources.referrals.columns]\n{heads}\n"What"="decision"\n'
        )
    row = referral(1)
    heads = ["What" if name == "decision" else name for name in row]
    with (tmp_path / "ours.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, [*row.values()], [*(row | {"decision": "a,b,c\nd,e"}).values()]])
    assert "row 3: 'What' spans 2 lines" in refused(tmp_path)
