"""Files that a program can write and a person did not mean: each is read as far as it can be, or refused in words."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.assembling import Site, assembled
from pimh_data.secure.ingest.sources.declaring import read_sources
from pimh_data.secure.ingest.tabular import read_raw
from pimh_data.secure.printing import headings_to_print

HEADS = ("referral_id", "date", "mode", "status")
ROW = ("R1", "2024-02-01", "video", "attended")


@pytest.mark.parametrize("twice", ["date", "referral_id", "notes"])
def test_a_column_that_stands_twice_in_parquet_is_named(tmp_path, twice):
    path = tmp_path / "contacts.parquet"
    names = [*HEADS, "notes", twice]
    pq.write_table(pa.table([pa.array([text]) for text in (*ROW, "x", "y")], names=names), path)
    with pytest.raises(ExtractError, match=f"heading '{twice}' stands twice"):
        read_raw("contacts", path)


@pytest.mark.parametrize("twice", ["date", "status", "notes"])
def test_of_a_mapped_one_the_second_is_told_apart(tmp_path, twice):
    names = [*HEADS, "notes", twice]
    pq.write_table(pa.table([pa.array([text]) for text in (*ROW, "x", "y")], names=names), tmp_path / "log.parquet")
    (source,) = read_sources({"contacts": {"files": "log.parquet"}}, None, pytest.fail)["contacts"]
    raw = assembled(CONTRACTS["contacts"], [source], Site(tmp_path, "utf-8", (), {}))
    assert raw.table.select(HEADS).to_pylist() == [dict(zip(HEADS, ROW, strict=True))]
    assert any(f"{twice} (2)" in note for note in raw.notes)


@pytest.mark.parametrize("kind", [pa.float16(), pa.float32(), pa.uint8()])
def test_numbers_of_every_width_are_read(tmp_path, kind):
    path = tmp_path / "contacts.parquet"
    pq.write_table(pa.table({"referral_id": pa.array([1, 2], kind)}), path)
    assert read_raw("contacts", path).table["referral_id"].to_pylist() == [1, 2]


@pytest.mark.parametrize("texts", ["", [""], ["Total", "  "]])
def test_a_blank_text_leaves_nothing_out(texts):
    said = []
    read_sources({"contacts": {"files": "log.csv", "leave_out": texts}}, None, said.append)
    assert len(said) == 1
    assert "'leave_out' holds a blank text, with which every line begins" in said[0]


@pytest.mark.parametrize(
    ("content", "encoding", "why"),
    [
        (b"referral_id\r\nCaf\xe9\r\n", "utf-8", "is no letter of it"),
        (b"referral_id\r\nR1\r\n", "utf-16", "what stands in it are no letters of it"),
        (b"referral_id\r\n" + b"R1\r\n" * 90_000 + b"Caf\xe9\r\n", "utf-8", "no letters? of it"),
    ],
)
def test_what_a_decoder_says_is_said_in_words(tmp_path, content, encoding, why):
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=why) as raised:
        read_raw("contacts", path, encoding)
    assert not any(word in str(raised.value) for word in ("codec", "BOM", "0xe9", "CSV parse", "0x"))


def test_a_file_without_headings_is_said_to_have_none():
    assert headings_to_print([]) == "it has no headings"
