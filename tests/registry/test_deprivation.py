"""Decile 1 is the most deprived, Core20 is two of ten, and what is not known is in neither group."""

import gzip
from pathlib import Path

import pytest

from pimh_data.registry import deprivation

IMD = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "imd"


def test_core20_is_deciles_one_and_two_and_the_rest_is_the_other_eight():
    groups = [deprivation.group_member(d) for d in range(1, 11)]
    assert groups == ["Core20"] * 2 + ["The rest"] * 8


def test_a_missing_decile_is_not_known_and_in_neither_group():
    assert deprivation.group_member(None) == "Not known"


@pytest.mark.parametrize("decile", [0, 11, -1])
def test_a_number_outside_one_to_ten_is_an_error(decile):
    with pytest.raises(KeyError):
        deprivation.group_member(decile)


def test_the_members_are_named_in_order():
    assert deprivation.DECILE_MEMBERS[0] == "Decile 1"
    assert deprivation.DECILE_MEMBERS[9] == "Decile 10"
    assert len(set(deprivation.MEMBERS)) == 13


@pytest.mark.skipif(not IMD.exists(), reason="the public data is not beside this checkout")
@pytest.mark.parametrize(
    ("version", "file"), [("2019", "imd2019_england_lsoa11.csv.gz"), ("2025", "imd2025_england_lsoa21.csv.gz")]
)
def test_each_version_ranks_the_number_of_areas_that_its_official_file_holds(version, file):
    with gzip.open(IMD / file, "rt", encoding="utf-8") as lines:
        rows = sum(1 for line in lines if line.strip()) - 1
    assert deprivation.VERSIONS[version].lsoas == rows
