"""Every measure has outcomes of each term and someone whom it concerns; every answer has a measure."""

import re
from pathlib import Path

import pytest

from pimh_data.registry import theory_of_change as theory

QUESTIONS = Path(__file__).resolve().parents[2] / "pimh_data" / "questions"


@pytest.mark.parametrize("measure", theory.LINKS.values(), ids=lambda measure: measure.key)
def test_a_measure_has_outcomes_of_now_and_of_later_and_concerns_somebody(measure):
    terms = [theory.OUTCOMES[key].term for key in measure.outcomes]
    assert set(terms) == {"short", "medium", "long"}
    assert measure.commissioners
    assert set(measure.commissioners) <= set(theory.COMMISSIONERS)
    assert len(set(measure.outcomes)) == len(measure.outcomes)


def test_every_outcome_is_measured_and_every_commissioner_concerned():
    spoken_to = {key for measure in theory.LINKS.values() for key in measure.outcomes}
    assert spoken_to == set(theory.OUTCOMES)
    for commissioner in theory.COMMISSIONERS:
        assert sum(commissioner in measure.commissioners for measure in theory.LINKS.values()) >= 5


def test_every_answer_of_the_product_belongs_to_a_measure():
    keys = set()
    for path in QUESTIONS.rglob("*.py"):
        names = "data|equity|reach|outcomes|indicators|need|provision|workforce|funding|voice"
        keys |= set(re.findall(rf'"((?:{names})\.[a-z_0-9]+)"', path.read_text(encoding="utf-8")))
    assert len(keys) > 30
    assert sorted(key for key in keys if not key.startswith(tuple(theory.LINKS))) == []


def test_outcomes_are_given_in_words_by_term():
    measure = theory.LINKS["reach.six_weeks"]
    assert theory.outcomes_in_words(measure, "short") == ("Parents and babies are seen in time",)
    assert "Parents' mental health improves" in theory.outcomes_in_words(measure, "medium")
