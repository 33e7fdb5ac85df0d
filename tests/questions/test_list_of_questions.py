"""QUESTIONS names every question that a page asks, by the key of its Answers, with the choices in their address."""

import ast
import re
from pathlib import Path

import pytest

from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS, ROOMS
from pimh_data.questions.question import Asking
from pimh_data.questions.reach import place_key
from pimh_data.release import Release, Store
from tests.golden_answers import in_full

PAGES = Path(__file__).parents[2] / "pages"
KEY = re.compile(rf"({'|'.join(sorted({key.partition('.')[0] for key in QUESTIONS}))})\.(?!py$)[a-z_0-9]+")
OF_THE_USUAL_DEFINITION = ("outcomes.severity", "outcomes.for_whom", "outcomes.differences", "outcomes.services")


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def keys_on_pages() -> set[str]:
    """Every text of the pages' code that is written like a key."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PAGES.rglob("*.py"))
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and KEY.fullmatch(text)}


def test_every_question_on_a_page_is_in_the_list_and_every_question_of_the_list_on_a_page():
    by_measure = {key for key in QUESTIONS if key.startswith(place_key(""))}
    assert keys_on_pages() == set(QUESTIONS) - by_measure
    assert "place_key(" in (PAGES / "reach_places.py").read_text(encoding="utf-8")


def test_no_two_questions_share_a_key():
    assert len(QUESTIONS) == sum(len(room) for room in ROOMS)


@pytest.mark.parametrize("key", QUESTIONS)
def test_an_answer_has_its_questions_key_and_its_choices_are_those_of_its_address(key: str, release: Release):
    question, known = QUESTIONS[key], 0
    for ask, _ in in_full(key):
        if ask.release != "demonstration":
            continue
        try:
            found = answer(release, Address(key, ask.selection, ask.choices))
        except SelectionError:
            assert key.startswith("indicators.")  # of which the demonstration has none
            continue
        chosen, wrong = question.choose(release, ask.selection, dict(ask.choices))
        assert found.key == key
        assert not wrong
        own = dict(found.variant)
        assert own.keys() <= chosen.keys()
        if key in OF_THE_USUAL_DEFINITION:  # whatever is chosen: what it says is an address of the very same answer
            again = answer(release, Address(key, ask.selection, tuple({**chosen, **own}.items())))
            assert again.table.equals(found.table)
            assert again.variant == found.variant
        else:
            assert own.items() <= chosen.items()
        if ask.selection:
            assert found.selection.place == ask.selection.place
        known += 1
    assert known or key.startswith("indicators.")


@pytest.mark.parametrize("key", [key for key in QUESTIONS if QUESTIONS[key].parameters])
def test_the_usual_value_of_every_parameter_is_one_that_may_be_chosen(key: str, release: Release):
    question = QUESTIONS[key]
    for ask, _ in in_full(key):
        chosen: dict[str, str] = {}
        for parameter in question.parameters:
            asking = Asking(release, ask.selection, chosen)
            values = parameter.values(asking)
            if len(values):
                chosen[parameter.name] = parameter.default(asking)
                assert question.choose(release, ask.selection, chosen)[1] == []


def test_a_part_of_another_answer_lets_the_same_be_chosen():
    for question in QUESTIONS.values():
        if question.part_of:
            assert question.parameters == QUESTIONS[question.part_of].parameters
            assert question.about == QUESTIONS[question.part_of].about
