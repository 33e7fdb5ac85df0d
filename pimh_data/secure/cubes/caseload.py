"""Counts the caseload (opened, open at the end, closed and why) and contacts attended and missed, unprotected."""

import numpy as np
import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import CLOSED_AS, CUBES, SINCE_START
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import by_month_of, cube_of, kinds_read, put_together
from pimh_data.secure.cubes.periods import Periods, periods_of
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_alone, take_people
from pimh_data.secure.statements import flag, handed, listed, made, month_of

# One row a referral and month in which it was opened, open, or closed.
OPEN = f"""
    select e.n, m.month, m.month = {month_of("e.received")} as opened,
        e.closed is not null and m.month = {month_of("e.closed")} as closed
    from episodes as e
    join covered as m on m.month >= {month_of("e.received")}
        and (e.closed is null or m.month <= {month_of("e.closed")})
    where e.accepted = 1 and not e.single"""
# Whoever is open at the end of a month is open at the end of a period only when that month is its last.
AT_ENDS = """
    select r.n, r.month, r.opened, r.closed, e.month is not null and not r.closed as open_at_end,
        p.closure_reason as reason
    from caseload_rows as r
    join people as p on p.n = r.n
    left join ends as e on e.month = r.month"""
CLOSED = {code: f"closed_{reason.replace(' ', '_')}" for code, reason in enumerate(CLOSED_AS)}
REASONS = listed(*(f"{flag(f'closed and reason = {code}')} as {name}" for code, name in CLOSED.items()))
CASELOAD = f"""
    select n, month, {flag("opened")} as opened, {flag("open_at_end")} as open_at_end,
        {flag("closed")} as closed{REASONS}
    from ({AT_ENDS}) as at_ends
    where opened or closed or open_at_end"""
# Of a person with one referral nothing is open but it: how many are open at the end of a month is how many were opened
# up to it, less those closed. `open_at_end` is what a month adds to that.
CHANGES = f"""
    select n, {month_of("received")} as month, 1 as opened, 1 as open_at_end, 0 as closed
        {listed(*(f"0 as {name}" for name in CLOSED.values()))}
    from episodes
    where accepted = 1
    union all
    select e.n, {month_of("e.closed")}, 0, -1, 1
        {listed(*(flag(f"p.closure_reason = {code}") for code in CLOSED))}
    from episodes as e
    join people as p on p.n = e.n
    where e.accepted = 1 and e.closed is not null"""
CONTACTS = "select n, month, 1 as people, attended, missed from contact_months"


def caseload_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """caseload, and contacts where the extract was brought."""
    connection, calendar = people.source.connection, people.source.calendar
    handed(connection, "covered", pa.table({"month": np.unique(periods_of(calendar, SINCE_START).months["month"])}))
    made(connection, "caseload_rows", OPEN)
    facts = {"caseload": CASELOAD}
    if "contacts" in people.source.checks.extracts:
        facts["contacts"] = CONTACTS
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in facts}
    for name, query in facts.items():
        spec = CUBES[name]
        progress(f"Counting {name}")
        take_alone(people, CHANGES if name == "caseload" else query, in_months=name == "contacts")
        added = [one for one in spec.counts if one != "open_at_end"] if name == "caseload" else spec.events
        running = ["open_at_end"] if name == "caseload" else []
        by_month = by_month_of(people, name, events=added, running=running)
        for kind, periods in kinds_read(calendar, name):
            progress(f"Counting {name}: {kind}")
            handed(connection, "ends", _ends(periods))
            steps = [one for one in spec.counts if one not in spec.events]
            take_people(people, query, steps, periods, spec.events, alone_too=False)
            parts[name] += cube_of(people, name, kind, periods, by_month=by_month)
    return put_together(parts)


def _ends(periods: Periods) -> pa.Table:
    month, period = (periods.months[name].to_numpy() for name in ("month", "period"))
    return pa.table({"month": np.unique(pd.Series(month).groupby(period).max())})
