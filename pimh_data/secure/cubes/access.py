"""Counts access as the national measure does: people with an attended face-to-face or video contact in 12 months."""

from dataclasses import replace

import ibis
import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES, CUBES, ROLLING, SPECIALIST, YEAR
from pimh_data.secure.cubes.counting import count_members
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import GROUPS, TOTAL, brought
from pimh_data.secure.cubes.source import Progress, Source, keyed

IN_PERSON = ("face to face", "video")


def access_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """access: by year and by twelve months to each quarter end, specialist services together; none without contacts.

    Services count when the services extract marks them `specialist_access`: peer support or dads' groups never do.
    """
    services = source.checks.extracts["services"].accepted
    marked = services.filter(services.specialist_access == "yes").select("place", "service").to_pandas()
    units = source.views.units.merge(marked, on=["place", "service"]).unit
    if "contacts" not in source.checks.extracts or units.empty:
        return {}
    progress("Counting access to specialist services")
    views = source.views
    names = views.names[(views.names.service == ALL_SERVICES)]
    members = views.members[views.members.unit.isin(units) & views.members["view"].isin(names["view"])]
    specialist = replace(views, names=names[names["view"].isin(members["view"])], members=members)
    narrowed = replace(source, views=specialist)
    contacts = source.checks.extracts["contacts"].accepted
    seen = contacts.filter((contacts.status == "attended") & contacts.mode.isin(IN_PERSON))
    people = source.episodes.filter(source.episodes.unit.isin(units.tolist()))
    rows = seen.join(people.select("n", "person", "single", "unit", "referral_id"), "referral_id")
    table = rows.select("n", "person", "single", "unit", month=rows.date.strftime("%Y-%m"))
    table = source.connection.create_table(
        "access_rows", table.distinct().mutate(people_seen=ibis.literal(1, "int64")), temp=True
    )
    counts, plan = CUBES["access"].counts, brought((TOTAL, GROUPS), source.dimensions())
    parts = []
    for kind in (YEAR, ROLLING):
        months = source.months(kind)
        if not months.empty:
            found = count_members(narrowed.people(table, counts, months, plan), plan, counts)
            parts.append(keyed(filled(grid(plan, months, specialist, {}), found, counts), "access", kind))
    return {"access": pd.concat(parts, ignore_index=True).assign(service=SPECIALIST)} if parts else {}
