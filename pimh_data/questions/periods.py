"""Which financial years, quarters and months a release covers, which years are whole, and dates in words."""

import re
from datetime import date

from pimh_data.errors import SelectionError
from pimh_data.release import Manifest

QUARTER_ENDS = ("03", "06", "09", "12")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")  # Q1 is April to June


def first_day(year: str) -> date:
    """1 April of a financial year written '2023/24'. Raises ValueError for any other text."""
    if not re.fullmatch(r"\d{4}/\d{2}", year):
        raise ValueError(f"{year!r} is not a financial year such as '2023/24'")
    return date(int(year[:4]), 4, 1)


def last_day(year: str) -> date:
    """31 March at the end of a financial year."""
    return date(first_day(year).year + 1, 3, 31)


def year_before(year: str) -> str:
    """'2022/23' for '2023/24'."""
    start = first_day(year).year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def is_whole(manifest: Manifest, year: str) -> bool:
    """Whether the release covers all twelve months of the year."""
    start = first_day(year).year
    return manifest.first_month <= f"{start}-04" and f"{start + 1}-03" <= manifest.last_month


def quarters(manifest: Manifest) -> tuple[str, ...]:
    """Every quarter that the release covers in full, oldest first: '2023/24 Q1'."""
    found = []
    for year in manifest.years:
        start = first_day(year).year
        for number, quarter in enumerate(QUARTERS):
            opening, closing = f"{start}-{4 + 3 * number:02d}", f"{start}-{6 + 3 * number:02d}"
            if number == 3:
                opening, closing = f"{start + 1}-01", f"{start + 1}-03"
            if manifest.first_month <= opening and closing <= manifest.last_month:
                found.append(f"{year} {quarter}")
    return tuple(found)


def months(manifest: Manifest) -> tuple[str, ...]:
    """Every month that the release covers, oldest first: '2024-02'."""
    year, month = int(manifest.first_month[:4]), int(manifest.first_month[5:7])
    found = []
    while (name := f"{year}-{month:02d}") <= manifest.last_month:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def year_of(period: str) -> str:
    """The financial year of a month, a quarter, or a rolling year's end: '2023/24' for '2024-02'."""
    if "/" in period:
        return period[:7]
    name = period.removeprefix("12 months to ")
    start = int(name[:4]) - (int(name[5:7]) < 4)
    return f"{start}/{(start + 1) % 100:02d}"


def rolling(manifest: Manifest, until: str) -> tuple[str, ...]:
    """Every twelve months to a quarter's end that are covered, up to the end of a financial year, oldest first."""
    ends = months(manifest)[11:]
    return tuple(f"12 months to {end}" for end in ends if end[5:7] in QUARTER_ENDS and year_of(end) <= until)


def middle_of(period: str) -> str:
    """The financial year whose middle is nearest that of twelve months: '2023/24' for '12 months to 2024-06'."""
    end = period.removeprefix("12 months to ")
    middle = int(end[:4]) - (int(end[5:7]) < 7)
    return f"{middle}/{(middle + 1) % 100:02d}"


def three_years(manifest: Manifest) -> str | None:
    """The period of the last three years together, '2022/23 to 2024/25'; None for a release of fewer."""
    return f"{manifest.years[-3]} to {manifest.years[-1]}" if len(manifest.years) >= 3 else None


def day_in_words(day: date | str) -> str:
    """'21 November 2026' for a date or an ISO text, of which a time is left out."""
    day = day if isinstance(day, date) else date.fromisoformat(day[:10])
    return f"{day.day} {day:%B %Y}"


def month_in_words(month: str) -> str:
    """'February 2024' for '2024-02' or an ISO date."""
    return f"{date(int(month[:4]), int(month[5:7]), 1):%B %Y}"


def position(manifest: Manifest, year: str) -> int:
    """The place of a financial year among the release's, oldest first. Raises SelectionError when it is not there."""
    if year not in manifest.years:
        held = ", ".join(manifest.years)
        raise SelectionError(f"release {manifest.release} holds no financial year {year!r}; it holds {held}")
    return manifest.years.index(year)


def period_in_words(year: str) -> str:
    """'Financial year 2023/24, 1 April 2023 to 31 March 2024'."""
    return f"Financial year {year}, {day_in_words(first_day(year))} to {day_in_words(last_day(year))}"
