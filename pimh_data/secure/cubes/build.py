"""Builds the person-derived cubes of the closed list, unprotected: pathway, activity, waits, quality."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.registry.cubes import CUBES, KEYS, NOT_RECORDED, PERIOD_KINDS, WAIT_BANDS, YEAR
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.counting import People, count_members, people_of
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import PEOPLE, WAITS, brought
from pimh_data.secure.cubes.quality import count_quality
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.episodes import attended_months

Progress = Callable[[str], None]
NEEDED_COLUMN = {"deprivation": "imd_decile", "plus_group": "plus_groups", "need_group": "need_group", "hub": "hub"}


@dataclass(frozen=True)
class Source:
    """What every cube is counted from."""

    checks: Checks
    episodes: Table
    views: Views
    calendar: Calendar
    connection: Backend

    def dimensions(self) -> frozenset[str]:
        """Names of the dimensions that the extracts can give."""
        columns = self.checks.extracts["referrals"].raw.table.column_names
        absent = {name for name, column in NEEDED_COLUMN.items() if column not in columns}
        return frozenset({b.dimension for plan in PEOPLE.values() for b in plan if " x " not in b.dimension} - absent)

    def hubs(self) -> dict[str, list[str]]:
        """Place -> names of its Family Hubs, as its referrals name them."""
        named = self.episodes.select("place", "hub").distinct().order_by("place", "hub").to_pandas()
        named = named[named.hub != NOT_RECORDED]
        found = {place: sorted(part.hub) for place, part in named.groupby("place")}
        return {place: found.get(place, []) for place in self.views.wheres.place.unique()}


def build_cubes(source: Source, progress: Progress = lambda _: None) -> dict[str, pd.DataFrame]:
    """Cube name -> KEYS (and `weeks`) and int64 counts of everyone, nothing hidden yet. Dense."""
    periods = source.calendar.periods()
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in CUBES}
    contacts = _contacts(source)
    for kind in PERIOD_KINDS:
        months = periods.loc[periods.period_kind == kind, ["month", "period"]]
        if months.empty:
            continue
        progress(f"Counting people: {kind}")
        people = _people(source, source.episodes, CUBES["pathway"].counts, months)
        parts["pathway"].append(_dense(source, "pathway", people, kind, months))
        if kind in WAITS:
            parts["waits"].append(_waits(source, people, kind, months))
        if kind == YEAR:
            columns = frozenset(source.checks.extracts["referrals"].raw.table.column_names)
            counted = count_quality(source.episodes, months, source.views, columns)
            parts["quality"].append(_keyed(counted, "quality", kind))
        people = _people(source, contacts, CUBES["activity"].counts, months)
        parts["activity"].append(_dense(source, "activity", people, kind, months))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def _contacts(source: Source) -> Table:
    months = attended_months(source.episodes, source.checks, source.connection)
    people = source.episodes.select("n", "person", "single", "unit")
    return months.join(people, "n").mutate(people_seen=ibis.literal(1, "int64"))


def _people(source: Source, table: Table, steps: Sequence[str], months: pd.DataFrame) -> People:
    return people_of(table, source.episodes, steps, months, source.views, source.connection)


def _dense(source: Source, cube: str, people: People, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    plan, counts = brought(PEOPLE[kind], source.dimensions()), CUBES[cube].counts
    counted = count_members(people, plan, counts)
    # A Family Hub is counted within its Place alone: hubs of several Places may share a name.
    within = counted.dimension.ne("hub") | counted["where"].isin(source.views.wheres.place)
    return _keyed(filled(grid(plan, months, source.views, source.hubs()), counted[within], counts), cube, kind)


def _waits(source: Source, people: People, kind: str, months: pd.DataFrame) -> pd.DataFrame:
    plan, counts = brought(WAITS[kind], source.dimensions()), CUBES["waits"].counts
    outcomes = People(*(_by_outcome(table, counts) for table in (people.singles, people.several)), people.views)
    bands = pd.DataFrame({"weeks": [name for name, _, _ in WAIT_BANDS]})
    rows = grid(plan, months, source.views, {}).merge(bands, how="cross")
    return _keyed(filled(rows, count_members(outcomes, plan, counts, ("weeks",)), counts), "waits", kind)


def _by_outcome(table: Table, counts: Sequence[str]) -> Table:
    return table.mutate(**{name: (table.outcome == name).cast("int64") for name in counts})


def _keyed(frame: pd.DataFrame, cube: str, kind: str) -> pd.DataFrame:
    spec = CUBES[cube]
    return frame.assign(basis=spec.basis, period_kind=kind)[[*KEYS, *spec.extra_keys, *spec.counts]]
