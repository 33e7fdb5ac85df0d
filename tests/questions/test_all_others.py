"""All others, worked out as a whole less one part: nothing is told of them that rounding alone could have made."""

import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from released_cells import CHILDREN, Building

from pimh_data.answer import Selection
from pimh_data.charts.missed_table import printed
from pimh_data.questions.cells import HIDDEN, NOBODY, Cell, all_others, total
from pimh_data.questions.equity.decile import seen_by_decile
from pimh_data.questions.equity.missed import who_is_missed
from pimh_data.questions.equity.missed_group import FEWER, MORE, MissedGroup
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.kit.nested import nested
from pimh_data.questions.kit.verdicts.path_steps import AMONG, STEPS
from pimh_data.questions.rounded_intervals import ratios
from pimh_data.registry.cubes import DEPRIVATION

YEAR = "2023/24"


def released(shown: int) -> Cell:
    """A count as the rounded profile shows it."""
    return Cell(shown, max(shown - 4, 5), shown + 4, "shown", 4.0)


def test_all_others_are_known_by_the_range_that_whole_and_part_leave_them():
    both = total([released(40), released(30)])
    found = all_others(both, released(25))
    assert (found.value, found.lowest, found.highest) == (45, 36 + 26 - 29, 44 + 34 - 21)
    assert math.isnan(found.variance)
    assert all_others(both, HIDDEN) is HIDDEN
    assert all_others(NOBODY, NOBODY).state == "zero"


def steps(referred: Cell, completed: Cell) -> dict[str, Cell]:
    return {step: completed if step == "completed" else referred for step in STEPS}


fives = st.integers(1, 40).map(lambda count: 5 * count)


@given(fives, fives, fives, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
@example(30, 130, 10, 0.75, 1.0, 0.0)
@settings(max_examples=300, deadline=None)
def test_no_verdict_is_told_that_true_counts_behind_the_released_ones_could_undo(own, ours, rest, p, q, r):
    """A decile of `own` people among `ours` more in its group of deciles, and `rest` in the other."""
    of = {"decile": own, "group": own + ours, "rest": rest}
    done = {name: max(5, 5 * round(share * of[name] / 5)) for name, share in zip(of, (p, q, r), strict=True)}
    referred, completed = ({name: released(count) for name, count in counts.items()} for counts in (of, done))
    known = steps(*(total([held["group"], held["rest"]]) for held in (referred, completed)))
    mine = steps(referred["decile"], completed["decile"])
    others = nested({step: all_others(known[step], mine[step]) for step in STEPS}, AMONG, STEPS)
    verdict = MissedGroup("Decile 1", DEPRIVATION.name, "all other deciles", mine, {}, others, 10).verdict("completed")
    (own_least, own_most), (others_least, others_most) = possible(mine), possible(others)
    if verdict == FEWER:
        assert own_most < others_least
    if verdict == MORE:
        assert own_least > others_most


def possible(counts: Mapping[str, Cell]) -> tuple[float, float]:
    """The least and the most share of those referred who can have completed."""
    part, whole = counts["completed"], counts["referred"]
    return part.lowest / whole.highest, min(part.highest / max(whole.lowest, part.lowest, 1), 1)


@given(fives, fives, fives, st.integers(200, 4000), st.integers(200, 8000))
@settings(max_examples=200, deadline=None)
def test_no_ratio_against_all_others_is_told_that_true_counts_could_undo(own, ours, rest, per, per_others):
    others = all_others(total([released(own + ours), released(rest)]), released(own))
    _, lower, upper = ratios([released(own)], [per], [others], [per_others])[0]
    least, most = (released(own).lowest / per, released(own).highest / per)
    if upper < 1:
        assert most < max(others.lowest, 0) / per_others
    if lower > 1:
        assert least > others.highest / per_others


def test_a_group_is_not_expected_by_a_share_of_all_others_that_rounding_could_have_made():
    mine = steps(released(40), released(10))
    known = steps(total([released(80)]), total([released(50)]))
    others = {step: all_others(known[step], mine[step]) for step in STEPS}
    by_range = MissedGroup("Asian", DEPRIVATION.name, "all others known", mine, {}, others)
    assert by_range.expected("completed") == 40 * 40 / 40
    assert by_range.expected_at_least("completed") == 40 * (46 - 14) / (84 - 36)
    counted = MissedGroup("Asian", DEPRIVATION.name, "all others known", mine, {}, steps(released(40), released(35)))
    assert counted.expected_at_least("completed") == counted.expected("completed") == 35


def of_a_small_service(folder: Path):
    """As released for a service of one Place and year: of all others, by subtraction, 25 completed of 25."""
    counts = {"Core20": (35, 35, 25, 15, 15), "The rest": (20, 15, 15, 10, 15), "Decile 1": (30, 25, 20, 10, 5)}
    building = Building()
    for member, own in counts.items():
        building.put("pathway", YEAR, dict(zip(STEPS, own, strict=True)), dimension="deprivation", member=member)
    return building.open(folder)


def test_a_decile_is_not_behind_others_whose_share_is_all_of_them_by_subtraction_alone(tmp_path: Path):
    release, selection = of_a_small_service(tmp_path), Selection("Sheffield", "All services", YEAR)
    missed = who_is_missed(release, selection)
    row = missed.table.set_index(["group", "step"]).loc["Decile 1", "Completed"]
    assert row["gap"] == 30 * (25 / 25 - 5 / 30)
    assert row["verdict"] == "no clear difference"
    assert row["gap_together_lower"] < 0 < row["gap_together_upper"]
    assert missed.finding.grade == pathway_side_by_side(release, selection).finding.grade
    assert "all other deciles" not in missed.finding.text
    assert printed(missed).sections[1][1][0].cells[-1].below == "no gap could be seen with so few"


def test_a_decile_seen_as_often_as_all_others_within_rounding_is_not_told_from_them(tmp_path: Path):
    building = Building()
    building.deciles()
    building.version("2019", 400)
    for member, people in (("Core20", 45), ("The rest", 25), ("Decile 1", 35)):
        building.seen(YEAR, people, member)
    found = seen_by_decile(building.open(tmp_path), Selection("Sheffield", "All services", YEAR, "Decile 1"))
    row = found.table.set_index("member").loc["Decile 1"]
    per, others = CHILDREN[1], sum(CHILDREN.values()) - CHILDREN[1]
    assert row["ratio"] == pytest.approx((35 / per) / (35 / others))
    assert row["ratio_lower"] < (31 / per) / ((49 + 29 - 31) / others)
    assert row["ratio_upper"] > (39 / per) / ((41 + 21 - 39) / others)
