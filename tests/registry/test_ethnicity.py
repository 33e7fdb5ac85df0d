"""Ethnic groups mean the same for people and for residents, and the unknowns stay apart."""

import csv
from collections import Counter
from pathlib import Path

from pimh_data.registry import ethnicity

CENSUS = Path(__file__).parents[2] / "datasets" / "reference" / "place_residents_by_ethnic_group_census2021.csv"


def sheffield_by(mapping) -> Counter:
    counts = Counter()
    with CENSUS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["place"] == "Sheffield":
                counts[mapping[row["ethnic_group"]]] += int(row["residents"])
    return counts


def test_the_share_of_sheffield_residents_who_are_not_white_is_the_published_20_9_percent():
    counts = sheffield_by(ethnicity.CENSUS_2021_GROUP)
    assert round(100 * (1 - counts["White"] / counts.total()), 1) == 20.9


def test_the_share_other_than_white_british_or_irish_is_25_0_percent():
    counts = sheffield_by(ethnicity.CENSUS_2021_SPLIT)
    assert round(100 * counts["Every other"] / counts.total(), 1) == 25.0


def test_every_census_group_of_every_place_is_mapped():
    with CENSUS.open(encoding="utf-8", newline="") as file:
        seen = {row["ethnic_group"] for row in csv.DictReader(file)}
    assert seen == set(ethnicity.CENSUS_2021_CODE)
    assert len(seen) == 19


def test_the_census_heading_of_a_group_is_the_group_it_is_mapped_to():
    heading = {"Asian, Asian British or Asian Welsh": "Asian", "White": "White", "Other ethnic group": "Other"}
    heading |= {"Mixed or Multiple ethnic groups": "Mixed"}
    heading |= {"Black, Black British, Black Welsh, Caribbean or African": "Black"}
    for label, group in ethnicity.CENSUS_2021_GROUP.items():
        assert heading[label.split(":")[0]] == group


def test_chinese_people_and_chinese_residents_are_both_counted_as_asian():
    assert ethnicity.CODE_GROUP["R"] == "Asian"
    assert ethnicity.CENSUS_2021_GROUP["Asian, Asian British or Asian Welsh: Chinese"] == "Asian"


def test_there_are_sixteen_stated_codes_and_two_unknown_ones():
    assert "".join(c.code for c in ethnicity.CODES) == "ABCDEFGHJKLMNPRSZ99"
    assert {c.group for c in ethnicity.CODES} == {*ethnicity.GROUPS, "Not stated", "Not known"}


def test_not_stated_not_known_and_not_recorded_are_three_different_members():
    assert ethnicity.UNKNOWN == ("Not stated", "Not known", "Not recorded")
    for members in (ethnicity.CODE_GROUP, ethnicity.CODE_SPLIT):
        assert [members[code] for code in ("Z", "99")] == ["Not stated", "Not known"]
    assert not set(ethnicity.UNKNOWN) & set(ethnicity.GROUPS)


def test_only_white_british_and_white_irish_are_on_one_side_of_the_split():
    assert [c.code for c in ethnicity.CODES if c.split == "White British or Irish"] == ["A", "B"]


def test_an_unknown_code_is_an_error_and_never_a_group():
    for members in (ethnicity.CODE_GROUP, ethnicity.CODE_SPLIT):
        assert not {"Q", "", "z"} & set(members)
