"""Referrals with an LSOA get the decile of one edition, keep their own, and every one that gets none is counted."""

import csv
import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from extracts import POPULATION, referral, write_csv, write_extracts

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.release import ExtractCount
from pimh_data.secure.checking import Checked, Checks, check_extracts
from pimh_data.secure.deciles import with_deciles
from pimh_data.secure.engine import connected
from pimh_data.secure.imd_look_ups import look_ups, read_look_up
from pimh_data.secure.ingest.tabular import RawExtract
from pimh_data.secure.settings import read_settings

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "imd"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")
IN_2025 = {"E01000001": 8, "E01000002": 10, "E01035000": 1, "E01035001": 2}
IN_2019 = {"E01000001": 9, "E01000002": 10, "E01030000": 3, "E01030001": 1}


def tidied(deciles, code="lsoa21_code"):
    return [
        {code: lsoa, "IMD_decile": f"{decile}.0", "IMD_rank": f"{decile * 100}.0"} for lsoa, decile in deciles.items()
    ]


@pytest.fixture
def folder(tmp_path):
    def write(referrals, versions=("2025", "2019"), **others):
        extracts = write_extracts(tmp_path / "extracts", referrals, **others)
        (extracts / "imd").mkdir(exist_ok=True)
        for version, deciles in (("2025", IN_2025), ("2019", IN_2019)):
            if version in versions:
                write_csv(extracts / "imd" / f"imd{version}_lsoa.csv", tidied({"E01099999": 1} | deciles))
        return extracts

    return write


def given(extracts):
    """The referrals' (decile, version) in order, the report and the losses."""
    found = with_deciles(taken(extracts))
    rows = found.checks.extracts["referrals"].accepted.order_by("referral_id").to_pyarrow().to_pylist()
    return [(row["imd_decile"], row["imd_version"]) for row in rows], found


def taken(extracts):
    """The extracts with every row accepted: what check_extracts gives where nothing is wrong, in less time."""
    connection = connected()
    checks = Checks(extracts, read_settings(extracts), connection)
    for name in ("referrals", "population"):
        contract, path = CONTRACTS[name], extracts / f"{name}.csv"
        with path.open(encoding="utf-8") as file:
            rows = [{key: cell.strip() or None for key, cell in row.items()} for row in csv.DictReader(file)]
        kinds = {c.name: pa.int64() if c.name == "imd_decile" else pa.string() for c in contract.columns}
        columns = {
            key: pa.array(
                [int(row[key]) if row.get(key) and kind == pa.int64() else row.get(key) for row in rows], kind
            )
            for key, kind in kinds.items()
        }
        accepted = connection.create_table(name, pa.table(columns))
        raw = RawExtract(name, path, pa.table({key: columns[key] for key in rows[0] if key in columns}), (), 0, "")
        count = ExtractCount(len(rows), len(rows), 0)
        checks.extracts[name] = Checked(contract, raw, accepted, accepted.limit(0), count)
    return checks


def by_lsoa(number, lsoa, decile="", version=""):
    return referral(number, lsoa=lsoa, imd_decile=decile, imd_version=version)


def test_a_referral_with_an_lsoa_gets_its_decile_and_the_edition(folder):
    deciles, found = given(folder([by_lsoa(1, "E01035000"), by_lsoa(2, " e01035001 ")]))
    assert deciles == [(1, "2025"), (2, "2025")]
    assert found.lines[0] == (
        "deciles: 2 referrals = 2 given by LSOA, IMD 2025 + 0 with a decile of their own + "
        "0 with an LSOA that the look-up does not know + 0 with neither"
    )
    assert found.losses == ()


def test_lsoas_of_2011_take_the_edition_of_2019(folder):
    deciles, _ = given(folder([by_lsoa(1, "E01030000"), by_lsoa(2, "E01000001")]))
    assert deciles == [(3, "2019"), (9, "2019")]


def test_one_edition_is_used_for_all_and_codes_of_the_other_are_counted(folder):
    some = [by_lsoa(n, code) for n, code in enumerate(["E01035000", "E01035001", "E01000001", "E01030000"])]
    deciles, found = given(folder(some))
    assert deciles == [(1, "2025"), (2, "2025"), (8, "2025"), (None, None)]
    assert found.lines[1] == "  LSOAs not known: 1 referrals (1 codes) of the other edition's LSOAs"
    assert found.losses == (
        "Fewer than 5 referrals have no decile and are in no view by deprivation: their LSOA is not one of IMD 2025.",
    )


def test_codes_that_both_editions_know_take_the_edition_of_the_residents(folder):
    same = [by_lsoa(1, "E01000001")]
    assert given(folder(same))[0] == [(9, "2019")]
    of_2025 = [row | {"imd_version": "2025"} for row in POPULATION]
    assert given(folder(same, population=of_2025))[0] == [(8, "2025")]


def test_a_referral_with_a_decile_of_its_own_keeps_it_and_its_edition(folder):
    own = by_lsoa(1, "E01000002", "10", "2019")
    without_lsoa = referral(2, lsoa="", imd_decile="4", imd_version="2019")
    deciles, found = given(folder([own, without_lsoa]))
    assert deciles == [(10, "2019"), (4, "2019")]
    assert "2 with a decile of their own" in found.lines[0]
    assert found.losses == ()


def test_a_decile_that_is_not_the_one_of_its_lsoa_gives_way_and_is_counted(folder):
    deciles, found = given(folder([by_lsoa(1, "E01030000", "5", "2019"), by_lsoa(2, "E01035000", "7", "2019")]))
    # The look-up of 2019 has no such LSOA, so it cannot contradict the second.
    assert deciles == [(3, "2019"), (7, "2019")]
    assert found.lines[1] == ("  1 referrals bring a decile that is not the one of their LSOA: the look-up's is used")
    assert found.losses[0].startswith("Fewer than 5 referrals brought a decile that is not the one of their LSOA")


def test_deciles_coded_the_other_way_round_are_noticed(folder):
    rows = [by_lsoa(n, code, str(11 - decile), "2019") for n, (code, decile) in enumerate(IN_2019.items())]
    _, found = given(folder(rows))
    assert "as if decile 10 were the most deprived" in found.lines[1]


def test_what_is_no_lsoa_in_england_is_counted_apart(folder):
    rows = [by_lsoa(1, "E01035000"), by_lsoa(2, "W01000001"), by_lsoa(3, "S1 2HH"), by_lsoa(4, "E01999999")]
    deciles, found = given(folder([*rows, by_lsoa(5, "")]))
    assert deciles[1:] == [(None, None)] * 4
    assert found.lines[0].endswith("3 with an LSOA that the look-up does not know + 1 with neither")
    assert "1 referrals (1 codes) English codes of no look-up brought" in found.lines[1]
    assert "2 referrals (2 codes) no code of an LSOA in England" in found.lines[1]
    # Neither a postcode nor any other value stands in what goes to a log.
    assert not any("S1 2HH" in line for line in (*found.lines, *found.losses))


def test_counts_of_referrals_that_reach_the_screen_are_rounded(folder):
    rows = [by_lsoa(n, "E01999999") for n in range(10, 23)] + [by_lsoa(1, "E01035000")]
    _, found = given(folder(rows))
    assert found.losses[0].startswith("About 15 referrals have no decile and are in no view by deprivation")


def test_without_a_look_up_it_is_said_what_is_missing_and_nothing_is_changed(folder):
    extracts = folder([by_lsoa(1, "E01035000"), by_lsoa(2, "", "4", "2019")], versions=())
    deciles, found = given(extracts)
    assert deciles == [(None, None), (4, "2019")]
    assert found.lines == (
        "deciles: 1 referrals have an LSOA and no decile; imd/imd2025*.csv or imd2019*.csv is not in the extracts "
        "folder, so LSOAs give no decile",
    )
    assert len(found.losses) == 1


def test_referrals_without_lsoas_are_left_as_they_are(folder):
    checks = taken(folder([referral(1)]))
    assert with_deciles(checks).checks is checks


def test_a_site_that_brings_lsoas_alone_loses_no_view_by_deprivation(folder):
    bare = {name: value for name, value in referral(1, lsoa="E01035000").items() if not name.startswith("imd_")}
    extracts = folder([bare])
    checks = check_extracts(extracts, read_settings(extracts), connected())
    assert any("imd_decile" in words for words in checks.losses(headings=True))
    found = with_deciles(checks)
    assert not any("imd_" in words for words in found.checks.losses(headings=True))
    assert found.checks.extracts["referrals"].accepted.imd_decile.to_pyarrow().to_pylist() == [1]


# Look-ups


@shared
@pytest.mark.parametrize(("version", "rows"), [("2025", 33_755), ("2019", 32_844)])
def test_the_genuine_look_ups_are_read_whole(version, rows):
    path = next(SHARED.glob(f"imd{version}*"))
    deciles = read_look_up(path, version)
    assert len(deciles) == rows
    with gzip.open(path, "rt") as file:
        _, *records = csv.reader(file)
    assert deciles == {record[0]: int(float(record[1])) for record in records}
    shares = [list(deciles.values()).count(decile) / rows for decile in range(1, 11)]
    assert max(shares) - min(shares) < 0.001


def test_the_published_headings_of_file_7_are_read(tmp_path):
    published = [
        {
            "LSOA code (2021)": code,
            "LSOA name (2021)": "Somewhere 001A",
            "Local Authority District code (2024)": "E08000019",
            "Index of Multiple Deprivation (IMD) Score": "30.5",
            "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)": str(rank),
            "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)": str(decile),
        }
        for rank, (code, decile) in enumerate({"E01000003": 1, "E01000001": 8}.items(), start=1)
    ]
    write_csv(tmp_path / "imd2025.csv", published)
    assert read_look_up(tmp_path / "imd2025.csv", "2025") == {"E01000003": 1, "E01000001": 8}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"a": "1", "b": "2"}], "no column of LSOA codes or of IMD deciles"),
        (tidied({"E01000001": 11}), "no code and decile 1 to 10 for 'E01000001'"),
        (tidied({"W01000001": 1}), "no code and decile 1 to 10 for 'W01000001'"),
        (tidied({"E01000001": 1}) * 2, "1 codes stand in it twice"),
        (
            [{"lsoa21_code": "E01000001", "IMD_decile": "10", "IMD_rank": "1"}],
            "its most deprived LSOA is not in decile 1",
        ),
    ],
)
def test_what_is_no_look_up_is_refused_with_the_reason(tmp_path, rows, words):
    write_csv(tmp_path / "imd2025.csv", rows)
    with pytest.raises(ExtractError, match=words) as refused:
        read_look_up(tmp_path / "imd2025.csv", "2025")
    assert "File 7" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bbroken", b"\xff\xfe\x00"])
def test_a_broken_look_up_is_refused(tmp_path, content):
    path = tmp_path / "imd2025.csv.gz"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=r"cannot be read as CSV|no column"):
        read_look_up(path, "2025")


def test_more_lsoas_than_the_edition_has_and_a_short_row_are_refused(tmp_path):
    rows = tidied({f"E01{n:06}": 1 for n in range(32_845)})
    write_csv(tmp_path / "imd2019.csv", rows)
    with (tmp_path / "imd2019.csv").open("a") as file:
        file.write('"E01999999"\r\n')
    with pytest.raises(ExtractError) as refused:
        read_look_up(tmp_path / "imd2019.csv", "2019")
    assert "32,845 LSOAs where IMD 2019 has 32,844" in str(refused.value)
    assert "row 32847 is cut short" in str(refused.value)


def test_an_edition_brought_twice_is_refused_with_every_other_fault(tmp_path):
    (tmp_path / "imd").mkdir()
    write_csv(tmp_path / "imd" / "imd2025_a.csv", tidied(IN_2025))
    write_csv(tmp_path / "imd" / "imd2025_b.csv", tidied(IN_2025))
    (tmp_path / "imd" / "imd2019.csv").write_text("<html>")
    with pytest.raises(ExtractError) as refused:
        look_ups(tmp_path)
    assert "IMD 2025 was brought 2 times" in str(refused.value)
    assert "imd2019.csv" in str(refused.value)


def test_a_part_of_a_look_up_is_used_and_said(folder):
    _, found = given(folder([by_lsoa(1, "E01035000")]))
    assert "  the look-up of IMD 2025 has 5 of 33,755 LSOAs" in found.lines
