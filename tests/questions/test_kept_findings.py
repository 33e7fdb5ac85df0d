"""What kept answers say, read as a reader does: grade and words, sentences, names, grammar, points within their ranges.

The answers are those of `tests/golden`, which `tests/test_golden_answers.py` holds against today's.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pimh_data.questions.list import QUESTIONS
from tests.golden_answers import Ask, in_full

GRADED = ("better", "worse", "higher", "lower")
ROOMS = ("outcomes.", "funding.", "indicators.", "workforce.")
SENTENCE = re.compile(r"\. (?=[A-Z0-9])")
# 'of 9 services is', '1 of 9 are': the verb goes with the first number.
AGREES = re.compile(
    r"\b(?<![.,\d])(\d[\d,]*) of (?:the )?[\d,]+ [a-z ]{1,30}?\b(is|are|has|have|was|were|uses?|records?)\b"
)
OF_ONE = {"is", "has", "was", "uses", "records"}


def answers(*rooms: str) -> Iterator[tuple[Ask, dict[str, Any]]]:
    """Every kept answer of the rooms, of all without any, that was not refused."""
    for key in QUESTIONS:
        if not rooms or key.startswith(rooms):
            yield from ((ask, held) for ask, held in in_full(key) if "finding" in held)


def body(text: str) -> str:
    """A finding without what it is about."""
    return text.partition(": ")[2] or text


def test_beyond_chance_is_said_under_a_grade_that_says_so():
    said = 0
    for ask, held in answers():
        finding = held["finding"]
        if "beyond chance" in finding["text"]:
            assert finding["grade"] in GRADED, f"{ask.words()}: {finding}"
            said += 1
    assert said > 20


@pytest.mark.parametrize("room", ROOMS)
def test_a_finding_has_three_sentences_at_most(room: str):
    for ask, held in answers(room):
        text = held["finding"]["text"]
        assert len(SENTENCE.split(body(text))) <= 3, f"{ask.question}, {ask.words()}: {text}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_finding_names_its_service_once(room: str):
    named = 0
    for ask, held in answers(room):
        service = ask.selection.service if ask.selection else "All services"
        if service != "All services" and service in held["finding"]["text"]:
            assert held["finding"]["text"].count(service) == 1, held["finding"]["text"]
            named += 1
    assert named or room == "indicators."


def test_the_verb_goes_with_the_number_before_it():
    checked = 0
    for ask, held in answers(*ROOMS):
        for text in (held["finding"]["text"], *held["notes"]):
            for many, verb in AGREES.findall(text):
                assert (many == "1") == (verb in OF_ONE), f"{ask.question}: {text}"
                checked += 1
    assert checked > 10


def test_a_printed_point_lies_within_its_range():
    """Of every question: wherever a table has a number with its least and most, or its interval."""
    checked = 0
    for ask, held in answers():
        names = [column["name"] for column in held["columns"]]
        for name in names:
            ends = [f"{name}_lower", f"{name}_upper"]
            if not set(ends) <= set(names) or name in OF_ANOTHER.get(ask.question, ()):
                continue
            for row in held["table"]:
                point, least, most = (row[one] for one in (name, *ends))
                if all(isinstance(one, int | float) for one in (point, least, most)):
                    assert least - 1e-9 <= point <= most + 1e-9, f"{ask.question}, {ask.words()}: {name} of {row}"
                    checked += 1
    assert checked > 1000


def test_no_two_columns_of_a_table_are_headed_alike():
    """As a reader sees them: the ends of an interval stand in one column."""
    checked = 0
    for ask, held in answers():
        labels = [c["label"].removesuffix(", lower") for c in held["columns"] if not c["label"].endswith(", upper")]
        assert len(labels) == len(set(labels)), f"{ask.question}: {labels}"
        checked += 1
    assert checked > 500


def test_beside_no_clear_difference_stands_the_size_that_could_have_been_seen():
    checked = 0
    for ask, held in answers("outcomes.", "indicators.inequality"):
        if held["finding"]["grade"] == "no clear difference":
            said = " ".join([held["finding"]["text"], *held["notes"]])
            assert re.search(r"would probably have been seen|could be seen with so few", said), ask.words()
            checked += 1
    assert checked > 10


# Columns whose `_lower` and `_upper` are of another number: counts beside the interval of their share.
OF_ANOTHER = {"outcomes.service_measures": ("paired", "improved", "worse")}
