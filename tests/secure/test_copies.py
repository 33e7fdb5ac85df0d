"""Rows that say the same: kept once where they have an id, merged where a list was exported twice, else warned of."""

from pathlib import Path

import pytest
from extracts import SERVICES, SETTINGS, referral, write_csv, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checked, Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.report import check_lines
from pimh_data.secure.settings import read_settings
from pimh_data.secure.warned import Warned, warnings_of

FAULTS = Path(__file__).parents[3] / "shared" / "data" / "faults"
REFERRALS = [referral(number, contacts_attended="", first_contact="") for number in range(1, 41)]
SOURCE = """
[[sources.contacts]]
name = "{name}"
files = "{name} contacts.csv"
{more}
[sources.contacts.columns]
"Ref" = "referral_id"
"Day" = "date"
"How" = "mode"
"Came" = "status"
"""


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def contact(number: int, date: str = "2024-02-01", mode: str = "telephone", status: str = "attended") -> dict[str, str]:
    return {"referral_id": f"R{number}", "date": date, "mode": mode, "status": status}


CONTACTS = [contact(number) for number in range(1, 41)]


def counted(checked: Checked) -> tuple[int, int, int, int]:
    count = checked.count
    assert count.read == count.accepted + count.quarantined + count.copies + count.left_out
    return count.read, count.accepted, count.quarantined, count.copies


def doubled(checks: Checks, extract: str) -> list[Warned]:
    return [one for one in warnings_of(checks.extracts[extract], checks, 6) if "says the same" in one.reason]


def test_contacts_exported_three_times_are_counted_once():
    folder = FAULTS / "contacts_exported_three_times"
    if not folder.is_dir():
        pytest.skip("the shared data is not beside the project")
    checks = check(folder)
    assert counted(checks.extracts["contacts"]) == (120, 40, 0, 80)
    assert any(line.startswith("  80 identical copies kept once (rows 42, 43,") for line in check_lines(checks))


@pytest.mark.parametrize(
    ("copies", "setting", "merged"),
    [
        (3, "", False),
        (4, "", False),
        (5, "", True),  # five of 45 rows are more than a tenth
        (3, 'duplicates = "merge"\n', True),
        (3, '[duplicates]\ncontacts = "merge"\n', True),
        (40, '[duplicates]\ncontacts = "keep"\n', False),
    ],
)
def test_a_tenth_of_a_file_or_the_settings_decide(tmp_path, copies, setting, merged):
    folder = write_extracts(tmp_path, REFERRALS, contacts=CONTACTS + CONTACTS[:copies], settings=SETTINGS + setting)
    checks = check(folder)
    kept = 40 + (0 if merged else copies)
    assert counted(checks.extracts["contacts"]) == (40 + copies, kept, 0, copies if merged else 0)
    found = doubled(checks, "contacts")
    assert [one.rows for one in found] == ([] if merged else [copies])
    assert all(one.first[0] == 42 for one in found)


def test_another_way_to_write_a_day_and_further_columns_make_no_other_contact(tmp_path):
    again = [row | {"date": "01/02/2024", "note": f"{number}"} for number, row in enumerate(CONTACTS)]
    rows = [row | {"note": "first"} for row in CONTACTS]
    checks = check(write_extracts(tmp_path, REFERRALS, contacts=rows + again))
    assert counted(checks.extracts["contacts"]) == (80, 40, 0, 40)


def test_contacts_of_another_day_kind_or_outcome_are_no_copies(tmp_path):
    rows = [
        contact(1),
        contact(1, "2024-02-02"),
        contact(1, mode="video"),
        contact(1, status="missed"),
        contact(1, mode=""),
    ]
    checks = check(write_extracts(tmp_path, REFERRALS, contacts=rows))
    assert counted(checks.extracts["contacts"]) == (5, 5, 0, 0)


def test_each_source_is_judged_by_its_own_share_also_where_the_first_stands_in_another_file(tmp_path):
    """One service exported its list into two files; another has two calls on one day, and says that it counts each."""
    settings = SETTINGS + SOURCE.format(name="A", more="") + SOURCE.format(name="B", more="")
    settings += SOURCE.format(name="C", more='duplicates = "keep"')
    folder = write_extracts(tmp_path, REFERRALS, settings=settings)
    headings = {"referral_id": "Ref", "date": "Day", "mode": "How", "status": "Came"}
    for name, rows in {"A": CONTACTS[:20], "B": CONTACTS[:20], "C": [CONTACTS[30]] * 2}.items():
        write_csv(folder / f"{name} contacts.csv", [{headings[key]: text for key, text in row.items()} for row in rows])
    checks = check(folder)
    assert counted(checks.extracts["contacts"]) == (42, 22, 0, 20)
    lines = "\n".join(check_lines(checks))
    assert "  B (B contacts.csv): 20 read = 0 accepted + 0 quarantined + 20 copies kept once + 0 left out" in lines
    assert [one.rows for one in doubled(checks, "contacts")] == [1]


def test_copies_of_a_contact_that_is_refused_are_accounted_for(tmp_path):
    rows = [*CONTACTS, contact(99), contact(99), *[contact(1, "soon")] * 5]
    checks = check(write_extracts(tmp_path, REFERRALS, contacts=rows))
    assert counted(checks.extracts["contacts"]) == (47, 40, 2, 5)


@pytest.mark.parametrize(
    "setting", ['[duplicates]\nfeedback = "merge"\n', '[duplicates]\ncontacts = "drop"\n', "duplicates = 3\n"]
)
def test_what_cannot_be_said_of_copies_is_refused(tmp_path, setting):
    folder = write_extracts(tmp_path, settings=SETTINGS + setting)
    with pytest.raises(ExtractError, match="duplicates"):
        check(folder)


def test_feedback_and_work_with_the_system_are_warned_of_and_never_merged(tmp_path):
    where = {"date": "2024-06-03", "place": "Sheffield", "service": "Light"}
    feedback = [where | {"question": "Did it help?", "answer": "Yes"}] * 3
    work = [where | {"kind": "consultation", "audience": "", "attendees": "4"}] * 2
    checks = check(write_extracts(tmp_path, feedback=feedback, system_work=work))
    assert counted(checks.extracts["feedback"]) == (3, 3, 0, 0)
    assert [one.rows for one in doubled(checks, "feedback")] == [2]
    assert counted(checks.extracts["system_work"]) == (2, 2, 0, 0)
    assert [one.rows for one in doubled(checks, "system_work")] == [1]


def test_posts_alike_are_two_posts_and_warned_of_where_half_the_file_is_copied(tmp_path):
    post = {"service": "Light", "place": "Sheffield", "role": "Midwife", "wte": "1", "band": "7", "employer": "Light"}
    post |= {"status": "permanent", "funded_by": "Us"}
    rows = [post, post, post | {"role": "Manager"}, post | {"role": "Nurse"}]
    checks = check(write_extracts(tmp_path / "one", posts=rows))
    assert (counted(checks.extracts["posts"]), doubled(checks, "posts")) == ((4, 4, 0, 0), [])
    checks = check(write_extracts(tmp_path / "two", posts=[*rows, *rows]))
    assert counted(checks.extracts["posts"]) == (8, 8, 0, 0)
    assert [one.rows for one in doubled(checks, "posts")] == [5]


def test_scores_that_say_the_same_are_kept_once(tmp_path):
    score = {"referral_id": "R1", "measure": "PHQ-9", "assessed": "2024-02-01", "score": "14"}
    rows = [score, score | {"assessed": "1/2/2024", "score": "14.0"}, score | {"assessed": "2024-03-01"}]
    checks = check(write_extracts(tmp_path, scores=rows))
    assert counted(checks.extracts["scores"]) == (3, 2, 0, 1)


def test_identical_referrals_are_kept_once_whatever_way_their_days_and_numbers_are_written(tmp_path):
    rows = [
        referral(1),
        referral(1, received="05/01/2024", imd_decile="1.0"),
        referral(1, received="5/1/2024"),
        referral(2),
    ]
    checks = check(write_extracts(tmp_path, rows))
    assert counted(checks.extracts["referrals"]) == (4, 2, 0, 2)
    assert any("2 identical copies kept once (rows 3, 4)" in line for line in check_lines(checks))


def test_copies_of_a_referral_that_differ_are_all_quarantined(tmp_path):
    rows = [referral(1), referral(1), referral(1, decision="waiting"), referral(2)]
    checks = check(write_extracts(tmp_path, rows))
    assert counted(checks.extracts["referrals"]) == (4, 1, 3, 0)


@pytest.mark.parametrize(("second", "counts"), [("Light", (80, 40, 0, 40)), ("Bright", (80, 0, 80, 0))])
def test_referrals_of_two_sources_are_copies_where_they_agree_and_quarantined_where_not(tmp_path, second, counts):
    settings = SETTINGS
    for name in ("Old", "New"):
        columns = "".join(
            f'"{column}" = "{column}"\n' for column in referral() if column not in ("received", "service")
        )
        settings += (
            f'\n[[sources.referrals]]\nname = "{name}"\nfiles = "{name}.csv"\n[sources.referrals.columns]\n{columns}'
        )
        settings += '"received" = "received"\n"service" = "service"\n'
        settings += f'[sources.referrals.dates]\nreceived = "{"yyyy-mm-dd" if name == "Old" else "dd.mm.yyyy"}"\n'
    services = [SERVICES[0], SERVICES[0] | {"service": "Bright"}]
    folder = write_extracts(tmp_path, services=services, settings=settings)
    (folder / "referrals.csv").unlink()
    write_csv(folder / "Old.csv", REFERRALS)
    write_csv(folder / "New.csv", [row | {"received": "05.01.2024", "service": second} for row in REFERRALS])
    assert counted(check(folder).extracts["referrals"]) == counts
