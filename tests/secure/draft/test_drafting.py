"""A draft of other systems' exports: what it guesses holds, what nobody can know waits, and `check` takes the rest."""

import csv
import datetime as dt
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook
from sets import PLACES, council_workbook, national_files, people
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.secure.draft import draft
from pimh_data.secure.reading import read_extracts
from pimh_data.secure.settings import read_settings

TODAY = dt.date(2026, 11, 26)
EXPORTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "exports"
runner = CliRunner()


def complete(folder: Path) -> None:
    """What a person does: fill in what waits, and the rows about the setting."""
    settings = folder / "extract.toml"
    text = settings.read_text(encoding="utf-8")
    named, lines = "", []
    for line in text.replace('# imd_version = ""', 'imd_version = "2019"').splitlines():
        named = line.removeprefix("name = ") if line.startswith("name = ") else named
        lines.append(f"id_domain = {named}" if line.startswith('# id_domain = ""') else line)
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, filled in (
        ("places", {"system": "A system"}),
        ("services", {"provider": "A provider", "sector": "NHS", "specialist_access": "no"}),
    ):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [{**row, **filled} for row in csv.DictReader(file)]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def content(folder: Path) -> dict:
    return tomllib.loads((folder / "extract.toml").read_text(encoding="utf-8"))


def accepted(folder: Path) -> str:
    result = runner.invoke(app, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    assert "refused" not in result.output
    return result.output


def test_a_council_workbook_is_understood_but_for_nothing_and_taken_whole(tmp_path):
    council_workbook(tmp_path)
    draft(tmp_path, TODAY)
    (source,) = content(tmp_path)["sources"]["referrals"]
    assert source["sheets"] == [f"{place} log" for place in PLACES]
    assert source["headings_line"] == 3
    assert source["leave_out"] == ["Total"]
    assert source["columns"]["Client's age"] == "age_years"
    assert source["constants"]["imd_version"] == "2019"
    assert source["from_name"] == {"place": {"sheet": "(.*) log"}}
    assert source["plus_groups"] == {"Interpreter needed?": "interpreter needed"}
    assert source["values"]["decision"]["Referred on"] == "signposted"
    assert source["values"]["stage"]["8 weeks"] == "0-6 months"
    assert [one["assessed"] for one in content(tmp_path)["sources"]["scores"][0]["wide"]] == [
        "PHQ-9 start date",
        "PHQ-9 end date",
    ]
    complete(tmp_path)
    output = accepted(tmp_path)
    everyone = people()
    scores = len(everyone) + sum(one["end"] is not None for one in everyone)
    assert f"= {len(everyone)} accepted + 0 quarantined" in output
    assert f"= {scores} accepted + 0 quarantined" in output


def test_files_with_national_codes_of_two_quarters_are_understood_and_taken_whole(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    (referrals,) = content(tmp_path)["sources"]["referrals"]
    (contacts,) = content(tmp_path)["sources"]["contacts"]
    (scores,) = content(tmp_path)["sources"]["scores"]
    assert (referrals["separator"], referrals["append"], referrals["leave_out"]) == ("|", True, ["End of report"])
    assert referrals["dates"] == {"received": "yyyymmdd", "closed": "yyyymmdd"}
    assert referrals["deciles"] == {"imd_decile": "10 is most deprived"}
    assert referrals["values"]["place"]["Barnsley Council"] == "Barnsley"
    assert contacts["values"]["status"] == {"5": "attended", "7": "missed"}
    assert contacts["values"]["mode"] == {"01": "face to face"}
    assert scores["constants"] == {"measure": "EPDS"}
    assert scores["columns"]["Item 10"] == "item_10"
    complete(tmp_path)
    everyone = people(2)
    output = accepted(tmp_path)
    assert f"= {len(everyone)} accepted + 0 quarantined" in output
    assert f"= {sum(one['first'] is not None for one in everyone)} accepted + 0 quarantined" in output


def test_districts_that_the_words_name_become_places_with_their_codes(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    with (tmp_path / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["place"]: row["lad_codes"] for row in csv.DictReader(file)} == {
            "Barnsley": "E08000016",
            "Doncaster": "E08000017",
        }


def test_the_services_met_are_listed_with_the_month_of_their_first_referral(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    with (tmp_path / "services.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["service"], row["place"]) for row in rows] == [("Team Alpha", place) for place in PLACES]
    for row in rows:
        first = min(one["received"] for one in people(2) if one["place"] == row["place"])
        assert row["started"] == f"{first:%Y-%m}-01"
        assert row["specialist_access"] == ""


def test_what_nobody_can_know_waits_to_be_filled_in(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    waiting = [
        line for line in (tmp_path / "extract.toml").read_text(encoding="utf-8").splitlines() if "# FILL IN:" in line
    ]
    assert [line.split("=")[0].strip() for line in waiting] == ["# imd_version"]
    assert "imd_version" not in content(tmp_path)["sources"]["referrals"][0]["constants"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("03/04/2024", "05/06/2024", "07/08/2024"), "# FILL IN: dd/mm/yyyy or mm/dd/yyyy"),
        (("03/04/2024", "05/06/2024", "27/08/2024"), 'received = "dd/mm/yyyy"'),
        (("03/04/2024", "05/06/2024", "08/27/2024"), 'received = "mm/dd/yyyy"'),
        (("2024-04-03", "2024-06-05", "2024-08-27"), None),
        (("3.4.24", "5.6.24", "27.8.24"), 'received = "dd.mm.yy"'),
        (("3rd Apr 2024", "Wed 5 June 2024", "27 August 2024"), 'received = ["dd Mon yyyy", "ddd dd Mon yyyy"]'),
    ],
)
def test_days_are_told_from_all_of_a_column_and_never_guessed(tmp_path, days, said):
    rows = [f"R{number},P{number},{days[number % 3]},Accepted" for number in range(30)]
    (tmp_path / "log.csv").write_text("\n".join(["Ref No,Client ID,Date received,Outcome", *rows]), encoding="utf-8")
    draft(tmp_path, TODAY)
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    assert (said in text) if said else ("[sources.referrals.dates]" not in text)
    assert ("received" in str(content(tmp_path)["sources"]["referrals"][0].get("dates"))) == bool(
        said and "FILL" not in said
    )


def test_another_column_of_the_file_may_show_that_the_day_stands_first(tmp_path):
    rows = [f"R{number},P{number},03/04/2024,Accepted,{20 + number % 9}/06/2024" for number in range(30)]
    (tmp_path / "log.csv").write_text(
        "\n".join(["Ref No,Client ID,Date received,Outcome,Date closed", *rows]), encoding="utf-8"
    )
    draft(tmp_path, TODAY)
    assert content(tmp_path)["sources"]["referrals"][0]["dates"] == {"received": "dd/mm/yyyy", "closed": "dd/mm/yyyy"}


def test_extracts_in_the_contracts_own_form_need_no_source(tmp_path):
    runner.invoke(app, ["template", str(tmp_path / "new")])
    example = tmp_path / "new" / "example"
    (example / "extract.toml").unlink()
    done = draft(example, TODAY)
    assert done.sources == ()
    assert {source.extract for source in done.as_they_are} == {path.stem for path in example.glob("*.csv")}
    assert "sources" not in content(example)


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the exports lie beside the checkout")
def test_the_exports_come_in_as_expected_once_what_waits_is_filled_in(tmp_path):
    for path in (EXPORTS / "raw").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = draft(tmp_path, TODAY)
    waiting = [line for line in done.text.splitlines() if "# FILL IN:" in line]
    assert len(waiting) == 1, waiting
    complete(tmp_path)
    raws = read_extracts(tmp_path, read_settings(tmp_path), lambda _: None)
    for name, key in KEYS.items():
        with (EXPORTS / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            expected = {tuple(row[column] for column in key): row for row in csv.DictReader(file)}
        found = {tuple(row[column] for column in key): row for row in raws[name].table.to_pylist()}
        assert found.keys() == expected.keys()
        differ = {
            column
            for key, row in found.items()
            for column, text in row.items()
            if column in expected[key] and (text or "") not in ("", expected[key][column])
        }
        assert differ <= {"id_domain", "ethnicity"}  # the domain is for a person to name; Z is right for "not to say"
        blank = {
            column
            for key, row in found.items()
            for column in expected[key]
            if expected[key][column] and not row.get(column)
        }
        assert blank <= {
            "age_band",
            "closure_reason",
            "imd_decile",
            "imd_version",
            "parent_role",
            "stage",
            "respondent",
        }
        # none of the blank columns is in the files of all three services


KEYS = {
    "referrals": ("referral_id",),
    "contacts": ("referral_id", "date", "mode", "status"),
    "scores": ("referral_id", "measure", "assessed"),
}


def test_lists_are_written_so_that_a_spreadsheet_program_reads_their_letters(tmp_path):
    rows = [f"R{n},P{n},27/04/2024,Accepted,Barnsley,Café Bébé" for n in range(30)]
    text = "\n".join(["Ref No,Client ID,Date received,Outcome,Borough,Team", *rows])
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    draft(tmp_path, TODAY)
    assert (tmp_path / "services.csv").read_bytes().startswith(b"\xef\xbb\xbfservice,")
    assert "Café Bébé,,,Barnsley" in (tmp_path / "services.csv").read_text(encoding="utf-8-sig")


def test_lists_of_a_template_that_hold_headings_alone_get_their_rows_behind_them(tmp_path):
    runner.invoke(app, ["template", str(tmp_path / "new")])
    national_files(tmp_path / "new")
    before = (tmp_path / "new" / "services.csv").read_bytes()
    draft(tmp_path / "new", TODAY)
    after = (tmp_path / "new" / "services.csv").read_bytes()
    assert after.startswith(before)
    assert after.count(b"Team Alpha") == 2


def test_services_that_a_partnerships_own_list_lacks_are_said(tmp_path):
    national_files(tmp_path)
    draft(tmp_path, TODAY)
    complete(tmp_path)
    rows = [f"X{n},P{n},27/04/2024,Accepted,Barnsley,Team Beta" for n in range(30)]
    text = "\n".join(["Ref No,Client ID,Date received,Outcome,Borough,Team", *rows])
    (tmp_path / "another log.csv").write_text(text, encoding="utf-8")
    result = runner.invoke(app, ["draft", str(tmp_path)])
    assert "The services extract does not list 'Team Beta' in 'Barnsley'" in result.output
    assert "Team Alpha" not in result.output


@pytest.mark.parametrize("merged", [True, False])
def test_headings_over_two_lines_are_joined_and_what_they_name_is_read(tmp_path, merged):
    book = Workbook()
    sheet = book.active
    sheet.append(["Referral", "", "", "", "", "PHQ-9", "", "", ""])
    sheet.append(["ID", "Date", "Source", "Status", "Client ID", "Start", "Start date", "End", "End date"])
    for n in range(30):
        sheet.append(
            [
                f"R{n}",
                dt.date(2024, 4, 1 + n % 28),
                "GP",
                "Accepted",
                f"P{n}",
                14,
                dt.date(2024, 5, 1),
                9,
                dt.date(2024, 8, 1),
            ]
        )
    if merged:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("F1:I1")
    book.save(tmp_path / "log.xlsx")
    draft(tmp_path, TODAY)
    (source,) = content(tmp_path)["sources"]["referrals"]
    assert source["headings_line"] == [1, 2]
    assert source["columns"]["Referral ID"] == "referral_id"
    wide = content(tmp_path)["sources"]["scores"][0]["wide"]
    assert [(one["score"], one["assessed"]) for one in wide] == [
        ("PHQ-9 Start", "PHQ-9 Start date"),
        ("PHQ-9 End", "PHQ-9 End date"),
    ]
    for name, rows in (("places", "place,system,lad_codes\nLeeds,A,"), ("services", SERVICE)):
        (tmp_path / f"{name}.csv").write_text(f"{rows}\n", encoding="utf-8")
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    text = text.replace('# place = ""', 'place = "Leeds"').replace('service = "log"', 'service = "Team"')
    (tmp_path / "extract.toml").write_text(text, encoding="utf-8")
    raws = read_extracts(tmp_path, read_settings(tmp_path), lambda _: None)
    assert raws["referrals"].table.num_rows == 30
    assert raws["scores"].table.num_rows == 60


SERVICE = (
    "service,provider,sector,place,need_group,specialist_access,started,funding_stream,funding_ends,wte\n"
    "Team,A,NHS,Leeds,,no,2023-04-01,,,"
)


def test_deliveries_are_listed_by_their_days_not_by_their_names(tmp_path):
    heads = "Ref No,Client ID,Date received,Outcome"
    for name, month in (("April.csv", 4), ("January.csv", 1), ("March.csv", 3)):
        rows = [f"R{n},P{n},{13 + n % 15}/{month:02}/2024,Accepted" for n in range(30)]
        (tmp_path / name).write_text("\n".join([heads, *rows]), encoding="utf-8")
    draft(tmp_path, TODAY)
    (source,) = content(tmp_path)["sources"]["referrals"]
    assert source["append"] is True
    assert source["files"] == ["January.csv", "March.csv", "April.csv"]


def misspelt(folder: Path) -> None:
    """A list of two Places and their service, and a log in which 30 rows misspell a Place and 6 the service."""
    (folder / "places.csv").write_text("place,system,lad_codes\nLambeth,A,\nSouthwark,A,\n", encoding="utf-8")
    heads, row = SERVICE.split("\n")
    own = [row.replace("Leeds", place) for place in ("Lambeth", "Southwark")]
    (folder / "services.csv").write_text("\n".join([heads, *own]) + "\n", encoding="utf-8")
    area = ["NHS Lambeth CCG"] * 40 + ["NHS Sothwark CCG"] * 30 + ["NHS Southwark CCG"] * 27 + ["Jo Smith"] * 3
    team = ["Team"] * 94 + ["Teem"] * 6
    rows = [f"R{n},P{n},{1 + n % 28:02}/0{4 + n % 3}/2024,Accepted,{area[n]},{team[n]}" for n in range(100)]
    text = "\n".join(["Ref No,Client ID,Date received,Outcome,Borough,Team", *rows])
    (folder / "log.csv").write_text(text, encoding="utf-8")


def test_words_that_are_none_of_the_listed_places_and_services_wait_to_be_filled_in(tmp_path):
    misspelt(tmp_path)
    result = runner.invoke(app, ["draft", str(tmp_path)])
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    place = lines[lines.index("[sources.referrals.values.place]") :]
    assert '# "NHS Sothwark CCG" = "" # FILL IN: 30 rows; your Places: Lambeth, Southwark' in place
    assert '"NHS Southwark CCG" = "Southwark" # a Place of yours' in place
    assert '# "Teem" = "" # FILL IN: 6 rows; your services: Team' in place
    assert "Jo Smith" not in text
    assert "FILL IN: 3 rows hold other words (rows 99, 100, 101)" in text
    assert "3 lines to fill in (FILL IN)" in result.output
    assert "does not list" not in result.output


def test_check_names_words_that_are_no_listed_place_and_where_to_write_what_they_mean(tmp_path):
    misspelt(tmp_path)
    draft(tmp_path, TODAY)
    output = runner.invoke(app, ["check", str(tmp_path)]).output
    # The name that is most like it is offered, and that it may be the list that is misspelt.
    said = "It says 'NHS Sothwark CCG' (30 rows; most like 'Southwark'), and others in 3 rows (99, 100, 101)."
    assert f"{said} Write what they mean under [sources.referrals.values.place]; or" in output
    said = "'Teem' (6 rows; most like 'Team'). Write what they mean under [sources.referrals.values.service]; or"
    assert said in output


def test_a_draft_that_adds_nothing_says_words_of_mapped_files_that_are_unknown_as_check_does(tmp_path):
    misspelt(tmp_path)
    draft(tmp_path, TODAY)
    output = runner.invoke(app, ["draft", str(tmp_path)]).output
    assert "extract.toml stays as it is." in output
    assert "It says 'NHS Sothwark CCG' (30 rows; most like 'Southwark')" in output
    assert "Write what they mean under [sources.referrals.values.place]" in output
    assert "Jo Smith" not in output


def test_ids_of_people_that_stand_in_two_sources_are_a_question_that_waits(tmp_path):
    misspelt(tmp_path)
    rows = [f"X{n},P{n},{1 + n % 28:02}/04/2024,Accepted,Lambeth,Team" for n in range(40)]
    heads = "Referral ID,Patient ID,Referral date,Outcome,Borough,Team"
    (tmp_path / "other.csv").write_text("\n".join([heads, *rows]), encoding="utf-8")
    draft(tmp_path, TODAY)
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    assert '# id_domain = ""' in text
    assert "40 of them stand in 'other' too: are these the same people?" in " ".join(text.replace("#", "").split())
    assert all("id_domain" not in one.get("constants", {}) for one in content(tmp_path)["sources"]["referrals"])
