"""Counts distinct people for every view at once: referrals are reduced to people per view, then people to members."""

from collections.abc import Iterable, Sequence

import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, PAIR
from pimh_data.secure.cubes.plan import MANY, Breakdown
from pimh_data.secure.cubes.views import Views

VIEW = ("where", "period", "service")
MEMBERS = (
    "core20",
    "decile",
    "ethnic_group",
    "ethnic_split",
    "ethnic_code",
    "parent_role",
    "stage",
    "age_band",
    "need_group",
    "source",
    "hub",
    MANY,
    "weeks",
    "outcome",
)


def people_per_view(
    table: Table, steps: Sequence[str], months: pd.DataFrame, views: Views, episodes: Table, connection: Backend
) -> Table:
    """One row a person and view: VIEW, the steps (1 when any of their referrals in the view took it), MEMBERS.

    A person is counted under the members of their latest referral in the view, so that the members of a partition add
    up to everyone. `table`: n, person, place, service, month and the steps. `months`: month, period, of one kind.
    """
    spread = spread_over_views(table.select("n", "person", "place", "service", "month", *steps), months, views)
    people = spread.group_by([*VIEW, "person"]).agg(n=spread.n.max(), **{name: spread[name].max() for name in steps})
    described = people.join(episodes.select("n", *MEMBERS), "n").drop("n", "person")
    return connection.create_table("people", described, temp=True, overwrite=True)


def spread_over_views(table: Table, months: pd.DataFrame, views: Views) -> Table:
    """Every row once for each view it belongs to: `where`, `period`, and `service`, now the view's."""
    services = views.services.rename(columns={"service": "own", "service_view": "view"})
    spread = (
        table.rename(own="service")
        .join(ibis.memtable(months[["month", "period"]]), "month")
        .join(ibis.memtable(services), ["place", "own"])
        .join(ibis.memtable(views.wheres), "place")
    )
    return spread.rename(service="view")


def count_members(
    people: Table, plan: Iterable[Breakdown], counts: Sequence[str], extra: Sequence[str] = ()
) -> pd.DataFrame:
    """Counts per VIEW, dimension, member and `extra` column, for each breakdown; views without anybody are absent."""
    return pd.concat([_counted(people, breakdown, counts, extra) for breakdown in plan], ignore_index=True)


def _counted(people: Table, breakdown: Breakdown, counts: Sequence[str], extra: Sequence[str]) -> pd.DataFrame:
    if not breakdown.every_service:
        people = people.filter(people.service == ALL_SERVICES)
    if breakdown.columns == (MANY,):
        people = people.mutate(plus_groups=people[MANY].split(";").unnest().strip())
    keys = [*VIEW, *extra, *breakdown.columns]
    found = people.group_by(keys).agg(**{name: people[name].sum() for name in counts}).to_pandas()
    if len(breakdown.columns) == 2:
        group, name = breakdown.columns
        found = found[found[group] != deprivation.NOT_KNOWN]
        member = found[group] + PAIR + found[name]
    else:
        member = found[breakdown.columns[0]] if breakdown.columns else EVERYONE
    found = found.assign(dimension=breakdown.dimension, member=member)
    if breakdown.members:
        found = found[found.member.isin(breakdown.members)]
    return found[[*VIEW, "dimension", "member", *extra, *counts]]
