"""A cube of people, unprotected: counted in every kind of period in which it is read, and written out densely."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pimh_data.registry.cubes import CUBES, PERIOD_KINDS
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.counting import KEY, Asked, count
from pimh_data.secure.cubes.dense import dense
from pimh_data.secure.cubes.periods import Periods, periods_of
from pimh_data.secure.cubes.plan import brought, plan_of


def kinds_read(calendar: Calendar, *cubes: str) -> Iterator[tuple[str, Periods]]:
    """The kinds of period in which one of the cubes is read, of which some have ended, with their periods."""
    for kind in PERIOD_KINDS:
        periods = periods_of(calendar, kind)
        if periods.names and any(plan_of(cube, kind) for cube in cubes):
            yield kind, periods


def cube_of(
    people: Coded, cube: str, kind: str, periods: Periods, counts: Mapping[str, str] | None = None, extra: str = ""
) -> list[pd.DataFrame]:
    """The cube's KEYS, extra key and int64 counts, for the breakdowns that are read and that the extracts can give.

    Of the people taken last (see `taking`); no table where there is no such breakdown. `counts`: name -> what is added
    up, each by its own name unless given. A column with the sum of the keys of those counted follows
    for each count of people.
    """
    plan = brought(plan_of(cube, kind), people.source.dimensions())
    if not plan:
        return []
    counts = counts or {name: f"r.{name}" for name in CUBES[cube].counts}
    counts = counts | {f"{name}{KEY}": f"{counts[name]} * p.key" for name in of_people(counts, cube)}
    cells = count(people.source.connection, Asked(plan, counts, (extra,) if extra else ()))
    return [dense(people, cube, kind, periods, cells, tuple(counts), extra)]


def of_people(counts: Iterable[str], cube: str) -> list[str]:
    """Those of the counts that are of people, not of their events."""
    return [name for name in counts if name not in CUBES[cube].events]


def put_together(parts: Mapping[str, list[pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Each cube of its kinds of period; a cube without any is absent."""
    return {cube: pd.concat(tables, ignore_index=True) for cube, tables in parts.items() if tables}
