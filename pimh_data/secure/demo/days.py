"""Days of the demonstration, as whole numbers from its first day. Dates only: nothing about people."""

import numpy as np

FIRST_DATE = np.datetime64("2020-04-01")
EXTRACT_DATE = np.datetime64("2025-03-31")
EXTRACT_DAY = int((EXTRACT_DATE - FIRST_DATE).astype(int))
DAYS = EXTRACT_DAY + 1
# A day after every date: what has not happened by any day compares as later than all of them.
NEVER = 1_000_000


def day(date: str) -> int:
    """The number of an ISO date: 0 is 1 April 2020."""
    return int((np.datetime64(date) - FIRST_DATE).astype(int))


def date_of(days: np.ndarray) -> np.ndarray:
    """Dates (datetime64[D]) of day numbers; NEVER becomes NaT."""
    return np.where(days == NEVER, np.datetime64("NaT"), FIRST_DATE + np.where(days == NEVER, 0, days))


def month_starts() -> np.ndarray:
    """The first day of each month, and the day after the last month."""
    months = np.arange(FIRST_DATE.astype("datetime64[M]"), EXTRACT_DATE.astype("datetime64[M]") + 2)
    return (months.astype("datetime64[D]") - FIRST_DATE).astype(int)


def month_of(days: np.ndarray) -> np.ndarray:
    """The calendar month, 1 to 12."""
    return (FIRST_DATE + days).astype("datetime64[M]").astype(int) % 12 + 1


def weekday_of(days: np.ndarray) -> np.ndarray:
    """The day of the week: 0 is Monday."""
    return (days + 2) % 7  # 1 April 2020 was a Wednesday


def on_weekdays(days: np.ndarray) -> np.ndarray:
    """The same days, those at a weekend moved to the Monday after; NEVER stays."""
    late = np.maximum(weekday_of(days) - 4, 0)
    return np.where((late > 0) & (days != NEVER), days + 3 - late, days)
