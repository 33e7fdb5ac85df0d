"""A released cell: shown, hidden, zero or no data, and the true counts that it permits."""

import math

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell, View, cell, less, total, waiting_by_band

SHEFFIELD = View("Sheffield", "2023/24", "All services")


def read(building: Building, folder, view: View = SHEFFIELD) -> Cell:
    return cell(building.open(folder), "activity", view, "people_seen")


@pytest.mark.parametrize(
    ("profile", "count", "expected"),
    [
        ("rounded", 20, Cell(20, 16, 24, "shown")),
        ("rounded", 5, Cell(5, 5, 9, "shown")),
        ("rounded", None, HIDDEN),
        ("exact", 20, Cell(20, 20, 20, "shown")),
        ("exact", 0, NOBODY),
        ("exact", 3, Cell(3, 3, 3, "shown")),
    ],
)
def test_a_cell_holds_the_true_counts_that_its_profile_permits(tmp_path, profile, count, expected):
    building = Building(profile)
    building.seen("2023/24", count)
    found = read(building, tmp_path)
    assert found == expected if count is not None else found is HIDDEN


def test_an_absent_row_is_no_data_and_never_zero(tmp_path):
    building = Building()
    building.seen("2022/23", 20)
    assert read(building, tmp_path) is NO_DATA


def test_zero_is_a_finding_not_a_suppression(tmp_path):
    building = Building("exact")
    building.seen("2023/24", 0)
    found = read(building, tmp_path)
    assert found.known
    assert found.state == "zero"


def test_a_sum_is_hidden_when_a_part_is_and_no_data_when_a_part_has_none():
    shown = Cell(20, 18, 22, "shown")
    assert total([shown, shown]) == Cell(40, 36, 44, "shown")
    assert total([shown, HIDDEN]) is HIDDEN
    assert total([shown, HIDDEN, NO_DATA]) is NO_DATA
    assert total([]) is NO_DATA
    assert total([NOBODY, NOBODY]) == NOBODY


def test_a_difference_takes_the_ends_that_push_it_furthest_and_never_falls_below_zero():
    assert less(Cell(40, 38, 42, "shown"), Cell(20, 18, 22, "shown")) == Cell(20, 16, 24, "shown")
    assert less(Cell(5, 5, 7, "shown"), Cell(10, 8, 12, "shown")) == NOBODY
    assert less(HIDDEN, Cell(5, 5, 7, "shown")) is HIDDEN
    assert less(Cell(5, 5, 7, "shown"), NO_DATA) is NO_DATA


def test_those_who_still_wait_are_read_by_band_and_nobody_is_made_up(tmp_path):
    building = Building()
    building.now([30, 40, None, None, None, None, 5])
    release, view = building.open(tmp_path), SHEFFIELD.at(period="Since the service started")
    found = waiting_by_band(release, view)
    assert found["2 to 6 weeks"] == Cell(40, 36, 44, "shown")
    assert found["6 to 12 weeks"] is HIDDEN
    assert waiting_by_band(release, view.at(member="Core20")) == {}
    assert waiting_by_band(release, view.at(period="2023/24")) == {}


def test_a_selection_is_everyone_or_a_member_of_the_deprivation_dimension():
    assert View.of(Selection("Sheffield", "PAIRS", "2023/24")) == View("Sheffield", "2023/24", "PAIRS")
    chosen = View.of(Selection("Sheffield", "PAIRS", "2023/24", "Decile 4"))
    assert (chosen.dimension, chosen.member) == ("deprivation", "Decile 4")


def test_hidden_and_no_data_hold_no_number():
    for nothing in (HIDDEN, NO_DATA):
        assert not nothing.known
        assert math.isnan(nothing.value)
