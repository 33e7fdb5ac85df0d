"""Questions read the views that registry.views declares for them, no other, and each of these."""

import random
import zlib
from itertools import islice
from pathlib import Path

import pytest
from read_views import selections, variants, watched

from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.views import VIEWS
from pimh_data.release import Release, Store
from tests.golden_answers import drawn_choices

FEWEST, MOST = 45, 1500


@pytest.fixture(scope="module")
def releases(demo_release: Path) -> list[Release]:
    return variants(Store(demo_release).current()[0])


def test_views_are_declared_for_questions_alone_and_a_part_reads_what_its_whole_does():
    assert set(VIEWS) <= set(QUESTIONS)
    assert not {key for key in VIEWS if QUESTIONS[key].part_of}


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if not question.part_of])
def test_a_question_reads_each_view_that_is_declared_for_it_and_no_other(key: str, releases: list[Release]):
    question, drawing = QUESTIONS[key], random.Random(zlib.crc32(key.encode()))
    declared = {view for views in VIEWS.get(key, ()) for view in views.each()}
    shown = [watched(release) for release in releases]
    for number, selection in enumerate(islice(selections(releases[0], drawing), MOST if declared else FEWEST)):
        release = shown[number % len(shown)].release
        about = selection if question.about == "selection" else None
        # As often with what is usual: much is read of the usual definition alone.
        chosen = drawn_choices(key, release, about, drawing) if drawing.random() < 0.5 else {}
        try:
            answer(release, Address(key, about, tuple(chosen.items())))
        except SelectionError:
            assert key.startswith("indicators.")  # of which the demonstration has none
        read = set().union(*(one.read for one in shown))
        if number >= FEWEST and read >= declared:
            break
    assert read - declared == set(), "read, but not declared"
    assert declared - read == set(), "declared, but not read"
