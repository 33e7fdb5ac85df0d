"""Denominators that a site need not bring: children of its districts, and what was fetched; what it brings stands."""

from pathlib import Path

import pandas as pd
import pytest
from extracts import POPULATION, referral, write_csv, write_extracts
from population_sheets import ages_workbook, ethnic_rows

from pimh_data.errors import ExtractError
from pimh_data.registry import reference
from pimh_data.release import Store
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.denominators import denominators
from pimh_data.secure.engine import connected
from pimh_data.secure.population_files import read_population_file
from pimh_data.secure.publish import publish
from pimh_data.secure.settings import read_settings

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "population"
SERVICE = dict.fromkeys(("funding_stream", "funding_ends"), "") | {
    "service": "Light",
    "provider": "Light",
    "sector": "VCSE",
    "need_group": "Getting Help",
    "specialist_access": "no",
    "started": "2020-04-01",
    "wte": "2",
}
TWO = {
    "E01000001": ("E08000039", [2000, 1000, 1000, 1000, 1000]),
    "E01000002": ("E08000039", [3000, 2000, 1000, 1000, 1000]),
}
HOW = "python -m pimh_data fetch population"


def found(folder, places, population=None, **files):
    """What the denominators of these Places are. `places`: name -> lad_codes."""
    rows = [{"place": name, "system": "North", "lad_codes": codes} for name, codes in places.items()]
    own = {"services": [SERVICE | {"place": name} for name in places]} | files
    first = next(iter(places))
    write_extracts(folder, [referral(place=first)], places=rows, population=population or POPULATION, **own)
    if population is None:
        (folder / "population.csv").unlink()
    return denominators(check_extracts(folder, read_settings(folder), connected()))


def totals(rows):
    """(place, basis, year) -> count of the rows for everyone."""
    plain = rows[rows.imd_decile.isna() & rows.ethnic_group.isna()]
    return dict(zip(zip(plain.place, plain.basis, plain.year, strict=True), plain["count"], strict=True))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
@pytest.mark.parametrize(("year", "name"), [("2020", "population20_ltla21.csv"), ("2023", "policyengine_la_age.csv")])
def test_the_carried_children_are_those_of_the_estimates(year, name):
    theirs = pd.read_csv(SHARED / name)
    theirs = theirs[theirs.iloc[:, 0].str.startswith("E")].set_index(theirs.columns[0])
    table = reference.load("district_children")
    ours = table[table.year == year].set_index("district_code")
    assert set(ours.index) == set(theirs.index)
    assert ours.age_0.to_dict() == theirs["0"].to_dict()
    assert ours.age_0_4.to_dict() == theirs[[str(age) for age in range(5)]].sum(axis=1).to_dict()


def test_a_place_that_names_its_districts_has_totals_of_both_years(tmp_path):
    made = found(tmp_path, {"Lambeth and Southwark": "E09000022 E09000028"})
    table = reference.load("district_children")
    mine = table[table.district_code.isin(["E09000022", "E09000028"])].groupby("year")[["age_0", "age_0_4"]].sum()
    assert totals(made.rows) == {
        ("Lambeth and Southwark", basis, year): mine.loc[year, ages]
        for basis, ages in (("aged 0", "age_0"), ("aged 0-4", "age_0_4"))
        for year in ("2020", "2023")
    }
    assert set(made.rows.source) == set(table.source)


@pytest.mark.parametrize(
    ("codes", "then"),
    [
        ("E08000039", ["E08000019"]),  # Sheffield's code since 2025
        ("E06000064", ["E07000027", "E07000030", "E07000031"]),  # Westmorland and Furness, three districts in 2020
        ("E07000027 E07000030", ["E07000027", "E07000030"]),  # two of the three: since 2023 nobody counts them alone
    ],
)
def test_codes_that_changed_are_found_in_the_years_that_have_them(tmp_path, codes, then):
    made = totals(found(tmp_path, {"Place": codes}).rows)
    table = reference.load("district_children").set_index(["district_code", "year"]).age_0
    assert made["Place", "aged 0", "2020"] == sum(table[code, "2020"] for code in then)
    assert (("Place", "aged 0", "2023") in made) == (codes != " ".join(then))


def test_a_county_is_its_districts(tmp_path):
    known = reference.load("place_children_by_year").set_index(["place", "year"])
    made = totals(found(tmp_path, {"Hampshire": "E10000014"}).rows)
    assert made["Hampshire", "aged 0-4", "2023"] == known.age_0_4["Hampshire", "mid-2023"]


def test_what_is_brought_of_a_basis_stands_alone_and_mixing_is_said(tmp_path):
    brought = [{"place": "Leeds", "year": "2022", "basis": "aged 0", "count": "8000", "source": "Leeds"}]
    made = found(tmp_path, {"Leeds": "E08000035", "Bradford": "E08000032"}, brought)
    known = totals(made.rows)
    assert {key[2] for key in known if key[:2] == ("Leeds", "aged 0")} == {"2022"}
    assert {key[2] for key in known if key[:2] == ("Leeds", "aged 0-4")} == {"2020", "2023"}
    assert {key[2] for key in known if key[:2] == ("Bradford", "aged 0")} == {"2020", "2023"}
    (said,) = (line for line in made.lines if "aged 0 of Bradford" in line and "mid-2020" in line)
    assert said.startswith("population: aged 0 of Bradford in 2020 from ONS mid-2020")
    assert said.endswith("; Leeds brought their own")


def test_a_place_without_districts_and_population_is_said(tmp_path):
    made = found(tmp_path, {"Leeds": "E08000035", "Elsewhere": ""})
    assert made.losses[0].startswith("Elsewhere: neither districts nor births or children")
    assert {place for place, _, _ in totals(made.rows)} == {"Leeds"}


def test_a_place_outside_england_is_said(tmp_path):
    made = found(tmp_path, {"Cardiff": "W06000015"})
    assert made.losses[0].startswith("Cardiff: not every district is in the estimates of ONS for England")


def test_what_needs_deciles_or_groups_says_what_is_missing_and_how_to_get_it(tmp_path):
    said = "\n".join(found(tmp_path, {"Leeds": "E08000035"}).losses)
    assert "no children by deprivation decile of any Place; not shown: rates by deprivation decile" in said
    assert "no residents by ethnic group of any Place; not shown: representation by ethnic group" in said
    assert said.count(HOW) == 2


def test_without_a_population_extract_all_is_published_and_rates_have_totals(tmp_path):
    extracts = write_extracts(tmp_path / "extracts", [referral(n) for n in range(1, 9)])
    (extracts / "population.csv").unlink()
    outcome = publish(extracts, tmp_path / "releases", tmp_path / "quarantine")
    release, _ = Store(tmp_path / "releases").current()
    table = release.table("population", "Sheffield")
    assert set(table.basis) == {"aged 0", "aged 0-4"}
    assert set(table.dimension) == {"all"}
    assert "population" not in release.manifest.extracts
    assert any(HOW in words for words in release.manifest.losses)
    assert any(HOW in line for line in outcome.report)


def test_with_neither_population_nor_districts_all_else_is_published(tmp_path):
    places = [{"place": "Sheffield", "system": "South Yorkshire", "lad_codes": ""}]
    extracts = write_extracts(tmp_path / "extracts", [referral(n) for n in range(1, 9)], places=places)
    (extracts / "population.csv").unlink()
    publish(extracts, tmp_path / "releases", tmp_path / "quarantine")
    release, _ = Store(tmp_path / "releases").current()
    assert ("population", "Sheffield") not in release.tables


# What was fetched


@pytest.fixture
def fetched(tmp_path):
    """An extracts folder's files: two LSOAs of Sheffield in deciles 1 and 9, and the census groups of its district."""
    ages_workbook(tmp_path / "population" / "ages.xlsx", TWO)
    write_csv(tmp_path / "population" / "groups.csv", ethnic_rows({"E08000019": 500, "E09000001": 300}))
    (tmp_path / "imd").mkdir()
    write_csv(tmp_path / "imd" / "imd2025_lsoa.csv", [
        {"lsoa21_code": "E01000001", "IMD_decile": "1"}, {"lsoa21_code": "E01000002", "IMD_decile": "9"},
    ])  # fmt: skip
    return tmp_path


def test_fetched_children_are_of_the_deciles_of_their_lsoas(fetched):
    rows = found(fetched, {"Sheffield": "E08000039"}).rows
    deciles = rows[rows.imd_decile.notna()]
    counts = {(r.basis, r.imd_decile): r["count"] for _, r in deciles.iterrows()}
    assert counts == {("aged 0", 1): 4001, ("aged 0", 9): 6001, ("aged 0-4", 1): 12005, ("aged 0-4", 9): 16005}
    assert set(deciles.imd_version) == {"2025"}
    assert set(deciles.year) == {"2024"}
    assert set(deciles.source) == {"ONS population estimates by LSOA, mid-2024; IMD 2025"}


def test_fetched_residents_are_by_the_groups_of_the_census(fetched):
    made = found(fetched, {"Sheffield": "E08000039", "Leeds": "E08000035"})
    rows = made.rows[made.rows.ethnic_group.notna()]
    assert set(rows.place) == {"Sheffield"}
    assert (len(rows), rows["count"].sum()) == (19, sum(500 - n for n in range(19)))
    assert "population/groups.csv: it has not every district of Leeds" in made.lines


def test_what_was_fetched_gives_way_to_what_is_brought(fetched):
    brought = [
        {
            "place": "Sheffield",
            "year": "2022",
            "basis": "residents",
            "ethnic_group": "White",
            "count": "9",
            "source": "X",
        }
    ]
    made = found(fetched, {"Sheffield": "E08000039"}, brought)
    assert made.rows.loc[made.rows.basis == "residents", "count"].tolist() == [9]
    assert "population: residents of Sheffield was brought, so what population/ holds of it is not used" in made.lines


def test_a_file_with_far_fewer_children_than_the_district_has_gives_no_deciles(fetched):
    ages_workbook(fetched / "population" / "ages.xlsx", {"E01000001": TWO["E01000001"]})
    made = found(fetched, {"Sheffield": "E08000039"})
    assert made.rows.imd_decile.isna().all()
    assert "population/ages.xlsx: it has not all of Sheffield" in made.lines


def test_without_a_look_up_that_knows_the_lsoas_no_decile_is_guessed(fetched):
    (fetched / "imd" / "imd2025_lsoa.csv").unlink()
    made = found(fetched, {"Sheffield": "E08000039"})
    assert made.rows.imd_decile.isna().all()
    assert any("no look-up in imd/ knows all its LSOAs" in line for line in made.lines)


def test_the_census_table_is_read_with_one_column_a_group_too(tmp_path):
    long = ethnic_rows({"E08000035": 400})
    wide = {"date": "2021", "geography": "Leeds", "geography code": "E08000035", "Ethnic group: White": "9"}
    wide |= {f"Ethnic group: {row['C2021_ETH_20_NAME']}": row["OBS_VALUE"] for row in long}
    (tmp_path / "population").mkdir()
    path = tmp_path / "population" / "census2021-ts021-ltla.csv"
    write_csv(path, [wide])
    assert read_population_file(path).table["count"].sum() == sum(400 - n for n in range(19))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "it is empty"),
        ("a,b\n1,2\n", "no column of LSOA or district codes"),
        ("LSOA 2021 Code,LAD 2023 Code,F0,F1\nE01000001,E08000035,1,2\n", "lacks age 2, age 3, age 4, the year"),
        ("LSOA 2021 Code,LAD 2023 Code,0,1,2,3,4,mid2024\nE01000001,E08000035,1,2,x,4,5,\n", "lacks the year"),
        ("GEOGRAPHY_CODE,C2021_ETH_20_NAME,OBS_VALUE\nE08000035,White: Irish,x\n", "no number of residents"),
        ("GEOGRAPHY_CODE,C2021_ETH_20_NAME,OBS_VALUE\nE08000035,White: Irish,4\n", "has no figures for Asian"),
        ("\x89PNG", "no column of LSOA"),
        ("PK\x03\x04nothing", "cannot be read"),
    ],
)
def test_what_is_no_population_file_is_refused_in_a_sentence(tmp_path, content, words):
    (tmp_path / "population").mkdir()
    path = tmp_path / "population" / "file.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ExtractError, match=words) as refused:
        read_population_file(path)
    assert str(tmp_path) not in str(refused.value)


def test_two_files_of_one_kind_are_refused(fetched):
    write_csv(fetched / "population" / "more.csv", ethnic_rows({"E08000035": 400}))
    with pytest.raises(ExtractError, match="2 files of one kind"):
        found(fetched, {"Sheffield": "E08000039"})


def test_residents_aged_16_to_49_can_be_brought(tmp_path):
    rows = [{"place": "Leeds", "year": "2023", "basis": "residents aged 16 to 49", "count": "400000", "source": "ONS"}]
    made = found(tmp_path, {"Leeds": "E08000035"}, rows)
    assert totals(made.rows)["Leeds", "residents aged 16 to 49", "2023"] == 400_000


@pytest.mark.parametrize(("basis", "judged"), [("residents", False), ("residents aged 16 to 49", True)])
def test_residents_of_all_ages_alone_are_said_not_to_be_judged_by(tmp_path, basis, judged):
    row = {"place": "Leeds", "year": "2021", "basis": basis, "ethnic_group": "Asian", "count": "9", "source": "ONS"}
    said = "\n".join(found(tmp_path, {"Leeds": "E08000035"}, [row]).losses)
    assert ("no residents aged 16 to 49 by ethnic group of any Place: representation is described" in said) != judged
    assert "not shown: representation by ethnic group" not in said
