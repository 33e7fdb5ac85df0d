"""Reads a published time period into start, end, length and sort key. Text in, one Period out: no tables.

Forms read, as the profiles of Fingertips write them: `2015`, `2021/22`, `2015 - 17`, `2016/17 - 20/21`, `2015 Q1`,
`2025/26 Q4`, `2013/14 Q1-Q3`, `2021/22 Q1 - 2025/26 Q4`, `Sep 2018`, `Mar 2015 - Feb 2016`; with or without spaces
around the dash, with any dash; of other systems `2020-21`, `2020 to 2021` and `2019-04` (see periods_dashed). The
file's own `Time period Sortable` is not used: in website downloads it is one constant for every row.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.month_names import MONTH_NUMBER
from pimh_data.secure.ingest.periods_dashed import undashed

FORMS = "2015, 2021/22, 2015 - 17, 2016/17 - 20/21, 2015 Q1, 2021/22 Q1 - 2025/26 Q4, Sep 2018, Mar 2015 - Feb 2016"
FINANCIAL, ACADEMIC = 4, 9
_DASH = re.compile(r"\s*[-‐‑‒–—]\s*|\s+to\s+")
_POINT = re.compile(
    r"(?:(?P<month>[a-z]{3,9})\.?)?\s*(?P<year>\d{4}|\d{2})?(?:/(?P<next>\d{4}|\d{2}))?(?:\s*q(?P<quarter>[1-4]))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Period:
    """A period as published: first and last day, whole months, and a key that sorts by end, then by length."""

    text: str
    start: date
    end: date
    months: int
    sort: int


@dataclass(frozen=True)
class _Point:
    year: int | None
    split: bool
    quarter: int | None
    month: int | None

    @property
    def kind(self) -> tuple[bool, bool, bool]:
        return self.split, self.quarter is not None, self.month is not None


def _point(text: str, after: _Point | None = None) -> _Point | None:
    found = _POINT.fullmatch(text)
    if not text or not found:
        return None
    month = None if found["month"] is None else MONTH_NUMBER.get(found["month"].lower())
    if found["month"] is not None and month is None:
        return None
    year = None if found["year"] is None else int(found["year"])
    if year is not None and len(found["year"]) == 2:
        # A short year (`2015 - 17`) only means something after a full one, and never lies before it.
        if after is None or after.year is None:
            return None
        year += after.year // 100 * 100
        year += 100 if year < after.year else 0
    if found["next"] is not None and (year is None or int(found["next"]) not in (year + 1, (year + 1) % 100)):
        return None
    quarter = None if found["quarter"] is None else int(found["quarter"])
    if month is not None and (quarter is not None or found["next"] is not None):
        return None
    return _Point(year, found["next"] is not None, quarter, month)


def _ends(first: _Point, last: _Point) -> tuple[_Point, _Point] | None:
    if last.year is None and first.year is not None and last.quarter is not None:
        last = replace(last, year=first.year, split=first.split)  # `2013/14 Q1-Q3`
    if first.year is None and first.month is not None and last.year is not None and last.month is not None:
        first = replace(first, year=last.year - (first.month > last.month))  # `Jan - Dec 2015`
    return None if first.year is None or last.year is None or first.kind != last.kind else (first, last)


def _months(point: _Point, year_begins: int) -> tuple[int, int]:
    """First month (counted from year 0) and length in months."""
    begins = year_begins if point.split else 1
    if point.month is not None:
        return point.year * 12 + point.month - 1, 1
    if point.quarter is not None:
        return point.year * 12 + begins - 1 + 3 * (point.quarter - 1), 3
    return point.year * 12 + begins - 1, 12


@lru_cache(maxsize=10_000)
def parse_period(text: str, year_begins: int = FINANCIAL, dashed: str = "") -> Period:
    """Read one `Time period`. `year_begins`: first month of a split year such as 2021/22 (April; September in schools).

    `dashed`: what `dashed_means` says of the series' periods. Raises ExtractError when the text is in none of the known
    forms, could be two of them, or ends before it starts.
    """
    parts = _DASH.split(undashed(" ".join(text.split()), dashed))
    first = _point(parts[0])
    last = _point(parts[-1], first) if len(parts) == 2 else first
    ends = _ends(first, last) if first and last and len(parts) <= 2 else None
    if ends is None:
        raise ExtractError(f"{text!r} is not a time period. Periods look like: {FORMS}.")
    start = _months(ends[0], year_begins)[0]
    final, length = _months(ends[1], year_begins)
    months = final + length - start
    if months < 1:
        raise ExtractError(f"the time period {text!r} ends before it starts.")
    year, month = divmod(start + months - 1, 12)
    return Period(
        text=text.strip(),
        start=date(start // 12, start % 12 + 1, 1),
        end=date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
        months=months,
        sort=(year * 100 + month + 1) * 1000 + months,
    )
