"""What a year, a dash and two figures mean (`2019-04`, `2020-21`, `2010-12`): a month, a financial year, or years.

Fingertips writes runs of years with spaces (`2010 - 12`). Without spaces, two years that follow each other are one
financial year, as is `2020 to 2021`; what can only be a month is one, since no period ends in a hundred years; and
where both could be meant, the other periods of the series tell.
"""

import re
from collections.abc import Iterable

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.month_names import MONTH_NUMBER

YEARS, MONTH = "years", "month"
LONGEST_RUN = 20  # years that are pooled
_NAME = {number: name for name, number in reversed(MONTH_NUMBER.items())}
_DASHED = re.compile(r"(\d{4})(\s*)[-‐‑‒–—]\s*(\d{2})")
_FOLLOWING = re.compile(r"(\d{4})(?:[-‐‑‒–—]|\s+to\s+)(\d{4}|\d{2})", re.IGNORECASE)


def dashed_means(texts: Iterable[str]) -> str:
    """YEARS or MONTH, where some of a series' periods can only be the one; '' where none tells, or they disagree."""
    certain = {found for text in texts if len(found := _readings(" ".join(text.split()))) == 1}
    return certain.pop()[0] if len(certain) == 1 else ""


def undashed(text: str, dashed: str = "") -> str:
    """The period in a form that means one thing: 'april 2019', '2020/21', '2010 - 12'; any other text as it is.

    `dashed`: what `dashed_means` says of the series. Raises ExtractError where it could be two things, or ends in the
    far future.
    """
    following = _FOLLOWING.fullmatch(text)
    found, readings = _DASHED.fullmatch(text), _readings(text)
    told = MONTH if dashed == MONTH and MONTH in readings else ""
    if following and not told and int(following[2]) in (int(following[1]) + 1, (int(following[1]) + 1) % 100):
        return f"{following[1]}/{following[2]}"
    if not found:
        return text
    if len(readings) > 1 and dashed not in readings:
        year, month = found[1], _NAME[int(found[3])].capitalize()
        raise ExtractError(
            f"the time period {text!r} may be {month} {year} or the years {year} to {_last_year(found)}; write "
            f"'{month[:3]} {year}' or '{year} - {found[3]}'."
        )
    if not readings:
        raise ExtractError(f"the time period {text!r} ends before it starts, or in the far future.")
    meant = readings[0] if len(readings) == 1 else dashed
    return f"{_NAME[int(found[3])]} {found[1]}" if meant == MONTH else f"{found[1]} - {found[3]}"


def _readings(text: str) -> tuple[str, ...]:
    found = _DASHED.fullmatch(text)
    if not found:
        return ()
    run = 0 < (int(found[3]) - int(found[1])) % 100 <= LONGEST_RUN
    month = 1 <= int(found[3]) <= 12 and not (run and found[2])
    return (YEARS,) * run + (MONTH,) * month


def _last_year(found: re.Match[str]) -> int:
    return int(found[1]) + (int(found[3]) - int(found[1])) % 100
