"""The keys of people: made of a secret that only its owner reads, summed beside every count of those they belong to."""

import hashlib
import hmac
import os
import stat
from pathlib import Path

import pyarrow as pa
import pytest
from extracts_of_three_services import referrals, services, write
from recount import key_of

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import CUBES
from pimh_data.registry.disclosure import THINGS
from pimh_data.secure import statements
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.covered import covered
from pimh_data.secure.cubes.build import build_cubes
from pimh_data.secure.cubes.coding import Coded, coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.cubes.views import views
from pimh_data.secure.engine import connected
from pimh_data.secure.episodes import episodes
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.person_keys import KEYS, persons, rounding_key
from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.settings import read_settings

SECRET = Key(b"a secret of the site, of no use elsewhere")
YEAR = "2023/24"
CLOSED = {"closed": "2024-09-30", "closure_reason": "completed"}
ROWS = [row | (CLOSED if number % 3 else {}) for number, row in enumerate(referrals())]
MONTHS = {"2024-02-10": "attended", "2024-02-20": "missed", "2024-04-10": "attended"}
CONTACTS = [
    {"referral_id": row["referral_id"], "date": day, "mode": "video", "status": status}
    for row in ROWS
    for day, status in MONTHS.items()
]
SCORES = [
    {"referral_id": row["referral_id"], "measure": "GAD-7", "scale": "", "respondent": "parent", "assessed": day}
    | {"score": str(score - int(row["person_id"][1:]) % 7)}
    for row in ROWS
    for day, score in (("2024-02-10", 15), ("2024-04-10", 9))
]


def counted_from(folder: Path, key: Key) -> Coded:
    write(folder, referrals=ROWS, contacts=CONTACTS, scores=SCORES, services=services(specialist_access="yes"))
    connection = connected()
    checks = check_extracts(folder, read_settings(folder), connection)
    seen_from = views(checks)
    rows = episodes(checks, seen_from, connection, key)
    return coded(Source(checks, rows, seen_from, covered(checks), connection))


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Coded:
    return counted_from(tmp_path_factory.mktemp("keyed"), SECRET)


@pytest.fixture(scope="module")
def cubes(people: Coded) -> dict:
    return dict(build_cubes(people))


def of(persons: set[str]) -> int:
    """The sum of their keys, worked out with nothing of the project."""
    text = (f"round:local\0{person}".encode() for person in persons)
    return sum(int(hmac.new(SECRET.secret, one, hashlib.sha256).hexdigest()[:8], 16) for one in text) % KEYS


def people_of(where: set[str], service: str | None, has=lambda row: True) -> set[str]:
    return {
        row["person_id"] for row in ROWS if row["place"] in where and service in (None, row["service"]) and has(row)
    }


WHERES = {"Sheffield": {"Sheffield"}, "Barnsley": {"Barnsley"}, "South Yorkshire": {"Sheffield", "Barnsley"}}
CELLS = [(where, service) for where in WHERES for service in ("All services", "Light")]


@pytest.mark.parametrize(("where", "service"), CELLS)
def test_the_keys_of_those_counted_are_summed_once_a_person(cubes, where, service):
    named = None if service == "All services" else service
    everyone, closed = people_of(WHERES[where], named), people_of(WHERES[where], named, lambda row: bool(row["closed"]))
    for cube, count, period, who in (
        ("pathway", "referred", YEAR, everyone),
        ("activity", "people_seen", YEAR, everyone),
        ("contacts", "people", YEAR, everyone),
        ("caseload", "closed_completed", "Since the service started", closed),
        ("first_contacts", "people", YEAR, everyone),
        ("waits", "seen_within_18_weeks", YEAR, everyone),
    ):
        table = cubes[cube]
        row = table[(table["where"] == where) & (table.service == service) & (table.period == period)]
        row = row[row.dimension == "all"].iloc[0]
        assert (row[count], row[f"{count}_key"]) == (len(who), of(who)), cube


def test_of_outcomes_too(people):
    table = count_outcomes(people, {}).table
    names = people.source.views.names.set_index("view")
    table = table[(table["view"].map(names["where"]) == "Sheffield") & (table["view"].map(names.service) == "Light")]
    table = table[(table.period == "Since the service started") & (table.dimension == "all")]
    row = table[(table.measure == "GAD-7") & (table.courses == "All courses")].iloc[0]
    who = people_of({"Sheffield"}, "Light", lambda row: bool(row["closed"]))
    assert (row.eligible, row.eligible_key) == (len(who), of(who))
    assert (row.paired, row.paired_key) == (len(who), of(who))
    parts = (row[f"{name}_0_key"] for name in ("improved", "deteriorated", "no_reliable_change"))
    assert sum(parts) % KEYS == row.paired_key


def test_events_and_things_have_no_keys_and_every_other_count_has(cubes):
    for cube, table in cubes.items():
        people = [] if cube in THINGS else [name for name in CUBES[cube].counts if name not in CUBES[cube].events]
        assert [name for name in table if name.endswith("_key")] == [f"{name}_key" for name in people], cube


def test_the_secret_stands_in_no_statement(tmp_path, monkeypatch):
    said: list[str] = []
    ran = statements.ran
    monkeypatch.setattr(statements, "ran", lambda connection, query: said.append(query) or ran(connection, query))
    list(build_cubes(counted_from(tmp_path, SECRET)))
    assert said
    assert not [query for query in said if SECRET.secret.decode() in query or SECRET.secret.hex() in query]


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    made, again = rounding_key(tmp_path), rounding_key(tmp_path)
    (file,) = tmp_path.iterdir()
    assert made.secret == again.secret
    assert made.secret.decode() not in repr(made)
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)
        with pytest.raises(ExtractError, match="chmod 600"):
            rounding_key(tmp_path)


PEOPLE = [("local", "P1"), ("other", "P1"), ("local", "P2"), ("ä", "Zoë"), ("", "'; drop")]


def keys_of(secret: bytes) -> dict[tuple[str, str], int]:
    """The key of each of PEOPLE, the first of whom has two referrals."""
    domains, ids = zip(*PEOPLE, PEOPLE[0], strict=True)
    connection = connected()
    rows = pa.table({"id_domain": domains, "person_id": ids, ROW: range(len(ids))})
    made = persons(connection.create_table("referred", rows), Key(secret), connection).to_pyarrow().to_pylist()
    return {(one["id_domain"], one["person_id"]): one["key"] for one in made}


@pytest.mark.parametrize("secret", [SECRET.secret, b"longer than a block of SHA-256 " * 4])
def test_a_key_is_32_bits_of_hmac_of_the_person_in_their_domain(secret: bytes):
    assert keys_of(secret) == {
        (domain, person): key_of({"id_domain": domain, "person_id": person}, secret) for domain, person in PEOPLE
    }


def test_a_person_of_another_domain_or_another_secret_has_another_key():
    keys = [
        key for secret in (SECRET.secret, b"another secret, of another site....") for key in keys_of(secret).values()
    ]
    assert len(set(keys)) == 2 * len(PEOPLE)
    assert all(0 <= key < KEYS for key in keys)
