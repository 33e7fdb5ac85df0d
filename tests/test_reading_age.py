"""The grade by Flesch and Kincaid is that of its published formula, and syllables are those of a dictionary."""

import pytest

from tests.reading_age import grade, syllables

# As Merriam-Webster's dictionary divides them.
WORDS = {
    "people": 2, "seen": 1, "were": 1, "improved": 2, "reliably": 4, "interval": 3, "difference": 3, "deprived": 2,
    "fifth": 1, "clear": 1, "year": 1, "before": 2, "services": 3, "ended": 2, "place": 1, "babies": 2, "likely": 2,
    "group": 1, "ethnic": 2, "other": 2, "completed": 3, "eligible": 4, "scores": 1, "beyond": 2, "chance": 1,
}  # fmt: skip


def test_syllables_are_those_of_a_dictionary_nearly_always():
    wrong = {word: syllables(word) for word, held in WORDS.items() if syllables(word) != held}
    assert len(wrong) <= 2, wrong


def test_the_grade_follows_the_published_formula():
    # 'The cat sat on the mat.': 6 words of one syllable in one sentence; as any calculator has it, -1.45.
    assert grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    assert grade(["(95%)"]) != grade(["(95%)"]), "no word, no grade"


def test_longer_sentences_and_words_need_an_older_reader():
    short, long = "People were seen. It was soon.", "People were seen and it was soon"
    assert grade([short]) < grade([long]) < grade(["Organisational reconfiguration necessitated consideration"])
