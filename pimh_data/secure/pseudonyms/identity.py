"""Who a row is about where it has no NHS number: name and date of birth made alike. No file, no key."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from pimh_data.secure.rules import DAY_FIRST, ISO

EARLIEST_BIRTH = 1900


def name_and_birth(names: Sequence[str], born: str) -> str:
    """Names and date of birth, the same however they were written; '' where a name or the date is not there.

    Letters alone, without accents and case: "O'Brien" and "o brien" are one. Twins of one name, a changed surname and
    a misspelling are what this cannot tell.
    """
    plain = ["".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalpha()) for name in names]
    day = birth(born)
    return f"{'|'.join(plain)}|{day}" if all(plain) and day else ""


def birth(text: str) -> str:
    """A date of birth as 2024-03-31, from that or from 31/03/2024; '' for anything else, which would be guessed."""
    found, day_first = re.match(ISO, text.strip()), re.match(DAY_FIRST, text.strip())
    written = (
        text.strip()[:10] if found else "-".join(f"{int(day_first[n]):02}" for n in (3, 2, 1)) if day_first else ""
    )
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return ""
    return written if day.year >= EARLIEST_BIRTH and day <= dt.date.today() else ""
