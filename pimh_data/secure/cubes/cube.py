"""A cube of people, unprotected: counted in every kind of period in which it is read, and written out densely."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pimh_data.registry.cubes import CUBES, PERIOD_KINDS
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.counting import KEY, Asked, ByMonth, add_up_by_month, count
from pimh_data.secure.cubes.dense import dense
from pimh_data.secure.cubes.periods import Periods, periods_of
from pimh_data.secure.cubes.plan import brought, plan_of


def kinds_read(calendar: Calendar, *cubes: str) -> Iterator[tuple[str, Periods]]:
    """The kinds of period in which one of the cubes is read, of which some have ended, with their periods."""
    for kind in PERIOD_KINDS:
        periods = periods_of(calendar, kind)
        if periods.names and any(plan_of(cube, kind) for cube in cubes):
            yield kind, periods


def by_month_of(
    people: Coded,
    cube: str,
    counts: Mapping[str, str] | None = None,
    extra: str = "",
    events: Iterable[str] = (),
    running: Iterable[str] = (),
) -> ByMonth | None:
    """People with one referral (of `alone`, see `taking`) added up by month, for every kind of period in which the cube
    is counted; None where it is counted in none. `counts`, `extra`: as of `cube_of`; `events`, `running`: see ByMonth.
    """
    plans = (plan_of(cube, kind) for kind in PERIOD_KINDS)
    plan = {one.columns: one for each in plans for one in brought(each, people.source.dimensions())}
    if not plan:
        return None
    alone = {name: re.sub(r"\bp\.", "r.", what) for name, what in _with_keys(counts, cube).items()}
    asked = Asked(tuple(plan.values()), alone, (extra,) if extra else ())
    found = ByMonth(f"months_of_{cube}", asked, frozenset(events), frozenset(running))
    add_up_by_month(people.source.connection, found)
    return found


def cube_of(
    people: Coded,
    cube: str,
    kind: str,
    periods: Periods,
    counts: Mapping[str, str] | None = None,
    extra: str = "",
    by_month: ByMonth | None = None,
) -> list[pd.DataFrame]:
    """The cube's KEYS, extra key and int64 counts, for the breakdowns that are read and that the extracts can give.

    Of the people taken last (see `taking`); no table where there is no such breakdown. `counts`: name -> what is added
    up, each by its own name unless given. A column with the sum of the keys of those counted follows
    for each count of people. `by_month`: of those with one referral, where these were not taken.
    """
    plan = brought(plan_of(cube, kind), people.source.dimensions())
    if not plan:
        return []
    counts = _with_keys(counts, cube)
    cells = count(people.source.connection, Asked(plan, counts, (extra,) if extra else ()), by_month)
    return [dense(people, cube, kind, periods, cells, tuple(counts), extra)]


def _with_keys(counts: Mapping[str, str] | None, cube: str) -> dict[str, str]:
    counts = dict(counts or {name: f"r.{name}" for name in CUBES[cube].counts})
    return counts | {f"{name}{KEY}": f"{counts[name]} * p.key" for name in of_people(counts, cube)}


def of_people(counts: Iterable[str], cube: str) -> list[str]:
    """Those of the counts that are of people, not of their events."""
    return [name for name in counts if name not in CUBES[cube].events]


def put_together(parts: Mapping[str, list[pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Each cube of its kinds of period; a cube without any is absent."""
    return {cube: pd.concat(tables, ignore_index=True) for cube, tables in parts.items() if tables}
