"""Which of the contracts' words a site's word means: by the lists of `words_known`, never by likeness."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pimh_data.contracts import STAGES, Column
from pimh_data.secure.draft.vocabulary.words_known import KNOWN, NATIONAL_CODES, NOTHING
from pimh_data.secure.ingest.sources.headings import plain


def plainest(text: str) -> str:
    """A word as lists compare it: without case, signs and spacing; '<20' and '40+' in words."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    text = text.replace("<", "under ").replace("+", " plus").replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", text))


def placed(column: Column, texts: Iterable[str]) -> dict[str, str]:
    """Of the texts of a code column, those whose meaning is known -> the contract's word, or "" for nothing."""
    texts = list(texts)
    known = _known(column.name, column.allowed)
    codes = _codes(column.name, texts)
    found = {}
    for text in texts:
        word = known.get(plainest(text)) or codes.get(text) or (_stage(text) if column.name == "stage" else None)
        if word is not None:
            found[text] = word
        elif column.blank and plain(text) in NOTHING:
            found[text] = ""
    return found


def needs_a_line(text: str, word: str) -> bool:
    """Whether a word is not the contract's own, whatever its case."""
    return plain(text) != plain(word)


def own_spelling(column: Column, text: str) -> str | None:
    """The text as the lists spell it, in small letters; None where it is in none of them."""
    return text.casefold() if plainest(text) in _known(column.name, column.allowed) or plain(text) in NOTHING else None


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
        for other in (word, *others):
            known.setdefault(plainest(other), word)
    return known


def _codes(name: str, texts: list[str]) -> Mapping[str, str]:
    codes = {code: word for word, listed in NATIONAL_CODES.get(name, {}).items() for code in listed}
    others = [text for text in texts if text not in codes and plain(text) not in NOTHING]
    return {} if others else codes
