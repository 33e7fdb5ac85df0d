"""Counts people referred, seen and waiting: the pathway, activity, waits and what stands beside them."""

import pandas as pd

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE, YEAR
from pimh_data.secure.cubes.both_years import took_both_years
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import cube_of, kinds_read, put_together
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_people
from pimh_data.secure.episodes import attended_months
from pimh_data.secure.statements import month_of

STEPS = CUBES["pathway"].counts
REFERRED = f"select n, {month_of('received')} as month, {', '.join(STEPS)} from episodes"
ATTENDED = f"select n, month, 1 as people_seen, 1 as {KNOWN_ONLY_HERE} from attended_months"
FIRST_SEEN = (
    f"select n, {month_of('first_contact')} as month, 1 as people from episodes where first_contact is not null"
)
# By the latest referral of each person in the view: what is counted of it, and by which further column.
OF_LATEST = {
    "waits": ({name: f"p.{name}" for name in CUBES["waits"].counts}, ""),
    "too_recent": ({"people": "p.too_recent"}, ""),
    "backlog": ({"people": "p.still_waiting"}, "weeks"),
}


def people_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """pathway, waits, too_recent, backlog: people referred in the period. activity: people with an attended contact in
    it; both_years: of these, those seen in the year before. first_contacts: people first seen in it.
    """
    cubes = ("pathway", *OF_LATEST, "activity", "both_years", "first_contacts")
    parts: dict[str, list[pd.DataFrame]] = {cube: [] for cube in cubes}
    source = people.source
    for kind, periods in kinds_read(source.calendar, "pathway", *OF_LATEST):
        progress(f"Counting people referred: {kind}")
        take_people(people, REFERRED, STEPS, periods)
        parts["pathway"] += cube_of(people, "pathway", kind, periods)
        for cube, (counts, extra) in OF_LATEST.items():
            parts[cube] += cube_of(people, cube, kind, periods, counts, extra)
    attended_months(source.checks, source.connection)
    for kind, periods in kinds_read(source.calendar, "activity"):
        progress(f"Counting people seen: {kind}")
        take_people(people, ATTENDED, CUBES["activity"].counts, periods)
        parts["activity"] += cube_of(people, "activity", kind, periods)
        if kind == YEAR and len(periods.names) > 1:
            took_both_years(source.connection)
            counted = cube_of(people, "both_years", kind, periods)
            parts["both_years"] += [table[table.period != periods.names[0]] for table in counted]
    for kind, periods in kinds_read(source.calendar, "first_contacts"):
        progress(f"Counting people first seen: {kind}")
        take_people(people, FIRST_SEEN, CUBES["first_contacts"].counts, periods)
        parts["first_contacts"] += cube_of(people, "first_contacts", kind, periods)
    return put_together(parts)
