"""What is probably wrong with all scores of a service is said with its numbers: items as ticked, items coded from 1."""

import random
from pathlib import Path

import pytest
from extracts import referral, write_extracts
from test_score_rules import SCORE, items

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.checking import above_allowed, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.scores.odd import FEWEST, odd_scores
from pimh_data.secure.settings import read_settings

FAULTS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "faults"
faults = pytest.mark.skipif(not FAULTS.exists(), reason="the made-up faults are not beside this checkout")


def checked(folder):
    return check_extracts(folder, read_settings(folder), connected())


def notes(folder: Path, measure: str, answers: list[list[int]]) -> list[str]:
    """What is said of one service's scores with these items."""
    ids = [f"R{number}" for number in range(1, len(answers) + 1)]
    scores = [
        SCORE | {"referral_id": name, "measure": measure, "score": ""} | items(*each)
        for name, each in zip(ids, answers, strict=True)
    ]
    write_extracts(folder, [referral() | {"referral_id": name, "person_id": f"P{name}"} for name in ids], scores=scores)
    return list(odd_scores(checked(folder)))


def ticked(rng: random.Random, size: int, turned: tuple[int, ...]) -> list[list[int]]:
    """Answers of people who do well enough, by the place of the answer on the page."""
    well = [[rng.choice((0, 0, 0, 1, 1, 2)) for _ in range(10)] for _ in range(size)]
    return [[3 - value if number in turned else value for number, value in enumerate(one, start=1)] for one in well]


def test_items_as_ticked_lie_apart_from_those_that_run_as_printed(tmp_path):
    said = notes(tmp_path, "EPDS", ticked(random.Random(1), 40, MEASURES["EPDS"].turned))
    apart = next(words for words in said if "as ticked?" in words)
    assert apart.startswith("Note: in EPDS scores of Light items 3, 5, 6, 7, 8, 9, 10 are 2.")
    assert "the first answer is 0 in items 1, 2 and 4" in apart


def test_items_as_scored_give_no_note(tmp_path):
    assert notes(tmp_path, "EPDS", ticked(random.Random(1), 40, ())) == []


def test_items_coded_from_one_are_never_nought_and_said_so_with_the_refused(tmp_path):
    rng = random.Random(2)
    coded = [[1 + rng.choice((0, 0, 1, 2, 3)) for _ in range(9)] for _ in range(60)]
    (said,) = [words for words in notes(tmp_path, "PHQ-9", coded) if "never" in words]
    assert said.startswith("Note: items 1, 2, 3, 4, 5, 6, 7, 8, 9 are never 0 in 60 PHQ-9 scores of Light.")
    assert "coded 1 to 4, take 1 from each" in said


def test_one_item_that_is_never_nought_is_named(tmp_path):
    rng = random.Random(3)
    answers = [[rng.choice((0, 1, 2)) for _ in range(6)] + [rng.choice((1, 2, 3))] for _ in range(40)]
    (said,) = notes(tmp_path, "GAD-7", answers)
    assert said.startswith("Note: item 7 is never 0 in 40 GAD-7 scores of Light.")


def test_a_service_that_is_whole_at_caseness_is_named_and_one_of_few_scores_is_not(tmp_path):
    answers = [[0] + [3] * 8] * FEWEST
    assert "20 of 20 PHQ-9 scores of Light are at caseness (10 or more)" in "".join(
        notes(tmp_path / "a", "PHQ-9", answers)
    )
    assert notes(tmp_path / "b", "PHQ-9", answers[1:]) == []


@faults
def test_the_pair_that_was_ticked_is_warned_of_three_times():
    said = list(odd_scores(checked(FAULTS / "epds_ticked_pair")))
    assert [words.split(". Its items")[0] for words in said] == [
        "Note: 80 of 80 EPDS scores of PIT are at caseness (13 or more)",
        "Note: items 3, 5, 6, 7, 8, 9, 10 are never 0 in 80 EPDS scores of PIT",
        "Note: in EPDS scores of PIT items 3, 5, 6, 7, 8, 9, 10 are 3.0 on average, the others 0.0: brought as ticked? "
        "Its items are to be brought so: each 0 to 3 as scored, not as ticked: the first answer is 0 in items 1, 2 and "
        "4, and 3 in the others, which are turned round",
    ]


@faults
def test_raw_totals_whose_scale_is_not_said_are_not_taken_for_metric_ones():
    checks = checked(FAULTS / "swemwbs_raw_pair")
    assert checks.extracts["scores"].count.accepted == 0
    assert {one["reason"] for one in checks.extracts["scores"].problems.to_pylist()} == {
        "a whole 'score' of SWEMWBS is a raw total, no metric score: write 'raw' in 'scale', or bring metric scores"
    }
    assert above_allowed(checks)
