"""`pseudonymise`: what leaves an organisation holds no identifier and no key, and its people can be joined."""

import csv
import hashlib
import hmac
import os
import stat
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.errors import ExtractError
from pimh_data.secure.pseudonyms import Identifiers, Residence, key_in, pseudonymise

SECRET = "a-key-of-forty-characters-for-the-tests!"  # noqa: S105 - of nobody
NUMBERS = ("9434765919", "401 023 2137")
HEADINGS = ("Ref", "NHS No", "Forename", "Surname", "DOB", "Postcode", "Received")
PEOPLE = [
    dict(zip(HEADINGS, row, strict=True))
    for row in (
        ("R1", NUMBERS[0], "Ann", "Lee", "01/02/1990", "S10 1AA", "2024-03-01"),
        ("R2", NUMBERS[1], "Bea", "Moss", "02/03/1991", "ls11aa", "2024-03-02"),
        ("R3", "1234567890", "Cy", "Nye", "03/04/1992", "ZZ1 1ZZ", "2024-03-03"),
        ("R4", "", "", "", "", "", "2024-03-04"),
    )
]
ALL = Identifiers("NHS No", ("Forename", "Surname"), "DOB", "Postcode")


def written(path: Path, rows=None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame(PEOPLE if rows is None else rows)
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(list(table.columns))
        for row in table.to_dict("records"):
            number = str(row["NHS No"]).replace(" ", "")
            row["NHS No"] = int(number) if number else None
            book.active.append(list(row.values()))
        book.save(path)
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_csv(path, index=False)
    return path


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "keys" / "shared.key"
    path.parent.mkdir()
    path.write_text(SECRET + "\n")
    path.chmod(0o600)
    return key_in(path)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_pseudonym_is_an_hmac_of_the_number_alone(tmp_path, key):
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, ALL)
    plain = hmac.new(SECRET.encode(), f"nhs number:{NUMBERS[0]}".encode(), hashlib.sha256).hexdigest()
    rows = read(done.path)
    assert rows[0]["person_id"] == "n" + plain[:32]
    assert list(rows[0]) == ["person_id", "id_domain", "Ref", "Received"]
    assert [row["Ref"] for row in rows] == ["R1", "R2", "R3", "R4"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_two_organisations_with_one_key_give_a_person_one_pseudonym(tmp_path, key, form):
    one = pseudonymise(written(tmp_path / "one.csv"), tmp_path / "a.csv", key, ALL)
    renamed = [{"Id": row["Ref"], "NHS No": row["NHS No"].replace(" ", ""), "Tel": ""} for row in reversed(PEOPLE)]
    other = pseudonymise(
        written(tmp_path / f"other.{form}", renamed), tmp_path / "b.csv", key, Identifiers("NHS No", drop=("Tel",))
    )
    first, second = read(one.path), read(other.path)
    assert {row["id_domain"] for row in first} == {row["id_domain"] for row in second}
    ours = {row["Ref"]: row["person_id"] for row in first}
    theirs = {row["Id"]: row["person_id"] for row in second}
    assert (ours["R1"], ours["R2"]) == (theirs["R1"], theirs["R2"])
    assert ours["R4"] != theirs["R4"]  # nothing is known of either


def test_another_key_gives_other_pseudonyms_and_another_domain(tmp_path, key):
    other = key_in(tmp_path / "other.key")
    source = written(tmp_path / "in.csv")
    one = read(pseudonymise(source, tmp_path / "one.csv", key, ALL).path)
    two = read(pseudonymise(source, tmp_path / "two.csv", other, ALL).path)
    assert not {row["person_id"] for row in one} & {row["person_id"] for row in two}
    assert one[0]["id_domain"] != two[0]["id_domain"]


def test_a_row_without_a_valid_number_goes_by_name_and_birth_and_one_without_either_stands_alone(tmp_path, key):
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, ALL)
    assert [row["person_id"][0] for row in read(done.path)] == ["n", "n", "w", "u"]
    said = "\n".join(done.lines)
    assert "4 rows read" in said
    assert "2 by NHS number, 1 by name and date of birth" in said
    assert "weaker" in said
    assert "1 NHS numbers are not valid (row 4)" in said
    assert "1 rows have nothing usable, so each stands as a person of its own (row 5)" in said


def test_nothing_of_a_person_and_nothing_of_the_key_is_said_or_written(tmp_path, key):
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, ALL)
    everything = "\n".join(done.lines) + done.path.read_text() + repr(key)
    values = {value for row in PEOPLE for name, value in row.items() if name not in ("Ref", "Received") and value}
    assert [value for value in (*values, SECRET, str(tmp_path)) if value in everything] == []


# The key


def test_a_key_is_made_for_its_owner_alone_and_used_again(tmp_path):
    made = key_in(tmp_path / "new.key")
    again = key_in(tmp_path / "new.key")
    assert (made.made, again.made, made.secret) == (True, False, again.secret)
    assert len(made.secret) >= 64
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "new.key").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="no such modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    path = tmp_path / "shared.key"
    path.write_text(SECRET)
    path.chmod(mode)
    with pytest.raises(ExtractError, match="can be read by others"):
        key_in(path)


@pytest.mark.parametrize("content", ["", "short", " " * 60])
def test_what_is_too_short_is_no_key(tmp_path, content):
    path = tmp_path / "shared.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ExtractError, match="no key") as refused:
        key_in(path)
    assert "short" not in str(refused.value).replace("shorter", "")


# What is refused


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Notes", "spoke to mum, NHS 943 476 5919", "an NHS number"),
        ("Number", "9434765919", "an NHS number"),
        ("Notes", "moved to s10 1aa last week", "a postcode"),
        ("Area", "M11AA", "a postcode"),
        ("Day", "04/05/1988", "a date of birth"),
        ("Mother's date of birth", "", "a date of birth by its heading"),
        ("PatientSurname", "x", "a name by its heading"),
        ("E-mail", "", "an address by its heading"),
    ],
)
def test_a_column_left_that_looks_like_an_identifier_refuses_the_file(tmp_path, key, column, value, words):
    rows = [*({column: ""} | row for row in PEOPLE[:2]), PEOPLE[2] | {column: value}]
    with pytest.raises(ExtractError, match=words) as refused:
        pseudonymise(written(tmp_path / "in.csv", rows), tmp_path / "out.csv", key, ALL)
    assert not value or value not in str(refused.value)
    assert "row 4" in str(refused.value) or "by its heading" in str(refused.value)
    assert not (tmp_path / "out.csv").exists()
    dropped = Identifiers("NHS No", ("Forename", "Surname"), "DOB", "Postcode", drop=(column,))
    assert pseudonymise(written(tmp_path / "in.csv", rows), tmp_path / "out.csv", key, dropped).path.exists()


def test_everything_wrong_is_said_at_once(tmp_path, key):
    (tmp_path / "out.csv").write_text("kept")
    asked = Identifiers("NHS Number", ("Forename",), "", drop=("Phone",))
    with pytest.raises(ExtractError) as refused:
        pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, asked)
    for words in ("no column 'NHS Number'", "no column 'Phone'", "give both", "out.csv exists already"):
        assert words in str(refused.value)
    assert (tmp_path / "out.csv").read_text() == "kept"


def test_a_file_that_is_not_there_is_a_sentence(tmp_path, key):
    with pytest.raises(ExtractError, match=r"none\.csv cannot be read \(No such file"):
        pseudonymise(tmp_path / "none.csv", tmp_path / "out.csv", key, ALL)


def test_what_is_written_is_for_its_owner_alone_and_as_parquet_too(tmp_path, key):
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.parquet", key, ALL)
    assert pd.read_parquet(done.path).columns.tolist() == ["person_id", "id_domain", "Ref", "Received"]
    if os.name != "nt":
        assert stat.S_IMODE(done.path.stat().st_mode) == 0o600


def test_another_id_becomes_a_pseudonym_where_it_stands_and_a_mothers_number_is_her_own(tmp_path, key):
    rows = [row | {"Mother": NUMBERS[0] if row["Ref"] == "R2" else "L-7"} for row in PEOPLE]
    asked = Identifiers("NHS No", ("Forename", "Surname"), "DOB", "Postcode", also=("Mother",))
    made = read(pseudonymise(written(tmp_path / "in.csv", rows), tmp_path / "out.csv", key, asked).path)
    assert made[1]["Mother"] == made[0]["person_id"]
    assert made[0]["Mother"] == made[2]["Mother"] != "L-7"


# Where a family lives

DIRECTORY = [
    {"pcd7": "S10 1AA", "lsoa11": "E01000011", "lsoa21": "E01000021", "oslaua": "E08000019"},
    {"pcd7": "LS1 1AA", "lsoa11": "E01000012", "lsoa21": "E01000022", "oslaua": "E08000035"},
    {"pcd7": "B1  1AA", "lsoa11": "E01000013", "lsoa21": "", "oslaua": "E08000025"},
]
PLACES = [{"place": "Sheffield", "system": "South Yorkshire", "lad_codes": "E08000039"}]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_postcode_becomes_the_newer_lsoa_of_a_directory(tmp_path, key, form):
    look_up = written(tmp_path / f"onspd.{form}", DIRECTORY)
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, ALL, Residence(look_up))
    assert [row["lsoa"] for row in read(done.path)] == ["E01000021", "E01000022", "", ""]
    said = "\n".join(done.lines)
    assert f"2 postcodes are in onspd.{form} (pcd7 to lsoa21)" in said
    assert "1 postcodes are not (row 4)" in said
    assert "1 rows have no postcode" in said


def test_a_directory_with_other_headings_is_read_when_they_are_named(tmp_path, key):
    look_up = written(tmp_path / "ours.csv", [{"Code postal": "s101aa", "Area": "E01000021"}])
    source = written(tmp_path / "in.csv")
    with pytest.raises(ExtractError, match=r"ours\.csv has no column .*Name the two"):
        pseudonymise(source, tmp_path / "out.csv", key, ALL, Residence(look_up))
    named = Residence(look_up, "Code postal", "Area")
    assert read(pseudonymise(source, tmp_path / "out.csv", key, ALL, named).path)[0]["lsoa"] == "E01000021"


def test_the_place_follows_from_the_lsoa_and_who_lives_elsewhere_is_outside(tmp_path, key):
    look_up, places = written(tmp_path / "onspd.csv", DIRECTORY), written(tmp_path / "places.csv", PLACES)
    residence = Residence(look_up, places=places, otherwise="Sheffield")
    done = pseudonymise(written(tmp_path / "in.csv"), tmp_path / "out.csv", key, ALL, residence)
    assert [row["place"] for row in read(done.path)] == ["Sheffield", "Outside", "Sheffield", "Sheffield"]
    said = "\n".join(done.lines)
    assert "2 rows have a Place by their LSOA, 1 of them Outside" in said
    assert "2 rows keep the Place that is given for those not known" in said
    assert "must list 'Outside', in a system of its own" in said


def test_the_district_may_come_from_a_look_up_of_its_own_and_the_lsoa_from_the_file(tmp_path, key):
    rows = [row | {"LSOA": lsoa} for row, lsoa in zip(PEOPLE, ("e01000021", "E01000022", "", ""), strict=True)]
    rows_of = {"E01000021": "E08000019", "E01000022": "E08000035"}
    look_up = [{"lsoa21_code": lsoa, "ltla24_code": district} for lsoa, district in rows_of.items()]
    districts = written(tmp_path / "lsoa_ltla.csv", look_up)
    asked = Identifiers("NHS No", ("Forename", "Surname"), "DOB", lsoa="LSOA", drop=("Postcode",))
    residence = Residence(districts=districts, places=written(tmp_path / "places.csv", PLACES))
    done = pseudonymise(written(tmp_path / "in.csv", rows), tmp_path / "out.csv", key, asked, residence)
    assert [row["place"] for row in read(done.path)] == ["Sheffield", "Outside", "", ""]
    assert "2 rows have no Place (rows 4, 5): give one for them" in "\n".join(done.lines)


def test_the_command_makes_a_key_says_so_and_ends_well_or_refused(tmp_path):
    source = written(tmp_path / "in.csv")
    asked = ["pseudonymise", str(source), "--out", str(tmp_path / "out.csv"), "--key", str(tmp_path / "shared.key")]
    asked += ["--nhs-number", "NHS No", "--name", "Forename", "--name", "Surname", "--born", "DOB"]
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 2
    assert "'Postcode' looks like a postcode" in refused.output
    done = CliRunner().invoke(app, [*asked, "--postcode", "Postcode"])
    assert done.exit_code == 0, done.output
    secret = (tmp_path / "shared.key").read_text().strip()
    assert "A key was made: shared.key" in refused.output
    assert "Written: out.csv, 4 rows" in done.output
    assert secret not in refused.output + done.output + (tmp_path / "out.csv").read_text()
