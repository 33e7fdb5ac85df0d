"""The day in England of a moment that names its time zone: midnight in summer is 23:00 UTC of the day before."""

import datetime as dt
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

HOUR = dt.timedelta(hours=1)
FIRST_YEAR, LAST_YEAR = 1990, 2100


def local_day(moment: dt.datetime) -> dt.date:
    """The day in England of a moment that knows its zone."""
    utc = moment.astimezone(dt.UTC).replace(tzinfo=None)
    begins, ends = _summers()[utc.year - FIRST_YEAR] if FIRST_YEAR <= utc.year <= LAST_YEAR else (utc, utc)
    return (utc + HOUR if begins <= utc < ends else utc).date()


def as_local(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of moments with a time zone as local ones without; any other column as it is."""
    if not pa.types.is_timestamp(column.type) or column.type.tz is None:
        return column
    # A moment is kept in UTC whatever zone its column names.
    utc = pc.cast(pc.cast(column, pa.int64()), pa.timestamp(column.type.unit))
    utc = pc.cast(utc, pa.timestamp("us"), safe=False)
    changes = np.array([moment for summer in _summers() for moment in summer], dtype="datetime64[us]")
    moments = pc.fill_null(utc, dt.datetime(FIRST_YEAR, 1, 1)).to_numpy()
    summer = np.searchsorted(changes, moments, side="right") % 2 == 1
    hours = np.where(summer, np.timedelta64(1, "h"), np.timedelta64(0, "h"))
    local = pa.array(moments + hours, mask=pc.is_null(utc).to_numpy())
    return pa.chunked_array([local])


@lru_cache(maxsize=1)
def _summers() -> list[tuple[dt.datetime, dt.datetime]]:
    """When each summer time begins and ends, in UTC: the last Sundays of March and October, 01:00."""
    return [(_last_sunday(year, 3), _last_sunday(year, 10)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.date(year, month, 31)
    day = last - dt.timedelta(days=(last.weekday() + 1) % 7)
    # Until 1995 summer ended on the fourth Sunday of October.
    if month == 10 and year < 1996:
        first = dt.date(year, 10, 1)
        day = first + dt.timedelta(days=(6 - first.weekday()) % 7 + 21)
    return dt.datetime(day.year, day.month, day.day, 1)
