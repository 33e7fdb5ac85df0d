"""What the words of a code column mean, and by what that is known. Knows the lists; prints nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.contracts import ExtractColumn
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.vocabulary.likeness import words_of
from pimh_data.secure.draft.vocabulary.measures import measure_in, measure_of_word
from pimh_data.secure.draft.vocabulary.words import by_parts, needs_a_line, placed
from pimh_data.secure.draft.vocabulary.words_known import NATIONAL_CODES
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.people import age_band

NATIONAL, PARTS = "as the national codes have it", "as a part of it says"


@dataclass(frozen=True)
class Meaning:
    """`word`: the contract's, blank for nothing. `read`: it is understood without a line. `by`: what it rests on, where
    that is less than our own lists.
    """

    word: str
    read: bool = False
    by: str = ""


def meanings(column: ExtractColumn, counts: Mapping[str, int], heading: str, ages: bool) -> dict[str, Meaning]:
    """Word -> what it means, of those that are known. `ages`: the column holds ages in years."""
    if ages:
        return {text: Meaning(band, read=True) for text in counts if (band := age_band(text))}
    listed = _measures(counts) if column.name == "measure" else placed(column, counts, _unit(heading))
    national = {code for codes in NATIONAL_CODES.get(column.name, {}).values() for code in codes}
    found = {}
    for text in counts:
        read = _read(column, text)
        if read is not None:
            found[text] = Meaning(read, read=True)
        elif text in listed:
            own = bool(listed[text]) and not needs_a_line(text, listed[text])
            found[text] = Meaning(listed[text], own, NATIONAL if text in national else "")
        elif likely := (measure_in(text) if column.name == "measure" else by_parts(column, text)):
            found[text] = Meaning(likely, by=PARTS)
    return found


def _measures(counts: Mapping[str, int]) -> dict[str, str]:
    found = {text: measure_of_word(text) for text in counts}
    return {text: key for text, key in found.items() if key}


def _read(column: ExtractColumn, text: str) -> str | None:
    """What is read without any line."""
    if column.name == "ethnicity":
        return ethnic_code(text)
    if column.name == "age_band":
        return age_band(text)
    if column.name == "measure":
        letters = "".join(filter(str.isalnum, plain(text)))
        return next((key for key in MEASURES if "".join(filter(str.isalnum, plain(key))) == letters), None)
    return None


def _unit(heading: str) -> str:
    words = set(words_of(heading))
    return next((unit for unit in ("weeks", "months", "years") if unit in words), "")
