"""Counts access as the national measure does: people with an attended face-to-face or video contact in 12 months."""

import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import CUBES, SPECIALIST
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import cube_of, kinds_read
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_people
from pimh_data.secure.statements import handed, made, month_of

IN_PERSON = ("face to face", "video")
SEEN = f"""
    select distinct e.n, {month_of("c.date")} as month, 1 as people_seen
    from contacts_accepted as c
    join in_person on in_person.mode = c.mode
    join episodes as e on e.referral_id = c.referral_id
    join specialist on specialist.unit = e.unit
    where c.status = 'attended'"""


def access_cubes(people: Coded, progress: Progress) -> dict[str, pd.DataFrame]:
    """access: by year and by twelve months to each quarter end, specialist services together; none without contacts.

    Services count when the services extract marks them `specialist_access`: peer support or dads' groups never do.
    """
    source = people.source
    services = source.checks.extracts["services"].accepted
    marked = services.filter(services.specialist_access == "yes").select("place", "service").to_pandas()
    units = source.views.units.merge(marked, on=["place", "service"])
    if "contacts" not in source.checks.extracts or units.empty:
        return {}
    progress("Counting access to specialist services")
    handed(source.connection, "in_person", pa.table({"mode": IN_PERSON}))
    handed(source.connection, "specialist", pa.table({"unit": units.unit}))
    made(source.connection, "access_rows", SEEN)
    wheres = source.views.wheres.loc[source.views.wheres.place.isin(units.place), "where"].unique()
    parts = []
    for kind, periods in kinds_read(source.calendar, "access"):
        take_people(people, "select * from access_rows", CUBES["access"].counts, periods)
        parts += cube_of(people, "access", kind, periods)
    if not parts:
        return {}
    # Of all services, only the specialist ones were counted; where there is none, there is no access to show.
    table = pd.concat(parts, ignore_index=True)
    return {"access": table[table["where"].isin(wheres)].assign(service=SPECIALIST).reset_index(drop=True)}
