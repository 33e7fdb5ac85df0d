"""Counts the people taken, for every view and breakdown at once: from the finest cells up, by grouping sets."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.views import ANY
from pimh_data.secure.cubes.plan import MANY, Breakdown
from pimh_data.secure.person_keys import KEYS
from pimh_data.secure.statements import fetched, grouped, handed, listed, quoted, total

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


def count(connection: Backend, asked: Asked) -> dict[Breakdown, Cells]:
    """The cells of every breakdown of the plan."""
    sets = [
        (asked.grouped(one), number, ANY.index(kind)) for number, one in enumerate(asked.plan) for kind in one.services
    ]
    columns = zip(("grouped", "breakdown", "kind"), zip(*sets, strict=True), strict=True)
    handed(connection, "sets", pa.table(dict(columns)))
    found = fetched(connection, _statement(asked))
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
    select r.{key}, r.period, {grouped} as grouped {columns} {sums}
    from {people}
    group by {groups}"""


def _statement(asked: Asked) -> str:
    return STATEMENT.format(
        per_unit=_summed(asked, "unit", "in_period", "where r.single"),
        per_view=_summed(asked, "view", "several", ""),
        columns=listed(*asked.columns, *asked.many),
        counts=listed(*map(quoted, asked.counts)),
        sums=listed(*(total(quoted(name), name) for name in asked.counts)),
    )


def _summed(asked: Asked, key: str, table: str, kept: str) -> str:
    """The sums of every breakdown by `key` (unit or view) and period; of what a person may be in several of, apart."""
    sets = [(f"r.{key}", "r.period", *asked.extra, *one.columns) for one in asked.plan if one.columns != (MANY,)]
    sums = listed(*(total(what, name) for name, what in asked.counts.items()))
    people = f"{table} as r join people as p on p.n = r.n"
    part = SUMMED.format(
        key=key,
        grouped=grouped(asked.columns),
        columns=listed(*asked.columns, *(f"cast(null as smallint) as {name}" for name in asked.many)),
        sums=sums,
        people=f"{people} {kept}",
        groups=f"grouping sets ({', '.join(f'({listed(*names)[2:]})' for names in sets)})",
    )
    if not asked.many:
        return part
    return f"{part} union all " + SUMMED.format(
        key=key,
        grouped=OF_MANY,
        columns=listed(*(f"null as {name}" for name in asked.columns), *asked.many),
        sums=sums,
        people=f"{people} join plus on plus.n = r.n {kept}",
        groups=f"r.{key}, r.period, {MANY}",
    )
