"""Look-ups and population files are read as spreadsheets save them, and what cannot be read is said in a sentence."""

import gzip
from pathlib import Path

import pytest

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import read_boundaries
from pimh_data.registry.ethnicity import CENSUS_2021_CODE
from pimh_data.secure.imd_look_ups import read_look_up
from pimh_data.secure.ingest.published_text import count_of, records_of
from pimh_data.secure.population_files import read_population_file

FAULTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "faults"
faults = pytest.mark.skipif(not FAULTS.exists(), reason="the made-up faults are not beside this checkout")
IMD = (
    "LSOA code (2011),LSOA name (2011),Index of Multiple Deprivation (IMD) Rank,"
    "Index of Multiple Deprivation (IMD) Decile\n"
)
TWO = 'E01000001,Place,"29,199",9\nE01000002,Place,"1,204",1\n'
BOTH = {"E01000001": 9, "E01000002": 1}


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


READABLE = {
    "thousands": IMD + TWO,
    "carriage returns": (IMD + TWO).replace("\n", "\r"),
    "both line ends": (IMD + TWO).replace("\n", "\r\n"),
    "blank ranks": IMD + "E01000001,Place,,9\nE01000002,Place,1204,1\n",
    "no ranks": IMD + "E01000001,Place,,9\nE01000002,Place,,1\n",
    "ranks in words": IMD + "E01000001,Place,n/a,9\nE01000002,Place,x,1\n",
    "spaces in thousands": IMD + "E01000001,Place, 29 199 ,9\nE01000002,Place,1204,1\n",
    "blank lines and a title": f"English Indices\n\n{IMD}\n{TWO}\n,,,\n",
    "semicolons": (IMD + TWO).replace(",", ";").replace("29;199", "29,199").replace("1;204", "1,204"),
    "utf-16": (IMD + TWO).encode("utf-16"),
    "utf-16 without a mark": (IMD + TWO).encode("utf-16-le"),
    "windows letters": (IMD + TWO.replace("Place", "Caf\xe9")).encode("cp1252"),
}


@pytest.mark.parametrize("how", READABLE)
def test_a_look_up_is_read_however_it_was_saved(tmp_path, how):
    assert read_look_up(put(tmp_path, "imd2019.csv", READABLE[how]), "2019") == BOTH


UNREADABLE = {
    "binary": (IMD + TWO).replace("Place", "Pl\x00ace"),
    "web page": "<html>Service unavailable</html>",
    "workbook or a zip": b"PK\x03\x04abc",
    "it is empty": b"",
    "line 2 cannot be split": IMD + 'E01000001,"Place,1,1\n' + TWO,
    "it has no rows": IMD,
    "no code and decile 1 to 10 for 'E01000001'": IMD + "E01000001,Place,1,\n",
    "the deciles run the other way": IMD + "E01000001,Place,1,10\nE01000002,Place,30000,1\n",
    "no column of LSOA codes": "a,b\n1,2\n",
}


@pytest.mark.parametrize("words", UNREADABLE)
def test_what_is_no_look_up_is_refused_in_a_sentence(tmp_path, words):
    with pytest.raises(ExtractError, match=words):
        read_look_up(put(tmp_path, "imd2019.csv", UNREADABLE[words]), "2019")


def test_a_damaged_archive_is_a_sentence(tmp_path):
    whole = gzip.compress((IMD + TWO).encode())
    assert read_look_up(put(tmp_path, "imd2019.csv.gz", whole), "2019") == BOTH
    for damaged in (b"none", whole[:-9], whole[:20] + b"x" * 24):
        with pytest.raises(ExtractError, match="no whole gzip archive"):
            read_look_up(put(tmp_path, "imd2019.csv.gz", damaged), "2019")


def test_a_look_up_of_one_well_off_area_is_not_taken_for_one_that_runs_the_other_way(tmp_path):
    rows = "E01000001,Place,29199,9\nE01000002,Place,30000,10\n"
    assert read_look_up(put(tmp_path, "imd2019.csv", IMD + rows), "2019") == {"E01000001": 9, "E01000002": 10}


@faults
def test_a_rank_with_thousands_is_a_rank():
    found = read_look_up(FAULTS / "imd_thousands_rank" / "imd" / "imd2019.csv", "2019")
    assert {code: found[code] for code in BOTH} == BOTH


TS021 = "date,geography,geography code,ETHNIC GROUP NAME,OBS_VALUE\n" + "".join(
    f'2021,Sheffield,E08000019,"{group}","1,2{number:02d}"\n' for number, group in enumerate(CENSUS_2021_CODE)
)


@pytest.mark.parametrize(
    "content",
    [
        TS021,
        TS021.replace("\n", "\r"),
        TS021.encode("utf-16"),
        TS021.replace("Sheffield", "Caf\xe9").encode("cp1252"),
        TS021 + "2021,England,E92000001,All,\nSource: ONS\n",
    ],
)
def test_residents_are_read_however_the_table_was_saved(tmp_path, content):
    table = read_population_file(put(tmp_path, "ts021.csv", content)).table
    assert table["count"].sum() == sum(1200 + number for number in range(19))


@pytest.mark.parametrize("number", ["", "-1", "*", "nan", "1e400"])
def test_a_count_of_residents_that_is_none_is_named_by_its_district(tmp_path, number):
    with pytest.raises(ExtractError, match=r"a line holds no number of residents \(E08000019\)"):
        read_population_file(put(tmp_path, "ts021.csv", TS021.replace('"1,203"', number)))


CHILDREN = "LSOA 2021 Code,LSOA 2021 Name,LAD 2023 Code," + ",".join(f"F{n},M{n}" for n in range(5)) + "\n"


def test_children_are_read_with_thousands_and_a_short_or_negative_line_is_named(tmp_path):
    good = CHILDREN + "E01000001,a,E08000019," + ",".join(['"1,001"'] * 10) + "\n"
    table = read_population_file(put(tmp_path, "mid-2022.csv", good)).table
    assert table[["age_0", "age_0_4"]].iloc[0].tolist() == [2002, 10010]
    for bad in ("E01000002\n", "E01000002,a,E08000019," + ",".join(["-1"] * 10) + "\n"):
        with pytest.raises(ExtractError, match="no number for E01000002"):
            read_population_file(put(tmp_path, "mid-2022.csv", good + bad))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\x00\xff" * 40,
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LAD24CD": "E1"}, '
        b'"geometry": {"type": "Polygon", "coordinates": [[[0, 51]]]}}]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LAD24CD": "E1"}, '
        b'"geometry": {"type": "Polygon", "coordinates": [[[1e308, 51], [1, 51], [1, 52], [1e308, 51]]]}}]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LAD24CD": null}, '
        b'"geometry": {"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 52], [0, 51]]]}}]}',
    ],
)
def test_boundaries_that_are_none_are_a_sentence_without_a_path(tmp_path, content):
    with pytest.raises(ExtractError, match=r"lad\.geojson") as refusal:
        read_boundaries(put(tmp_path, "lad.geojson", content))
    assert str(tmp_path) not in str(refusal.value)


def test_a_count_is_a_number_from_nought_on():
    assert [count_of(text) for text in ("0", " 29,199 ", "1 204", "12.5", "1,234,567")] == [
        0,
        29199,
        1204,
        12.5,
        1234567,
    ]
    for text in ("", "-1", "1,2", "nan", "inf", "1e3", "*", "12%"):
        with pytest.raises(ValueError, match="no number"):
            count_of(text)


def test_records_keep_line_ends_within_quotes():
    assert records_of(b'a;b\r"x\ny";"1;2"\r\r') == [["a", "b"], ["x\ny", "1;2"], []]
