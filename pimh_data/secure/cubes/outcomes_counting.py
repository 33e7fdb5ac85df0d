"""Adds up outcomes for every view: one course a person, measure and definition, their latest in the view. Sums only."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import EVERYONE, PAIR
from pimh_data.registry.pairing import Definition
from pimh_data.registry.views import ANY
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.counting import KEY, summed
from pimh_data.secure.cubes.outcomes_plan import DIMENSIONS, KINDS, PLAN
from pimh_data.secure.cubes.periods import Periods, periods_of
from pimh_data.secure.scores.change import CHANGED, MOST_VARIANTS, VALUES
from pimh_data.secure.statements import fetched, grouped, handed, listed, made, total

DEFINED = ["measure", "pairing", "courses"]
OF_CHANGE = ("improved", "deteriorated", "no_reliable_change", "reliably_recovered")
COUNTS = (
    *("eligible", "first_score", "paired", "at_caseness", "recovered"),
    *(f"{name}_{number}" for number in range(MOST_VARIANTS) for name in OF_CHANGE),
)
SCORES = {f"sum_{name}": value for name, value in VALUES.items()}
SCORES |= {f"squares_{name}": f"({value}) * ({value})" for name, value in VALUES.items()}
SUMS = tuple(SCORES)
NUMBERS = (*COUNTS, *SUMS)
KEY_SUMS = tuple(f"{name}{KEY}" for name in COUNTS)

OF_PERSON = "p.unit, p.core20, p.ethnic_split, p.parent_role, p.key"
CHANGE = ("n", "month", "definition", "of_measure", "first_band", "last_band", '"first"', '"last"', *COUNTS)
CHANGE_OF = listed(*(f"c.{name}" for name in CHANGE))[2:]
ROWS = f"""
    select {CHANGE_OF}, p.person, {OF_PERSON},
        count(*) over (partition by p.person, c.of_measure, c.definition) = 1 as alone
    from ({CHANGED}) as c
    join people as p on p.n = c.n
    where not p.single"""
# Those whose one course counts in every view, person by person: of people with one referral, without a further look.
ALONE = f"""
    select {listed(*CHANGE)[2:]}, {OF_PERSON.replace("p.", "")} from outcome_rows where alone
    union all
    select {CHANGE_OF}, {OF_PERSON} from ({CHANGED}) as c join people as p on p.n = c.n where p.single"""
# Of people with one referral those eligible that have no first score: all less those that have one.
UNSCORED = """
    select e.unit, e.month, m.of_measure, d.definition, e.core20, e.ethnic_split, e.parent_role,
        m.unscored as first_band, cast(null as smallint) as last_band, e.people, e.keys
    from eligible_alone as e
    join measures as m on m.measure = e.measure
    join definitions as d on e.finished + 1 >= d.least_attended
        and (not d.needs_contacts or e.held = 1) and (not d.cquin or e.cquin = 1)
    union all
    select p.unit, d.month, m.of_measure, d.definition, p.core20, p.ethnic_split, p.parent_role,
        m.unscored, cast(null as smallint), -count(*), -sum(p.key)
    from defined as d
    join measures as m on m.measure = d.measure
    join people as p on p.n = d.n
    where p.single
    group by p.unit, d.month, m.of_measure, d.definition, p.core20, p.ethnic_split, p.parent_role, m.unscored"""
# Of all others, in each period the latest course in each unit; with one unit in it, that counts in every view.
UNITS = """
    select u.period, u.single, r.*
    from (
        select r.unit, q.period, r.of_measure, r.definition, r.person, max(r.n) as n,
            count(*) over (partition by r.person, r.of_measure, r.definition, q.period) = 1 as single
        from outcome_rows as r
        join outcome_months as q on q.month = r.month
        where not r.alone
        group by r.unit, q.period, r.of_measure, r.definition, r.person) as u
    join outcome_rows as r on r.n = u.n and r.of_measure = u.of_measure and r.definition = u.definition"""
SEVERAL = """
    select l.view, r.*
    from (
        select m.view, r.period, r.of_measure, r.definition, max(r.n) as n
        from outcome_units as r
        join members as m on m.unit = r.unit
        where not r.single
        group by m.view, r.period, r.of_measure, r.definition, r.person) as l
    join outcome_units as r
        on r.n = l.n and r.period = l.period and r.of_measure = l.of_measure and r.definition = l.definition"""
COLUMNS = tuple(dict.fromkeys(column for columns in DIMENSIONS.values() for column in columns))
CODES, AGAIN = listed(*COLUMNS), listed(*(f"s.{name}" for name in COLUMNS))
# Of other definitions than the first, nobody is broken down.
SUMMED = f"""
    select {{keys}}, of_measure, definition, {grouped(COLUMNS)} as grouped{CODES}{{sums}}
    from {{rows}} and definition = 0
    group by grouping sets ({{sets}})
    union all
    select {{keys}}, of_measure, definition, {2 ** len(COLUMNS) - 1} as grouped
        {listed(*("null as " + name for name in COLUMNS))}{{sums}}
    from {{rows}} and definition > 0
    group by {{keys}}, of_measure, definition"""
# Most people have one course that counts: it counts in every view and period, so theirs add up from a month of the
# smallest units.
ADDED = f"""
    with per_month as ({{per_month}}), per_view as ({{per_view}}), per_unit as (
        select s.unit, q.period, s.of_measure, s.definition, s.grouped{AGAIN}{{sums}}
        from per_month as s
        join outcome_months as q on q.month = s.month
        join outcome_periods as o on o.period = q.period
        join (select distinct grouped, kind from outcome_plan) as w on w.grouped = s.grouped and w.kind = o.kind
        group by s.unit, q.period, s.of_measure, s.definition, s.grouped{AGAIN}
        union all
        {{in_units}}), spread as (
        select m.view, m.kind as service_kind, u.period, u.of_measure, u.definition, u.grouped{CODES}{{numbers}}
        from per_unit as u
        join members as m on m.unit = u.unit
        union all
        select v.view, v.kind, u.period, u.of_measure, u.definition, u.grouped{CODES}{{numbers}}
        from per_view as u
        join views as v on v.view = u.view)
    select s.view, s.period, s.of_measure, s.definition, s.grouped{AGAIN}{{sums}}
    from spread as s
    join outcome_periods as o on o.period = s.period
    join outcome_plan as w on w.grouped = s.grouped and w.kind = o.kind and w.service_kind = s.service_kind
    group by s.view, s.period, s.of_measure, s.definition, s.grouped{AGAIN}"""


def add_up(people: Coded, definitions: Sequence[tuple[Definition, Definition]], bands: Sequence[str]) -> pd.DataFrame:
    """One row a view, period_kind, period, of_measure, pairing, courses, dimension and member, with NUMBERS.

    Views without anybody are absent. Of the courses `defined` by each definition, of which the first is broken down.
    `bands`: their names by code. KEY_SUMS are with the numbers.
    """
    connection = people.source.connection
    made(connection, "outcome_rows", ROWS)
    made(connection, "outcome_unscored", UNSCORED)
    kinds = {kind: periods_of(people.source.calendar, kind) for kind in KINDS}
    named = _hand_periods(people, kinds)
    sets = {name: _grouped(columns) for name, columns in DIMENSIONS.items()}
    _hand_plan(people, sets)
    found = fetched(connection, _statement(people)).to_pandas()
    for name in KEY_SUMS:
        found[name] = summed(name, found[name].to_numpy("int64"))
    codes = {name: found.pop(name).fillna(-1).to_numpy("int64") for name in COLUMNS}
    grouped, parts = found.pop("grouped").to_numpy(), []
    for dimension, columns in DIMENSIONS.items():
        mine = (grouped == sets[dimension]) & np.all([codes[name] >= 0 for name in columns] or [True], axis=0)
        names = [np.array(bands if name.endswith("_band") else people.names[name], dtype=object) for name in columns]
        texts = [own[codes[name][mine]] for own, name in zip(names, columns, strict=True)]
        member = texts[0] if texts else np.full(mine.sum(), EVERYONE, dtype=object)
        member = member + PAIR + texts[1] if len(texts) > 1 else member
        parts.append(found[mine].assign(dimension=dimension, member=member))
    whole = pd.concat(parts, ignore_index=True)
    whole["pairing"] = whole.definition.map(dict(enumerate(rule.key for rule, _ in definitions)))
    whole["courses"] = whole.definition.map(dict(enumerate(which.key for _, which in definitions)))
    return whole.merge(named, left_on="period", right_index=True, suffixes=("_number", "")).drop(
        columns=["period_number", "definition"]
    )


def _statement(people: Coded) -> str:
    absent = {name for name in DIMENSIONS if " x " not in name} - people.source.dimensions()
    asked = [columns for name, columns in DIMENSIONS.items() if name not in absent]
    counts = [total(name, name) for name in COUNTS]
    scores = (f"coalesce(sum({value}), 0.0) as {name}" for name, value in SCORES.items())
    first = listed(*counts, *scores, *(total(f"{name.removesuffix(KEY)} * key", name) for name in KEY_SUMS))
    parts = {}
    people_of = {"eligible": "people", f"eligible{KEY}": "keys"}
    without = listed(
        *(total(people_of.get(name, "0"), name) for name in COUNTS),
        *(f"0.0 as {name}" for name in SCORES),
        *(total(people_of.get(name, "0"), name) for name in KEY_SUMS),
    )
    for name, by, rows, sums in (
        ("per_month", ("unit", "month"), f"({ALONE}) as alone where true", first),
        ("unscored", ("unit", "month"), "outcome_unscored where true", without),
        ("in_units", ("unit", "period"), "outcome_units where single", first),
        ("per_view", ("view", "period"), "outcome_several where true", first),
    ):
        sets = ", ".join(f"({listed(*by, 'of_measure', 'definition', *columns)[2:]})" for columns in asked)
        parts[name] = SUMMED.format(keys=", ".join(by), sums=sums, rows=rows, sets=sets)
    parts["per_month"] += f" union all {parts.pop('unscored')}"
    made(people.source.connection, "outcome_units", UNITS)
    made(people.source.connection, "outcome_several", SEVERAL)
    again = listed(*counts, *(f"sum({name}) as {name}" for name in SUMS), *(total(name, name) for name in KEY_SUMS))
    return ADDED.format(**parts, numbers=listed(*NUMBERS, *KEY_SUMS), sums=again)


def _grouped(columns: Sequence[str]) -> int:
    return sum((name not in columns) << place for place, name in enumerate(reversed(COLUMNS)))


def _hand_periods(people: Coded, kinds: dict[str, Periods]) -> pd.DataFrame:
    """Hand `outcome_months` (month, period) and `outcome_periods` (period, kind) over; gives the periods by number."""
    start, months, named = 0, [], []
    for kind, (name, own) in enumerate(kinds.items()):
        months.append(own.months.set_column(1, "period", pa.array(own.months["period"].to_numpy() + start)))
        named += [(name, period, kind) for period in own.names]
        start += len(own.names)
    connection = people.source.connection
    handed(connection, "outcome_months", pa.concat_tables(months))
    table = pd.DataFrame(named, columns=["period_kind", "period", "kind"])
    handed(
        connection, "outcome_periods", pa.table({"period": np.arange(len(table)), "kind": table.kind.to_numpy("int64")})
    )
    return table[["period_kind", "period"]]


def _hand_plan(people: Coded, sets: dict[str, int]) -> None:
    rows = [
        (sets[name], KINDS.index(kind), ANY.index(service))
        for kind in KINDS
        for name, services in PLAN[kind].items()
        for service in services
    ]
    columns = dict(zip(("grouped", "kind", "service_kind"), zip(*rows, strict=True), strict=True))
    handed(people.source.connection, "outcome_plan", pa.table(columns))
