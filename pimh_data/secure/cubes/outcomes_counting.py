"""Adds up outcomes for every view: one course a person, measure and definition, their latest in the view. Sums only."""

from collections.abc import Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from pimh_data.registry.cubes import (
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
OF_CHANGE = ("improved", "deteriorated", "no_reliable_change", "reliably_recovered")
COUNTS = (
    *("eligible", "first_score", "paired", "at_caseness", "recovered"),
    *(f"{name}_{number}" for number in range(MOST_VARIANTS) for name in OF_CHANGE),
)
SUMS = tuple(f"{power}_{what}" for power in ("sum", "squares") for what in ("first", "last", "change", "unpaired"))
NUMBERS = (*COUNTS, *SUMS)


def add_up(rows: Table, source: Source, definitions: Sequence[tuple[Definition, Definition]]) -> pd.DataFrame:
    """One row a view, period_kind, period, DEFINED, dimension and member, with NUMBERS; views without anybody: absent.

    `rows`: one a course, measure and definition: n, person, single, unit, month (of closing), `of_measure` and
    `definition` (numbers, the latter the place in `definitions`), NUMBERS, first_band, last_band and the columns of
    DIMENSIONS. The first definition is broken down; quarters hold totals of it alone.
    """
    periods = source.calendar.periods()
    periods = periods[periods.period_kind.isin(KINDS)]
    named = periods[["period_kind", "period"]].drop_duplicates().reset_index(drop=True).reset_index(names="of_period")
    # Numbers in the place of names: most of the time would go into comparing texts.
    months = ibis.memtable(periods.merge(named)[["month", "of_period"]])
    quarters = named.loc[named.period_kind == QUARTER, "of_period"].tolist()
    spread = rows.join(months, "month").drop("month")
    default = spread.definition == 0
    spread = spread.filter(default | spread.of_period.notin(quarters))
    members = ibis.memtable(source.views.members)
    keys = ["of_period", "of_measure", "definition"]
    several = spread.filter(~spread.single).join(members, "unit")
    latest = several.group_by(["view", *keys, "person"]).agg(n=several.n.max())
    described = rows.drop("person", "single", "unit", "month")
    several = latest.join(described, ["n", "of_measure", "definition"]).drop("n", "person")
    singles = spread.filter(spread.single).drop("n", "person", "single")
    create = source.connection.create_table
    singles = create("outcome_singles", singles, temp=True, overwrite=True)
    several = create("outcome_several", several, temp=True, overwrite=True)
    own = ["dimension", "member"]
    per_unit = _by_dimension(singles, "unit", quarters, source).join(members, "unit").drop("unit")
    ordered = ["view", *keys, *own, *NUMBERS]
    per_view = _by_dimension(several, "view", quarters, source)
    both = ibis.union(per_unit.select(ordered), per_view.select(ordered))
    found = _summed(both, ordered[: -len(NUMBERS)]).to_pandas().merge(named, on="of_period")
    found["pairing"] = found.definition.map(dict(enumerate(rule.key for rule, _ in definitions)))
    found["courses"] = found.definition.map(dict(enumerate(which.key for _, which in definitions)))
    return found.drop(columns=["of_period", "definition"])


def _by_dimension(table: Table, place: str, quarters: list[int], source: Source) -> Table:
    keys = [place, "of_period", "of_measure", "definition"]
    mine = table.filter((table.definition == 0) & table.of_period.notin(quarters))
    brought = source.dimensions()
    members = {name: mine[column] for name, column in DIMENSIONS.items() if name in brought}
    members[FIRST_BAND.name] = mine.first_band
    members[FIRST_AND_LAST_BAND] = mine.first_band.concat(PAIR, mine.last_band)
    parts = [_summed(table, keys).mutate(dimension=ibis.literal(TOTAL.name), member=ibis.literal(EVERYONE))]
    for name, member in members.items():
        one = mine.mutate(member=member)
        one = _summed(one.filter(one.member.notnull()), [*keys, "member"]).mutate(dimension=ibis.literal(name))
        parts.append(one.select(parts[0].columns))
    return ibis.union(*parts)


def _summed(table: Table, keys: list[str]) -> Table:
    numbers = {name: table[name].sum().cast("int64") for name in COUNTS} | {name: table[name].sum() for name in SUMS}
    return table.group_by(keys).agg(**numbers)
