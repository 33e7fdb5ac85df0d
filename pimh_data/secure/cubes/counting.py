"""Counts the people taken, for every view and breakdown at once: from the finest cells up, by grouping sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.views import ANY
from pimh_data.secure.cubes.plan import MANY, Breakdown
from pimh_data.secure.person_keys import KEYS
from pimh_data.secure.statements import fetched, grouped, handed, listed, made, quoted, total

KEY = "_key"  # ends the name of a column with the sum of the keys of those counted, modulo KEYS
OF_MANY = -1  # what stands for `grouping` where people are counted under each of several members


@dataclass(frozen=True, eq=False)
class Cells:
    """What was counted of one breakdown, views without anybody absent: equally long arrays.

    `codes`: of each column of the breakdown, and of further columns; `numbers`: (cells, counts).
    """

    view: np.ndarray
    period: np.ndarray
    codes: Mapping[str, np.ndarray]
    numbers: np.ndarray


@dataclass(frozen=True)
class Asked:
    """What is counted of the people taken last (see `taking`).

    `counts`: name -> what is added up, a column of theirs (`r.seen`) or of `people` (`p.was_seen`). `extra`: columns of
    `people` by which every breakdown is counted apart.
    """

    plan: tuple[Breakdown, ...]
    counts: Mapping[str, str]
    extra: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of codes, of which each breakdown takes some; each person has one member in them."""
        named = [name for one in self.plan for name in one.columns if name != MANY]
        return tuple(dict.fromkeys([*self.extra, *named]))

    @property
    def many(self) -> tuple[str, ...]:
        """The column in which a person may have several members, where it is asked for."""
        return (MANY,) if any(one.columns == (MANY,) for one in self.plan) else ()

    def grouped(self, breakdown: Breakdown) -> int:
        """What `statements.grouped` gives in its rows: a bit for each column that it lacks, the first the greatest."""
        if breakdown.columns == (MANY,):
            return OF_MANY
        held = {*breakdown.columns, *self.extra}
        return sum((name not in held) << place for place, name in enumerate(reversed(self.columns)))


@dataclass(frozen=True)
class ByMonth:
    """People with one referral (see `taking.take_alone`), added up once for every kind of period, in the table `name`.

    `asked`: of them, with the breakdowns of all kinds. `events`: counts that add up month by month, whoever they are
    of; `running`: those that are the sum of all months up to the end of a period. Any other count is of people, who
    count once in a period: in the last of their months in it.
    """

    name: str
    asked: Asked
    events: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()


def count(connection: Backend, asked: Asked, by_month: ByMonth | None = None) -> dict[Breakdown, Cells]:
    """The cells of every breakdown of the plan.

    `by_month`: of people with one referral, of whom nobody is then among the people taken; None: all are. Who is
    `single` among those taken is one person in every view.
    """
    of_month = by_month.asked if by_month else asked
    sets = [
        (asked.grouped(one), of_month.grouped(one), number, ANY.index(kind))
        for number, one in enumerate(asked.plan)
        for kind in one.services
    ]
    columns = zip(("grouped", "of_month", "breakdown", "kind"), zip(*sets, strict=True), strict=True)
    handed(connection, "sets", pa.table(dict(columns)))
    found = fetched(connection, _statement(asked, by_month))
    codes = {name: found[name].fill_null(-1).to_numpy() for name in (*asked.columns, *asked.many)}
    breakdown, view, period = (found[name].to_numpy() for name in ("breakdown", "view", "period"))
    numbers = np.column_stack([summed(name, found[name].to_numpy()) for name in asked.counts])
    cells = {}
    for number, one in enumerate(asked.plan):
        mine = np.flatnonzero(breakdown == number)
        own = {name: codes[name][mine] for name in (*one.columns, *asked.extra)}
        cells[one] = Cells(view[mine], period[mine], own, numbers[mine])
    return cells


def summed(name: str, sums: np.ndarray) -> np.ndarray:
    """Sums as they are kept: of keys, modulo KEYS."""
    return sums % KEYS if name.endswith(KEY) else sums


# What is read of all services alone is counted there alone: a tenth of the views.
STATEMENT = """
    with per_unit as ({per_unit}), per_view as ({per_view}), spread as (
        select m.view, m.kind, u.period, u.grouped {columns} {counts}
        from per_unit as u join members as m on m.unit = u.unit
        union all
        select v.view, v.kind, u.period, u.grouped {columns} {counts}
        from per_view as u join views as v on v.view = u.view)
    select view, period, breakdown {columns} {sums}
    from spread join sets on sets.grouped = spread.grouped and sets.kind = spread.kind
    group by view, period, breakdown {columns}"""
SUMMED = """
    select {keys}, {grouped} as grouped {columns} {sums}
    from {people}
    group by {groups}"""
IN_PERIODS = """
    select s.unit, m.period, w.grouped {columns} {sums}
    from {by_month} as s
    join alone_months as m on m.month = s.month
    join (select distinct of_month, grouped from sets) as w on w.of_month = s.grouped
    {where}
    group by s.unit, m.period, w.grouped {columns}"""
IN_ITS_LAST_MONTH = "case when m.inside = 1 and (s.until is null or s.until > m.last) then s.{0} else 0 end"
IN_EACH_MONTH = "case when m.inside = 1 then s.{0} else 0 end"


def add_up_by_month(connection: Backend, by_month: ByMonth) -> None:
    """Make the table of `by_month`: unit, month, until, grouped, the columns of codes and the counts."""
    made(connection, by_month.name, _summed(by_month.asked, ("unit", "month", "until"), "alone as r", ""))


def _statement(asked: Asked, by_month: ByMonth | None) -> str:
    per_unit = _summed(asked, ("unit", "period"), "in_period as r join people as p on p.n = r.n", "where r.single")
    return STATEMENT.format(
        per_unit=f"{per_unit} union all {_in_periods(asked, by_month)}" if by_month else per_unit,
        per_view=_summed(asked, ("view", "period"), "several as r join people as p on p.n = r.n", ""),
        columns=listed(*asked.columns, *asked.many),
        counts=listed(*map(quoted, asked.counts)),
        sums=listed(*(total(quoted(name), name) for name in asked.counts)),
    )


def _in_periods(asked: Asked, by_month: ByMonth) -> str:
    """The sums by unit and period, from those by month."""
    sums = []
    for name in asked.counts:
        of = name.removesuffix(KEY)
        each = IN_EACH_MONTH if of in by_month.events else "s.{0}" if of in by_month.running else IN_ITS_LAST_MONTH
        sums.append(total(each.format(quoted(name)), name))
    columns = listed(*(f"s.{name}" for name in (*asked.columns, *asked.many)))
    where = "" if by_month.running else "where m.inside = 1"
    return IN_PERIODS.format(by_month=by_month.name, columns=columns, sums=listed(*sums), where=where)


def _summed(asked: Asked, keys: Sequence[str], people: str, kept: str) -> str:
    """The sums of every breakdown by `keys` of the people; of what a person may be in several of, apart."""
    by = [f"r.{key}" for key in keys]
    sets = [(*by, *asked.extra, *one.columns) for one in asked.plan if one.columns != (MANY,)]
    sums = listed(*(total(what, name) for name, what in asked.counts.items()))
    part = SUMMED.format(
        keys=", ".join(by),
        grouped=grouped(asked.columns),
        columns=listed(*asked.columns, *(f"cast(null as smallint) as {name}" for name in asked.many)),
        sums=sums,
        people=f"{people} {kept}",
        groups=f"grouping sets ({', '.join(f'({listed(*names)[2:]})' for names in sets)})",
    )
    if not asked.many:
        return part
    return f"{part} union all " + SUMMED.format(
        keys=", ".join(by),
        grouped=OF_MANY,
        columns=listed(*(f"null as {name}" for name in asked.columns), *asked.many),
        sums=sums,
        people=f"{people} join plus on plus.n = r.n {kept}",
        groups=f"{', '.join(by)}, {MANY}",
    )
