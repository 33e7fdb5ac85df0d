"""A cell that a spreadsheet could not work out is refused under one reason, in every column and of every extract."""

import ibis
import pytest
from extracts import SERVICES, referral, write_extracts
from test_doubts import check, refused

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.findings import findings
from pimh_data.secure.ids import SHEET_ERROR
from pimh_data.secure.report import check_lines
from pimh_data.secure.rules import SHEET_REASON

ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#FORMULA!", "#BEZUG!", "#NV", "Err:502")
COLUMNS = [column.name for column in CONTRACTS["referrals"].columns]
SCORE = {"referral_id": "R0", "measure": "PHQ-9", "assessed": "2024-03-01", "score": "9", "item_1": ""}
CONTACT = {"referral_id": "R0", "date": "2024-02-01", "mode": "video", "status": "attended"}


def test_every_column_of_referrals_has_the_same_reason_and_no_other(tmp_path):
    whole = {"family_id": "F1", "hub": "North", "lsoa": "E01007321"}
    rows = [referral(number, **whole) | {column: ERRORS[number % len(ERRORS)]} for number, column in enumerate(COLUMNS)]
    checks = check(write_extracts(tmp_path, rows))
    due = {(number, SHEET_REASON.format(column)) for number, column in enumerate(COLUMNS, start=2)}
    assert refused(checks) == due
    said = [line for line in check_lines(checks) if "error of the spreadsheet" in line]
    assert (len(said), [line for line in said if "extract." in line]) == (len(COLUMNS), [])
    assert {word.text for one in findings(checks) for fault in one.faults for word in fault.words} == set()


OTHERS = {
    "scores": (SCORE, ("measure", "assessed", "score", "item_1")),
    "contacts": (CONTACT, ("referral_id", "date", "mode", "status")),
}


@pytest.mark.parametrize("extract", OTHERS)
def test_and_so_have_those_of_other_extracts(tmp_path, extract):
    row, columns = OTHERS[extract]
    rows = [row | {column: "#REF!"} for column in columns]
    checks = check(write_extracts(tmp_path, [referral(0)], **{extract: rows}))
    assert refused(checks, extract) == {(n, SHEET_REASON.format(column)) for n, column in enumerate(columns, start=2)}


def test_a_service_or_place_of_that_name_is_none(tmp_path):
    services = [SERVICES[0], SERVICES[0] | {"service": "#N/A"}, SERVICES[0] | {"service": "Dim", "started": "#VALUE!"}]
    checks = check(write_extracts(tmp_path, services=services))
    assert refused(checks, "services") == {(3, SHEET_REASON.format("service")), (4, SHEET_REASON.format("started"))}


@pytest.mark.parametrize("text", ["#1", "A#REF!", "#12", "Ref: #N/A", "#hashtag", "Error: 502"])
def test_what_only_looks_like_one_is_none(text):
    assert not ibis.literal(text).re_search(SHEET_ERROR).execute()


def test_one_among_several_codes_is_one():
    assert all(ibis.literal(text).re_search(SHEET_ERROR).execute() for text in (*ERRORS, "baby loss; #N/A", "#N/A;"))


def test_listed_as_a_blank_it_stands_for_nothing(tmp_path):
    settings = 'synthetic = true\nsite = "Test"\nextract_date = 2025-03-31\nblanks = ["#N/A", "#REF!"]\n'
    rows = [referral(0, closed="#N/A", need_group="#REF!"), referral(1, imd_decile="#N/A", imd_version="#n/a")]
    checks = check(write_extracts(tmp_path, rows, settings=settings))
    assert (refused(checks), checks.extracts["referrals"].count.accepted) == (set(), 2)
