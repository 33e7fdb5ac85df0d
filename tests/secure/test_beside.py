"""Files beside the extracts: read in any case of their names, and every other one named, with what would be read."""

from pathlib import Path

import pytest
from extracts import write_extracts

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import read_boundaries
from pimh_data.secure.beside import advice_beside, folders_called_like_files, not_read, published_files
from pimh_data.secure.imd_look_ups import look_ups
from pimh_data.secure.population_files import read_population_file
from pimh_data.secure.settings import read_settings
from pimh_data.secure.unread import look_first

READ = ("fingertips/A.CSV", "boundaries/x.GeoJSON", "boundaries/y.json", "imd/IMD2019_file7.csv", "imd/imd2025.csv.gz")
UNREAD = ("fingertips/a.xlsx", "fingertips/old/a.csv", "imd/look_up.csv", "imd/imd2015.csv", "population/a.ods")
NOTES = ("imd/README.txt", "boundaries/licence.pdf")
PASSED_OVER = ("population/~$a.xlsx", "imd/.DS_Store")


def lay(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def test_what_is_not_read_is_named_and_what_looks_like_data_with_what_would_be(tmp_path):
    lay(tmp_path, *READ, *UNREAD, *NOTES, *PASSED_OVER)
    assert {path.relative_to(tmp_path).as_posix() for path in not_read(tmp_path)} == {*UNREAD, *NOTES}
    said = list(advice_beside(tmp_path))
    assert sorted(words.split(" is not read")[0] for words in said) == sorted(UNREAD)
    assert "imd/look_up.csv is not read: of imd/ these are: imd2019*.csv, imd2019*.csv.gz, imd2025*.csv" in "".join(
        said
    )


def test_it_is_said_first(tmp_path):
    folder = lay(write_extracts(tmp_path), "fingertips/indicators.xlsx")
    assert look_first(folder, read_settings(folder)) == (
        "fingertips/indicators.xlsx is not read: of fingertips/ these are: *.csv. Save it as such",
    )


@pytest.mark.parametrize(("folder", "names"), [("fingertips", 1), ("boundaries", 2), ("imd", 2), ("population", 0)])
def test_files_are_read_in_any_case_of_their_names(tmp_path, folder, names):
    lay(tmp_path, *READ, *UNREAD, *PASSED_OVER)
    assert len(published_files(tmp_path, folder)) == names


@pytest.mark.parametrize("name", ["imd/imd2019.csv", "boundaries/districts.geojson", "population/children.xlsx"])
def test_a_folder_called_like_a_file_is_said_to_be_one_and_the_others_are_read(tmp_path, name):
    (tmp_path / name).mkdir(parents=True)
    (said,) = folders_called_like_files(tmp_path)
    assert said == f"{name} is a folder, where a file is expected: bring the file itself"
    assert published_files(tmp_path, name.split("/")[0]) == []
    assert look_ups(tmp_path) == {}


BROKEN = {
    "it is no JSON from line 2, letter 3 on": b'{"type":\n  ]}',
    "it is no text in UTF-8": b"\xff\xfe{\x00",
    "it is no FeatureCollection": b'{"type": "Topology"}',
}


@pytest.mark.parametrize("why", BROKEN)
def test_boundaries_that_cannot_be_read_are_refused_in_our_own_words(tmp_path, why):
    path = tmp_path / "districts.geojson"
    path.write_bytes(BROKEN[why])
    with pytest.raises(ExtractError) as raised:
        read_boundaries(path)
    said = str(raised.value)
    assert said.startswith(f"districts.geojson cannot be read as GeoJSON: {why}")
    assert not any(word in said for word in ("GDAL", "driver", "DataSource", "pyogrio", str(tmp_path)))


DAMAGED = {
    "it is damaged, or no workbook at all": b"PK\x03\x04 no zip",
    "it is empty": b"",
    "it is binary": b"a,b\x00c\r\n",
}


@pytest.mark.parametrize("why", DAMAGED)
def test_residents_that_cannot_be_read_are_refused_in_our_own_words(tmp_path, why):
    path = tmp_path / "residents.csv"
    path.write_bytes(DAMAGED[why])
    with pytest.raises(ExtractError, match=f"population/residents.csv cannot be read: {why}. Expected"):
        read_population_file(path)
