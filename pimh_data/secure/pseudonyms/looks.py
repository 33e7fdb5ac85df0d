"""Whether a column looks like an identifier, by its heading or by any of its values."""

import datetime as dt
import re
from collections.abc import Sequence
from statistics import median

from pimh_data.identifiers import holds_nhs_number
from pimh_data.secure.pseudonyms.identity import birth

POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
HEADING = {
    "an NHS number": r"nhs ?(no|num|number|id)\b",
    "a postcode": r"post ?code|post ?cd|pcds?$",
    "a date of birth": r"birth|\bdob\b|born",
    "a name": r"(fore|sur|first|last|family|given|full|middle|maiden|patient|client|child|parent) ?name",
    "an address": r"address|e ?mail|(tele)?phone|mobile|next of kin",
}
# Programmes of this kind are younger, and so is every date in their extracts: an older date is somebody's birthday.
OLDEST = 14


def looks_like(heading: str, values: Sequence[str], today: dt.date) -> tuple[str, list[int]]:
    """What a column looks like ('a postcode'), and the positions of the values that do; ('', []) for one that does not.

    A heading alone is enough; then no positions are given.
    """
    plain = re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)).strip().lower()
    for words, pattern in HEADING.items():
        if re.search(pattern, plain):
            return words, []
    for words, found in (
        ("an NHS number", [at for at, value in enumerate(values) if holds_nhs_number(value)]),
        ("a postcode", [at for at, value in enumerate(values) if POSTCODE.search(value)]),
        ("a date of birth", _births(values, today)),
    ):
        if found:
            return words, found
    return "", []


def _births(values: Sequence[str], today: dt.date) -> list[int]:
    years = {at: int(day[:4]) for at, value in enumerate(values) if value and (day := birth(value))}
    return list(years) if years and today.year - median(years.values()) > OLDEST else []
