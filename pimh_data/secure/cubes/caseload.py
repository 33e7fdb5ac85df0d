"""Counts the caseload (opened, open at the end, closed and why) and contacts attended and missed, unprotected."""

import ibis
import pandas as pd
from ibis.expr.types import Table

from pimh_data.registry.cubes import CLOSED_AS, CUBES, MONTH, QUARTER, SINCE_START, THREE_YEARS, YEAR
from pimh_data.secure.cubes.counting import count_members
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import ACTIVITY, brought
from pimh_data.secure.cubes.source import Progress, Source, keyed

KINDS = (MONTH, QUARTER, YEAR, THREE_YEARS, SINCE_START)


def caseload_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """caseload, and contacts where the extract was brought."""
    cubes = {"caseload": _caseload_rows(source)}
    if "contacts" in source.checks.extracts:
        cubes["contacts"] = _contact_rows(source)
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in cubes}
    for kind in KINDS:
        months = source.months(kind)
        if months.empty:
            continue
        for name, table in cubes.items():
            progress(f"Counting {name}: {kind}")
            parts[name].append(_counted(source, name, _at_ends(table, months), kind, months))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def _counted(source: Source, cube: str, table: Table, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    spec, plan = CUBES[cube], brought(ACTIVITY[kind], source.dimensions())
    steps = [name for name in spec.counts if name not in spec.events]
    people = source.people(table, steps, months, plan, spec.events)
    return keyed(
        filled(grid(plan, months, source.views, {}), count_members(people, plan, spec.counts), spec.counts), cube, kind
    )


def _at_ends(table: Table, months: pd.DataFrame) -> Table:
    # Whoever is open at the end of a month is open at the end of a period only when that month is its last.
    if "open_at_end" not in table.columns:
        return table
    ends = months.groupby("period").month.max().unique().tolist()
    return table.mutate(open_at_end=table.open_at_end * table.month.isin(ends).cast("int64")).filter(
        lambda rows: (rows.opened + rows.closed + rows.open_at_end) > 0
    )


def _caseload_rows(source: Source) -> Table:
    """One row a referral and month in which it was opened, open at the end of the month, or closed."""
    episodes = source.episodes.filter(source.episodes.accepted == 1)
    keys = ("n", "person", "single", "unit")
    months = ibis.memtable(pd.DataFrame({"month": [str(month) for month in source.calendar.months]}))
    closed_month = episodes.closed.strftime("%Y-%m").fill_null("9999-12")
    spans = episodes.select(*keys, "closure_reason", received_month=episodes.month, closed_month=closed_month)
    span = spans.join(months, [months.month >= spans.received_month, months.month <= spans.closed_month])
    closed = span.month == span.closed_month
    reasons = {
        f"closed_{reason.replace(' ', '_')}": closed & (span.closure_reason.fill_null("no reason") == reason)
        for reason in CLOSED_AS
    }
    steps = {"opened": span.month == span.received_month, "open_at_end": ~closed, "closed": closed} | reasons
    rows = span.select(*keys, "month", **{name: step.cast("int64") for name, step in steps.items()})
    return source.connection.create_table("caseload_rows", rows, temp=True)


def _contact_rows(source: Source) -> Table:
    """One row a referral and month with contacts attended or missed: `people` 1, and how many of each."""
    contacts = source.checks.extracts["contacts"].accepted
    held = contacts.filter(contacts.status.isin(["attended", "missed"]))
    months = held.group_by(["referral_id", held.date.strftime("%Y-%m").name("month")]).agg(
        attended=(held.status == "attended").sum(), missed=(held.status == "missed").sum()
    )
    people = source.episodes.select("n", "person", "single", "unit", "referral_id")
    rows = months.join(people, "referral_id").drop("referral_id").mutate(people=ibis.literal(1, "int64"))
    return source.connection.create_table("contact_rows", rows, temp=True)
