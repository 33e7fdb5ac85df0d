"""The reading age of what findings and definitions say, by the Flesch-Kincaid grade: reported, no bar to pass.

    python -m tests.reading_age

Grade = 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others 1975, Research Branch Report 8-75 of
the Naval Technical Training Command); a reader of that school grade is five years older than it. A figure is a word of
one syllable; what stands in brackets, which is figures, and what a finding is about are left out. Syllables are
estimated by spelling.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from statistics import median

from pimh_data.questions.list import QUESTIONS
from tests.golden_answers import in_full

YEARS_OLDER = 5  # than the school grade
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|[+-]?£?\d[\d,./]*%?")
SENTENCE = re.compile(r"(?<=[.?]) ")


def syllables(word: str) -> int:
    """Of an English word, by its groups of vowels: 'people' 2, 'improved' 2, 'deprived' 2, 'reliably' 4; a figure 1."""
    letters = word.lower().replace("’", "'").removesuffix("'s")
    if not letters.isalpha():
        return 1
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"i(?=a(?!l\b)|o(?!us|n))", "i-", letters)))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", letters)
    return max(groups - bool(silent), 1)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of texts together. NaN without a word."""
    counted = [
        words for text in texts for sentence in SENTENCE.split(_plain(text)) if (words := WORD.findall(sentence))
    ]
    every = [word for words in counted for word in words]
    if not every:
        return float("nan")
    return 0.39 * len(every) / len(counted) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


def _plain(text: str) -> str:
    return re.sub(r" ?\([^()]*\)", "", text)


def findings() -> Iterator[str]:
    """What every kept answer says, without what it is about."""
    for key in QUESTIONS:
        for _, held in in_full(key):
            if "finding" in held:
                yield held["finding"]["text"].partition(": ")[2]


def definitions() -> Iterator[str]:
    """What every question counts, once each."""
    yield from dict.fromkeys(
        held["evidence"]["definition"] for key in QUESTIONS for _, held in in_full(key) if "finding" in held
    )


def main() -> None:
    """Print the reading age of findings and of definitions: of all together, and of the middle one."""
    for name, texts in (("findings", list(findings())), ("definitions", list(definitions()))):
        alone = median(found for one in texts if (found := grade([one])) == found)
        told = f"{grade(texts) + YEARS_OLDER:.0f} years together, {alone + YEARS_OLDER:.0f} the middle one"
        sys.stdout.write(f"{len(texts)} {name}: reading age {told}\n")


if __name__ == "__main__":
    main()
