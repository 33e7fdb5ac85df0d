"""Date patterns as a site writes them (dd/mm/yyyy hh:mm, d mmm yy) made into regular expressions. Reads no value."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pimh_data.secure.ingest.month_names import MONTH_NUMBER

# A time of day behind a date is cut off, whether or not the pattern names it; its zone, if any, is kept.
TIME = (
    r"(?:(?:\s*,?\s+|t)(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|utc|gmt|bst|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_PARTS = {
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<year>\d{4}|\d{2})",
    "dddd": _WEEKDAY,
    "ddd": _WEEKDAY,
    "dd": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "d": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "mmmm": rf"(?P<name>{'|'.join(sorted(MONTH_NUMBER, key=len, reverse=True))})\.?",
    "mm": r"(?P<month>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
}
_PARTS |= {"mmm": _PARTS["mmmm"], "mon": _PARTS["mmmm"], "month": _PARTS["mmmm"]}
_TOKEN = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
_TIME_TOKENS = re.compile(r"(?:[\s,]+|t)(?:at\s+)?hh?\b.*$")
_PERCENT = {"%d": "dd", "%m": "mm", "%y": "yy", "%Y": "yyyy", "%b": "mmm", "%B": "mmmm", "%a": "ddd", "%H": "hh"}


@dataclass(frozen=True)
class Pattern:
    """`text` as the site wrote it; `form`: groups year, day, month or name, and those of TIME."""

    text: str
    form: re.Pattern[str]


@lru_cache(maxsize=1_000)
def date_pattern(text: str) -> Pattern:
    """The pattern in words such as dd/mm/yyyy, dd.mm.yy hh:mm, d mmm yyyy, ddd dd-Mon-yy (in any case), or with %d.

    Raises ValueError, in words, where it does not name day, month and year once each.
    """
    plain = text
    for percent, word in _PERCENT.items():
        plain = plain.replace(percent, word)
    plain = " ".join(_TIME_TOKENS.sub("", plain.lower()).split())
    parts, found, position = [], [], 0
    while position < len(plain):
        token = _TOKEN.match(plain, position)
        if token:
            parts.append(_PARTS[token[0]])
            found.append(
                "month" if token[0].startswith("m") else token[0][0] * (3 if token[0] in ("ddd", "dddd") else 1)
            )
            position = token.end()
            continue
        letter = plain[position]
        if letter.isalnum():
            raise ValueError(f"{text!r} is no date pattern: {plain[position:]!r} is neither day, month nor year")
        parts.append(r"\s+" if letter == " " else rf"\s*{re.escape(letter)}\s*")
        position += 1
    missing = [
        word
        for word, key in (("day (dd)", "d"), ("month (mm or mmm)", "month"), ("year (yy or yyyy)", "y"))
        if found.count(key) != 1
    ]
    if missing:
        raise ValueError(f"{text!r} must name the {', the '.join(missing)} once")
    return Pattern(text, re.compile("".join(parts) + TIME, re.IGNORECASE))
