"""Counts people referred, seen and waiting: the pathway, activity and waits cubes, unprotected."""

from collections.abc import Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE, PERIOD_KINDS, WAIT_BANDS
from pimh_data.secure.cubes.counting import People, count_members
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import ACTIVITY, PEOPLE, WAITS, brought
from pimh_data.secure.cubes.source import Progress, Source, keyed
from pimh_data.secure.episodes import attended_months


def people_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """pathway, waits and speed: people referred in the period. activity: people with an attended contact in it."""
    parts: dict[str, list[pd.DataFrame]] = {"pathway": [], "activity": [], "waits": [], "speed": []}
    contacts = _contacts(source)
    for kind in PERIOD_KINDS:
        months = source.months(kind)
        if months.empty:
            continue
        progress(f"Counting people: {kind}")
        steps = (*CUBES["pathway"].counts, *CUBES["speed"].counts)
        plan = brought(PEOPLE[kind], source.dimensions())
        people = source.people(source.episodes, steps, months, plan, extra=("weeks", "outcome"))
        parts["pathway"].append(_dense(source, "pathway", people, kind, months))
        if kind in WAITS:
            parts["waits"].append(_waits(source, people, kind, months))
        if kind in ACTIVITY:
            parts["speed"].append(_speed(source, people, kind, months))
        people = source.people(contacts, CUBES["activity"].counts, months, plan)
        parts["activity"].append(_dense(source, "activity", people, kind, months))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def _contacts(source: Source) -> Table:
    months = attended_months(source.episodes, source.checks, source.connection)
    people = source.episodes.select("n", "person", "single", "unit")
    return months.join(people, "n").mutate(**dict.fromkeys(("people_seen", KNOWN_ONLY_HERE), ibis.literal(1, "int64")))


def _dense(source: Source, cube: str, people: People, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    plan, counts = brought(PEOPLE[kind], source.dimensions()), CUBES[cube].counts
    counted = count_members(people, plan, counts)
    # A Family Hub is counted within its Place alone: hubs of several Places may share a name.
    within = counted.dimension.ne("hub") | counted["where"].isin(source.views.wheres.place)
    return keyed(filled(grid(plan, months, source.views, source.hubs()), counted[within], counts), cube, kind)


def _speed(source: Source, people: People, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    plan, counts = brought(ACTIVITY[kind], source.dimensions()), CUBES["speed"].counts
    rows = grid(plan, months, source.views, {})
    return keyed(filled(rows, count_members(people, plan, counts), counts), "speed", kind)


def _waits(source: Source, people: People, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    plan, counts = brought(WAITS[kind], source.dimensions()), CUBES["waits"].counts
    singles, several = (_by_outcome(table, counts) for table in (people.singles, people.several))
    outcomes = People(singles, several, people.views)
    bands = pd.DataFrame({"weeks": [name for name, _, _ in WAIT_BANDS]})
    rows = grid(plan, months, source.views, {}).merge(bands, how="cross")
    return keyed(filled(rows, count_members(outcomes, plan, counts, ("weeks",)), counts), "waits", kind)


def _by_outcome(table: Table, counts: Sequence[str]) -> Table:
    return table.mutate(**{name: (table.outcome == name).cast("int64") for name in counts})
