"""Months, quarters, financial years and the longer periods that a release covers. Names and membership only."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import pandas as pd

from pimh_data.registry.cubes import (
    MONTH,
    QUARTER,
    ROLLING,
    SINCE_START,
    SINCE_START_PERIOD,
    THREE_YEARS,
    YEAR,
)

APRIL = 4
YEARS_APART, FEW, FEW_OF_SOME, FEW_OF_MANY = 2, 4, 0.2, 0.01


@dataclass(frozen=True)
class Calendar:
    """The whole months that a release covers, first and last included. A running month is left for the next release."""

    first: pd.Period
    last: pd.Period

    @property
    def months(self) -> pd.PeriodIndex:
        """Every month covered."""
        return pd.period_range(self.first, self.last, freq="M")

    @property
    def years(self) -> tuple[str, ...]:
        """Financial years that have ended, oldest first; the first may have begun before the data did."""
        periods = self.periods()
        return tuple(periods.loc[periods.period_kind == YEAR, "period"].unique())

    @cache  # noqa: B019 - a calendar is two months: what is kept with it is small
    def periods(self) -> pd.DataFrame:
        """Which periods each month belongs to: columns month ('2024-02'), period_kind, period. Ended periods only."""
        rows = []
        for month in self.months:
            rows += [(str(month), kind, period) for kind, period in self._of(month)]
        return pd.DataFrame(rows, columns=["month", "period_kind", "period"])

    def _of(self, month: pd.Period) -> list[tuple[str, str]]:
        found = [(MONTH, str(month)), (SINCE_START, SINCE_START_PERIOD)]
        if quarter_end(month) <= self.last:
            found.append((QUARTER, quarter(month)))
        if year_end(month) <= self.last:
            found.append((YEAR, financial_year(month)))
        for months_on in range(12):
            end = month + months_on
            if end == quarter_end(end) and end <= self.last and end - 11 >= self.first:
                found.append((ROLLING, f"12 months to {end}"))
        last_year_end = self.last if self.last.month == APRIL - 1 else year_end(self.last) - 12
        if last_year_end - 36 < month <= last_year_end and last_year_end - 35 >= self.first:
            found.append((THREE_YEARS, f"{financial_year(last_year_end - 35)} to {financial_year(last_year_end)}"))
        return found


def first_month(received: pd.Series) -> pd.Period | None:
    """The first month of a calendar; None where there is none. `received`: how many referrals, by month, in order.

    A few that lie years before all others (2002 typed for 2020) begin none: a hundredth, or four of twenty, at most.
    """
    if received.empty:
        return None
    few = max(FEW_OF_MANY * received.sum(), min(FEW, FEW_OF_SOME * received.sum()))
    first = received.index[0]
    for before, month, so_far in zip(received.index, received.index[1:], received.cumsum(), strict=False):
        if so_far <= few and (month - before).n > YEARS_APART * 12:
            first = month
    return first


def calendar(first: pd.Period, extract_date: dt.date) -> Calendar:
    """The whole months from the first one to the extract date."""
    last = pd.Period(extract_date, freq="M")
    if extract_date != last.end_time.date():
        last -= 1
    return Calendar(first, last)


def financial_year(month: pd.Period) -> str:
    """'2023/24' for April 2023 to March 2024."""
    start = month.year if month.month >= APRIL else month.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def quarter(month: pd.Period) -> str:
    """'2023/24 Q4' for January to March 2024."""
    return f"{financial_year(month)} Q{(month.month - APRIL) % 12 // 3 + 1}"


def quarter_end(month: pd.Period) -> pd.Period:
    """The last month of the quarter."""
    return month + 2 - (month.month - APRIL) % 3


def year_end(month: pd.Period) -> pd.Period:
    """The March that ends the financial year."""
    return month + 11 - (month.month - APRIL) % 12
