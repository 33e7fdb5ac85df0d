"""Counts people referred, seen and waiting: the pathway, activity, waits and speed cubes, unprotected."""

import pandas as pd

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE, PERIOD_KINDS
from pimh_data.secure.cubes.coding import OUTCOMES, Coded
from pimh_data.secure.cubes.cube import cube_of
from pimh_data.secure.cubes.periods import periods_of
from pimh_data.secure.cubes.plan import ACTIVITY, PEOPLE, WAITS
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_people
from pimh_data.secure.episodes import attended_months
from pimh_data.secure.statements import month_of

STEPS = (*CUBES["pathway"].counts, *CUBES["speed"].counts)
REFERRED = f"select n, {month_of('received')} as month, {', '.join(STEPS)} from episodes"
ATTENDED = f"select n, month, 1 as people_seen, 1 as {KNOWN_ONLY_HERE} from attended_months"


def people_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """pathway, waits and speed: people referred in the period. activity: people with an attended contact in it."""
    parts: dict[str, list[pd.DataFrame]] = {"pathway": [], "activity": [], "waits": [], "speed": []}
    attended_months(people.source.checks, people.source.connection)
    waits = {outcome: f"p.was_{outcome}" for outcome in OUTCOMES}
    for kind in PERIOD_KINDS:
        periods = periods_of(people.source.calendar, kind)
        if not periods.names:
            continue
        progress(f"Counting people: {kind}")
        take_people(people, REFERRED, STEPS, periods)
        parts["pathway"].append(cube_of(people, "pathway", kind, periods, PEOPLE[kind]))
        if kind in WAITS:
            parts["waits"].append(cube_of(people, "waits", kind, periods, WAITS[kind], waits, extra="weeks"))
        if kind in ACTIVITY:
            parts["speed"].append(cube_of(people, "speed", kind, periods, ACTIVITY[kind]))
        take_people(people, ATTENDED, CUBES["activity"].counts, periods)
        parts["activity"].append(cube_of(people, "activity", kind, periods, PEOPLE[kind]))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
