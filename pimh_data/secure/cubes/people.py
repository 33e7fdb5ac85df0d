"""Counts people referred, seen and waiting: the pathway, activity, waits and what stands beside them."""

import pandas as pd

from pimh_data.registry.cubes import CUBES, KNOWN_ONLY_HERE, YEAR
from pimh_data.secure.cubes.both_years import took_both_years
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import by_month_of, cube_of, kinds_read, put_together
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_alone, take_people
from pimh_data.secure.episodes import contact_months
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
    progress("Counting people referred")
    take_alone(people, REFERRED)
    referred = {"pathway": (None, ""), **OF_LATEST}
    by_month = {cube: by_month_of(people, cube, counts, extra) for cube, (counts, extra) in referred.items()}
    for kind, periods in kinds_read(source.calendar, *referred):
        progress(f"Counting people referred: {kind}")
        take_people(people, REFERRED, STEPS, periods, alone_too=False)
        for cube, (counts, extra) in referred.items():
            parts[cube] += cube_of(people, cube, kind, periods, counts, extra, by_month[cube])
    contact_months(source.checks, source.connection)
    progress("Counting people seen")
    take_alone(people, ATTENDED, in_months=True)
    seen = by_month_of(people, "activity")
    for kind, periods in kinds_read(source.calendar, "activity"):
        progress(f"Counting people seen: {kind}")
        two_years = kind == YEAR and len(periods.names) > 1  # who was seen in the year before is known person by person
        take_people(people, ATTENDED, CUBES["activity"].counts, periods, alone_too=two_years)
        parts["activity"] += cube_of(people, "activity", kind, periods, by_month=None if two_years else seen)
        if two_years:
            took_both_years(source.connection)
            counted = cube_of(people, "both_years", kind, periods)
            parts["both_years"] += [table[table.period != periods.names[0]] for table in counted]
    progress("Counting people first seen")
    take_alone(people, FIRST_SEEN)
    first = by_month_of(people, "first_contacts")
    for kind, periods in kinds_read(source.calendar, "first_contacts"):
        progress(f"Counting people first seen: {kind}")
        take_people(people, FIRST_SEEN, CUBES["first_contacts"].counts, periods, alone_too=False)
        parts["first_contacts"] += cube_of(people, "first_contacts", kind, periods, by_month=first)
    return put_together(parts)
