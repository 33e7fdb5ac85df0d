"""Each way for a score to be wrong is found, in words, and a right one is taken whatever form it comes in."""

from pathlib import Path

import pytest
from extracts import SERVICES, referral, write_extracts

from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings

SCORE = {
    "referral_id": "R1",
    "measure": "PHQ-9",
    "scale": "",
    "respondent": "parent",
    "assessed": "2024-02-01",
    "score": "12",
}


def items(*values: object) -> dict[str, str]:
    return {f"item_{number}": str(value) for number, value in enumerate(values, start=1)}


def checked(folder: Path, *scores: dict[str, str]) -> Checks:
    rows = [SCORE | score for score in scores]
    names = list(dict.fromkeys(name for row in rows for name in row))
    rows = [{name: row.get(name, "") for name in names} for row in rows]
    ids = dict.fromkeys(row["referral_id"] for row in rows)
    write_extracts(folder, [referral() | {"referral_id": name} for name in ids], services=SERVICES, scores=rows)
    return check_extracts(folder, read_settings(folder), connected())


def reasons(folder: Path, *scores: dict[str, str]) -> list[tuple[int, str, str]]:
    """(row, column, reason) of every fault; the first row of a file is row 2."""
    problems = checked(folder, *scores).extracts["scores"].problems.to_pylist()
    return [(problem["row"], problem["column"], problem["reason"]) for problem in problems]


WRONG = [
    ({"measure": "PHQ9"}, "measure", "'measure' is not one of: PHQ-9, GAD-7"),
    ({"measure": "MORS-SF", "score": "40"}, "measure", "warmth and invasion are never added"),
    ({"measure": "HADS"}, "measure", "'HADS-A' and 'HADS-D'"),
    ({"scale": "goal 1"}, "scale", "this measure has none"),
    ({"measure": "GBO", "score": "5"}, "scale", "'scale' of GBO is not one of: goal 1, goal 2, goal 3"),
    ({"measure": "GBO", "scale": "goal 4", "score": "5"}, "scale", "goal 1, goal 2, goal 3"),
    ({"measure": "SWEMWBS", "scale": "T", "score": "20"}, "scale", "metric, raw"),
    ({"respondent": "observer"}, "respondent", "is not: parent"),
    ({"measure": "PIIOS"}, "respondent", "observer or practitioner"),
    ({"score": "28"}, "score", "outside 0 to 27, the range of PHQ-9"),
    ({"score": "-1"}, "score", "outside 0 to 27"),
    ({"measure": "SWEMWBS", "score": "6"}, "score", "outside 7 to 35"),
    ({"measure": "SWEMWBS", "scale": "raw", "score": "20.5"}, "score", "not a whole number"),
    ({"measure": "SWEMWBS", "score": "18"}, "score", "a whole 'score' of SWEMWBS is a raw total"),
    ({"measure": "SWEMWBS", "scale": "total", "score": "21"}, "score", "write 'raw' in 'scale'"),
    ({"measure": "SWEMWBS", "scale": "metric", "score": "34"}, "score", "a whole 'score' of SWEMWBS is a raw total"),
    ({"measure": "SWEMWBS", "score": "20.5"}, "score", "none of the 29 metric scores"),
    ({"measure": "SWEMWBS", "scale": "metric", "score": "17.4"}, "score", "none of the 29 metric scores"),
    ({"score": "twelve"}, "score", "'score' is not a number"),
    ({"score": ""}, "score", "neither a 'score' nor items"),
    ({"assessed": "2025-04-01"}, "assessed", "after the extract date 2025-03-31"),
    ({"assessed": "2024-01-04"}, "assessed", "before the referral was received"),
    ({"score": "", **items(1, 1, 1, 1, 1, 1)}, "score", "more items are missing than the measure's own rule"),
    ({"score": "", **items(1, 1, 1, 1, 1, 1, 1, 1, 4)}, "item_9", "outside what an item"),
    ({"score": "", **items(1, 1, 1, 1, 1, 1, 1, 1, "x")}, "item_9", "not a whole number"),
    ({"measure": "GAD-7", "score": "", **items(1, 1, 1, 1, 1, 1, 1, 1)}, "item_8", "fewer items"),
    ({"score": "12", **items(1, 1, 1, 1, 1, 1, 1, 1, 1)}, "score", "not what its items add up to"),
    ({"item_one": "3"}, "item_one", "not the name of an item"),
    (
        {"measure": "EPDS", "score": "14", **items(*[2] * 7)},
        "score",
        "more items are missing than the measure's own rule",
    ),
    ({"score": "12", **items(3, 3, 3, 3)}, "score", "more items are missing than the measure's own rule"),
    ({"measure": "HADS-A", "score": "10", **items(*[2] * 5)}, "score", "more items are missing than the measure's own"),
    ({"score": "20", **items(*[2] * 7)}, "score", "not what its items add up to"),
    ({"measure": "KPCS", "score": "", **items("n/a", *[2] * 14)}, "score", "more items are missing"),
]
RIGHT = [
    {},
    {"score": "0"},
    {"score": "27"},
    {"scale": "total", "respondent": ""},
    {"measure": "GBO", "scale": "goal 3", "score": "10"},
    {"measure": "PIIOS", "respondent": "observer", "score": "52"},
    {"measure": "SWEMWBS", "scale": "raw", "score": "21"},
    {"score": "", **items(1, 1, 1, 1, 1, 1, 1)},
    {"score": "9", **items(1, 1, 1, 1, 1, 1, 1, 1, 1)},
    {"measure": "CORE-10", "score": "", **items(*[2] * 9)},
    {"measure": "SWEMWBS", "score": "17.43"},
    {"measure": "SWEMWBS", "scale": "metric", "score": "12.4"},
    {"measure": "SWEMWBS", "score": "7"},
    {"measure": "SWEMWBS", "scale": "total", "score": "35.00"},
    {"measure": "SWEMWBS", "scale": "raw", "score": "21", **items(*[3] * 7)},
    {"measure": "SWEMWBS", "score": "19.25", **items(*[3] * 7)},
    {"score": "14", **items(*[2] * 7)},
    {"score": "18", **items(*[2] * 7)},
    {"measure": "GAD-7", "score": "17", **items(3, 3, 3, 3, 0)},
    {"assessed": "2025-03-31"},
]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[list[tuple[str, str]]]:
    """(column, reason) of each fault of each row of WRONG, then of RIGHT: all in one extract, each its own referral."""
    changes = [*(change for change, _, _ in WRONG), *RIGHT]
    scores = [{"referral_id": f"R{number}"} | change for number, change in enumerate(changes, start=1)]
    said = reasons(tmp_path_factory.mktemp("scores"), *scores)
    return [[(column, words) for row, column, words in said if row == number] for number in range(2, len(changes) + 2)]


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[words for _, _, words in WRONG])
def test_a_wrong_score_is_quarantined_with_its_reason(found, number):
    _, column, words = WRONG[number]
    assert any(name == column and words in reason for name, reason in found[number])


@pytest.mark.parametrize("number", range(len(RIGHT)), ids=[str(change) for change in RIGHT])
def test_a_right_score_is_taken(found, number):
    assert found[len(WRONG) + number] == []


def test_two_different_scores_on_one_day_are_both_refused_and_two_alike_both_taken(tmp_path):
    differing = [{}, {"score": "13"}, {"assessed": "2024-03-01"}]
    assert [(row, "same day" in reason) for row, _, reason in reasons(tmp_path / "a", *differing)] == [
        (2, True),
        (3, True),
    ]
    assert reasons(tmp_path / "b", {}, {}) == []


def test_a_slip_of_the_keyboard_does_not_take_the_right_score_of_the_same_day_with_it(tmp_path):
    assert [row for row, _, _ in reasons(tmp_path, {}, {"score": "99"})] == [3]


def test_two_goals_on_one_day_are_two_scores(tmp_path):
    goals = [{"measure": "GBO", "scale": f"goal {number}", "score": str(number)} for number in (1, 2, 3)]
    assert reasons(tmp_path, *goals) == []


def test_every_fault_of_a_row_is_said_at_once(tmp_path):
    found = reasons(tmp_path, {"score": "31", "respondent": "child", "assessed": "2024-01-01", "scale": "x"})
    assert {column for _, column, _ in found} == {"score", "respondent", "assessed", "scale"}
