"""What every question answers stays as it was last looked at, to the letter; a difference is named field by field."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release
from tests.golden_answers import FOLDER, compare, differences, in_digests, in_full, questions
from tests.golden_releases import opened


@pytest.fixture(scope="module")
def releases(demo_release: Path) -> Iterator[Mapping[str, Release]]:
    with opened(demo_release) as found:
        yield found


@pytest.mark.parametrize("question", questions())
def test_a_question_answers_as_it_did(question: str, releases: Mapping[str, Release]):
    found = compare(question, releases)
    shown = "\n".join(str(difference) for difference in found[:20])
    assert not found, f"{len(found)} differences; all of them: python -m tests.golden_answers --diff\n{shown}"


def test_every_question_has_golden_answers_about_different_selections():
    for question in QUESTIONS:
        asked = [ask for ask, _ in in_full(question)] + [ask for ask, _ in in_digests().get(question, [])]
        assert len(asked) == len(set(asked)) >= 1, question


def test_the_golden_answers_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 5_000_000


def test_a_difference_is_named_by_field_with_both_values():
    before = {"finding": {"text": "A is more."}, "table": [{"share": 0.1}, {"share": 0.2}]}
    after = {"finding": {"text": "A is less."}, "table": [{"share": 0.1 + 1e-12}, {"share": 0.3}]}
    assert list(differences(before, after)) == [
        ("finding.text", "A is more.", "A is less."),
        ("table[1].share", "0.2", "0.3"),
    ]
