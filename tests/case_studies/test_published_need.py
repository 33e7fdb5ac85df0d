"""Published need against recomputed: table 4 to the letter, its misprint and missing babies, Sheffield by hand."""

import csv
from pathlib import Path

import pytest

from pimh_data.case_studies import (
    published_ethnicity_rows,
    sheffield_ethnicity,
    sheffield_side_by_side,
    table_4,
)
from pimh_data.case_studies import recomputed as again
from pimh_data.case_studies.table_4 import ADDITIONAL, NEED, POPULATION, TARGET, TOTAL
from pimh_data.registry import reference
from pimh_data.release import Release, Store

LSC, CM = "Lancashire and South Cumbria", "Cheshire and Merseyside"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def table(release):
    return table_4(release).table.set_index(["system", "figure"])


def test_table_4_is_reproduced_exactly_but_for_its_misprint(table):
    with reference.FILES["nwc_need"].path.open(encoding="utf-8", newline="") as file:
        printed = {row["system"].replace("&", "and"): row for row in csv.DictReader(file)}
    columns = {
        POPULATION: "population_0_4",
        NEED: "need_6_5_percent_published",
        ADDITIONAL: "with_additional_5_percent_published",
        TOTAL: "total_need_published",
        TARGET: "target_35_percent_published",
    }
    differ = {}
    for system, row in printed.items():
        for figure, column in columns.items():
            assert table.loc[(system, figure), "published"] == float(row[column])
            if round(table.loc[(system, figure), "recomputed"]) != int(row[column]):
                differ[system, figure] = table.loc[(system, figure), "found"]
    assert differ == {(CM, NEED): "printed as half of it"}
    assert table.loc[(CM, NEED), "recomputed"] == pytest.approx(0.065 * 111_629)


def test_the_missing_babies_are_found_by_adding_up_residents(table, release):
    assert table.loc[(LSC, POPULATION), "official"] == 91_077
    assert table.loc[(CM, POPULATION), "official"] == 136_635
    assert set(table.loc[(slice(None), POPULATION), "found"]) == {"residents aged 1 to 4"}
    notes = " ".join(table_4(release).notes)
    assert "111,629, is exactly the residents aged 1 to 4; those aged 0 to 4 are 136,635" in notes
    assert notes.count("18% too low on its own definition") == 2


def test_the_deprived_areas_are_found_to_be_whole_boroughs_and_not_deciles(release):
    by_system = {found.printed.system: found for found in again.recomputed()}
    found = by_system[CM]
    assert found.deprived_places == ("Halton", "Knowsley", "Liverpool", "St Helens", "Wirral")
    assert found.places_are_most_deprived
    assert (found.deprived, found.in_deciles_1_2) == (59_897, 47_368)
    assert found.deprived_low <= 59_897 <= found.deprived_high
    assert by_system[LSC].deprived_places == ()
    assert "no one set of whole Places" in " ".join(table_4(release).notes)


def test_the_official_need_is_the_model_on_children_0_to_4_and_deciles_1_and_2(table):
    with reference.FILES["place_children_by_imd2019_decile"].path.open(encoding="utf-8", newline="") as file:
        children = list(csv.DictReader(file))
    with reference.FILES["places"].path.open(encoding="utf-8", newline="") as file:
        system = {row["place"]: row["system"] for row in csv.DictReader(file)}
    for name in (LSC, CM):
        own = [row for row in children if system[row["place"]] == name]
        everyone = sum(int(row["population_0_4"]) for row in own)
        deprived = sum(int(row["population_0_4"]) for row in own if int(row["imd_decile"]) <= 2)
        total = 0.065 * everyone + 0.05 * deprived
        assert table.loc[(name, TOTAL), "official"] == pytest.approx(total)
        assert table.loc[(name, TARGET), "official"] == pytest.approx(0.35 * total)


def test_the_finding_names_the_misprint_and_the_missing_babies(release):
    assert table_4(release).finding.text == (
        "7 of the 8 computed figures of table 4 come out exactly; Cheshire and Merseyside's 6.5% is printed as half of "
        "what it should be; its population aged 0-4 is that aged 1 to 4, so the need is 18% too low."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"need": 7256.0}, ""),
        ({"need": 14_512.0}, "twice"),
        ({"need": 726.0}, "a tenth"),
        ({"need": 7000.0}, "no factor"),
    ],
)
def test_another_misprint_would_be_found_as_what_it_is(changed, said):
    children = reference.load("place_children_by_imd2019_decile")
    children["aged_1_4"] = children["population_0_4"] - children["population_0"]
    systems = reference.load("places").set_index("place")["system"]
    printed = again.Printed(CM, 111_629, changed["need"], 8_576, 10_251, 3_588, "")
    found = again._row(printed, children[children["place"].map(systems) == CM])
    assert found.factor == said


def test_sheffields_need_and_light_stand_side_by_side_each_labelled_for_what_it_counts(release):
    answer = sheffield_side_by_side(release)
    rows = answer.table[["words", "counts"]].to_numpy().tolist()
    assert rows == [
        ["5,737 births a year", "births"],
        ["up to 855 women a year", "women"],
        ["428 to 450 families a year", "families"],
        ["856 to 899 families a year", "families"],
        ["465 parents in 2023/24", "parents"],
    ]
    shares = answer.table.share_upper.round(4).tolist()[:4]
    assert shares == [1, round(855 / 5737, 4), round(450 / 5737, 4), round(899 / 5737, 4)]
    assert "none is a part of another" in answer.finding.text


def test_the_sheffield_comparison_is_worked_out_on_one_definition(release):
    answer = sheffield_ethnicity(release)
    table = answer.table.set_index(["share_of", "definition"])
    own = "not White British or White Irish"
    assert table.loc[("residents, as published", own), "found"] == "fits the definition 'not White'"
    assert round(table.loc[("residents, Census 2021", "not White"), "percent"], 1) == 20.9
    assert round(table.loc[("residents, Census 2021", own), "percent"], 1) == 25.0
    assert round(table.loc[("residents, Census 2021", own), "ratio"], 2) == 1.32
    assert round(table.loc[("residents, as published", own), "ratio"], 2) == 1.58
    assert "25.0%, so PAIRS' 33% is 1.32 times residents' share, not 1.58" in answer.finding.text
    assert any("babies are more diverse" in caveat for caveat in answer.evidence.caveats)


def test_the_shares_of_residents_are_those_of_the_census_table():
    with reference.FILES["place_residents_by_ethnic_group_census2021"].path.open(encoding="utf-8") as file:
        own = {r["ethnic_group"]: int(r["residents"]) for r in csv.DictReader(file) if r["place"] == "Sheffield"}
    british_or_irish = sum(
        n for name, n in own.items() if ("British" in name and "White" in name) or name == "White: Irish"
    )
    assert round(100 * (1 - british_or_irish / sum(own.values())), 1) == 25.0
    white = sum(n for name, n in own.items() if name.startswith("White:"))
    assert round(100 * (1 - white / sum(own.values())), 1) == 20.9


def test_the_national_row_that_adds_up_to_87_9_is_found_and_what_would_mend_it(release):
    answer = published_ethnicity_rows(release)
    table = answer.table.set_index("area")
    assert table.loc["National (2021)", "total"] == 87.9
    assert table.loc["National (2021)", "found"] == "White 71.7 is probably 81.7"
    assert (table.drop("National (2021)").found == "").all()
    assert answer.finding.text == (
        "National (2021) adds up to 87.9%: White 71.7 is probably 81.7; the others add up to 99.5% to 99.9%."
    )
