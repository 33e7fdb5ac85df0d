"""Counts access as the national measure does: people with an attended face-to-face or video contact in 12 months."""

import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import CUBES, SPECIALIST
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.cube import by_month_of, cube_of, kinds_read
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.taking import take_alone, take_people
from pimh_data.secure.statements import handed, made

SEEN = """
    select c.n, c.month, 1 as people_seen
    from contact_months as c
    join episodes as e on e.n = c.n
    join specialist on specialist.unit = e.unit
    where c.in_person > 0"""


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
    handed(source.connection, "specialist", pa.table({"unit": units.unit}))
    made(source.connection, "access_rows", SEEN)
    take_alone(people, "select * from access_rows", in_months=True)
    by_month = by_month_of(people, "access")
    wheres = source.views.wheres.loc[source.views.wheres.place.isin(units.place), "where"].unique()
    parts = []
    for kind, periods in kinds_read(source.calendar, "access"):
        take_people(people, "select * from access_rows", CUBES["access"].counts, periods, alone_too=False)
        parts += cube_of(people, "access", kind, periods, by_month=by_month)
    if not parts:
        return {}
    # Of all services, only the specialist ones were counted; where there is none, there is no access to show.
    table = pd.concat(parts, ignore_index=True)
    return {"access": table[table["where"].isin(wheres)].assign(service=SPECIALIST).reset_index(drop=True)}
