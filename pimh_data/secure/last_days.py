"""How far the days of each source go, held against its extract date: a date left standing, a source not delivered."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked_as_table
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import piece_number, pieces_of
from pimh_data.secure.printing import FEWEST_ROWS
from pimh_data.secure.rules import AFTER_EXTRACT_DATE, DAYS_OF
from pimh_data.secure.settings import NAME, line_of
from pimh_data.secure.statements import quoted

QUARTER = 90  # days: the shortest
BACK = 730  # days before the newest, in which a gap between two days tells how rare they are


@dataclass(frozen=True)
class LastDay:
    """The newest accepted day of one source of an extract, and its extract date. `source`: None for a file in the
    contract's own form. `rarest`: the longest time between two of its days before, in days."""

    name: str
    extract: str
    source: Source | None
    newest: dt.date
    date: dt.date
    rarest: int

    @property
    def behind(self) -> int:
        """Days between the newest day and the extract date."""
        return (self.date - self.newest).days


def extract_date_left_standing(checks: Checks) -> tuple[str, ...]:
    """A sentence for every extract date after which sources have days, not in the future and within a year of it."""
    held: dict[tuple[str, dt.date], list[tuple[str, int, dt.date]]] = {}
    for checked in checks.extracts.values():
        found = _days_after(checked)
        for name, own in found.groupby("source", sort=False):
            source = _source(checks, checked, str(name))
            date = source.extract_date if source and source.extract_date else checks.settings.extract_date
            last = min(date + dt.timedelta(days=366), dt.date.today())
            days = own.day[own.day <= pd.Timestamp(last)]
            if len(days) >= FEWEST_ROWS:
                where = source.line("extract_date") if source and source.extract_date else _line(checks.folder)
                held.setdefault((where, date), []).append((str(name), len(days), days.max().date()))
    return tuple(_standing(where, date, found) for (where, date), found in held.items())


def not_delivered(checks: Checks) -> tuple[str, ...]:
    """A sentence for every source that ends a quarter or more before its extract date, where others go further.

    None for one whose days lie as far apart before: it has few.
    """
    found = [last for extract in DAYS_OF if extract in checks.extracts for last in _last_days(checks, extract)]
    reached = max((last.newest for last in found if last.behind < QUARTER), default=None)
    behind = [last for last in found if last.behind >= max(QUARTER, last.rarest + 1)]
    return tuple(_behind(last) for last in behind if reached and last.newest < reached)


def _days_after(checked: Checked) -> pd.DataFrame:
    """source and day of each value that is refused for coming after the extract date."""
    table, rules = checked.faults.table, checked.faults.rules
    numbers = [number for number, rule in enumerate(rules) if AFTER_EXTRACT_DATE in rule.reason]
    if table is None or not numbers:
        return pd.DataFrame({"source": [], "day": pd.to_datetime([])})
    query = (
        f"select distinct {quoted(ROW)}, value from {table_name(table)} where fault in ({', '.join(map(str, numbers))})"
    )
    rows = asked_as_table(table.get_backend(), query).to_pandas()
    text = rows.value.astype("string").str.split("[ T]").str[0]
    day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    day = day.fillna(pd.to_datetime(text, format="%d/%m/%Y", errors="coerce"))
    return pd.DataFrame({"source": _names(checked, rows[ROW].to_numpy()), "day": day}).dropna()


def _last_days(checks: Checks, extract: str) -> Iterator[LastDay]:
    checked = checks.extracts[extract]
    newest = f"greatest({', '.join(map(quoted, DAYS_OF[extract]))})"
    # Of each file a few thousand days, however many rows it has.
    query = f"select distinct {piece_number(checked.raw)} as at, {newest} as day from {table_name(checked.accepted)}"
    rows = asked_as_table(checks.connection, query).to_pandas().dropna()
    names = [piece.source or checked.raw.path.name for piece in pieces_of(checked.raw)]
    rows = rows.sort_values("at").assign(source=lambda found: found["at"].map(dict(enumerate(names))))
    for name, days in rows.groupby("source", sort=False).day:
        source = _source(checks, checked, str(name))
        date = source.extract_date if source and source.extract_date else checks.settings.extract_date
        each = pd.to_datetime(days.drop_duplicates()).sort_values()
        newest = each.iloc[-1]
        gaps = each[each >= newest - pd.Timedelta(days=BACK)].diff().dt.days
        rarest = 0 if gaps.isna().all() else int(gaps.max())
        yield LastDay(str(name), extract, source, newest.date(), date, rarest)


def _names(checked: Checked, rows: np.ndarray) -> np.ndarray:
    """The source of each row; of a file in the contract's own form the file."""
    pieces = pieces_of(checked.raw)
    at = np.searchsorted([piece.start for piece in pieces], rows - 1, side="right") - 1
    return np.array([piece.source or checked.raw.path.name for piece in pieces], dtype=object)[at]


def _source(checks: Checks, checked: Checked, name: str) -> Source | None:
    sources = checks.settings.sources.get(checked.contract.name, ())
    return next((source for source in sources if source.name == name), None)


def _line(folder: Path) -> str:
    number = line_of(folder, "extract_date")
    return f"line {number} of {NAME}" if number else NAME


def _standing(where: str, date: dt.date, found: list[tuple[str, int, dt.date]]) -> str:
    names = list(dict.fromkeys(name for name, _, _ in found))
    among = repr(names[0]) if len(names) == 1 else f"{len(names)} sources"
    rows, newest = sum(rows for _, rows, _ in found), max(day for _, _, day in found)
    return (
        f"days up to {newest} in {among}: extract_date ({where}) is {date}, and {rows:,} days after it are refused. "
        "Write the last day that the files cover"
    )


def _behind(last: LastDay) -> str:
    said = (
        f"the newest day of {last.name!r} in {last.extract} is {last.newest}, {last.behind} days before the extract "
        f"date {last.date}, and others go further"
    )
    if last.source is None:
        return f"{said}: bring its newer rows"
    where = last.source.line(*(["extract_date"] if last.source.extract_date else []))
    return (
        f"{said}: bring its newer file; or if it covers no more, give it an extract_date of its own, the last day that "
        f"it covers ({last.newest} or later), in [[sources.{last.extract}]] ({where})"
    )
