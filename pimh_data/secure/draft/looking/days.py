"""How the dates of a column are written, from all of its texts: nothing is guessed where day and month look alike."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pimh_data.secure.draft.vocabulary.words_known import ALWAYS_NOTHING
from pimh_data.secure.ingest.month_names import MONTH_NUMBER
from pimh_data.secure.ingest.sources.date_patterns import date_pattern
from pimh_data.secure.ingest.sources.dates import ISO, SERIAL
from pimh_data.secure.ingest.sources.headings import plain

EARLIEST = "1990-01-01"  # no programme of this kind is older
FIRST_SERIAL, LAST_SERIAL = 32_874, 52_963  # these days as a spreadsheet counts
NUMBERS = tuple(
    pattern
    for mark in "/.- "
    for pattern in (f"dd{mark}mm{mark}yyyy", f"mm{mark}dd{mark}yyyy", f"dd{mark}mm{mark}yy", f"mm{mark}dd{mark}yy",
                    f"yy{mark}mm{mark}dd", f"yyyy{mark}mm{mark}dd")
)  # fmt: skip
NAMES = tuple(
    f"{weekday}{pattern}"
    for weekday in ("", "ddd ", "ddd, ")
    for pattern in ("dd Mon yyyy", "dd-Mon-yyyy", "dd/Mon/yyyy", "dd.Mon.yyyy", "dd-Mon-yy", "dd Mon yy", "dd/Mon/yy",
                    "Mon dd, yyyy", "Mon dd yyyy", "ddMonyyyy", "ddMonyy")
)  # fmt: skip
PATTERNS = (*NUMBERS, *NAMES, "yyyymmdd", "ddmmyyyy")
TRIED = 300  # the most frequent texts, before all are read in every pattern
FEW = 0.02  # slips of the keyboard, which no pattern is written for


@dataclass(frozen=True)
class Days:
    """`patterns`: as they are written, those always known left out. `doubtful`: patterns of which nobody can say which
    holds. `share`: of the rows that are dates at all. `first`, `last`: days read without doubt, yyyy-mm-dd.
    """

    patterns: tuple[str, ...]
    doubtful: tuple[tuple[str, ...], ...]
    share: float
    last: str = ""


def days_of(counts: Mapping[str, int], latest: dt.date, day_first: bool = False) -> Days:
    """How the texts of a column (-> rows) are written as dates, none after `latest`.

    `day_first`: that other columns of the file show the day to be written before the month.
    """
    counts = {text: rows for text, rows in counts.items() if plain(text) not in ALWAYS_NOTHING}
    end = latest.isoformat()
    if not any(_looks(text, end) for text in list(counts)[:TRIED]):
        return Days((), (), 0.0)
    known = {text: day for text in counts if (day := _always_known(text)) and EARLIEST <= day <= end}
    left = {text: rows for text, rows in counts.items() if text not in known}
    read = {
        pattern: {text: day for text in left if (day := _read(text, pattern)) and EARLIEST <= day <= end}
        for pattern in PATTERNS
    }
    patterns, doubtful, last = [], [], max(known.values(), default="")
    weight = sum(counts.values())
    covered = sum(rows for text, rows in counts.items() if text in known)
    while left:
        best = max(PATTERNS, key=lambda pattern: (_rows(read[pattern], left), -PATTERNS.index(pattern)))
        rows = _rows(read[best], left)
        if rows == 0 or (rows <= FEW * weight and (patterns or known or doubtful)):
            break
        rivals = [
            one
            for one in PATTERNS
            if one != best and _rows(read[one], left) > rows * 0.95 and _differ(read, best, one, left)
        ]
        if rivals and day_first and _turned(best) in (best, *rivals):
            best, rivals = _turned(best), []
        if rivals:
            doubtful.append((best, *rivals))
        else:
            patterns.append(best)
            last = max([last, *(read[best][text] for text in left if text in read[best])])
        covered += rows
        left = {text: rows for text, rows in left.items() if text not in read[best]}
    return Days(tuple(patterns), tuple(doubtful), covered / weight if weight else 0.0, last)


def shows_day_first(days: Days) -> bool:
    """Whether a column of numbers shows beyond doubt that the day is written first."""
    return any(pattern in NUMBERS and pattern.startswith("dd") for pattern in days.patterns)


def _looks(text: str, end: str) -> bool:
    days = [_always_known(text), *(_read(text, pattern) for pattern in PATTERNS)]
    return any(day and EARLIEST <= day <= end for day in days)


def _turned(pattern: str) -> str:
    mark = next((mark for mark in "/.- " if mark in pattern), "")
    year = "yyyy" if "yyyy" in pattern else "yy"
    return f"dd{mark}mm{mark}{year}"


def _rows(read: Mapping[str, str], left: Mapping[str, int]) -> int:
    return sum(rows for text, rows in left.items() if text in read)


def _differ(read: Mapping[str, Mapping[str, str]], one: str, other: str, left: Mapping[str, int]) -> bool:
    both = (text for text in left if text in read[one] and text in read[other])
    return any(read[one][text] != read[other][text] for text in both)


def _always_known(text: str) -> str | None:
    found = ISO.fullmatch(text)
    if found:
        return _day(found)
    if SERIAL.fullmatch(text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))).isoformat()
    return None


@lru_cache(maxsize=200_000)
def _read(text: str, pattern: str) -> str | None:
    found = date_pattern(pattern).form.fullmatch(text)
    return _day(found) if found and len(text) <= 40 else None


def _day(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = int(parts["year"])
    year += 2000 if len(parts["year"]) == 2 else 0
    month = int(parts["month"]) if parts.get("month") else MONTH_NUMBER[parts["name"].lower()]
    try:
        day = dt.date(year, month, int(parts["day"]))
    except ValueError:
        return None
    return day.isoformat()


def end_of_quarter(day: str) -> dt.date:
    """The end of the quarter that a day lies at most a week before; else the day itself."""
    given = dt.date.fromisoformat(day)
    ends = (dt.date(given.year, month, last) for month, last in ((3, 31), (6, 30), (9, 30), (12, 31)))
    return next((end for end in ends if dt.timedelta() <= end - given <= dt.timedelta(days=7)), given)
