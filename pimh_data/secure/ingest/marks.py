"""What published tables print in place of a number: `*`, `[c]`, `[x]`, `..` and their relatives. Words to states.

Source: Government Analysis Function, "Using symbols and shorthand in tables"; NHS England and the Department for
Education use the same letters without brackets.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pimh_data.registry.value_states import NO_DATA, NOT_AVAILABLE, NOTED, QUALITY, SMALL, SUPPRESSED

_WORDS: Mapping[str, tuple[str, ...]] = {
    SUPPRESSED: ("*", "**", "***", "c", "s", "sup", "supp", "suppressed", "confidential", "disclosive", "redacted"),
    SMALL: ("k", "low"),
    QUALITY: ("u", "q", "unreliable", "low reliability"),
    NOT_AVAILABLE: (
        *("x", "z", "w", "n/a", "n.a.", "n.a", "na", "..", "...", "…", ".", ":", "missing", "unavailable"),
        *("not available", "not applicable", "not collected", "not known"),
        *("#n/a", "#value!", "#ref!", "#div/0!", "#num!", "#name?", "#null!"),
    ),
    NO_DATA: ("-", "–", "—", "--", "none", "null", "nan", "no data", "blank"),
    NOTED: ("#", "~", "^", "†", "‡", "§"),
}
MARKS: Mapping[str, str] = MappingProxyType({word: state for state, words in _WORDS.items() for word in words})
# A number that is only said to be small: <5, under 5, 1-4, fewer than 10.
_SMALL_NUMBER = re.compile(r"(?:<|≤|<=|less than|under|fewer than|up to)\s*\d{1,3}|[01]\s*(?:-|–|to)\s*\d{1,2}", re.I)
_BRACKETS = re.compile(r"[\[(]\s*(.*?)\s*[\])]")


def mark_state(text: str) -> str:
    """The state of a cell that holds a mark and no number; '' for any other text."""
    plain = " ".join(text.split()).casefold()
    inside = _BRACKETS.fullmatch(plain)
    plain = inside[1] if inside else plain
    return SUPPRESSED if _SMALL_NUMBER.fullmatch(plain) else MARKS.get(plain, "")
