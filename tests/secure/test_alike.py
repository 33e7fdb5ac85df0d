"""What is probably one thing and does not say the same: counted as it stands, warned of with its rows, never merged."""

from pathlib import Path

import pytest
from extracts import PLACES, SERVICES, referral, write_extracts
from test_doubts import check, refused

from pimh_data.secure.warned import warnings_of

CONTACT = {"referral_id": "R1", "date": "2024-02-01", "mode": "video", "status": "attended"}
BUT_FOR = "is the same as another row but for a blank {!r}: counted as a further one"
SAME_DAY = "is of the same referral and day as an earlier row, with another mode or status: counted too"
SPELLED = "{!r} differs from another only in case or spaces: shown as another one"


def warned(folder: Path, extract: str, **tables: list[dict[str, str]]) -> dict[str, tuple[int, ...]]:
    """Reason -> the rows warned of, of a folder with these tables; none of it is lost or merged."""
    checks = check(write_extracts(folder, **tables))
    count = checks.extracts[extract].count
    assert (count.accepted, count.copies) == (count.read, 0)
    return {one.reason: one.first for one in warnings_of(checks.extracts[extract], checks, 20)}


def days(*rows: dict[str, str], referrals: int = 10) -> dict[str, list[dict[str, str]]]:
    """Ten referrals with a contact each on another day, and some rows more."""
    each = [CONTACT | {"referral_id": f"R{number}", "date": "2024-03-01"} for number in range(referrals)]
    return {"referrals": [referral(number) for number in range(referrals)], "contacts": [*each, *rows]}


def test_every_contact_twice_the_second_without_its_mode_is_warned_of(tmp_path):
    tables = days()
    tables["contacts"] += [row | {"mode": ""} for row in tables["contacts"]]
    assert warned(tmp_path, "contacts", **tables)[BUT_FOR.format("mode")] == tuple(range(12, 22))


@pytest.mark.parametrize(("first", "second"), [("", "video"), ("telephone", "   ")])
def test_which_of_the_two_lacks_it_does_not_matter(tmp_path, first, second):
    rows = [CONTACT | {"mode": first}, CONTACT | {"mode": second}]
    assert warned(tmp_path, "contacts", **days(*rows))[BUT_FOR.format("mode")] == (12 if not first else 13,)


def test_contacts_of_another_day_or_status_are_others(tmp_path):
    rows = [CONTACT, CONTACT | {"mode": "", "status": "missed"}, CONTACT | {"mode": "", "date": "2024-02-02"}]
    assert BUT_FOR.format("mode") not in warned(tmp_path, "contacts", **days(*rows))


@pytest.mark.parametrize(
    "other", [{"mode": "telephone"}, {"status": "missed"}, {"status": "cancelled", "mode": "text"}]
)
def test_a_tenth_of_contacts_on_a_day_that_has_one_already_is_warned_of_and_fewer_are_usual(tmp_path, other):
    twice = days(*[CONTACT | {"referral_id": f"R{n}"} | change for n in (1, 2) for change in ({}, other)])
    assert warned(tmp_path / "many", "contacts", **twice)[SAME_DAY] == (13, 15)
    once = days(CONTACT, CONTACT | other, referrals=12)
    assert SAME_DAY not in warned(tmp_path / "one", "contacts", **once)


def test_work_with_the_system_is_compared_likewise(tmp_path):
    work = {"date": "2024-06-03", "place": "Sheffield", "service": "Light", "kind": "consultation"}
    rows = [work | {"audience": a, "attendees": n} for a, n in (("visitors", "5"), ("", "5"), ("", "6"))]
    assert warned(tmp_path, "system_work", system_work=rows)[BUT_FOR.format("audience")] == (3,)


NAMES = [
    ("referrals", "hub", ("North East", "north  east", "NORTH EAST")),
    ("referrals", "id_domain", ("Trust", "trust", "TRUST")),
    ("places", "system", ("South Yorkshire", "South\u00a0Yorkshire", "South yorkshire")),
    ("services", "bundles", ("Start for Life; Dads", "start for life", "dads")),
]


@pytest.mark.parametrize(("extract", "column", "names"), NAMES)
def test_names_that_differ_only_in_case_or_spaces_are_warned_of(tmp_path, extract, column, names):
    tables = {
        "referrals": [referral(n) for n in range(3)],
        "places": [PLACES[0] | {"place": name} for name in ("Sheffield", "Leeds", "Hull")],
        "services": [SERVICES[0] | {"service": name} for name in ("Light", "Dim", "Dark")],
    }
    tables[extract] = [row | {column: name} for row, name in zip(tables[extract], names, strict=True)]
    found = warned(tmp_path, extract, **tables)
    assert len(found[SPELLED.format(column)]) == 2


def test_a_hub_of_another_place_is_another_hub(tmp_path):
    places = [PLACES[0], PLACES[0] | {"place": "Leeds"}]
    services = [SERVICES[0], SERVICES[0] | {"place": "Leeds"}]
    rows = [referral(1, hub="North"), referral(2, hub="north", place="Leeds")]
    assert SPELLED.format("hub") not in warned(tmp_path, "referrals", places=places, services=services, referrals=rows)


@pytest.mark.parametrize("other", ["sheffield", "SHEFFIELD", "Sheffield  "])
def test_a_place_that_stands_twice_in_another_spelling_is_refused_both_times(tmp_path, other):
    places = [PLACES[0], PLACES[0] | {"place": other, "system": "Elsewhere"}]
    checks = check(write_extracts(tmp_path, places=places))
    words = "'place' not unique (case and spaces apart): every copy is quarantined"
    assert refused(checks, "places") == {(2, words), (3, words)}
    assert refused(checks) == {(2, "its Place was quarantined in the places extract")}


@pytest.mark.parametrize("other", ["light", "LIGHT", "Light "])
def test_and_so_is_a_service_of_one_place(tmp_path, other):
    services = [SERVICES[0], SERVICES[0] | {"service": other, "wte": "9"}]
    checks = check(write_extracts(tmp_path, services=services))
    assert {row for row, _ in refused(checks, "services")} == {2, 3}
    assert refused(checks) == {(2, "its service was quarantined in the services extract")}
