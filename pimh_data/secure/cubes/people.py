"""Counts people referred, seen and waiting: the pathway, activity, waits and speed cubes, unprotected."""

import pandas as pd

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE
from pimh_data.secure.cubes.coding import OUTCOMES, Coded
from pimh_data.secure.cubes.cube import cube_of, kinds_read, put_together
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_people
from pimh_data.secure.episodes import attended_months
from pimh_data.secure.statements import month_of

STEPS = (*CUBES["pathway"].counts, *CUBES["speed"].counts)
REFERRED = f"select n, {month_of('received')} as month, {', '.join(STEPS)} from episodes"
ATTENDED = f"select n, month, 1 as people_seen, 1 as {KNOWN_ONLY_HERE} from attended_months"


WAITING = {outcome: f"p.was_{outcome}" for outcome in OUTCOMES}


def people_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """pathway, waits and speed: people referred in the period. activity: people with an attended contact in it."""
    parts: dict[str, list[pd.DataFrame]] = {"pathway": [], "activity": [], "waits": [], "speed": []}
    source = people.source
    for kind, periods in kinds_read(source.calendar, "pathway", "waits", "speed"):
        progress(f"Counting people referred: {kind}")
        take_people(people, REFERRED, STEPS, periods)
        parts["pathway"] += cube_of(people, "pathway", kind, periods)
        parts["waits"] += cube_of(people, "waits", kind, periods, WAITING, extra="weeks")
        parts["speed"] += cube_of(people, "speed", kind, periods)
    attended_months(source.checks, source.connection)
    for kind, periods in kinds_read(source.calendar, "activity"):
        progress(f"Counting people seen: {kind}")
        take_people(people, ATTENDED, CUBES["activity"].counts, periods)
        parts["activity"] += cube_of(people, "activity", kind, periods)
    return put_together(parts)
