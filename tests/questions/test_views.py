"""Questions read the views that registry.views declares for them, no other, and each of these."""

from pathlib import Path

import pytest
from read_views import read_and_declared, variants

from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.views import VIEWS
from pimh_data.release import Release, Store


@pytest.fixture(scope="module")
def releases(demo_release: Path) -> list[Release]:
    return variants(Store(demo_release).current()[0])


def test_views_are_declared_for_questions_alone_and_a_part_reads_what_its_whole_does():
    assert set(VIEWS) <= set(QUESTIONS)
    assert not {key for key in VIEWS if QUESTIONS[key].part_of}


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if not question.part_of])
def test_a_question_reads_each_view_that_is_declared_for_it_and_no_other(key: str, releases: list[Release]):
    read, declared = read_and_declared(key, releases)
    assert read - declared == set(), "read, but not declared"
    assert declared - read == set(), "declared, but not read"
