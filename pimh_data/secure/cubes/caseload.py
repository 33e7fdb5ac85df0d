"""Counts the caseload (opened, open at the end, closed and why) and contacts attended and missed, unprotected."""

import numpy as np
import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import CLOSED_AS, CUBES, SINCE_START
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import cube_of, kinds_read, put_together
from pimh_data.secure.cubes.periods import Periods, periods_of
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_people
from pimh_data.secure.statements import flag, handed, made, month_of

# One row a referral and month in which it was opened, open, or closed.
OPEN = f"""
    select e.n, m.month, m.month = {month_of("e.received")} as opened,
        e.closed is not null and m.month = {month_of("e.closed")} as closed
    from episodes as e
    join covered as m on m.month >= {month_of("e.received")}
        and (e.closed is null or m.month <= {month_of("e.closed")})
    where e.accepted = 1"""
# Whoever is open at the end of a month is open at the end of a period only when that month is its last.
AT_ENDS = """
    select r.n, r.month, r.opened, r.closed, e.month is not null and not r.closed as open_at_end,
        p.closure_reason as reason
    from caseload_rows as r
    join people as p on p.n = r.n
    left join ends as e on e.month = r.month"""
REASONS = "".join(
    f", {flag(f'closed and reason = {code}')} as closed_{reason.replace(' ', '_')}"
    for code, reason in enumerate(CLOSED_AS)
)
CASELOAD = f"""
    select n, month, {flag("opened")} as opened, {flag("open_at_end")} as open_at_end,
        {flag("closed")} as closed{REASONS}
    from ({AT_ENDS}) as at_ends
    where opened or closed or open_at_end"""
# One row a referral and month with contacts attended or missed: how many of each.
CONTACTS = f"""
    select e.n, {month_of("c.date")} as month, 1 as people,
        sum({flag("c.status = 'attended'")}) as attended, sum({flag("c.status = 'missed'")}) as missed
    from contacts_accepted as c
    join episodes as e on e.referral_id = c.referral_id
    where c.status in ('attended', 'missed')
    group by e.n, {month_of("c.date")}"""


def caseload_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """caseload, and contacts where the extract was brought."""
    connection, calendar = people.source.connection, people.source.calendar
    handed(connection, "covered", pa.table({"month": np.unique(periods_of(calendar, SINCE_START).months["month"])}))
    made(connection, "caseload_rows", OPEN)
    facts = {"caseload": CASELOAD}
    if "contacts" in people.source.checks.extracts:
        made(connection, "contact_rows", CONTACTS)
        facts["contacts"] = "select * from contact_rows"
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in facts}
    for name, query in facts.items():
        spec = CUBES[name]
        for kind, periods in kinds_read(calendar, name):
            progress(f"Counting {name}: {kind}")
            handed(connection, "ends", _ends(periods))
            take_people(people, query, [n for n in spec.counts if n not in spec.events], periods, spec.events)
            parts[name] += cube_of(people, name, kind, periods)
    return put_together(parts)


def _ends(periods: Periods) -> pa.Table:
    month, period = (periods.months[name].to_numpy() for name in ("month", "period"))
    return pa.table({"month": np.unique(pd.Series(month).groupby(period).max())})
