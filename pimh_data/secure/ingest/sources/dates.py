"""Reads a column's dates, each distinct text once: by the site's patterns, else only what cannot be misread."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.secure.ingest.local_day import local_day
from pimh_data.secure.ingest.month_names import MONTH_NUMBER
from pimh_data.secure.ingest.sources.date_patterns import TIME, Pattern, date_pattern

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})" + TIME, re.IGNORECASE)
# A month in words, or a year in front, leaves day and month apart; a year of two digits does not.
UNMISTAKABLE = tuple(
    date_pattern(text)
    for text in (
        "d mmm yyyy",
        "d-mmm-yyyy",
        "d/mmm/yyyy",
        "d.mmm.yyyy",
        "mmm d, yyyy",
        "mmm d yyyy",
        "ddd d mmm yyyy",
        "ddd, d mmm yyyy",
        "yyyy/mm/dd",
    )
)
# What systems and spreadsheets write, the four-digit year first: what fits with it need not be tried with two.
USUAL = (
    "dd/mm/yyyy", "mm/dd/yyyy", "dd/mm/yy", "mm/dd/yy", "dd-mm-yyyy", "mm-dd-yyyy", "dd-mm-yy", "mm-dd-yy",
    "dd.mm.yyyy", "dd.mm.yy", "yyyy/mm/dd", "yyyy.mm.dd", "yyyymmdd", "ddmmyyyy", "d mmm yyyy", "d mmm yy",
    "d-mmm-yyyy", "d-mmm-yy", "d/mmm/yyyy", "mmm d yyyy", "mmm d, yyyy", "mmm-d-yyyy", "ddd d mmm yyyy",
)  # fmt: skip
NUMBERS = re.compile(r"(?P<one>\d{1,2})[/.-](?P<other>\d{1,2})[/.-](?P<year>\d{4})" + TIME, re.IGNORECASE)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
EARLIEST, LATEST = dt.date(1950, 1, 1), dt.date(2100, 1, 1)
CENTURY_TURNS = 69  # as everywhere in computing: 69 is 1969, 68 is 2068
MOST_SLIPS, FEW = 0.05, 5


@dataclass(frozen=True)
class Dates:
    """`read`: text -> day as yyyy-mm-dd, of those that could be read. `wrong`: why the whole column cannot be taken."""

    read: Mapping[str, str]
    wrong: str = ""


def read_dates(texts: Sequence[str], patterns: Sequence[str] = (), begins_1904: bool = False) -> Dates:
    """The days of a column's distinct, trimmed texts (none blank).

    Text that fits two patterns as two different days is not read. Without patterns, numbers such as 05/01/2024 are
    read day first where the column itself shows it: where some day is over 12, and no month.
    """
    forms = [date_pattern(text) for text in patterns] or UNMISTAKABLE
    read, left = {}, []
    for text in texts:
        day = _one(text, forms, begins_1904)
        if day is None:
            left.append(text)
        else:
            read[text] = day
    wrong = ""
    if not patterns and left:
        by_number, wrong = _day_first(left)
        read |= by_number
        left = [text for text in left if text not in by_number]
    fitting: list[str] = []
    if not wrong and patterns and len(left) > max(MOST_SLIPS * len(texts), FEW - 1):
        fitting = fitting_all([text for text in texts if not (ISO.fullmatch(text) or SERIAL.fullmatch(text))])
    if fitting:
        # Those that fit the declared pattern too would be read as other days.
        wrong = _cannot_be_read(left, len(texts), patterns, fitting)
    if not wrong and len(left) > max(len(texts) / 2, FEW - 1):
        wrong = _cannot_be_read(left, len(texts), patterns)
    return Dates(read, wrong)


def shape(text: str) -> str:
    """What a text looks like without saying it: digits as 9, letters as A or a."""
    return re.sub(r"[^\W\d_]", lambda found: "A" if found[0].isupper() else "a", re.sub(r"\d", "9", text))[:30]


def fitting_all(texts: Sequence[str]) -> list[str]:
    """The usual patterns that every text fits; of those that differ in the year's digits alone, the stricter."""
    found: list[str] = []
    for pattern in USUAL:
        form = date_pattern(pattern).form
        stricter = pattern.replace("yy", "yyyy") in found
        if texts and not stricter and all((fits := form.fullmatch(text)) and _day(fits) for text in texts):
            found.append(pattern)
    return found


def _one(text: str, forms: Iterable[Pattern], begins_1904: bool) -> str | None:
    found = ISO.fullmatch(text)
    if found:
        return _day(found)
    days = {_day(found) for found in (pattern.form.fullmatch(text) for pattern in forms) if found} - {None}
    if days:
        return days.pop() if len(days) == 1 else None
    if SERIAL.fullmatch(text):
        day = (EPOCH_1904 if begins_1904 else EPOCH) + dt.timedelta(days=int(float(text)))
        return day.isoformat() if EARLIEST <= day < LATEST else None
    return None


def _day(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= CENTURY_TURNS else 2000
    month = int(parts["month"]) if parts.get("month") else MONTH_NUMBER[parts["name"].lower()]
    try:
        day = dt.date(year, month, int(parts["day"]))
        return (_local(day, parts) if parts["zone"] else day).isoformat()
    except (ValueError, OverflowError):
        return None


def _local(day: dt.date, parts: Mapping[str, str]) -> dt.date:
    zone, hour = parts["zone"].lower(), int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    if zone in ("z", "utc", "gmt"):
        east = dt.timedelta()
    elif zone == "bst":
        east = dt.timedelta(hours=1)
    else:
        sign = -1 if zone[0] == "-" else 1
        east = sign * dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    moment = dt.datetime(day.year, day.month, day.day, hour, int(parts["minute"]), tzinfo=dt.timezone(east))
    return local_day(moment)


def _day_first(texts: Sequence[str]) -> tuple[dict[str, str], str]:
    """What can be read day first, and why nothing can, of texts without a declared pattern."""
    numbers = {text: found for text in texts if (found := NUMBERS.fullmatch(text))}
    first = sum(int(found["one"]) > 12 for found in numbers.values())
    second = sum(int(found["other"]) > 12 for found in numbers.values())
    if not numbers:
        return {}, ""
    if second > MOST_SLIPS * (first + second) or not first:
        shown = "month first in some rows" if second else "day first or month first, which cannot be told apart"
        shape_of = Counter(map(shape, numbers)).most_common(1)[0][0]
        return {}, (
            f"its dates ({shape_of}) are {shown}. Say how they are written: "
            '{column} = "dd/mm/yyyy" (or "mm/dd/yyyy"), {where}'
        )
    form = re.compile(NUMBERS.pattern.replace("<one>", "<day>").replace("<other>", "<month>"), re.IGNORECASE)
    days = {text: _day(found) for text in numbers if (found := form.fullmatch(text))}
    return {text: day for text, day in days.items() if day}, ""


def _cannot_be_read(left: Sequence[str], among: int, patterns: Sequence[str], fitting: Sequence[str] = ()) -> str:
    """Why a column cannot be taken. `fitting`: patterns that every one of its values fits."""
    said = f"do not fit {' or '.join(map(repr, patterns))}" if patterns else "are no dates that cannot be misread"
    shapes = ", ".join(f"{form!r}" for form, _ in Counter(map(shape, left)).most_common(3))
    said = f"{len(left):,} of {among:,} different values {said}; most look like {shapes}"
    all_fit, rest_fit = fitting, () if fitting else fitting_all(left)
    for found, which, before in ((all_fit, "every one", ()), (rest_fit, "all of these", patterns)):
        if found:
            each = f"{' and '.join(map(repr, found))} {'fits' if len(found) == 1 else 'fit'} {which}"
            listed = [f'"{pattern}"' for pattern in (*before, found[0])]
            written = listed[0] if len(listed) == 1 else f"[{', '.join(listed)}]"
            return f"{said}. {each}: if so they are written, write {{column}} = {written} {{where}}"
    return (
        f"{said} (9 stands for any digit, A and a for letters). "
        'Say how they are written, such as {column} = "dd.mm.yy" or ["dd/mm/yyyy", "d mmm yy"], {where}'
    )
