"""What is said of rows that do not fit: which words are printed, causes before effects, people and machines alike."""

import csv
import json

import pytest
from extracts import PLACES, SERVICES, referral, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app

runner = CliRunner()
GOOD = [referral(number) for number in range(40)]


def with_decisions(*words: str) -> list[dict[str, str]]:
    return [*GOOD, *(referral(100 + number, decision=word) for number, word in enumerate(words))]


def checked(folder, *options: str) -> str:
    result = runner.invoke(app, ["check", str(folder), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def contacts_of(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {"referral_id": r["referral_id"], "date": "2024-02-01", "mode": "video", "status": "attended"} for r in rows
    ]


def test_words_that_do_not_fit_are_named_with_their_rows_and_others_by_row(tmp_path):
    folder = write_extracts(tmp_path, with_decisions(*["Rejected"] * 6, *["Not now"] * 5, "Smith", "Jones"))
    assert "It says 'Rejected' (6 rows), 'Not now' (5 rows), and others in 2 rows (53, 54)." in checked(folder)


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("Smith", 4),  # fewer than five rows hold it
        ("x" * 41, 9),
        ("943 476 5919", 9),
        ("12/05/1990", 9),
        ("jo@home.example", 9),
        ("S1 2HH", 9),
        ("P17", 9),  # a person's id, in a column that slipped
        ("R3", 9),
        ("\x1b[31mred", 9),
    ],
)
def test_what_may_be_personal_is_never_printed(tmp_path, word, rows):
    folder = write_extracts(tmp_path / "extracts", with_decisions(*[word] * rows))
    text = checked(folder, "--report", str(tmp_path / "report.json"))
    assert word not in text
    assert f"{rows} rows refused (rows 42, 43, 44, 45" in text
    assert word not in (tmp_path / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", ["received", "person_id", "contacts_attended", "closed"])
def test_values_of_columns_that_are_no_codes_are_never_printed(tmp_path, column):
    rows = [*GOOD, *(referral(100 + number, **{column: "Marigold"}) for number in range(9))]
    assert "Marigold" not in checked(write_extracts(tmp_path, rows))


def test_one_bad_service_and_place_stand_before_the_referrals_that_they_cost(tmp_path):
    places = [PLACES[0], {"place": "Leeds", "system": "", "lad_codes": ""}]
    services = [SERVICES[0], SERVICES[0] | {"service": "Heavy", "started": "soon"}, SERVICES[0] | {"place": "Leeds"}]
    rows = [*GOOD, *(referral(100 + n, service="Heavy") for n in range(20)), referral(200, place="Leeds")]
    folder = write_extracts(tmp_path, rows, places=places, services=services, contacts=contacts_of(rows))
    text = checked(folder)
    causes = ("because of row 3, others are quarantined too: 1 of services, 1 of referrals",)
    causes += ("because of row 3 ('Heavy'), others are quarantined too: 20 of referrals",)
    causes += ("because of these rows, others are quarantined too: 21 of contacts",)
    assert [text.index(cause) for cause in causes] == sorted(text.index(cause) for cause in causes)
    assert "20 rows refused (rows 42, 43, 44, 45, 46, 47, ...): its service was quarantined" in text
    assert "'service' is not in the services extract" not in text
    assert "'place' is not in the places extract" not in text


def test_the_quarantine_file_names_the_referral_and_the_report_does_not(tmp_path):
    rows = [*GOOD, referral(77, decision="perhaps")]
    folder = write_extracts(tmp_path / "extracts", rows, contacts=contacts_of(rows))
    where = ["--releases", str(tmp_path / "r"), "--quarantine", str(tmp_path / "q")]
    result = runner.invoke(app, ["publish", str(folder), *where, "--report", str(tmp_path / "report.json")])
    assert "R77" not in result.output + (tmp_path / "report.json").read_text(encoding="utf-8")
    for extract, column in (("referrals", "decision"), ("contacts", "referral_id")):
        (path,) = (tmp_path / "q").rglob(f"{extract}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            (line,) = csv.DictReader(file)
        assert (line["referral_id"], line["row"], line["file"]) == ("R77", "42", f"{extract}.csv")
        assert line["column"] == column


def test_quiet_prints_what_is_wrong_and_the_last_line(tmp_path):
    assert checked(write_extracts(tmp_path / "good", GOOD), "--quiet").splitlines() == [
        "These extracts can be published."
    ]
    lines = checked(write_extracts(tmp_path / "bad", with_decisions("perhaps")), "--quiet").splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["Not ready", "referrals.csv", "  1 row refused (row 42)"]
    said = "referrals.csv: 2.4% of rows quarantined, more than the allowed 1.0% (1 of 41 rows, 0 allowed)"
    assert (lines[0], lines[-1]) == (f"Not ready: {said}", f"Not ready: {said} (exit code 1).")


def test_the_report_for_machines_holds_the_same_numbers(tmp_path):
    folder = write_extracts(tmp_path / "extracts", with_decisions(*["Rejected"] * 6, "Smith"))
    checked(folder, "--report", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["verdict"], report["exit_code"]) == ("more quarantined than allowed", 1)
    (referrals,) = [extract for extract in report["extracts"] if extract["extract"] == "referrals"]
    counts = {name: referrals[name] for name in ("read", "accepted", "quarantined", "copies", "left_out")}
    assert counts == {"read": 47, "accepted": 40, "quarantined": 7, "copies": 0, "left_out": 0}
    (source,) = referrals["sources"]
    assert {name: source[name] for name in counts} == counts
    (fault,) = referrals["faults"]
    assert (fault["column"], fault["rows"], fault["words"]) == ("decision", 7, [{"word": "Rejected", "rows": 6}])
    assert (fault["other_rows"], fault["first_other_rows"][0]["row"]) == (1, 48)
    assert str(tmp_path) not in json.dumps(report)


def test_a_refusal_is_reported_to_machines_too(tmp_path):
    folder = write_extracts(tmp_path / "extracts", GOOD)
    (folder / "services.csv").unlink()
    for verb in (["check"], ["publish", "--dry-run"]):
        checked_verb = runner.invoke(app, [*verb, str(folder), "--report", str(tmp_path / "report.json")])
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert (checked_verb.exit_code, report["exit_code"], report["verdict"]) == (2, 2, "refused")
        assert any("services is missing" in words for words in report["refusals"])
