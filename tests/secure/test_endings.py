"""Closed without a reason is neither completed nor left early, and whoever reads the figures is told."""

from pathlib import Path

import pytest
from extracts import KEY, SERVICES, referral, write_extracts

from pimh_data.secure.checking import check_extracts
from pimh_data.secure.cubes.views import views
from pimh_data.secure.endings import reasons_lost, without_reason
from pimh_data.secure.engine import connected
from pimh_data.secure.episodes import episodes
from pimh_data.secure.preparing import prepare
from pimh_data.secure.settings import read_settings


def closed(number: int, reason: str, **changes: str) -> dict[str, str]:
    return referral(number, closed="2024-06-01", closure_reason=reason, **changes)


def checks_of(folder: Path, rows: list[dict[str, str]]):
    other = {**SERVICES[0], "service": "Dads"}
    write_extracts(folder, rows, services=[*SERVICES, other])
    return check_extracts(folder, read_settings(folder), connected())


def test_a_closure_without_reason_is_neither_completed_nor_left_early(tmp_path):
    checks = checks_of(
        tmp_path, [closed(1, ""), closed(2, "completed"), closed(3, "disengaged"), closed(4, "stepped up")]
    )
    table = episodes(checks, views(checks), checks.connection, KEY).to_pandas().set_index("referral_id")
    assert table.completed.to_dict() == {"R1": 0, "R2": 1, "R3": 0, "R4": 0}
    assert table.closed_early.to_dict() == {"R1": 0, "R2": 0, "R3": 1, "R4": 0}


def test_a_service_that_records_no_reasons_is_named_with_its_numbers_in_the_report_and_without_to_readers(tmp_path):
    rows = [closed(number, "") for number in range(1, 8)]
    rows += [closed(number, "completed", service="Dads") for number in range(8, 15)]
    checks = checks_of(tmp_path, rows)
    (said,) = without_reason(checks)
    assert "Light 7 of 7" in said
    assert "Dads" not in said
    (lost,) = reasons_lost(checks)
    assert "Light" in lost
    assert not any(character.isdigit() for character in lost)


@pytest.mark.parametrize("reasons", [["completed"] * 99 + [""] * 5, [""] * 4])
def test_a_few_missing_reasons_are_no_news(reasons, tmp_path):
    checks = checks_of(tmp_path, [closed(number, reason) for number, reason in enumerate(reasons, 1)])
    assert without_reason(checks) == reasons_lost(checks) == ()


def test_report_and_release_both_say_it(tmp_path):
    write_extracts(tmp_path, [closed(number, "") for number in range(1, 8)])
    prepared = prepare(tmp_path, connected())
    assert any("closed without a closure_reason" in line for line in prepared.lines)
    assert any("Reasons for closing are missing" in line for line in prepared.losses)
