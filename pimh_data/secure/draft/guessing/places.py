"""Which Place a site's word for an area means: a Place already named, else a district of England that it names."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pimh_data.registry import reference
from pimh_data.secure.draft.vocabulary.words import plainest
from pimh_data.secure.ingest.sources.headings import plain


@lru_cache(maxsize=1)
def districts() -> Mapping[str, tuple[str, str]]:
    """Plain name of each district of England -> its name and code."""
    table = reference.load("district_children")
    named = zip(table["district"], table["district_code"], strict=True)
    return {plainest(name): (name, code) for name, code in named}


def place_of(text: str, known: Iterable[str] = ()) -> tuple[str, str]:
    """(name of the Place, code of its district or blank) of a site's word such as 'NHS LAMBETH CCG'.

    `known`: Places that the partnership has named itself. A word that names none of either is a Place of its own.
    """
    for name in known:
        if plain(name) == plain(text):
            return name, ""
    words = f" {plainest(text)} "
    for name in sorted(known, key=len, reverse=True):
        if f" {plainest(name)} " in words:
            return name, ""
    found = [plain_name for plain_name in districts() if f" {plain_name} " in words]
    longest = max(found, key=len, default="")
    if longest and all(name in longest for name in found):
        return districts()[longest]
    return _own_name(text), ""


def _own_name(text: str) -> str:
    name = " ".join(text.split())
    if not (name.isupper() or name.islower()) or len(name) <= 3:
        return name
    return re.sub(r"[^\W\d_]+('[a-z])?", lambda word: word[0].capitalize(), name.lower())
