"""Sentences that a reader meets: short, one finding each, in plain words, without a claim of cause.

Of the kept answers (`tests/golden`): findings, what stands under cards, and notes. Figures in brackets, parts after a
semicolon or colon, and the items of a list of figures stand by themselves; the name of a service is one word.
"""

import re
from collections.abc import Iterator

import pytest

from pimh_data.questions.list import QUESTIONS
from tests.golden_answers import Ask, in_full

LONGEST = 25
FIGURES = r"(?:up to |at least |at most |about )?[£\d]"
PARTS = re.compile(rf"[;:] |,? and (?={FIGURES})|, (?={FIGURES})")
BRACKETS = re.compile(r" ?\([^()]*\)")
FUNDED = re.compile(r"(?:what is funded until|Funding ends) \d+ \w+ \d{4}")
SENTENCE = re.compile(r"(?<=\.) (?=[A-Z£\d])")
CAUSE = re.compile(
    r"\b(?:caused|(?:led|leads?) to|due to|thanks to|result(?:s|ed) in|as a result|owing to|worked(?! out)|"
    r"made .* better)\b"
)
# What only a statistician reads without a word on it; a trend that others published is called as they call it.
JARGON = re.compile(
    r"\b(?:(?<!recent trend: no )significan(?:t|ce|tly)|p[- ]values?|p ?[<=] ?0|CIs?|SD|null hypothesis|odds ratio|"
    r"z[- ]scores?|heterosk\w+|coefficients?|stochastic|covariates?)\b"
)


def sentences() -> Iterator[tuple[Ask, str]]:
    """Every sentence of every kept answer, with what was asked."""
    for key in QUESTIONS:
        for ask, held in in_full(key):
            if "finding" in held:
                found = held["finding"]["text"]
                card = held["headline"]["comparison"] if held["headline"] else ""
                for text in (found.partition(": ")[2] or found, card, *held["notes"]):
                    yield from ((ask, one) for one in SENTENCE.split(text) if one)


def longest_part(sentence: str, names: list[str]) -> int:
    """Words of its longest part, without brackets; each of the names is one word."""
    text = FUNDED.sub("Name", sentence)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "Name")
    while BRACKETS.search(text):
        text = BRACKETS.sub("", text)
    return max(len(part.split()) for part in PARTS.split(text))


def names_of(ask: Ask) -> list[str]:
    """Services and bundles that the question was asked about."""
    chosen = [value for _, value in ask.choices] + ([ask.selection.service] if ask.selection else [])
    return [name for name in chosen if " " in name and name != "All services"]


def test_a_sentence_has_25_words_at_most():
    long = {one: longest_part(one, names_of(ask)) for ask, one in sentences()}
    assert len(long) > 1500
    assert {one: words for one, words in long.items() if words > LONGEST} == {}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("58% improved (95% interval 53 to 64), 6% got worse; 42% have no second score.", 5),
        ("155 for up to 2 weeks, 110 for 2 to 6 weeks and 35 for more.", 6),
        ("without Light peer support and what is funded until 31 March 2025, 9 were seen.", 4),
        ("one two three (four (five) six) seven", 4),
    ],
)
def test_parts_are_counted_by_themselves(sentence: str, words: int):
    assert longest_part(sentence, ["Light peer support"]) == words


def test_no_sentence_says_what_caused_a_number_or_that_something_worked():
    assert [one for _, one in sentences() if CAUSE.search(one)] == []
    assert CAUSE.search("The clinic led to more people being seen.")


def test_no_sentence_has_a_term_that_only_a_statistician_reads():
    assert [one for _, one in sentences() if JARGON.search(one)] == []
    assert JARGON.search("a significant difference (p < 0.05)")
