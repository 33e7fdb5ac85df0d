"""Takes the people of one kind of period: who did what in each period, and in each view where a person has several.

Most people have one referral, or in a period referrals to one service of a Place alone, so in every view they are one
person: their counts add up from these smallest units to every view. Only who has others beside is spread over the views
and reduced to one row a view.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.cubes import KNOWN_ONLY_HERE
from pimh_data.secure.cubes.coding import OF_LATEST, Coded
from pimh_data.secure.cubes.periods import Periods
from pimh_data.secure.cubes.plan import MANY
from pimh_data.secure.statements import handed, listed, made, total


def take_alone(people: Coded, facts: str, in_months: bool = False) -> None:
    """Make `alone`, one row a month of the facts of each person with one referral: what the facts say, who they are
    (all columns of `people`), and `until`: the next of their months, null after the last.

    `facts`: a query of n, month, steps and events (see `take_people`); `in_months`: of a referral it may have several.
    """
    until = "lead(f.month) over (partition by f.n order by f.month)" if in_months else "cast(null as integer)"
    own = listed(*(f"p.{name}" for name in ("unit", "key", *people.names, *OF_LATEST) if name != MANY))
    made(people.source.connection, "alone", ALONE.format(facts=facts, until=until, own=own))


def hand_alone_months(connection: Backend, periods: Periods) -> None:
    """Hand `alone_months` over: the months up to the end of each period, whether they lie inside, and its last."""
    month, period = (periods.months[name].to_numpy() for name in ("month", "period"))
    rows = []
    for number in range(len(periods.names)):
        own = month[period == number]
        upto = np.arange(BEFORE_ALL, own.max() + 1)
        last = np.full(len(upto), own.max())
        rows.append((upto, np.full(len(upto), number), np.isin(upto, own).astype("int32"), last))
    columns = (np.concatenate(each).astype("int32") for each in zip(*rows, strict=True))
    handed(connection, "alone_months", pa.table(dict(zip(("month", "period", "inside", "last"), columns, strict=True))))


def take_people(
    people: Coded,
    facts: str,
    steps: Sequence[str],
    periods: Periods,
    events: Sequence[str] = (),
    alone_too: bool = True,
) -> None:
    """Make `in_period`, one row a unit, period and person, and `several`, one a view, period and person with several.

    A person took a step when any of their referrals in the view did. `facts`: a query of n, month, the steps (0 or
    1) and the events (numbers, added up); a referral may stand in several months. A person is counted under the members
    of their latest referral in the view (`n`), so that the members of a partition add up to everyone. KNOWN_ONLY_HERE
    is no step of a referral: where it is asked for, it is 1 for a person whose every service in the period and where of
    the view is of the view. `alone_too`: those with one referral are among `in_period`, of which then each referral has
    a row, and theirs alone are `single`; otherwise they are counted by month (`take_alone`), and whoever has one unit
    in a period is `single` in it.
    """
    connection = people.source.connection
    if not alone_too:
        hand_alone_months(connection, periods)
    handed(connection, "months", periods.months)
    taken = ", ".join(
        [f"cast(max(r.{name}) as smallint) as {name}" for name in steps] + [total(f"r.{name}", name) for name in events]
    )
    made(connection, "in_period", (IN_PERIOD if alone_too else IN_UNITS).format(facts=facts, taken=taken))
    if KNOWN_ONLY_HERE not in steps:
        made(connection, "several", SEVERAL.format(taken=taken))
        return
    others = ", ".join(name for name in (*steps, *events) if name != KNOWN_ONLY_HERE)
    in_units = SEVERAL.format(taken=f"count(distinct r.unit) as units, {taken}")
    made(connection, "several", KNOWN.format(several=in_units, others=others))


BEFORE_ALL = 12 * 1990  # no day is earlier (see `rules.EARLIEST`)
ALONE = """
    select f.*, {until} as until {own}
    from ({facts}) as f
    join people as p on p.n = f.n
    where p.single"""
IN_PERIOD = """
    select r.n, p.person, p.single, p.unit, m.period, {taken}
    from ({facts}) as r
    join people as p on p.n = r.n
    join months as m on m.month = r.month
    group by r.n, p.person, p.single, p.unit, m.period"""
IN_UNITS = """
    select max(r.n) as n, p.person, count(*) over (partition by p.person, m.period) = 1 as single, p.unit, m.period,
        {taken}
    from ({facts}) as r
    join people as p on p.n = r.n
    join months as m on m.month = r.month
    where not p.single
    group by p.person, p.unit, m.period"""
SEVERAL = """
    select v.view, r.period, r.person, max(r.n) as n, {taken}
    from in_period as r
    join members as v on v.unit = r.unit
    where not r.single
    group by v.view, r.period, r.person"""
# The view of all services has every unit of the where, so its number of units is the greatest.
KNOWN = (
    """
    select s.view, s.period, s.person, s.n, {others},
        case when s.units = max(s.units) over (partition by v.place, s.period, s.person) then 1 else 0 end as """
    + KNOWN_ONLY_HERE
    + """
    from ({several}) as s
    join views as v on v.view = s.view"""
)
