"""Items as ticked or coded from 1 are told from few scores too, by what only they can show; sound ones give no note."""

import random
from collections.abc import Callable

import ibis
import pyarrow as pa
import pytest

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.conditions import Rows
from pimh_data.secure.scores.odd_items import odd_items

Answers = list[list[int]]


def notes(measure: str, answers: Answers, totals: list[float] | None = None, services: int = 1) -> list[str]:
    """What is said of these scores, dealt to so many services."""
    rows = {
        "service": [f"Service {number % services}" for number in range(len(answers))],
        "measure": [measure] * len(answers),
        "total": totals or [None] * len(answers),
    }
    for item in range(MEASURES[measure].items):
        rows[f"item_{item + 1}"] = [str(one[item]) for one in answers]
    schema = {"service": pa.string(), "measure": pa.string(), "total": pa.float64()}
    schema |= {f"item_{n + 1}": pa.string() for n in range(MEASURES[measure].items)}
    connection = ibis.duckdb.connect()
    connection.con.register("scores", pa.table(rows, pa.schema(schema)))
    return list(odd_items(Rows("scores", tuple(rows)), connection))


def people(seed: int, size: int, measure: str, low: float, high: float) -> Answers:
    """Answers as scored of people who differ in how they are: each item lies about their own level."""
    rng, one = random.Random(seed), MEASURES[measure]
    found = []
    for _ in range(size):
        level = rng.uniform(low, high)
        drawn = [round(rng.gauss(level, 0.6)) for _ in range(one.items)]
        found.append([int(min(max(value, one.item_low), one.item_high)) for value in drawn])
    return found


def ticked(answers: Answers, measure: str) -> Answers:
    one = MEASURES[measure]
    ends = int(one.item_low + one.item_high)
    return [[ends - v if n in one.turned else v for n, v in enumerate(each, start=1)] for each in answers]


def from_one(answers: Answers) -> Answers:
    return [[value + 1 for value in each] for each in answers]


def turned_round(answers: Answers, measure: str) -> Answers:
    one = MEASURES[measure]
    return [[int(one.item_low + one.item_high) - value for value in each] for each in answers]


@pytest.mark.parametrize(("measure", "size"), [("PHQ-9", 5), ("GAD-7", 6), ("EPDS", 7)])
def test_a_small_mild_service_coded_from_one_is_told(measure, size):
    (said,) = [words for words in notes(measure, from_one(people(1, size, measure, 0, 1))) if "is ever 0" in words]
    assert said.startswith(f"Note: no item is ever 0 in {size} {measure} scores of Service 0. Its items are to be")


@pytest.mark.parametrize(("measure", "size"), [("EPDS", 6), ("EPDS", 15), ("CORE-10", 12)])
def test_a_small_mild_service_that_brings_items_as_ticked_is_told(measure, size):
    said = notes(measure, ticked(people(2, size, measure, 0, 0.7), measure))
    assert any("as ticked?" in words for words in said)


@pytest.mark.parametrize(("measure", "seed"), [("EPDS", 3), ("EPDS", 4), ("CORE-10", 5)])
def test_as_ticked_by_people_who_lie_in_the_middle_the_items_fall_where_the_others_rise(measure, seed):
    middle = MEASURES[measure].item_high / 2
    said = notes(measure, ticked(people(seed, 40, measure, middle - 1, middle + 1), measure))
    assert any("fall where the others rise (correlation -" in words for words in said)


WAYS: dict[str, Callable[[Answers], Answers]] = {
    "their items are coded from 1": from_one,
    "items 3, 5, 6, 7, 8, 9, 10 are turned round: brought as ticked": lambda answers: ticked(answers, "EPDS"),
    "all items are turned round": lambda answers: turned_round(answers, "EPDS"),
}


@pytest.mark.parametrize("size", [5, 12])
@pytest.mark.parametrize("way", WAYS)
def test_totals_beside_items_tell_which_way_they_are_wrong(way, size):
    right = people(6, size, "EPDS", 0.5, 1.3)
    said = notes("EPDS", WAYS[way](right), [float(sum(each)) for each in right])
    assert f"Note: {size} of {size} EPDS totals of Service 0 are right if {way}." in " ".join(said)


def test_what_no_service_shows_alone_shows_in_all_together():
    answers = from_one(people(7, 24, "PHQ-9", 0, 1))
    (said,) = notes("PHQ-9", answers, services=8)
    assert "are never 0 in 24 PHQ-9 scores of all services" in said


SOUND = [
    ("EPDS", 0, 1),
    ("EPDS", 0, 3),
    ("PHQ-9", 0, 1),
    ("PHQ-9", 0, 3),
    ("CORE-10", 0, 4),
    ("GAD-7", 0, 2),
    ("KPCS", 2, 3),
]


@pytest.mark.parametrize(("measure", "low", "high"), SOUND)
def test_sound_scores_of_small_and_large_services_give_no_note(measure, low, high):
    for size in (4, 8, 60):
        answers = people(size, size, measure, low, high)
        assert notes(measure, answers, [float(sum(each)) for each in answers]) == [], size


def test_items_of_a_measure_of_which_more_is_better_need_not_be_nought():
    assert notes("MORS-SF warmth", people(9, 40, "MORS-SF warmth", 4, 5)) == []
