"""Counts distinct people for every view at once: additive where a person has one referral, person by person elsewhere.

Most people have one referral, so in every view they are one person: their counts add up from the smallest units (a
service of a Place) to every view. Only people with several are spread over the views and reduced to one row a view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import IntegerValue, StringValue, Table

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, KNOWN_ONLY_HERE, PAIR
from pimh_data.secure.cubes.plan import MANY, Breakdown
from pimh_data.secure.cubes.views import Views

VIEW = ("where", "period", "service")


@dataclass(frozen=True, eq=False)
class People:
    """People of one kind of period: the steps they took and the members they are counted under, by `period`.

    `singles`: one row a person and unit; `several`: one a person and view. `views` says which units make a view.
    """

    singles: Table
    several: Table
    views: Views


def people_of(
    table: Table,
    episodes: Table,
    steps: Sequence[str],
    months: pd.DataFrame,
    views: Views,
    connection: Backend,
    members: Sequence[str],
    events: Sequence[str] = (),
) -> People:
    """The people of every view of one kind of period. A person took a step when any of their referrals in the view did.

    `table`: n, person, single, unit, month, the steps (0 or 1) and the events (numbers, added up); a referral may stand
    in several months. `months`: month, period. `members`: the episodes' columns to describe people by. A person is
    counted under those of their latest referral in the view, so that the members of a partition add up to everyone.
    KNOWN_ONLY_HERE is no step of a referral: where it is asked for, it is 1 for a person whose every service in the
    period and where of the view is of the view.
    """
    in_period = table.join(ibis.memtable(months[["month", "period"]]), "month")
    keys = ["n", "person", "single", "unit", "period"]
    grouped = in_period.group_by(keys).agg(**_taken(in_period, steps, events))
    referrals = connection.create_table("referrals_in_period", grouped, temp=True, overwrite=True)
    spread = referrals.filter(~referrals.single).join(ibis.memtable(views.members), "unit")
    known_only = KNOWN_ONLY_HERE in steps
    units = {"units": spread.unit.nunique()} if known_only else {}
    several = spread.group_by(["view", "period", "person"]).agg(
        n=spread.n.max(), **units, **_taken(spread, steps, events)
    )
    if known_only:
        several = _known_only_here(several, views).drop("units")
    described = episodes.select("n", *members)
    singles = referrals.filter(referrals.single).join(described, "n").drop("n", "person", "single")
    return People(
        connection.create_table("singles", singles, temp=True, overwrite=True),
        connection.create_table("several", several.join(described, "n").drop("n", "person"), temp=True, overwrite=True),
        views,
    )


def _known_only_here(several: Table, views: Views) -> Table:
    # The view of all services has every unit of the where, so its number of units is the greatest.
    placed = several.join(ibis.memtable(views.names[["view", "where"]]), "view")
    everywhere = placed.units.max().over(ibis.window(group_by=[placed["where"], placed.period, placed.person]))
    return placed.mutate(**{KNOWN_ONLY_HERE: (placed.units == everywhere).cast("int64")}).drop("where")


def _taken(table: Table, steps: Sequence[str], events: Sequence[str]) -> dict[str, IntegerValue]:
    return {name: table[name].max() for name in steps} | {name: table[name].sum().cast("int64") for name in events}


def count_members(
    people: People, plan: Sequence[Breakdown], counts: Sequence[str], extra: Sequence[str] = ()
) -> pd.DataFrame:
    """Counts per VIEW, dimension, member and `extra` column, for each breakdown; views without anybody are absent."""
    names = people.views.names
    # What only the view of all services breaks down is counted there alone: a tenth of the views.
    together = names[names.service == ALL_SERVICES]
    parts = [
        _counted(people, [b for b in plan if b.every_service == every], shown, counts, extra)
        for every, shown in ((True, names), (False, together))
        if any(b.every_service == every for b in plan)
    ]
    return pd.concat(parts, ignore_index=True)[[*VIEW, "dimension", "member", *extra, *counts]]


def _counted(
    people: People, plan: Sequence[Breakdown], names: pd.DataFrame, counts: Sequence[str], extra: Sequence[str]
) -> pd.DataFrame:
    keys = ["period", *extra, "breakdown", "member"]
    members = people.views.members[people.views.members["view"].isin(names["view"])]
    several = people.several
    if len(names) < len(people.views.names):
        several = several.filter(several["view"].isin(names["view"].tolist()))
    per_unit = _sums(_long(people.singles, plan, ("unit", "period", *extra), counts), ["unit", *keys], counts)
    per_view = per_unit.join(ibis.memtable(members), "unit").drop("unit")
    ordered = ["view", *keys, *counts]
    both = ibis.union(
        per_view.select(ordered), _long(several, plan, ("view", "period", *extra), counts).select(ordered)
    )
    found = _sums(both, ["view", *keys], counts).to_pandas().merge(names, on="view")
    found["breakdown"] = found.breakdown.astype("int64")
    return pd.concat(
        [_of(found[found.breakdown == number], breakdown) for number, breakdown in enumerate(plan)], ignore_index=True
    )


def _long(table: Table, plan: Sequence[Breakdown], keys: Sequence[str], counts: Sequence[str]) -> Table:
    """A row for every member that a person is counted under: `breakdown`, its number in the plan, and `member`."""
    one_each = {str(number): _member(table, b) for number, b in enumerate(plan) if b.columns != (MANY,)}
    long = table.select(*keys, *counts, **one_each).pivot_longer(
        ibis.selectors.cols(*one_each), names_to="breakdown", values_to="member"
    )
    long = long.filter(long.member.notnull())
    for number, breakdown in enumerate(plan):
        if breakdown.columns == (MANY,):
            member = table[MANY].split(";").unnest().strip()
            many = table.select(*keys, *counts, breakdown=ibis.literal(str(number)), member=member)
            long = ibis.union(long, many.select(long.columns))
    return long


def _member(table: Table, breakdown: Breakdown) -> StringValue:
    if not breakdown.columns:
        return ibis.literal(EVERYONE)
    if len(breakdown.columns) == 1:
        return table[breakdown.columns[0]]
    group, name = (table[column] for column in breakdown.columns)
    return (group != deprivation.NOT_KNOWN).ifelse(group.concat(PAIR, name), ibis.null("string"))


def _of(found: pd.DataFrame, breakdown: Breakdown) -> pd.DataFrame:
    if breakdown.members:
        found = found[found.member.isin(breakdown.members)]
    return found.assign(dimension=breakdown.dimension)


def _sums(table: Table, keys: Sequence[str], counts: Sequence[str]) -> Table:
    return table.group_by(list(keys)).agg(**{name: table[name].sum().cast("int64") for name in counts})
