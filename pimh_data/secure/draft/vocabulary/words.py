"""Which of the contracts' words a site's word means: by the lists of `words_known`, never by likeness."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pimh_data.contracts import STAGES, ExtractColumn
from pimh_data.secure.draft.vocabulary.words_known import BEFORE_CENSUS, KNOWN, NATIONAL_CODES, NOTHING
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain

# Words that say nothing of what a text means.
NOISE = frozenset(
    [
        "referral",
        "referrals",
        "client",
        "patient",
        "case",
        "the",
        "was",
        "is",
        "service",
        "user",
        "person",
        "parent",
        "postnatal",
        "of",
        "age",
        "contact",
        "appointment",
        "status",
        "by",
        "reason",
        "type",
        "family",
    ]
)
CENSUS_BEHIND = re.compile(
    r"(?P<words>.+?)(?:\s*[-:]\s*|\s+)(?:(?:england and wales|ni|scotland)\s+)?(?:(?:ethnic|ethn)\w*\s+categ\w*\s+)?"
    r"(?:2001|2011|2021)(?:\s+census)?",
    re.IGNORECASE,
)


def plainest(text: str) -> str:
    """A word as lists compare it: without case, signs and spacing; '<20' and '40+' in words."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    text = text.replace("<", "under ").replace("+", " plus").replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", text))


def placed(column: ExtractColumn, texts: Iterable[str], unit: str = "") -> dict[str, str]:
    """Of the texts of a code column, those that the lists know -> the contract's word, or "" for nothing.

    `unit`: of bare numbers in a column of ages ("months"), as its heading says.
    """
    texts = list(texts)
    codes = _codes(column, texts)
    found = {}
    for text in texts:
        word = known_word(column, text) or codes.get(text)
        if word is None and column.name == "stage" and text.isdigit() and unit:
            word = _stage(f"{text} {unit}")
        if word is not None:
            found[text] = word
        elif column.blank and plain(text) in NOTHING:
            found[text] = ""
    return found


def known_word(column: ExtractColumn, text: str) -> str | None:
    """The contract's word for a text that our lists and forms know in full; None for any other."""
    word = _known(column.name, column.allowed).get(plainest(text))
    special = {"stage": _stage, "ethnicity": _ethnicity}.get(column.name)
    return word if word is not None else special(text) if special else None


def by_parts(column: ExtractColumn, text: str) -> str | None:
    """What the known parts of a text agree on ("Health visitor (HV)",
    "Referral accepted"); None where they do not."""
    parts = [part for part in re.split(r"\s[-\u2013\u2014]\s|[;:,/()\[\]]", text) if part.strip()]
    plainer = [" ".join(word for word in plainest(part).split() if word not in NOISE) for part in parts]
    found = {known_word(column, part) or known_word(column, plain) for part, plain in zip(parts, plainer, strict=True)}
    found -= {None}
    return found.pop() if len(found) == 1 else None


def needs_a_line(text: str, word: str) -> bool:
    """Whether a word is not the contract's own, whatever its case."""
    return plain(text) != plain(word)


def own_spelling(column: ExtractColumn, text: str) -> str | None:
    """The text as the lists spell it, in small letters; None where it is in none of them."""
    known = known_word(column, text) is not None or plain(text) in NOTHING
    return text.casefold() if known else None


def _ethnicity(text: str) -> str | None:
    """The code of the words that SystmOne and EMIS put before '- ethnic category 2001 census'."""
    found = CENSUS_BEHIND.fullmatch(" ".join(text.split()))
    if not found:
        return None
    words = plainest(found["words"])
    return next((code for code, listed in BEFORE_CENSUS.items() if words in listed), None) or ethnic_code(
        found["words"]
    )


def _stage(text: str) -> str | None:
    """The stage of an age that names its unit ("8 weeks", "7m", "2 yrs"), or of weeks of pregnancy ("31/40")."""
    if re.fullmatch(
        r"\d{1,2}(\+\d)?\s*/\s*40|\d{1,2}(\+\d)?\s*(weeks|wks|/40)\s*(pregnant|gestation)", text.casefold()
    ):
        return "antenatal"
    found = re.fullmatch(r"(\d{1,2})\s*(w|wks?|weeks?|m|mths?|mo|months?|y|yrs?|years?)(\s*old)?", text.casefold())
    if not found:
        return None
    number, unit = int(found[1]), found[2][0]
    months = number // 4 if unit == "w" else number if unit == "m" else number * 12
    return next((stage for last, stage in zip((6, 12, 23, 72), STAGES[1:], strict=True) if months <= last), None)


@lru_cache(maxsize=64)
def _known(name: str, allowed: tuple[str, ...]) -> Mapping[str, str]:
    known = {plainest(word): word for word in allowed}
    for word, others in KNOWN.get(name, {}).items():
        if allowed and word not in allowed:
            continue  # another extract's column of the same name
        for other in (word, *others):
            known.setdefault(plainest(other), word)
    return known


def _codes(column: ExtractColumn, texts: list[str]) -> Mapping[str, str]:
    listed = NATIONAL_CODES.get(column.name, {})
    codes = {code: word for word in column.allowed for code in listed.get(word, ())}
    others = [text for text in texts if text not in codes and plain(text) not in NOTHING]
    return {} if others else codes
