"""What is no id is refused with its reason; ids that are written alike are warned of by row and never printed."""

from pathlib import Path

import duckdb
import pytest
from extracts import referral, write_extracts

from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.conditions import listed_as
from pimh_data.secure.engine import connected
from pimh_data.secure.ids import as_written_alike, no_ids, odd_texts
from pimh_data.secure.quarantine import write_quarantine
from pimh_data.secure.report import check_lines
from pimh_data.secure.settings import read_settings
from pimh_data.secure.warned import Warned, warnings_of

FAULTS = Path(__file__).parents[3] / "shared" / "data" / "faults"
SHORTENED, NOTHING = "is a number that a spreadsheet shortened", "is a word for nothing"
NO_IDS = {
    SHORTENED: ("4.50813E+11", "4,5E+11", "4E+11", "4.50813e11", "-1.2E+5"),
    NOTHING: (
        *("NULL", "(null)", "<NULL>", "n/a", "N.A.", "NA", "none", "None.", "nil", "NaN", "n/k", "nk", "Unknown"),
        *("not known", "Not recorded", "-", "--", ".", "?", "0", "0000", "0.0", "-1", "TBC", "xxx", "test", "blank"),
    ),
    "is a date": ("01-Mar", "Mar-24", "2024-03-01", "1/3/1990", "5-Sept"),
    "is an address": ("S10 2TN", "sw1a  1aa", "jo@home.example"),
}
IDS = (
    "R-00017",
    "P-4f1c09",
    "12e45",
    "4508E11",
    "1",
    "10",
    "100200",
    "007",
    "NA1",
    "x1",
    "AB12CD",
    "1-2",
    "NULL7",
    "é9",
)


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def warned(checks: Checks, extract: str = "referrals") -> dict[str, Warned]:
    found = warnings_of(checks.extracts[extract], checks, 6)
    return {one.reason: one for one in found}


def reasons_for(texts: tuple[str, ...]) -> list[list[str]]:
    found = list(no_ids("text"))
    held = duckdb.connect().execute("create table told as select unnest(?) as text", [list(texts)])
    odd = f"select *, {listed_as(odd_texts(['text'], ['text']))} from told"
    judged = held.execute(f"select {', '.join(broken for _, broken in found)} from ({odd})").fetchall()
    return [[reason for (reason, _), holds in zip(found, row, strict=True) if holds] for row in judged]


@pytest.mark.parametrize("reason", NO_IDS)
def test_what_is_no_id_has_one_reason(reason):
    for text, found in zip(NO_IDS[reason], reasons_for(NO_IDS[reason]), strict=True):
        assert [words.startswith(reason) for words in found] == [True], text


def test_ids_of_every_kind_are_ids():
    assert reasons_for(IDS) == [[]] * len(IDS)


def test_an_error_of_a_spreadsheet_keeps_its_own_reason():
    assert reasons_for(("#N/A", "#NULL!", "#REF!")) == [[], [], []]


@pytest.mark.parametrize("column", ["referral_id", "person_id", "family_id"])
def test_rows_with_such_an_id_are_quarantined_and_the_others_taken(tmp_path, column):
    bad = ["4.50813E+11", "NULL", "#N/A", "n/a", "none", "-", "0"]
    rows = [referral(number, family_id=f"F{number}") for number in range(1, 4)]
    rows += [referral(10 + number, **{"family_id": "F9", column: text}) for number, text in enumerate(bad)]
    checks = check(write_extracts(tmp_path / "extracts", rows))
    count = checks.extracts["referrals"].count
    assert (count.read, count.accepted, count.quarantined) == (10, 3, 7)
    problems = checks.extracts["referrals"].problems.to_pylist()
    assert {line["column"] for line in problems} == {column}
    assert {line["row"] for line in problems} == set(range(5, 12))
    assert "4.50813E+11" not in "\n".join(check_lines(checks))
    assert "4.50813E+11" in next(write_quarantine(checks, tmp_path / "q", "1").glob("*.csv")).read_text()


def test_a_word_that_the_site_calls_blank_is_no_family(tmp_path):
    settings = 'synthetic = true\nsite = "Test"\nextract_date = 2025-03-31\nblanks = ["NULL"]\n'
    rows = [referral(1, family_id="NULL"), referral(2, family_id="F2")]
    accepted = check(write_extracts(tmp_path, rows, settings=settings)).extracts["referrals"].accepted
    assert accepted.order_by("row").family_id.to_pyarrow().to_pylist() == [None, "F2"]


def test_ids_that_a_spreadsheet_shortened_are_refused_as_the_folder_of_that_fault_shows():
    folder = FAULTS / "ids_scientific"
    if not folder.is_dir():
        pytest.skip("the shared data is not beside the project")
    found = check(folder).extracts["referrals"]
    assert (found.count.read, found.count.accepted, found.count.quarantined) == (40, 0, 40)
    assert {line["reason"].split(" (")[0] for line in found.problems.to_pylist()} == {f"'person_id' {SHORTENED}"}


def test_case_spaces_leading_zeros_and_a_final_point_nought_are_written_alike():
    texts = ["ab 12", "AB12", "007", "7.0", "7", "70", "0a", "a\u00a01", "A1"]
    alike = duckdb.connect().execute(f"select {as_written_alike('text')} from (select unnest(?) as text)", [texts])
    found = [text for (text,) in alike.fetchall()]
    assert found == ["AB12", "AB12", "7", "7", "7", "70", "0A", "A1", "A1"]


@pytest.mark.parametrize("column", ["referral_id", "person_id", "family_id"])
def test_ids_written_alike_are_warned_of_by_row_and_kept_apart(tmp_path, column):
    pairs = [("pq7", "PQ7"), ("Q 8", "Q8"), ("0070", "70"), ("91.0", "91"), ("V\u00a07", "v7")]
    rows = [referral(number, family_id=f"F{number}") for number in range(1, 12)]
    for number, pair in enumerate(pairs):
        for row, text in zip(rows[2 * number :], pair, strict=False):
            row[column] = text
    checks = check(write_extracts(tmp_path, rows))
    (found,) = [words for reason, words in warned(checks).items() if "differs from another only" in reason]
    assert (found.column, found.rows, found.first) == (column, 10, (2, 3, 4, 5, 6, 7, 8))
    assert checks.extracts["referrals"].count.accepted == 11
    assert not any("pq7" in line for line in check_lines(checks))


def test_persons_of_two_numberings_may_be_written_alike(tmp_path):
    rows = [referral(1, person_id="7"), referral(2, person_id="007", id_domain="another")]
    assert warned(check(write_extracts(tmp_path, rows))) == {}


def test_long_numbers_that_all_end_in_nought_are_warned_of(tmp_path):
    long = [referral(n, person_id=f"45081300012345{n}0") for n in range(1, 8)]
    (words,) = warned(check(write_extracts(tmp_path / "cut", long)))
    assert words.startswith("'person_id' is a number of over 15 digits that ends in 0")
    whole = [*long, referral(9, person_id="4508130001234567")]
    assert warned(check(write_extracts(tmp_path / "whole", whole))) == {}


def test_a_person_in_very_many_rows_or_of_two_roles_is_warned_of(tmp_path):
    rows = [referral(n, person_id="everybody") for n in range(30)] + [referral(99), referral(98)]
    (found,) = warned(check(write_extracts(tmp_path / "many", rows))).values()
    assert (found.rows, found.column) == (30, "person_id")
    rows = [referral(1, person_id="F1"), referral(2, person_id="F1", parent_role="father or co-parent"), referral(3)]
    (found,) = warned(check(write_extracts(tmp_path / "roles", rows))).values()
    assert (found.rows, found.first) == (2, (2, 3))
