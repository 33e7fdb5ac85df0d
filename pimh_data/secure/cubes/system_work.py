"""Counts the work with the system: events and attendances by kind and audience, unprotected. Knows no families."""

import pandas as pd

from pimh_data.registry.cubes import (
    ALL_SERVICES,
    CUBES,
    KIND,
    NOT_RECORDED,
    PAIR,
    QUARTER,
    SINCE_START,
    THREE_YEARS,
    YEAR,
)
from pimh_data.secure.cubes.adding import added_up, by_unit, from_first_row, named
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import TOTAL, Breakdown
from pimh_data.secure.cubes.source import Progress, Source, keyed

OTHER_AUDIENCE = "Another audience"
KINDS = Breakdown(KIND.name, ("kind",), KIND.members)


def system_work_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """system_work: attendances and events; none where the extract was not brought.

    A person who attends twice counts twice: the extract knows no persons. Quarters hold kinds and audiences for all
    services together, years each service's kinds too. Work outside the months that the release covers is not in it.
    """
    extract = source.checks.extracts.get("system_work")
    if extract is None:
        return {}
    progress("Counting work with the system")
    rows = by_unit(extract.accepted, source.views, ("kind", "audience"), attendees="attendees", events=None)
    if rows.empty:
        return {}  # every row was refused, which the report says: as if none had been brought
    rows["audience"] = named(rows.audience, rows.events, NOT_RECORDED, OTHER_AUDIENCE)
    views, counts = from_first_row(source.views, rows), CUBES["system_work"].counts
    parts = []
    for kind, plan in _plan(rows).items():
        months = source.months(kind)
        if months.empty:
            continue
        counted = added_up(rows, plan, months, views, counts)
        totals_only = {breakdown.dimension for breakdown in plan if not breakdown.every_service}
        counted = counted[(counted.service == ALL_SERVICES) | ~counted.dimension.isin(totals_only)]
        parts.append(keyed(filled(grid(plan, months, views, {}), counted, counts), "system_work", kind))
    return {"system_work": pd.concat(parts, ignore_index=True)} if parts else {}


def _plan(rows: pd.DataFrame) -> dict[str, tuple[Breakdown, ...]]:
    # The same audiences and pairs everywhere: which of them are written says nothing of one Place.
    audiences = (*sorted({*rows.audience} - {NOT_RECORDED}), NOT_RECORDED)
    met = sorted({f"{kind}{PAIR}{audience}" for kind, audience in zip(rows.kind, rows.audience, strict=True)})
    by_audience = Breakdown("audience", ("audience",), audiences, every_service=False)
    pairs = [Breakdown("kind x audience", ("kind", "audience"), tuple(met), every_service=False)] if met else []
    together = (TOTAL, Breakdown(KIND.name, ("kind",), KIND.members, every_service=False), by_audience, *pairs)
    each = (TOTAL, KINDS, by_audience, *pairs)
    return {QUARTER: together, YEAR: each, THREE_YEARS: each, SINCE_START: each}
