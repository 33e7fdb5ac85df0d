"""Closed courses and the measures they could have two scores on: who is eligible by each definition. No counts."""

from collections.abc import Sequence

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import BooleanValue, Table

from pimh_data.registry.measures import MEASURES
from pimh_data.registry.pairing import CQUIN, FINISHED, Definition
from pimh_data.secure.checking import Checks
from pimh_data.secure.scores.pairing import GOAL, LEAST_AGE

IN_PERSON = ("face to face", "video")
OPEN_OVER_DAYS = 14  # the CQUIN counts referrals that were open longer
FOR_BABIES = tuple(stage for stage, least in LEAST_AGE.items() if least < 7)


def course_facts(checks: Checks, episodes: Table, connection: Backend) -> Table:
    """One row a referral: n, referral_id, unit, received, closed, stage, and its attended contacts.

    contact_1, contact_2: days of the first two; attended, in_person: how many, and how many face to face or by video.
    Of a referral that the contacts extract does not hold contact_2 and in_person are null, the others its own columns.
    """
    rows = episodes.select(
        *("n", "referral_id", "unit", "received", "closed", "stage", "in_contacts"),
        contact_1=episodes.first_contact,
        attended=episodes.contacts_attended,
    )
    if "contacts" not in checks.extracts:
        facts = rows.mutate(contact_2=ibis.null("date"), in_person=ibis.null("int64"))
        return connection.create_table("courses", facts, temp=True)
    contacts = checks.extracts["contacts"].accepted
    attended = contacts.filter(contacts.status == "attended")
    attended = attended.mutate(
        turn=ibis.row_number().over(ibis.window(group_by=attended.referral_id, order_by=attended.date))
    )
    summary = attended.group_by("referral_id").agg(
        contact_2=attended.date.min(where=attended.turn == 1),
        in_person=attended.count(where=attended.mode.isin(IN_PERSON)),
    )
    facts = rows.left_join(summary, "referral_id").drop("referral_id_right")
    return connection.create_table("courses", facts, temp=True)


def eligible(courses: Table, scores: Table, connection: Backend) -> tuple[Table, Table]:
    """(n, measure) of every closed and attended course that could have two scores; and unit, measure, since: first use.

    A course is eligible for a measure that its service used before the course closed; for one of several goals, when
    that goal was set; for PIIOS, when the child was young enough at referral.
    """
    used = scores.join(courses.select("n", "unit", "received"), "n")
    # A score without a day was taken at some day of its course: the measure was in use by then.
    used = used.mutate(day=ibis.coalesce(used.day, used.received))
    whole = ibis.cases((used.measure.startswith(GOAL), "GBO"), else_=used.measure)
    by_unit = used.select("unit", "day", measure=whole).union(used.select("unit", "day", "measure"))
    uses = by_unit.group_by(["unit", "measure"]).agg(since=by_unit.day.min())
    uses = connection.create_table("measures_in_use", uses, temp=True)
    closed = courses.filter(courses.closed.notnull() & (courses.attended >= 1).fill_null(False))
    could = closed.join(uses, "unit")
    could = could.filter(could.closed >= could.since)
    own_age = [key for key, measure in MEASURES.items() if measure.oldest_child_months]
    could = could.filter(could.measure.notin(own_age) | could.stage.isin(FOR_BABIES))
    goals = could.measure.startswith(GOAL)
    every = could.filter(~goals).select("n", "measure")
    of_goals = could.filter(goals).semi_join(scores, ["n", "measure"]).select("n", "measure")
    return connection.create_table("eligible", ibis.union(every, of_goals), temp=True), uses


def by_definition(
    eligible_courses: Table, courses: Table, found: Table, definitions: Sequence[tuple[Definition, Definition]]
) -> Table:
    """n, measure, definition, first, last: every eligible course under each definition, scored or not.

    `definition`: its place among the definitions.
    """
    could = eligible_courses.join(
        courses.select("n", "received", "closed", "attended", "in_contacts", "in_person"), "n"
    )
    parts = []
    for number, (rule, which) in enumerate(definitions):
        mine = could.filter(_counts(could, rule, which)).select("n", "measure")
        scores = found.filter(found.pairing == rule.key).select("n", "measure", "first", "last")
        joined = mine.left_join(scores, ["n", "measure"]).drop("n_right", "measure_right")
        parts.append(joined.mutate(definition=ibis.literal(number, "int64")))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _counts(could: Table, rule: Definition, which: Definition) -> BooleanValue:
    counts = could.attended >= (2 if which == FINISHED else 1)
    if rule.needs_contacts:
        # Without its contacts no score of a course can be told to lie between them: it is no course by such a rule.
        counts = counts & could.in_contacts.notnull()
    if rule == CQUIN:
        open_days = could.closed.delta(could.received, unit="day")
        counts = counts & (could.in_person >= 2) & (open_days > OPEN_OVER_DAYS)
    return counts
