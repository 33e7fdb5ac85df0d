"""How like a heading is to those that are known, by its words. Compares text, reads no data."""

import re
import unicodedata
from functools import lru_cache

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.vocabulary.headings_known import IDENTIFYING, KNOWN, NOTES, PLUS

ENOUGH = 0.5
# One word for what people write in several ways.
SAME = {
    "ref": "referral", "reference": "referral", "refs": "referral", "referrals": "referral", "no": "id", "num": "id",
    "number": "id", "nr": "id", "identifier": "id", "key": "id", "ids": "id", "appt": "appointment",
    "appts": "appointment", "appointments": "appointment", "dt": "date", "datetime": "date", "1st": "first",
    "initial": "first", "yrs": "years", "mum": "mother", "mothers": "mother", "mums": "mother", "dad": "father",
    "parents": "parent", "childs": "child", "babys": "baby", "clients": "client", "patients": "patient",
    "org": "organisation", "organization": "organisation", "tx": "treatment", "eth": "ethnicity",
    "postcodes": "postcode", "fname": "forename", "sname": "surname", "attendances": "attendance",
    "forenames": "forename", "commenced": "start", "started": "start", "recd": "received", "rec": "received",
    "rcvd": "received", "disch": "discharge", "telephone": "phone", "gestation": "pregnancy",
}  # fmt: skip
# Words that say nothing of which column it is.
EMPTY = frozenset({
    "of", "the", "at", "on", "for", "to", "a", "an", "in", "this", "was", "is", "their", "your", "please", "enter",
    "select", "and", "time", "if", "yes", "y", "n", "txt", "desc"
})  # fmt: skip
# Words that tell a column only where they are the whole heading.
GENERAL = frozenset({
    "referral", "date", "client", "patient", "person", "parent", "family", "role", "status", "outcome", "type",
    "score", "age", "area", "team", "name", "total", "activity", "assessment", "attended", "contacts", "how",
    "people", "pathway", "service", "session", "item", "number", "when"
})  # fmt: skip


@lru_cache(maxsize=100_000)
def words_of(heading: str) -> tuple[str, ...]:
    """The telling words of a heading, in order: 'Referral Received\\nDate/Time' is referral, received, date."""
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold().replace("'", "").replace("’", "").replace("#", " no ")
    words = [SAME.get(word, word) for word in re.findall(r"[^\W_]+", text)]
    return tuple(dict.fromkeys(word for word in words if word not in EMPTY)) or tuple(words)


def likeness(heading: str, known: tuple[str, ...]) -> float:
    """0 to 1: the share of words in common with the nearest known heading whose words all stand in this one."""
    words = frozenset(words_of(heading))
    best = 0.0
    for phrase in known:
        asked = frozenset(words_of(phrase))
        if asked and asked <= words and not (len(asked) == 1 < len(words) and asked <= GENERAL):
            best = max(best, len(asked) / len(words))
    return best


def column_likeness(extract: str, heading: str) -> dict[str, float]:
    """Column of the extract -> likeness, of those that are like enough."""
    known = KNOWN.get(extract, {})
    found = {}
    for column in CONTRACTS[extract].columns:
        own = column.name.replace("_", " ")
        share = likeness(heading, (own, *known.get(column.name, ())))
        if share >= ENOUGH:
            found[column.name] = share
    return found


def identifying(heading: str) -> float:
    """How like the heading is to those of a name, an address, a day of birth, an NHS number."""
    words = set(words_of(heading))
    if "nhs" in words and "id" in words and not words & {"pseudonymised", "pseudonym", "pseudo", "hashed"}:
        return 1.0
    return likeness(heading, IDENTIFYING)


def is_notes(heading: str) -> bool:
    """Whether the heading is one of free text."""
    return likeness(heading, NOTES) >= ENOUGH


def plus_group(heading: str) -> str | None:
    """The plus group that a yes-column of this heading stands for."""
    shares = {group: likeness(heading, known) for group, known in PLUS.items()}
    group = max(shares, key=lambda name: shares[name])
    return group if shares[group] >= ENOUGH else None
