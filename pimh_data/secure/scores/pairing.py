"""The first and the last score of each course by each pairing rule. Which two scores; nothing on what changed."""

from collections.abc import Sequence
from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, Table

from pimh_data.registry.measures import MEASURES
from pimh_data.registry.pairing import ADULT, CHILDRENS, Definition
from pimh_data.secure.scores.totals import POINTS, with_points

GOAL = "GBO goal "
DAYS_A_MONTH = 30.4375
# The least age in months that a child can have at the day of referral; a child not yet born, nine months later.
LEAST_AGE = {"antenatal": -9, "0-6 months": 0, "7-12 months": 7, "13-24 months": 13, "2-5 years": 24}


def scored(accepted: Table, courses: Table) -> Table:
    """One row a score that can be paired: n, measure (each goal its own), day, occasion, points, contact_1, contact_2.

    `accepted`: the scores extract; `courses`: n, referral_id, received, stage, contact_1, contact_2. `occasion`: first
    or last, of a score without a day; else null. PIIOS past the age it is for is left out: by the child's age where it
    was brought, otherwise where the stage at referral leaves no younger age possible; with neither it cannot be told,
    and is left out too.
    """
    rows = with_points(accepted.mutate(**{"score as number": accepted.score}))
    occasion = rows.assessed.isnull().ifelse(rows.occasion, None)
    rows = rows.select(
        "referral_id",
        "measure",
        "scale",
        "child_age_months",
        day=rows.assessed,
        occasion=occasion,
        points=rows[POINTS],
    )
    rows = rows.join(courses, "referral_id")
    rows = rows.filter(~_too_old(rows))
    goal = ibis.literal("GBO ").concat(rows["scale"])
    measure = ibis.cases((rows.measure == "GBO", goal), else_=rows.measure)
    return rows.select("n", "day", "occasion", "points", "contact_1", "contact_2", measure=measure).distinct()


def _too_old(rows: Table) -> BooleanValue:
    oldest = {key: measure.oldest_child_months for key, measure in MEASURES.items() if measure.oldest_child_months}
    since = rows.day.delta(rows.received, unit="day") / DAYS_A_MONTH
    by_stage = ibis.cases(*((rows.stage == stage, since + least) for stage, least in LEAST_AGE.items()))
    age = ibis.coalesce(rows.child_age_months.cast("float64"), by_stage)
    old = [(rows.measure == key) & (age.isnull() | (age > months)) for key, months in oldest.items()]
    return reduce(lambda one, other: one | other, old).fill_null(False)


def pairs(scores: Table, rules: Sequence[Definition]) -> Table:
    """n, measure, pairing, first, last: one row a course, measure and rule with a first score; last null when unpaired.

    The last score lies on a later day than the first. Where a course has no score with a day, the adult rule takes
    those called first and last as such; the other rules leave them out. GBO itself is the mean over goals: over those
    rated both times, or over the first ratings where none was.
    """
    found = ibis.union(*(_by_rule(scores, rule) for rule in rules)) if len(rules) > 1 else _by_rule(scores, rules[0])
    goals = found.filter(found.measure.startswith(GOAL))
    both = goals.last.notnull()
    means = goals.group_by(["n", "pairing"]).agg(
        paired_first=goals.first.mean(where=both), only_first=goals.first.mean(), last=goals.last.mean(where=both)
    )
    mean = means.select(
        "n",
        measure=ibis.literal("GBO"),
        pairing=means.pairing,
        first=ibis.coalesce(means.paired_first, means.only_first),
        last=means.last,
    )
    return ibis.union(found, mean.select(found.columns))


def _by_rule(scores: Table, rule: Definition) -> Table:
    anywhere = ibis.literal(True)
    from_first, from_last = anywhere, anywhere
    if rule == CHILDRENS:
        from_first = (scores.day >= scores.contact_1).fill_null(False)
        from_last = (scores.day >= scores.contact_2).fill_null(False)
    undated = ibis.literal(rule == ADULT)
    grouped = scores.group_by(["n", "measure"]).agg(
        earliest=scores.points.argmin(scores.day, where=from_first),
        first_day=scores.day.min(where=from_first),
        latest=scores.points.argmax(scores.day, where=from_last),
        latest_day=scores.day.max(where=from_last),
        called_first=scores.points.min(where=undated & (scores.occasion == "first").fill_null(False)),
        called_last=scores.points.max(where=undated & (scores.occasion == "last").fill_null(False)),
    )
    # Dated scores go first, so that every rule means the same ones of a course that has any.
    dated = grouped.first_day.notnull()
    last = ibis.cases(
        (grouped.latest_day > grouped.first_day, grouped.latest),
        (dated | grouped.called_first.isnull(), None),
        else_=grouped.called_last,
    )
    first = dated.ifelse(grouped.earliest, grouped.called_first)
    return grouped.filter(first.notnull()).select(
        "n", "measure", pairing=ibis.literal(rule.key), first=first, last=last
    )
