"""What a column holds, in figures: how often each text stands in it, what it looks like. Prints nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.secure.draft.looking.tables import Sheet
from pimh_data.secure.ingest.sources.distinct import trimmed
from pimh_data.secure.printing import E_MAIL, POSTCODE

KEPT = 5_000  # different texts of a column, the most frequent: more belong to ids, notes and days
LONGEST = 200
NHS_NUMBER = re.compile(r"(\d{3})[ -]?(\d{3})[ -]?(\d{4})")
LSOA = re.compile(r"[EW]01\d{6}", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
WHOLE = re.compile(r"\d{1,4}(?:\.0+)?")
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """One column. `counts`: its most frequent texts, trimmed, none blank -> rows; `filled`, `distinct`: of all rows."""

    heading: str
    number: int
    filled: int
    distinct: int
    counts: Mapping[str, int]

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the rows looked at (of the most frequent texts) that a test holds for; 0 where all are blank."""
        return sum(rows for text, rows in self.counts.items() if test(text)) / self._looked_at if self.counts else 0.0

    @cached_property
    def _looked_at(self) -> int:
        return sum(self.counts.values())

    @property
    def variety(self) -> float:
        """Different texts over filled rows: 1 where no two rows hold the same."""
        return self.distinct / self.filled if self.filled else 0.0

    def looks_like(self, form: re.Pattern[str]) -> bool:
        """Whether most of it has a form."""
        return self.share(form.fullmatch) > 0.5


def profiles(sheet: Sheet) -> tuple[Profile, ...]:
    """A profile of each column of a table, in its order."""
    return tuple(_profile(sheet, number, heading) for number, heading in enumerate(sheet.names))


def texts_of(sheet: Sheet, number: int) -> pa.ChunkedArray:
    """The trimmed texts of a column; blank for nothing."""
    return trimmed(sheet.cells[str(number)])


def _profile(sheet: Sheet, number: int, heading: str) -> Profile:
    texts = pc.utf8_slice_codeunits(texts_of(sheet, number), 0, LONGEST)
    texts = texts.filter(pc.not_equal(texts, ""))
    counted = texts.value_counts()
    table = pa.table({"text": counted.field(0), "rows": counted.field(1)})
    order = [("rows", "descending"), ("text", "ascending")]
    kept = table.sort_by(order).slice(0, KEPT)
    counts = dict(zip(kept["text"].to_pylist(), kept["rows"].to_pylist(), strict=True))
    return Profile(heading, number, len(texts), table.num_rows, counts)


def is_nhs_number(text: str) -> bool:
    """Ten digits, printed as NHS numbers are, with the check digit of one."""
    found = NHS_NUMBER.fullmatch(text)
    if not found:
        return False
    digits = [int(digit) for digit in "".join(found.groups())]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def says_who(profile: Profile) -> Iterator[str]:
    """What a column holds that tells who somebody is, in words."""
    if profile.looks_like(NHS_NUMBER):
        certain = profile.share(is_nhs_number) > 0.5
        yield "NHS numbers" if certain else "ten-digit numbers, which may be NHS numbers"
    if profile.looks_like(POSTCODE):
        yield "postcodes"
    if profile.looks_like(E_MAIL):
        yield "e-mail addresses"
