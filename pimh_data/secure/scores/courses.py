"""Closed courses and the measures they could have two scores on: who is eligible by each definition. No counts."""

from collections.abc import Sequence

import pyarrow as pa
from ibis.backends.duckdb import Backend

from pimh_data.registry.pairing import CQUIN, FINISHED, Definition
from pimh_data.secure.checking import Checks
from pimh_data.secure.scores.pairing import OF_GOAL
from pimh_data.secure.statements import flag, handed, made, month_of, total

IN_PERSON = ("face to face", "video")
OPEN_OVER_DAYS = 14  # the CQUIN counts referrals that were open longer
BABY_MONTHS = 7  # whoever may have been younger at referral may have been a baby all along

COURSES = """
    select e.n, e.referral, e.single, e.unit, e.received, e.closed, e.stage, e.in_contacts,
        e.first_contact as contact_1, e.contacts_attended as attended,
        {contact_2} as contact_2, {in_person} as in_person
    from episodes as e {joined}"""
HELD = f"""
    select referral, min(case when turn = 2 then date end) as contact_2,
        cast(sum({flag("in_person.mode is not null")}) as bigint) as in_person
    from (
        select referral, date, mode, row_number() over (partition by referral order by date) as turn
        from contacts_accepted
        where status = 'attended') as attended
    left join in_person on in_person.mode = attended.mode
    group by referral"""
# A score without a day was taken at some day of its course: the measure was in use by then.
IN_USE = f"""
    select unit, measure, min(day) as since
    from (
        select c.unit, coalesce(s.day, c.received) as day, s.measure from scored as s join courses as c on c.n = s.n
        union all
        select c.unit, coalesce(s.day, c.received) as day, 'GBO' as measure
        from scored as s join courses as c on c.n = s.n
        where {OF_GOAL.format("s.measure")}) as used
    group by unit, measure"""
COULD_HAVE = f"""
    from courses as c
    {{people}}
    join measures_in_use as u on u.unit = c.unit and c.closed >= u.since
    left join oldest on oldest.measure = u.measure
    left join stages on stages.stage = c.stage
    left join (select distinct n, measure from scored where {OF_GOAL.format("measure")}) as goal
        on goal.n = c.n and goal.measure = u.measure
    where {{whose}} and c.attended >= 1
        and (oldest.measure is null or stages.least < {BABY_MONTHS})
        and (goal.measure is not null or not ({OF_GOAL.format("u.measure")}))"""
ELIGIBLE = f"""
    select c.n, u.measure {COULD_HAVE.format(people="", whose="not c.single")}"""
# Whether the contacts extract holds a course, and whether it is one by the CQUIN.
HELD_THERE = "c.in_contacts is not null"
OF_CQUIN = f"c.in_person >= 2 and date_diff('day', c.received, c.closed) > {OPEN_OVER_DAYS}"
# Most people have one course: theirs are added up here, and those with a score looked at one by one.
ELIGIBLE_ALONE = f"""
    select c.unit, {month_of("c.closed")} as month, u.measure, {flag("c.attended >= 2")} as finished,
        {flag(HELD_THERE)} as held, {flag(OF_CQUIN)} as cquin, p.core20, p.ethnic_split, p.parent_role,
        count(*) as people, {total("p.key", "keys")}
    {COULD_HAVE.format(people="join people as p on p.n = c.n", whose="c.single")}
    group by c.unit, {month_of("c.closed")}, u.measure, {flag("c.attended >= 2")}, {flag(HELD_THERE)}, {flag(OF_CQUIN)},
        p.core20, p.ethnic_split, p.parent_role"""
# Without its contacts no score of a course can be told to lie between them: it is no course by such a rule.
DEFINED = f"""
    select e.n, e.measure, d.definition, {month_of("c.closed")} as month, p."first", p."last"
    from eligible as e
    join courses as c on c.n = e.n
    join definitions as d on c.attended >= d.least_attended
    left join pairs as p on p.n = e.n and p.measure = e.measure and p.rule = d.rule
    where (not d.needs_contacts or {HELD_THERE}) and (not d.cquin or ({OF_CQUIN}))
    union all
    select p.n, p.measure, d.definition, {month_of("c.closed")}, p."first", p."last"
    from pairs as p
    join courses as c on c.n = p.n
    join measures_in_use as u on u.unit = c.unit and u.measure = p.measure and c.closed >= u.since
    join definitions as d on d.rule = p.rule and c.attended >= d.least_attended
    left join oldest on oldest.measure = p.measure
    left join stages on stages.stage = c.stage
    where c.single and c.attended >= 1 and (oldest.measure is null or stages.least < {BABY_MONTHS})
        and (not d.needs_contacts or {HELD_THERE}) and (not d.cquin or ({OF_CQUIN}))"""


def make_courses(checks: Checks, connection: Backend) -> None:
    """Make `courses`, one row a referral: n, referral, unit, received, closed, stage, and its attended contacts.

    contact_1, contact_2: days of the first two; attended, in_person: how many, and how many face to face or by video.
    Of a referral that the contacts extract does not hold contact_2 and in_person are null, the others its own columns.
    """
    handed(connection, "in_person", pa.table({"mode": IN_PERSON}))
    if "contacts" in checks.extracts:
        joined = f"left join ({HELD}) as c on c.referral = e.referral"
        query = COURSES.format(contact_2="c.contact_2", in_person="c.in_person", joined=joined)
    else:
        query = COURSES.format(contact_2="cast(null as date)", in_person="cast(null as bigint)", joined="")
    made(connection, "courses", query)


def make_eligible(connection: Backend) -> None:
    """Make `measures_in_use` (unit, measure, since: first use) and `eligible` (n, measure).

    Eligible is every closed and attended course that could have two scores: a course is for a measure that its service
    used before the course closed; for one of several goals, when that goal was set; for PIIOS, when the child was young
    enough at referral. From `scored` and `courses`. Those of people with one referral are not in it: they are added up
    in `eligible_alone` by unit, month of closing, measure, what definitions ask, and groups: people, and sums of keys.
    """
    made(connection, "measures_in_use", IN_USE)
    made(connection, "eligible", ELIGIBLE)
    made(connection, "eligible_alone", ELIGIBLE_ALONE)


def make_defined(
    definitions: Sequence[tuple[Definition, Definition]], rules: Sequence[Definition], connection: Backend
) -> None:
    """Make `defined`, every eligible course under each definition, scored or not; of people with one referral only
    those with a first score.

    n, measure, definition (its place), month of closing, first, last. `rules`: the pairing rules of `pairs`, in order.
    """
    columns = {
        "definition": range(len(definitions)),
        "rule": [rules.index(rule) for rule, _ in definitions],
        "least_attended": [2 if which == FINISHED else 1 for _, which in definitions],
        "needs_contacts": [rule.needs_contacts for rule, _ in definitions],
        "cquin": [rule == CQUIN for rule, _ in definitions],
    }
    handed(connection, "definitions", pa.table(columns))
    made(connection, "defined", DEFINED)
