"""A second file pasted on behind the first: its mark and its headings are no part of a row, and are said."""

import pytest

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.ingest.sources.assembling import Site, assembled
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.tabular import read_raw
from pimh_data.secure.placing import lines_that_do_not_add_up

HEADS, MARK = "referral_id,date,mode,status", "\ufeff"
CONTACT = "{},2024-02-01,video,attended"


def file_of(*ids: str, quoted: bool = False) -> str:
    lines = [HEADS, *(CONTACT.format(one) for one in ids)]
    text = "\r\n".join(lines if not quoted else ['"' + line.replace(",", '","') + '"' for line in lines])
    return text + "\r\n"


PASTED = {
    "with its headings": lambda one, two: one + MARK + two,
    "without its headings": lambda one, two: one + MARK + two.split("\r\n", 1)[1],
    "without its mark": lambda one, two: one + two,
    "twice": lambda one, two: one + MARK + two + MARK + two.replace("R3", "R5").replace("R4", "R6"),
}


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("way", PASTED)
def test_all_rows_are_read_under_their_own_ids(tmp_path, way, quoted):
    path = tmp_path / "contacts.csv"
    path.write_bytes(PASTED[way](file_of("R1", "R2", quoted=quoted), file_of("R3", "R4", quoted=quoted)).encode())
    raw = read_raw("contacts", path)
    ids = ["R1", "R2", "R3", "R4", *(["R5", "R6"] if way == "twice" else [])]
    assert (raw.table["referral_id"].to_pylist(), raw.malformed) == (ids, ())
    assert len([note for note in raw.notes if "put together from several files" in note]) == 1


@pytest.mark.parametrize("first", ["R,3", 'R""3', "\u00a0R3"])
def test_whatever_stands_in_the_cell_behind_the_mark(tmp_path, first):
    path = tmp_path / "contacts.csv"
    path.write_bytes((file_of("R1") + MARK + f'"{first}","2024-02-01","video","attended"\r\n').encode())
    assert read_raw("contacts", path).table["referral_id"].to_pylist() == ["R1", first.replace('""', '"').strip()]


@pytest.mark.parametrize("way", PASTED)
def test_a_source_accounts_for_every_line(tmp_path, way):
    (tmp_path / "log.csv").write_bytes(PASTED[way](file_of("R1", "R2"), file_of("R3", "R4")).encode())
    raw = assembled(CONTRACTS["contacts"], [Source("contacts", "log", ("log.csv",))], Site(tmp_path, "utf-8", (), {}))
    again = {"with its headings": 1, "twice": 2, "without its mark": 1}.get(way, 0)
    assert raw.pieces[0].left_out == ({"headings again": again} if again else {})
    assert lines_that_do_not_add_up(raw) == []
    assert any("log.csv: " in note and "put together" in note for note in raw.notes)


def test_a_file_of_one_column_may_hold_its_heading_as_a_value(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"status\r\nattended\r\nstatus\r\n")
    raw = read_raw("contacts", path)
    assert (raw.table["status"].to_pylist(), raw.notes) == (["attended", "status"], ())
