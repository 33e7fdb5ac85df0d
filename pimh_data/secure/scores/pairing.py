"""The first and the last score of each course by each pairing rule. Which two scores; nothing on what changed."""

from collections.abc import Sequence

import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.measures import MEASURES
from pimh_data.registry.pairing import ADULT, CHILDRENS, Definition
from pimh_data.secure.statements import handed, made

GOAL = "GBO goal "
OF_GOAL = "{0} like '" + GOAL + "%'"
DAYS_A_MONTH = 30.4375
# The least age in months that a child can have at the day of referral; a child not yet born, nine months later.
LEAST_AGE = {"antenatal": -9, "0-6 months": 0, "7-12 months": 7, "13-24 months": 13, "2-5 years": 24}

SCORED = f"""
    select distinct n, day, occasion, points, contact_1, contact_2, measure
    from (
        select c.n, s.assessed as day, case when s.assessed is null then s.occasion end as occasion, s.points,
            c.contact_1, c.contact_2,
            case when s.measure = 'GBO' then 'GBO ' || s.scale else s.measure end as measure,
            oldest.months as oldest,
            coalesce(
                cast(s.child_age_months as double),
                date_diff('day', c.received, s.assessed) / {DAYS_A_MONTH} + stages.least) as age
        from scores_accepted as s
        join courses as c on c.referral = s.referral
        left join oldest on oldest.measure = s.measure
        left join stages on stages.stage = c.stage) as aged
    where oldest is null or age <= oldest"""
# The last score lies on a later day than the first. Dated scores go first, so that every rule means the same ones of a
# course that has any.
BY_RULE = """
    select n, measure, rule,
        case when first_day is not null then earliest else called_first end as "first",
        case when latest_day > first_day then latest
            when first_day is null and called_first is not null then called_last end as "last"
    from (
        select s.n, s.measure, r.rule,
            arg_min(s.points, s.day) filter (where {from_first}) as earliest,
            min(s.day) filter (where {from_first}) as first_day,
            arg_max(s.points, s.day) filter (where {from_last}) as latest,
            max(s.day) filter (where {from_last}) as latest_day,
            min(s.points) filter (where r.undated and s.occasion = 'first') as called_first,
            max(s.points) filter (where r.undated and s.occasion = 'last') as called_last
        from scored as s cross join rules as r
        group by s.n, s.measure, r.rule) as of_course
    where first_day is not null or called_first is not null""".format(
    from_first="not r.between_contacts or s.day >= s.contact_1",
    from_last="not r.between_contacts or s.day >= s.contact_2",
)
# GBO itself is the mean over goals: over those rated both times, or over the first ratings where none was.
GOALS = f"""
    select n, 'GBO' as measure, rule,
        coalesce(avg("first") filter (where "last" is not null), avg("first")) as "first", avg("last") as "last"
    from by_rule
    where {OF_GOAL.format("measure")}
    group by n, rule"""


def make_scored(connection: Backend) -> None:
    """Make `scored`, one row a score that can be paired: n, measure, day, occasion, points, contact_1, contact_2.

    Each goal is a measure of its own. `occasion`: first or last, of a score without a day; else null. PIIOS past the
    age it is for is left out: by the child's age where it was brought, otherwise where the stage at referral leaves no
    younger age possible; with neither it cannot be told, and is left out too. From the accepted scores and `courses`.
    """
    ages = {key: measure.oldest_child_months for key, measure in MEASURES.items() if measure.oldest_child_months}
    handed(connection, "oldest", pa.table({"measure": list(ages), "months": list(ages.values())}))
    handed(connection, "stages", pa.table({"stage": list(LEAST_AGE), "least": list(LEAST_AGE.values())}))
    made(connection, "scored", SCORED)


def make_pairs(rules: Sequence[Definition], connection: Backend) -> None:
    """Make `pairs`, one row a course, measure and rule with a first score: n, measure, rule (its place), first, last.

    `last` is null when unpaired. Where a course has no score with a day, the adult rule takes those called first and
    last as such; the other rules leave them out.
    """
    columns = {
        "rule": range(len(rules)),
        "between_contacts": [rule == CHILDRENS for rule in rules],
        "undated": [rule == ADULT for rule in rules],
    }
    handed(connection, "rules", pa.table(columns))
    made(connection, "by_rule", BY_RULE)
    made(connection, "pairs", f"select * from by_rule union all {GOALS}")
