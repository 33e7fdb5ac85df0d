"""Adds up outcomes for every view: one course a person, measure and definition, their latest in the view. Sums only."""

from collections.abc import Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from pimh_data.registry.cubes import (
    ALL_SERVICES,
    EVERYONE,
    FIRST_AND_LAST_BAND,
    FIRST_BAND,
    PAIR,
    QUARTER,
    SINCE_START,
    THREE_YEARS,
    TOTAL,
    YEAR,
)
from pimh_data.registry.pairing import Definition
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.scores.change import MOST_VARIANTS

KINDS = (QUARTER, YEAR, THREE_YEARS, SINCE_START)
DEFINED = ["measure", "pairing", "courses"]
# The dimensions of the default definition, and the column of the rows that gives the member.
DIMENSIONS = {"deprivation": "core20", "ethnic_split": "ethnic_split", "parent_role": "parent_role"}
EACH_YEAR = ("deprivation",)  # what each service is broken down by in one year
OF_CHANGE = ("improved", "deteriorated", "no_reliable_change", "reliably_recovered")
COUNTS = (
    *("eligible", "first_score", "paired", "at_caseness", "recovered"),
    *(f"{name}_{number}" for number in range(MOST_VARIANTS) for name in OF_CHANGE),
)
SUMS = tuple(f"{power}_{what}" for power in ("sum", "squares") for what in ("first", "last", "change", "unpaired"))
NUMBERS = (*COUNTS, *SUMS)


def add_up(rows: Table, source: Source, definitions: Sequence[tuple[Definition, Definition]]) -> pd.DataFrame:
    """One row a view, period_kind, period, DEFINED, dimension and member, with NUMBERS; views without anybody: absent.

    `rows`: one a course, measure and definition: n, person, unit, month (of closing), `of_measure` and `definition`
    (numbers, the latter the place in `definitions`), `alone` (the person's only course of that measure and
    definition), NUMBERS, first_band, last_band and the columns of DIMENSIONS. The first definition is broken down;
    quarters hold totals of it alone.
    """
    periods = source.calendar.periods()
    periods = periods[periods.period_kind.isin(KINDS)]
    named = periods[["period_kind", "period"]].drop_duplicates().reset_index(drop=True).reset_index(names="of_period")
    # Numbers in the place of names: most of the time would go into comparing texts.
    months = ibis.memtable(periods.merge(named)[["month", "of_period"]])
    quarters = named.loc[named.period_kind == QUARTER, "of_period"].tolist()
    members = ibis.memtable(source.views.members)
    create, cell = source.connection.create_table, ["of_measure", "definition"]
    # Most people have one course that counts: it counts in every view, so theirs add up from the smallest units.
    singles = create("outcome_singles", rows.filter(rows.alone).drop("n", "person", "alone"), temp=True, overwrite=True)
    by_month = create("outcome_months", _by_dimension(singles, ["unit", "month", *cell], source), temp=True)
    keys = ["of_period", *cell, "dimension", "member"]
    per_unit = _summed(_wanted(by_month.join(months, "month"), quarters), ["unit", *keys])
    per_unit = per_unit.join(members, "unit").drop("unit")
    several = rows.filter(~rows.alone)
    spread = several.select("n", "person", "unit", "month", *cell).join(months, "month").join(members, "unit")
    latest = spread.group_by(["view", "of_period", *cell, "person"]).agg(n=spread.n.max())
    several = latest.join(several.drop("person", "alone", "unit", "month"), ["n", *cell]).drop("n", "person")
    several = create("outcome_several", several, temp=True, overwrite=True)
    per_view = _wanted(_by_dimension(several, ["view", "of_period", *cell], source), quarters)
    ordered = ["view", *keys, *NUMBERS]
    both = _planned(ibis.union(per_unit.select(ordered), per_view.select(ordered)), named, source)
    found = _summed(both, ["view", *keys]).to_pandas().merge(named, on="of_period")
    found["pairing"] = found.definition.map(dict(enumerate(rule.key for rule, _ in definitions)))
    found["courses"] = found.definition.map(dict(enumerate(which.key for _, which in definitions)))
    return found.drop(columns=["of_period", "definition"])


def _by_dimension(table: Table, keys: list[str], source: Source) -> Table:
    mine, brought = table.filter(table.definition == 0), source.dimensions()
    members = {name: mine[column] for name, column in DIMENSIONS.items() if name in brought}
    members[FIRST_BAND.name] = mine.first_band
    members[FIRST_AND_LAST_BAND] = mine.first_band.concat(PAIR, mine.last_band)
    parts = [_summed(table, keys).mutate(dimension=ibis.literal(TOTAL.name), member=ibis.literal(EVERYONE))]
    for name, member in members.items():
        one = mine.mutate(member=member)
        one = _summed(one.filter(one.member.notnull()), [*keys, "member"]).mutate(dimension=ibis.literal(name))
        parts.append(one.select(parts[0].columns))
    return ibis.union(*parts)


def _wanted(table: Table, quarters: list[int]) -> Table:
    total = (table.definition == 0) & (table.dimension == TOTAL.name)
    return table.filter(total | table.of_period.notin(quarters))


def _planned(table: Table, named: pd.DataFrame, source: Source) -> Table:
    # In one year, services are broken down by deprivation alone: the rest would only be thrown away later.
    names = source.views.names
    together = names.loc[names.service == ALL_SERVICES, "view"].tolist()
    years = named.loc[named.period_kind == YEAR, "of_period"].tolist()
    kept = table.dimension.isin([TOTAL.name, *EACH_YEAR])
    return table.filter(kept | table["view"].isin(together) | table.of_period.notin(years))


def _summed(table: Table, keys: list[str]) -> Table:
    numbers = {name: table[name].sum().cast("int64") for name in COUNTS} | {name: table[name].sum() for name in SUMS}
    return table.group_by(keys).agg(**numbers)
