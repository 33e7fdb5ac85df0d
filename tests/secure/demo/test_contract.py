"""The demonstration extracts keep their contracts to the letter, checked in plain Python: nothing to quarantine."""

import csv
import re
import tomllib
from datetime import date

import pytest

from pimh_data.contracts import CONTRACTS

EXTRACT_DATE = "2025-03-31"
WRITTEN = ("places", "services", "referrals", "contacts", "scores", "population", "system_work", "feedback")


@pytest.fixture(scope="module")
def columns(demo_folder):
    """For each extract its columns, as lists of text."""
    found = {}
    for name in WRITTEN:
        with (demo_folder(1) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            heading = next(reader)
            rows = list(reader)
        assert {len(row) for row in rows} == {len(heading)}
        found[name] = dict(zip(heading, map(list, zip(*rows, strict=True)), strict=True))
    return found


@pytest.mark.parametrize("name", WRITTEN)
def test_headings_are_the_contracts_and_none_that_is_needed_is_missing(columns, name):
    contract = CONTRACTS[name]
    known = [column.name for column in contract.columns]
    needed = {column.name for column in contract.columns if not column.optional}
    assert needed <= set(columns[name]) <= set(known)
    assert list(columns[name]) == [heading for heading in known if heading in columns[name]]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_cell_has_its_type_and_an_allowed_value(columns, name):
    wrong = []
    for column in CONTRACTS[name].columns:
        for value in set(columns[name].get(column.name, [])):
            if value == "":
                right = column.blank
            elif column.kind == "date":
                right = date.fromisoformat(value).isoformat() == value and (column.future or value <= EXTRACT_DATE)
            elif column.kind == "id":
                right = re.fullmatch(r"[A-Z]\d{7}", value)
            elif column.kind in ("integer", "number"):
                pattern = r"\d+" if column.kind == "integer" else r"\d+(\.\d+)?"
                low = float("-inf") if column.low is None else column.low
                high = float("inf") if column.high is None else column.high
                right = re.fullmatch(pattern, value) and low <= float(value) <= high
            elif column.kind == "codes":
                right = set(value.split(";")) <= set(column.allowed)
            else:
                right = value == value.strip() and (not column.allowed or value in column.allowed)
            if not right:
                wrong.append((column.name, value))
    assert wrong == []


@pytest.mark.parametrize("name", WRITTEN)
def test_keys_are_unique_and_references_stand_where_the_contract_says(columns, name):
    contract = CONTRACTS[name]
    if contract.key:
        keys = list(zip(*(columns[name][column] for column in contract.key), strict=True))
        assert len(set(keys)) == len(keys)
    for column in contract.columns:
        if column.known:
            extract, other = column.known.split(".")
            assert set(columns[name][column.name]) <= set(columns[extract][other])


def test_every_service_of_a_referral_is_one_of_its_place_and_had_started(columns):
    services, referrals = columns["services"], columns["referrals"]
    started = dict(zip(zip(services["place"], services["service"], strict=True), services["started"], strict=True))
    first = {}
    for place, service, received in zip(*(referrals[c] for c in ("place", "service", "received")), strict=True):
        first[place, service] = min(received, first.get((place, service), received))
    assert set(first) == set(started)
    assert [offer for offer, received in first.items() if received < started[offer]] == []


def test_dates_are_in_order(columns):
    referrals = columns["referrals"]
    assert min(referrals["received"]) == "2020-04-01"
    assert max(referrals["received"]) == EXTRACT_DATE
    for earlier, later in CONTRACTS["referrals"].orders:
        pairs = zip(referrals[earlier], referrals[later], strict=True)
        assert not [pair for pair in pairs if all(pair) and pair[0] > pair[1]]


def test_contacts_and_scores_lie_within_their_referral(columns):
    referrals, contacts, scores = columns["referrals"], columns["contacts"], columns["scores"]
    received = dict(zip(referrals["referral_id"], referrals["received"], strict=True))
    closed = dict(zip(referrals["referral_id"], (day or EXTRACT_DATE for day in referrals["closed"]), strict=True))
    for referral, day in zip(contacts["referral_id"], contacts["date"], strict=True):
        assert received[referral] <= day <= closed[referral]
    rows = zip(contacts["referral_id"], contacts["date"], contacts["status"], strict=True)
    attended = {(referral, day) for referral, day, status in rows if status == "attended"}
    scored = set(zip(scores["referral_id"], scores["assessed"], strict=True))
    at_referral = {(referral, day) for referral, day in scored if day == received[referral]}
    assert scored <= attended | at_referral
    assert 0.02 < len(at_referral - attended) / len(scored) < 0.15


def test_what_a_referral_says_of_its_contacts_is_what_the_contacts_say(columns):
    referrals, contacts = columns["referrals"], columns["contacts"]
    counts = {status: dict.fromkeys(referrals["referral_id"], 0) for status in ("attended", "missed", "cancelled")}
    first = dict.fromkeys(referrals["referral_id"], "")
    for referral, day, status in zip(*(contacts[c] for c in ("referral_id", "date", "status")), strict=True):
        counts[status][referral] += 1
        if status == "attended":
            first[referral] = min(day, first[referral] or day)
    said = zip(
        *(referrals[c] for c in ("referral_id", "contacts_attended", "contacts_missed", "first_contact")), strict=True
    )
    for referral, attended, missed, day in said:
        assert (int(attended), int(missed), day) == (
            counts["attended"][referral],
            counts["missed"][referral],
            first[referral],
        )


def test_the_settings_say_that_the_data_are_synthetic(demo_folder):
    settings = tomllib.loads((demo_folder(1) / "extract.toml").read_text(encoding="utf-8"))
    assert settings == {
        "synthetic": True,
        "site": "Demonstration programmes",
        "extract_date": date(2025, 3, 31),
        "allowed_share": 0.01,
        "quarantine_days": 30,
        "case_studies": ["Sheffield", "North West Coast", "Wessex"],
    }


def test_denominators_are_the_published_ones_and_each_names_its_source(columns):
    population = columns["population"]
    rows = [dict(zip(population, row, strict=True)) for row in zip(*population.values(), strict=True)]
    decile_1 = [
        r["count"]
        for r in rows
        if (r["place"], r["basis"], r["imd_decile"], r["year"]) == ("Sheffield", "aged 0", "1", "2020")
    ]
    total = {
        r["year"]: r["count"] for r in rows if (r["place"], r["basis"], r["imd_decile"]) == ("Sheffield", "aged 0", "")
    }
    assert (decile_1, total) == (["1902"], {"2020": "5922", "2023": "5698"})
    assert len([r for r in rows if r["basis"] == "residents"]) == 21 * 19
    assert len([r for r in rows if r["imd_decile"]]) == 21 * 10 * 2
    parental = [r for r in rows if r["basis"] == "residents aged 16 to 49"]
    assert len(parental) == 21 * 19
    assert all(r["source"].startswith("Made up for the demonstration") for r in parental)
    published = [r for r in rows if r["basis"] != "residents aged 16 to 49"]
    assert all("ONS" in r["source"] and "/" not in r["source"] for r in published)
    assert {r["imd_version"] for r in rows if r["imd_decile"]} == {"2019"}


def test_start_for_life_is_a_bundle_whose_money_ends_with_the_data(columns):
    services = columns["services"]
    rows = [dict(zip(services, row, strict=True)) for row in zip(*services.values(), strict=True)]
    funded = {r["service"] for r in rows if r["bundles"] == "Start for Life funded" and r["place"] == "Sheffield"}
    assert len(funded) == 6
    assert {r["funding_ends"] for r in rows if r["bundles"]} == {EXTRACT_DATE}
    assert {r["place"] for r in rows if r["bundles"]} < {r["place"] for r in rows}
    assert {r["service"] for r in rows if r["specialist_access"] == "yes"} == {"Specialist perinatal community team"}
    assert len([r for r in rows if r["place"] == "Sheffield"]) == 8
