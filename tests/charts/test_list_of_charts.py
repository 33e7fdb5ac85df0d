"""CHARTS names every chart that a question asks for, and each draws the Answers of its questions."""

import inspect
import re
from pathlib import Path

import pytest

from pimh_data.charts.drawing import Drawing
from pimh_data.charts.list import CHARTS, NEEDS_MORE
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release, Store
from tests.golden_answers import in_full

# Ratios of two groups stand in no funnel; nothing is published beside most measures.
OFTEN_EMPTY = ("funnel_of_places", "start_and_end")
PAGES = Path(__file__).parents[2] / "pages"


def test_every_chart_of_a_question_is_in_the_list_and_every_chart_of_the_list_is_a_questions_a_cards_or_the_meetings():
    on_cards = re.findall(r"\"(\w+_on_card)\"", (PAGES / "parts" / "cards.py").read_text(encoding="utf-8"))
    in_meetings = re.findall(r"\"(\w+_in_meeting)\"", (PAGES / "parts" / "meeting.py").read_text(encoding="utf-8"))
    assert {question.chart for question in QUESTIONS.values()} | {*on_cards, *in_meetings} == {"", *CHARTS}


def test_what_a_chart_needs_beside_the_answer_is_named():
    for key, chart in CHARTS.items():
        takes = inspect.signature(chart).parameters
        more = list(takes.values())[1:]
        needed = [one.name for one in more if one.default is one.empty and one.kind != one.VAR_KEYWORD]
        assert needed == ([NEEDS_MORE[key]] if key in NEEDS_MORE else []), key


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.mark.parametrize("key", [key for key, one in QUESTIONS.items() if one.chart and one.chart not in NEEDS_MORE])
def test_a_question_is_drawn_by_its_chart_whatever_it_is_asked_about(key: str, release: Release):
    asked = [ask for ask, _ in in_full(key) if ask.release == "demonstration"]
    if key.startswith("indicators."):  # of which the demonstration has none
        asked = [ask for ask in asked if not ask.choices and not QUESTIONS[key].parameters]
    answers = [answer(release, Address(key, ask.selection, ask.choices)) for ask in asked]
    drawn = [CHARTS[QUESTIONS[key].chart](found) for found in answers]
    assert all(one is None or isinstance(one, Drawing) for one in drawn)
    assert any(drawn) or key.startswith("indicators.") or QUESTIONS[key].chart in OFTEN_EMPTY
