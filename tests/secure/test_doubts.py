"""Contradictions are refused or warned of, each with its reason, by every way of checking and in its report."""

import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import PLACES, SERVICES, referral, write_csv, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings
from pimh_data.secure.warned import warnings_of

runner = CliRunner()
OPEN = {"first_contact": "", "contacts_attended": "0", "closed": "", "closure_reason": ""}
ENDED = {"closed": "2024-06-01", "closure_reason": "completed"}


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def warned(checks: Checks, extract: str = "referrals") -> set[tuple[str, str, int]]:
    """(column, reason, row) of every warning; rows to six of each."""
    found = warnings_of(checks.extracts[extract], checks, 6)
    assert all(one.rows == len(one.first) for one in found)
    return {(one.column, one.reason, row) for one in found for row in one.first}


def refused(checks: Checks, extract: str = "referrals") -> set[tuple[int, str]]:
    return {(line["row"], line["reason"]) for line in checks.extracts[extract].problems.to_pylist()}


TURNED_AWAY = ("first_contact", "turned away (declined, signposted or withdrawn) and seen: counts as both")
WAITING = ("first_contact", "waiting (no decision yet) and seen: counts as both")
OPEN_WITH_REASON = ("closed", "'closure_reason' is given and 'closed' is not: counts as open")
UNSEEN = ("closure_reason", "'closure_reason' is completed, and nobody was seen")
NO_DAY = ("first_contact", "'contacts_attended' is above 0 and 'first_contact' blank: counts as not seen")
NO_COUNT = ("contacts_attended", "'first_contact' is given and 'contacts_attended' is 0: counts as seen")
KEPT = [
    ({"decision": "declined"}, TURNED_AWAY),
    ({"decision": "signposted"}, TURNED_AWAY),
    ({"decision": "withdrawn"} | ENDED, TURNED_AWAY),
    ({"decision": "waiting"}, WAITING),
    ({"closure_reason": "moved away"}, OPEN_WITH_REASON),
    (OPEN | ENDED, UNSEEN),
    ({"first_contact": "", "contacts_attended": "2"}, NO_DAY),
    ({"contacts_attended": "0"}, NO_COUNT),
]
COHERENT = [
    {},
    ENDED,
    OPEN,
    OPEN | {"decision": "waiting"},
    OPEN | {"decision": "declined", "closed": "2024-01-09"},
    OPEN | {"decision": "withdrawn"},
    OPEN | {"closed": "2024-06-01", "closure_reason": "disengaged"},
    {"contacts_attended": ""},
    {"closed": "2024-06-01"},  # said by service, where many are
]


def test_rows_that_contradict_themselves_are_kept_and_warned_of_each_with_its_reason(tmp_path):
    rows = [referral(number, **changes) for number, (changes, _) in enumerate(KEPT)]
    checks = check(write_extracts(tmp_path, rows))
    assert checks.extracts["referrals"].count.accepted == len(KEPT)
    assert warned(checks) == {(*why, row) for row, (_, why) in enumerate(KEPT, start=2)}


def test_rows_that_hold_together_are_not_warned_of(tmp_path):
    rows = [referral(number, **changes) for number, changes in enumerate(COHERENT)]
    checks = check(write_extracts(tmp_path, rows))
    assert (checks.extracts["referrals"].count.accepted, warned(checks)) == (len(COHERENT), set())


def test_what_no_honest_record_holds_is_refused(tmp_path):
    early = "'received' is before its service started: mend it, or 'started' in the services extract"
    bad = [
        (
            OPEN | {"decision": "waiting", "closed": "2024-02-01"},
            "'closed' is given, and 'decision' is waiting (no decision yet)",
        ),
        ({"received": "2002-01-05"}, early),
        ({"received": "2020-03-31"}, early),
        ({"lsoa": "S10 2TN"}, "'lsoa' is a postcode: bring the LSOA's code, or nothing"),
        ({"lsoa": "s102tn"}, "'lsoa' is a postcode: bring the LSOA's code, or nothing"),
        ({"hub": "S1 2HH"}, "'hub' is a postcode: bring the name of a Family Hub area"),
    ]
    fine = [{"lsoa": "E01007321", "hub": "North"}, {"received": "2020-04-01"}, {"lsoa": "W01000001", "hub": "S10"}]
    shared = {"lsoa": "", "hub": ""}
    rows = [referral(number, **(shared | changes)) for number, (changes, _) in enumerate(bad)]
    rows += [referral(100 + number, **(shared | changes)) for number, changes in enumerate(fine)]
    checks = check(write_extracts(tmp_path, rows))
    assert refused(checks) == {(row, reason) for row, (_, reason) in enumerate(bad, start=2)}
    assert checks.extracts["referrals"].count.accepted == len(fine)


def test_funding_that_ends_before_it_starts_is_refused(tmp_path):
    services = [
        SERVICES[0],
        SERVICES[0] | {"service": "Dim", "funding_ends": "2020-03-31"},
        SERVICES[0] | {"service": "Dark", "funding_ends": "01/04/2019"},
        SERVICES[0] | {"service": "Dawn", "funding_ends": "2020-04-01"},
        SERVICES[0] | {"service": "Day", "funding_ends": ""},
    ]
    checks = check(write_extracts(tmp_path, services=services))
    assert refused(checks, "services") == {(row, "'funding_ends' is before 'started'") for row in (3, 4)}


def test_a_district_that_does_not_exist_is_warned_of_and_a_former_one_is_not(tmp_path):
    places = [
        PLACES[0],  # Sheffield's code until 2025
        PLACES[0] | {"place": "Nowhere", "lad_codes": "E08999999"},
        PLACES[0] | {"place": "Half", "lad_codes": "E07000026; E06000099"},  # Allerdale, until 2023
        PLACES[0] | {"place": "Abroad", "lad_codes": "W06000015"},
        PLACES[0] | {"place": "County", "lad_codes": "E10000003"},
        PLACES[0] | {"place": "Not said", "lad_codes": ""},
    ]
    told = ((3, "E08999999"), (4, "E06000099"), (5, "W06000015"))
    words = "'lad_codes' names {}, which is or was no district or county of England"
    checks = check(write_extracts(tmp_path, places=places))
    assert warned(checks, "places") == {("lad_codes", words.format(code), row) for row, code in told}


def test_what_a_referral_says_against_its_contacts_is_warned_of_and_the_contacts_count(tmp_path):
    rows = [
        referral(1, first_contact="2024-02-01", contacts_attended="1", contacts_missed="1"),
        referral(2, first_contact="2024-01-20"),  # the extract says another day, and one contact of four
        referral(3, contacts_attended="", contacts_missed=""),  # never attended
        referral(4, first_contact="", contacts_attended="", contacts_missed="", decision="declined"),
    ]
    days = [("R1", "2024-02-01", "attended"), ("R1", "2024-02-02", "missed"), ("R2", "2024-02-01", "attended")]
    days += [("R3", "2024-02-01", "missed"), ("R4", "2024-02-01", "attended")]
    contacts = [{"referral_id": one, "date": day, "mode": "video", "status": came} for one, day, came in days]
    words = "is not as in the contacts extract, which counts"
    assert warned(check(write_extracts(tmp_path, rows, contacts=contacts))) == {
        ("first_contact", f"'first_contact' {words}", 3),
        ("first_contact", f"'first_contact' {words}", 4),
        ("contacts_attended", f"'contacts_attended' {words}", 3),
        (*TURNED_AWAY, 5),
    }


def test_contacts_and_scores_long_after_closing_are_warned_of(tmp_path):
    rows = [referral(1, **ENDED)]
    days = ("2024-05-01", "2024-09-01", "2024-09-02", "2025-01-01")
    contacts = [{"referral_id": "R1", "date": day, "mode": "video", "status": "attended"} for day in days]
    scores = [{"referral_id": "R1", "measure": "PHQ-9", "assessed": day, "score": "9"} for day in days]
    checks = check(write_extracts(tmp_path, rows, contacts=contacts, scores=scores))
    late = "is over 92 days after the referral was closed"
    assert warned(checks, "contacts") == {("date", f"'date' {late}", row) for row in (4, 5)}
    assert warned(checks, "scores") == {("assessed", f"'assessed' {late}", row) for row in (4, 5)}


def test_feedback_and_work_before_the_service_started_are_warned_of(tmp_path):
    where = {"place": "Sheffield", "service": "Light"}
    feedback = [where | {"date": day, "question": "Well?", "answer": "Yes"} for day in ("2002-06-03", "2020-04-01")]
    work = [where | {"date": "2019-06-03", "kind": "consultation", "audience": "", "attendees": "4"}]
    checks = check(write_extracts(tmp_path, feedback=feedback, system_work=work))
    for extract in ("feedback", "system_work"):
        assert warned(checks, extract) == {("date", "'date' is before the service started", 2)}


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_column_without_a_heading_is_warned_of_where_something_stands_in_it(tmp_path, form):
    folder = write_extracts(tmp_path)
    lines = [[*PLACES[0], "", " "], [*PLACES[0].values(), "left over", " "], ["Leeds", "System", "E08000035", "", ""]]
    (folder / "places.csv").unlink()
    if form == "csv":
        (folder / "places.csv").write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    elif form == "xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(folder / "places.xlsx")
    else:
        columns = [pa.array([line[at] for line in lines[1:]]) for at in range(4)]
        pq.write_table(pa.Table.from_arrays(columns, [*PLACES[0], ""]), folder / "places.parquet")
    words = "column D has no heading, and what stands in it is not read"
    assert warned(check(folder), "places") == {("", words, 2)}


def test_every_way_of_checking_says_the_same_warnings_and_the_report_for_machines_holds_them(tmp_path):
    folder = write_extracts(tmp_path / "extracts", [referral(1), referral(2, decision="declined"), referral(3)])
    where = ["--releases", str(tmp_path / "r"), "--quarantine", str(tmp_path / "q")]
    line = f"  Warning: 1 row kept (row 3): {TURNED_AWAY[1]}."
    for verb in (["check"], ["check", "--quiet"], ["publish", "--dry-run", *where], ["publish", *where]):
        path = tmp_path / f"{len(verb)}{verb[0]}.json"
        result = runner.invoke(app, [*verb, str(folder), "--report", str(path)])
        assert result.exit_code == 0, result.output
        assert line in result.output.splitlines()
        (found,) = [one for one in json.loads(path.read_text())["extracts"] if one["extract"] == "referrals"]
        first = [{"file": "referrals.csv", "sheet": "", "row": 3}]
        column, reason = TURNED_AWAY
        assert found["warnings"] == [{"column": column, "reason": reason, "rows": 1, "first_rows": first, "of": []}]


def test_headings_alone_are_refused_in_every_kind_of_file_and_source_unless_confirmed(tmp_path):
    folder = write_extracts(tmp_path, scores=[{"referral_id": "", "measure": "", "assessed": "", "score": ""}])
    headings = ["date", "place", "service", "question", "answer"]
    book = openpyxl.Workbook()
    book.active.append(headings)
    book.save(folder / "feedback.xlsx")
    pq.write_table(
        pa.table({name: pa.array([], pa.string()) for name in ("referral_id", "date", "mode", "status")}),
        folder / "contacts.parquet",
    )
    settings = (folder / "extract.toml").read_text(encoding="utf-8")
    sources = '[[sources.system_work]]\nname = "{}"\nfiles = "{}.csv"\n[sources.system_work.columns]\n'
    sources += "".join(
        f'"{name}" = "{name}"\n' for name in ("date", "place", "service", "kind", "audience", "attendees")
    )
    settings += sources.format("Old", "Old") + sources.format("New", "New")
    (folder / "extract.toml").write_text(settings, encoding="utf-8")
    work = {
        "date": "2024-06-03",
        "place": "Sheffield",
        "service": "Light",
        "kind": "consultation",
        "audience": "",
        "attendees": "4",
    }
    write_csv(folder / "Old.csv", [work])
    (folder / "New.csv").write_text(",".join(work) + "\n\n , ,\n", encoding="utf-8")
    result = runner.invoke(app, ["check", str(folder)])
    assert result.exit_code == 2
    words = "headings, and no row below them."
    for file, name in (
        ("scores.csv: ", "scores"),
        ("feedback.xlsx: ", "feedback"),
        ("contacts.parquet: ", "contacts"),
        ("New: ", "New"),
    ):
        assert (
            f'{file}{words} Bring its rows, take it away, or where there were none write without_rows = ["{name}"]'
            in result.output
        )
    assert "Old: " not in result.output
    confirmed = 'without_rows = ["scores", "feedback", "contacts", "New"]\n'
    (folder / "extract.toml").write_text(confirmed + settings, encoding="utf-8")
    result = runner.invoke(app, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    assert "feedback.xlsx has no row, as extract.toml says: it counts as not brought" in result.output
    (folder / "extract.toml").write_text('without_rows = ["Newer"]\n' + settings, encoding="utf-8")
    assert (
        "'without_rows' names 'Newer', which is no extract and no source"
        in runner.invoke(app, ["check", str(folder)]).output
    )
