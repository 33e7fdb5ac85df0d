"""Every rule of the contracts, what is refused outright, and that read = accepted + quarantined whatever comes."""

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from extracts import SERVICES, SETTINGS, referral, write_csv, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, above_allowed, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.quarantine import purge_quarantine, write_quarantine
from pimh_data.secure.report import check_lines
from pimh_data.secure.settings import read_settings


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def reasons(checks: Checks, extract: str = "referrals") -> set[tuple[int, str]]:
    problems = checks.extracts[extract].problems
    return set(zip(problems["row"].to_pylist(), problems["reason"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"received": "soon"}, "'received' is not a date (2024-03-31 or 31/03/2024)"),
        ({"received": "2024-02-30"}, "'received' is not a date (2024-03-31 or 31/03/2024)"),
        ({"received": "02/30/2024"}, "'received' is not a date (2024-03-31 or 31/03/2024)"),
        ({"received": "20240105"}, "'received' is not a date (2024-03-31 or 31/03/2024)"),
        ({"received": ""}, "'received' is missing"),
        ({"received": "   "}, "'received' is missing"),
        ({"received": "1899-12-30"}, "'received' is before 1990-01-01"),
        ({"received": "2025-04-01", "first_contact": ""}, "'received' is after the extract date 2025-03-31"),
        ({"first_contact": "2024-01-04"}, "'first_contact' is before 'received'"),
        ({"closed": "2024-01-20"}, "'closed' is before 'first_contact'"),
        ({"place": "Leeds"}, "'place' is not in the places extract"),
        ({"service": "Heavy"}, "'service' is not in the services extract"),
        ({"decision": "perhaps"}, "'decision' is not one of: accepted, signposted, declined, withdrawn, waiting"),
        ({"imd_decile": "0"}, "'imd_decile' is under 1"),
        ({"imd_decile": "11"}, "'imd_decile' is over 10"),
        ({"imd_decile": "1.5"}, "'imd_decile' is not a whole number"),
        ({"imd_decile": "one"}, "'imd_decile' is not a whole number"),
        ({"imd_version": ""}, "'imd_decile' is given without its 'imd_version'"),
        ({"referral_id": ""}, "'referral_id' is missing"),
        ({"person_id": ""}, "'person_id' is missing"),
        ({"contacts_attended": "-1"}, "'contacts_attended' is under 0"),
    ],
)
def test_a_row_that_breaks_a_rule_is_quarantined_with_its_number_and_reason(tmp_path, changes, reason):
    checks = check(write_extracts(tmp_path, [referral(1), referral(2, **changes), referral(3)]))
    assert (3, reason) in reasons(checks)
    count = checks.extracts["referrals"].count
    assert (count.read, count.accepted, count.quarantined) == (3, 2, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"received": "05/01/2024"},
        {"received": "5/1/2024"},
        {"received": "2024-01-05T00:00:00"},
        {"received": "2025-03-31", "first_contact": ""},
        {"ethnicity": ""},
        {"ethnicity": "99"},
        {"plus_groups": "baby loss; interpreter needed"},
        {"imd_decile": "", "imd_version": ""},
        {"imd_decile": "10.0"},
        {"first_contact": "2024-01-05", "closed": "2024-01-05"},
        {"source": "  GP "},
    ],
)
def test_what_the_contract_allows_is_accepted(tmp_path, changes):
    checks = check(write_extracts(tmp_path, [referral(1, **changes)]))
    assert reasons(checks) == set()
    assert checks.extracts["referrals"].count.accepted == 1


def test_day_first_and_iso_dates_mean_the_same_day(tmp_path):
    rows = [referral(1, received="05/01/2024"), referral(2, received="2024-01-05")]
    accepted = check(write_extracts(tmp_path, rows)).extracts["referrals"].accepted
    assert set(accepted.received.to_pyarrow().to_pylist()) == {dt.date(2024, 1, 5)}


def test_everything_wrong_with_a_row_is_said_at_once(tmp_path):
    bad = referral(1, received="never", place="Leeds", decision="x", imd_decile="12")
    assert len(reasons(check(write_extracts(tmp_path, [bad])))) == 4


def test_every_copy_of_a_duplicated_id_is_quarantined(tmp_path):
    checks = check(write_extracts(tmp_path, [referral(1), referral(2), referral(1), referral(1, decision="waiting")]))
    assert {row for row, _ in reasons(checks)} == {2, 4, 5}
    assert checks.extracts["referrals"].count.accepted == 1


def test_rows_that_hang_on_a_quarantined_referral_are_counted_apart(tmp_path):
    contacts = [
        {"referral_id": name, "date": "2024-02-01", "mode": "video", "status": "attended"}
        for name in ("R1", "R2", "R9")
    ]
    checks = check(write_extracts(tmp_path, [referral(1), referral(2, place="Leeds")], contacts=contacts))
    found = checks.extracts["contacts"]
    assert (found.count.read, found.count.accepted, found.count.quarantined, found.orphans) == (3, 1, 2, 1)
    assert reasons(checks, "contacts") == {(3, "its referral was quarantined"), (4, "there is no such referral")}


def test_a_contact_before_its_referral_is_quarantined(tmp_path):
    contacts = [{"referral_id": "R1", "date": "2024-01-04", "mode": "video", "status": "attended"}]
    checks = check(write_extracts(tmp_path, contacts=contacts))
    assert reasons(checks, "contacts") == {(2, "'date' is before the referral was received")}


def test_ragged_and_empty_records_are_accounted_for(tmp_path):
    folder = write_extracts(tmp_path, [referral(1), referral(2)])
    path = folder / "referrals.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1], '"R7","P7"', "", lines[2], "," * lines[0].count(","), ""]))
    found = check(folder).extracts["referrals"]
    assert (found.count.read, found.count.accepted, found.count.quarantined) == (3, 2, 1)
    assert found.problems["row"].to_pylist() == [3]
    assert found.accepted.row.to_pyarrow().to_pylist() == [2, 5]
    assert found.raw.blank == 2


@pytest.mark.parametrize("number", ["9434765919", "943 476 5919", "943-476-5919"])
@pytest.mark.parametrize("column", ["referral_id", "person_id"])
def test_a_ten_digit_number_in_an_id_refuses_the_extract_without_repeating_it(tmp_path, number, column):
    folder = write_extracts(tmp_path, [referral(1), referral(2, **{column: number})])
    with pytest.raises(ExtractError, match=rf"'{column}' holds ten-digit numbers \(rows 3\)") as refusal:
        check(folder)
    assert number not in str(refusal.value)


def test_missing_columns_and_extracts_are_all_named_at_once(tmp_path):
    folder = write_extracts(tmp_path, [{"referral_id": "R1", "place": "Sheffield"}])
    (folder / "services.csv").unlink()
    with pytest.raises(ExtractError) as refusal:
        check(folder)
    for words in ("'person_id'", "'received'", "'decision'", "services is missing"):
        assert words in str(refusal.value)


def test_a_column_map_renames_a_sites_own_headings(tmp_path):
    rows = [{("Date of referral" if name == "received" else name): cell for name, cell in referral().items()}]
    settings = SETTINGS + '[columns.referrals]\n"Date of referral" = "received"\n'
    assert check(write_extracts(tmp_path, rows, settings=settings)).extracts["referrals"].count.accepted == 1


def test_a_column_map_that_names_no_heading_is_refused(tmp_path):
    settings = SETTINGS + '[columns.referrals]\n"Referred on" = "received"\n'
    with pytest.raises(ExtractError, match="renames 'Referred on', which is no heading"):
        check(write_extracts(tmp_path, settings=settings))


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_xlsx_and_parquet_give_the_same_rows_as_csv(tmp_path, form):
    rows = [referral(1, received="2024-01-05"), referral(2, received="2025-12-01", first_contact="")]
    folder = write_extracts(tmp_path, rows)
    frame = pd.DataFrame(rows)
    frame["received"] = pd.to_datetime(frame.received)
    frame["imd_decile"] = frame.imd_decile.astype(float)
    (folder / "referrals.csv").unlink()
    if form == "parquet":
        frame.to_parquet(folder / "referrals.parquet")
    else:
        book = openpyxl.Workbook()
        for row in [list(frame), *frame.astype(object).to_numpy().tolist()]:
            book.active.append(row)
        book.save(folder / "referrals.xlsx")
    checks = check(folder)
    assert reasons(checks) == {(3, "'received' is after the extract date 2025-03-31")}
    assert checks.extracts["referrals"].accepted.imd_decile.to_pyarrow().to_pylist() == [1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\x00\xff\xfe rubbish \xe9\n\xe9", "cannot be read"),
        ("referral_id,café\nR1,é\n".encode("cp1252"), "cannot be read as utf-8 CSV"),
        (b"referral_id,referral_id\nR1,R1\n", "stands twice"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_says_what_to_do(tmp_path, content, words):
    folder = write_extracts(tmp_path)
    (folder / "referrals.csv").write_bytes(content)
    with pytest.raises(ExtractError, match=words):
        check(folder)


def test_two_files_for_one_extract_are_refused(tmp_path):
    folder = write_extracts(tmp_path)
    (folder / "referrals.parquet").write_bytes(b"x")
    with pytest.raises(ExtractError, match="referrals was brought 2 times"):
        check(folder)


def test_a_heading_without_any_row_is_an_extract_of_nobody(tmp_path):
    folder = write_extracts(tmp_path)
    path = folder / "referrals.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    assert check(folder).extracts["referrals"].count.read == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("synthetic = true\n", "'site' is missing; 'extract_date' is missing"),
        (SETTINGS.replace("true", '"yes"'), "'synthetic' must be true or false"),
        (SETTINGS + "allowed_share = 3.0\n", "'allowed_share' must lie between 0 and 1"),
        (SETTINGS.replace("2025-03-31", "2999-01-01"), "lies in the future"),
        (SETTINGS + "colour = 1\n", "'colour' is not a setting"),
        (SETTINGS + 'case_studies = ["Atlantis"]\n', "names Atlantis; there are Sheffield, North West Coast, Wessex"),
        (SETTINGS + 'case_studies = "Sheffield"\n', "'case_studies' must be a list of Sheffield"),
        (SETTINGS + '[columns.people]\na = "b"\n', "names no extract"),
        ("= nonsense", "not readable TOML"),
    ],
)
def test_settings_that_are_wrong_say_what_is_wrong(tmp_path, text, words):
    with pytest.raises(ExtractError, match=words):
        read_settings(write_extracts(tmp_path, settings=text))


def test_the_report_reconciles_and_names_rows_but_no_values(tmp_path):
    rows = [referral(1), referral(2, place="=HYPERLINK(1)"), referral(3, received="secret")]
    lines = check_lines(check(write_extracts(tmp_path, rows)))
    assert "referrals.csv: 3 read = 1 accepted + 2 quarantined" in lines
    assert not any("HYPERLINK" in line or "secret" in line for line in lines)
    assert any("row 3" in line and "'place' is not in the places extract" in line for line in lines)


def test_quarantined_rows_are_for_their_owner_only_and_run_no_formula(tmp_path):
    checks = check(write_extracts(tmp_path / "in", [referral(1), referral(2, place='=HYPERLINK("x")')]))
    folder = write_quarantine(checks, tmp_path / "out", "test")
    path = folder / "referrals.csv"
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert pd.read_csv(path).value.tolist() == ['\'=HYPERLINK("x")']


def test_old_quarantine_is_purged_and_said(tmp_path):
    checks = check(write_extracts(tmp_path / "in", [referral(2, place="Leeds")]))
    today = dt.date.today()
    folder = write_quarantine(checks, tmp_path / "out", f"{today:%Y%m%d}-101500-000000")
    assert purge_quarantine(tmp_path / "out", 30, today + dt.timedelta(days=30)) == ()
    said = purge_quarantine(tmp_path / "out", 30, today + dt.timedelta(days=31))
    assert said == (f"Purged from quarantine after 30 days: {folder.name}",)
    assert not folder.exists()


def test_the_allowed_share_counts_a_rows_own_faults_only(tmp_path):
    contacts = [{"referral_id": "R2", "date": "2024-02-01", "mode": "video", "status": "attended"}]
    rows = [referral(1), referral(2, place="Leeds")]
    found = above_allowed(check(write_extracts(tmp_path, rows, contacts=contacts)))
    assert len(found) == 1
    assert found[0].startswith("referrals.csv: 50.0%")


def test_what_an_absent_column_takes_away_is_said(tmp_path):
    rows = [{name: cell for name, cell in referral().items() if name not in ("plus_groups", "imd_decile")}]
    checks = check(write_extracts(tmp_path, rows))
    losses = checks.losses()
    assert "plus groups not brought in referrals; not shown: views by plus group." in losses
    assert "Note: 'plus_groups' not brought in referrals; not shown: views by plus group." in check_lines(checks)
    assert any("every view by deprivation" in words for words in losses)
    assert any(words.startswith("scores not brought") for words in losses)


def test_a_service_listed_for_another_place_is_told_from_an_unknown_one(tmp_path):
    places = [
        {"place": "Sheffield", "system": "South Yorkshire", "lad_codes": ""},
        {"place": "Leeds", "system": "West Yorkshire", "lad_codes": ""},
    ]
    services = [*SERVICES, SERVICES[0] | {"service": "Dads", "place": "Leeds"}]
    checks = check(write_extracts(tmp_path, [referral(1, service="Dads")], places=places, services=services))
    assert reasons(checks) == {(2, "'service' is not listed for this Place in the services extract")}


@pytest.mark.parametrize("name", ["South Yorkshire", "All Places"])
def test_a_place_may_not_take_the_name_of_a_system(tmp_path, name):
    places = [{"place": name, "system": "South Yorkshire", "lad_codes": ""}]
    checks = check(write_extracts(tmp_path, places=places))
    assert "a Place may not have the name of a system" in {reason for _, reason in reasons(checks, "places")}


def test_write_csv_round_trips_awkward_cells(tmp_path):
    write_csv(tmp_path / "x.csv", [{"a": 'say "hi"', "b": "two\nlines"}])
    assert pd.read_csv(tmp_path / "x.csv").iloc[0].tolist() == ['say "hi"', "two\nlines"]


@pytest.mark.parametrize("further", [("Notes", "notes"), ("Row",), ("Referral_ID", "REFERRAL_ID"), ("", "  ")])
def test_headings_that_a_database_takes_for_one_are_no_matter(tmp_path, further):
    folder = write_extracts(tmp_path, [referral(1) | dict.fromkeys(further, "x")])
    assert check(folder).extracts["referrals"].count.accepted == 1
