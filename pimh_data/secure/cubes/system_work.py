"""Counts the work with the system: events and attendances by kind and audience, unprotected. Knows no families."""

import pandas as pd

from pimh_data.registry.cubes import CUBES, KIND, NOT_RECORDED, PAIR, PERIOD_KINDS
from pimh_data.secure.cubes.adding import added_up, by_unit, from_first_row, named
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import TOTAL, Breakdown, counted_of
from pimh_data.secure.cubes.source import Progress, Source, keyed

OTHER_AUDIENCE = "Another audience"
KINDS = Breakdown(KIND.name, ("kind",), KIND.members)


def system_work_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """system_work: attendances and events; none where the extract was not brought.

    A person who attends twice counts twice: the extract knows no persons. Work outside the months that the release
    covers is not in it.
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
    for kind in PERIOD_KINDS:
        months, plan = source.months(kind), counted_of("system_work", kind, _breakdowns(rows))
        if months.empty or not plan:
            continue
        counted = added_up(rows, plan, months, views, counts)
        parts.append(keyed(filled(grid(plan, months, views), counted, counts), "system_work", kind))
    return {"system_work": pd.concat(parts, ignore_index=True)} if parts else {}


def _breakdowns(rows: pd.DataFrame) -> tuple[Breakdown, ...]:
    # The same audiences and pairs everywhere: which of them are written says nothing of one Place.
    audiences = (*sorted({*rows.audience} - {NOT_RECORDED}), NOT_RECORDED)
    met = sorted({f"{kind}{PAIR}{audience}" for kind, audience in zip(rows.kind, rows.audience, strict=True)})
    by_audience = Breakdown("audience", ("audience",), audiences)
    pairs = [Breakdown("kind x audience", ("kind", "audience"), tuple(met))] if met else []
    return (TOTAL, KINDS, by_audience, *pairs)
