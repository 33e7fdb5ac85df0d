"""Words in the contract's own form are taken whatever their case; those that do not fit are said where they may be."""

from pathlib import Path

import pytest
from extracts import SERVICES, referral, write_csv, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings

runner = CliRunner()
SERVICE = SERVICES[0]
PLACE = {"place": "Sheffield", "system": "South Yorkshire", "lad_codes": "E08000019"}


def accepted(folder: Path, extract: str, column: str) -> list:
    checks = check_extracts(folder, read_settings(folder), connected())
    return checks.extracts[extract].accepted.order_by("row")[column].to_pyarrow().to_pylist()


def checked(folder: Path) -> str:
    return runner.invoke(app, ["check", str(folder)]).output


@pytest.mark.parametrize(
    ("written", "read"), [("No", "no"), (" NO ", "no"), ("FALSE", "no"), ("True", "yes"), ("Y", "yes"), ("no", "no")]
)
def test_yes_and_no_are_known_however_a_spreadsheet_writes_them(tmp_path, written, read):
    write_extracts(tmp_path, [referral()], services=[SERVICE | {"specialist_access": written}])
    assert accepted(tmp_path, "services", "specialist_access") == [read]


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        ("source", "HEALTH  VISITOR", "health visitor"),
        ("decision", " Accepted", "accepted"),
        ("parent_role", "Mother or\u00a0birthing parent", "mother or birthing parent"),
        ("stage", "Antenatal", "antenatal"),
        ("plus_groups", "Baby Loss;  interpreter  needed", "baby loss; interpreter needed"),
        ("place", "SHEFFIELD", "Sheffield"),
        ("service", "light ", "Light"),
    ],
)
def test_the_contracts_own_words_are_taken_whatever_their_case_and_spaces(tmp_path, column, written, read):
    write_extracts(tmp_path, [referral(**{column: written})])
    assert accepted(tmp_path, "referrals", column) == [read]


def test_a_word_that_is_none_stays_as_it_is_and_is_refused(tmp_path):
    write_extracts(tmp_path, [referral(), referral(2, plus_groups="baby loss; twins")])
    assert accepted(tmp_path, "referrals", "referral_id") == ["R1"]


def test_what_does_not_fit_in_a_list_of_services_is_printed_and_of_few_people_is_not(tmp_path):
    services = [SERVICE, SERVICE | {"service": "Dads", "specialist_access": "Nope", "started": "1 April"}]
    write_extracts(tmp_path, [referral(), referral(2, source="Aunt Ann")], services=services)
    output = checked(tmp_path)
    assert "'specialist_access' is not one of: yes, no. It says 'Nope' (1 row)." in output
    assert "It says '1 April' (1 row)." in output
    assert "Aunt" not in output


@pytest.mark.parametrize(
    ("written", "read"),
    [("charity", "VCSE"), ("Local Authority", "council"), ("nhs", "NHS"), ("Voluntary sector", "Voluntary sector")],
)
def test_usual_words_for_a_sector_are_one(tmp_path, written, read):
    write_extracts(tmp_path, [referral()], services=[SERVICE | {"sector": written}])
    assert accepted(tmp_path, "services", "sector") == [read]
    assert "Look first" not in checked(tmp_path)


def test_a_sector_that_is_none_of_those_known_is_said_first(tmp_path):
    write_extracts(tmp_path, [referral()], services=[SERVICE | {"sector": "Zebra"}])
    assert "Look first: services: 'sector' reads 'Zebra' (1 row), which is none of NHS, council" in checked(tmp_path)


@pytest.mark.parametrize(
    ("place", "codes", "said"),
    [
        ("Lambeth", "E09000032", "Lambeth is given Wandsworth's code E09000032; Lambeth's is E09000022"),
        ("leeds", "E08000032; E08000033", "leeds is given Bradford's code E08000032 and Calderdale's code E08000033"),
        ("Lambeth", "E09000022; E09000032", ""),
        ("North of the river", "E09000032", ""),
    ],
)
def test_a_place_called_like_one_district_with_anothers_code_is_said_first(tmp_path, place, codes, said):
    rows = [referral(number, place=place) for number in range(20)]
    write_extracts(tmp_path, rows, services=[SERVICE | {"place": place}])
    write_csv(tmp_path / "places.csv", [PLACE | {"place": place, "lad_codes": codes}])
    output = checked(tmp_path)
    assert (f"Look first: places: {said}" in output) == bool(said)
    assert ("is given" in output) == bool(said)


def test_a_service_misspelt_in_its_list_is_offered_by_its_nearest_name_and_both_ways(tmp_path):
    services = [SERVICE | {"service": "Peer suport"}, SERVICE | {"service": "Dads"}]
    write_extracts(tmp_path, [referral(number, service="Peer support") for number in range(6)], services=services)
    output = checked(tmp_path)
    assert "It says 'Peer support' (6 rows; most like 'Peer suport')." in output
    assert "Where the name is right here, write it so in the services extract." in output


LAMBETH = {"place": "Lambeth", "system": "South East London", "lad_codes": "E09000022"}


def of_two_places(folder: Path, in_lambeth: str, there: int = 6) -> str:
    """What is said where Light is listed in Sheffield, and under another name, or not at all, in Lambeth."""
    services = [SERVICE, SERVICE | {"place": "Lambeth", "service": in_lambeth}]
    rows = [referral(number, place="Lambeth" if number < there else "Sheffield") for number in range(20)]
    return checked(write_extracts(folder, rows, places=[PLACE, LAMBETH], services=services))


def test_a_service_misspelt_in_one_of_two_places_is_named_with_the_name_that_nobody_uses(tmp_path):
    output = of_two_places(tmp_path, "Lihgt")
    said = "Look first: 6 referrals name 'Light' in Lambeth, and the services extract does not list it there; it has "
    assert f"{said}'Lihgt' in Lambeth, which no referral names" in output
    assert "most like 'Light'" not in output
    assert "It says 'Light' (6 rows). List it for that Place in the services extract, or mend the Place." in output


def test_a_service_that_a_place_does_not_have_is_named_with_that_place(tmp_path):
    assert "it there, though it does elsewhere: list it for Lambeth, or mend the Place" in of_two_places(
        tmp_path, "Sun"
    )


def test_a_service_of_few_referrals_in_a_place_is_not_named(tmp_path):
    assert "referrals name" not in of_two_places(tmp_path, "Lihgt", there=4)
