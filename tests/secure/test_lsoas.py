"""Small areas that are none of England: each is told by what it is, keeps its referral, and is never said by value."""

import duckdb
import pytest
from extracts import referral, write_extracts
from test_doubts import check, warned

from pimh_data.secure.lsoas import no_lsoas

KINDS = {
    "in Wales": ("W01000001", "w01001958", "W02000001"),
    "in Scotland": ("S01006506", "S01014999", "S92000003"),
    "in Northern Ireland": ("N20000001", "95GG01S1", "N00000001"),
    "Isle of Man": ("M01000001", "L01000001"),
    "larger area (MSOA": ("E02001234", "e02000001"),
    "smaller area (output area": ("E00000001", "E00172185"),
    "another kind of area": ("E05000001", "E08000039", "K04000001"),
    "stands for no area": ("E99999999", "Z99999999", "W99999999", "999999999"),
    "no LSOA of England, whose codes are": ("E01999998", "E01000000", "E01035763", "E0100732", "E01 007321"),
    "name of an area": ("Sheffield 022A", "Isle of Wight 003"),
    "no code of an LSOA": ("unknown", "n/k", "7321", "-"),
}


def held(codes: list[str | None]) -> duckdb.DuckDBPyConnection:
    """A database with the codes as the column `lsoa` of a table `told`."""
    connection = duckdb.connect()
    connection.execute("create table told as select unnest(?) as lsoa", [codes])
    return connection


def test_each_code_is_told_by_what_it_is_and_by_nothing_else():
    table = held([code for codes in KINDS.values() for code in codes])
    found: dict[str, list[str]] = {}
    for reason, broken in no_lsoas("lsoa"):
        for (code,) in table.execute(f"select lsoa from told where {broken}").fetchall():
            found.setdefault(code, []).append(reason)
    for kind, codes in KINDS.items():
        for code in codes:
            assert len(found[code]) == 1, (code, found[code])
            assert kind in found[code][0], (code, found[code])


def test_codes_of_both_editions_are_right_in_any_case():
    table = held(["E01000001", "E01033768", "E01035762", "e01007321", None])
    for _, broken in no_lsoas("lsoa"):
        assert table.execute(f"select lsoa from told where {broken}").fetchall() == []


@pytest.mark.parametrize("code", ["W01000001", "E02001234", "E99999999"])
def test_a_referral_of_such_an_area_counts_and_is_warned_of_by_row(tmp_path, code):
    checks = check(write_extracts(tmp_path, [referral(1, lsoa="E01007321"), referral(2, lsoa=code)]))
    assert checks.extracts["referrals"].count.accepted == 2
    ((column, reason, row),) = warned(checks)
    assert (column, row) == ("lsoa", 3)
    assert code not in reason or code == "E99999999"  # of a person only its kind is said
