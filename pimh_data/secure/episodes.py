"""One row a referral, ready to be counted: who the person is, what happened, how long it took. Counts nothing."""

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table, Value

from pimh_data.registry import ethnicity
from pimh_data.registry.cubes import LONGEST_WEEKS, NOT_RECORDED, WAIT_BANDS, WITHIN_WEEKS
from pimh_data.registry.deprivation import GROUP_MEMBER, NOT_KNOWN
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.engine import handed_over, kept
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.person_keys import persons
from pimh_data.secure.placing import extract_date_of
from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.relations import OF
from pimh_data.secure.statements import flag, handed, made, month_of, total
from pimh_data.secure.summing import COUNTED, DAY
from pimh_data.secure.uncounted import with_contacts

# A referral stepped up or down goes on elsewhere; every other end before completion, once seen, is an early one.
NOT_EARLY = ("completed", "stepped up", "stepped down")
IN_PERSON = ("face to face", "video")
# Once for all that is counted of contacts: they are the longest of all extracts.
CONTACT_MONTHS = f"""
    select e.n, c.month, c.attended, c.missed, c.in_person
    from (
        select c.referral, {month_of("c.date")} as month, {total(flag("c.status = 'attended'"), "attended")},
            {total(flag("c.status = 'missed'"), "missed")},
            {total(flag("c.status = 'attended' and p.mode is not null"), "in_person")}
        from contacts_accepted as c
        left join in_person as p on p.mode = c.mode
        where c.status in ('attended', 'missed')
        group by c.referral, {month_of("c.date")}) as c
    join episodes as e on e.referral = c.referral"""
AS_RECORDED = ("source", "parent_role", "stage", "age_band", "need_group", "hub")


def episodes(checks: Checks, views: Views, connection: Backend, key: Key) -> Table:
    """One row an accepted referral: `referral`, its row in the extract; `n`, its rank by date received; `person`, a
    number; `single`, whether it is the only one of its person; place, system, service, `unit`, month. And the person's
    `key`, made from the site's secret.

    Then the members it is counted under, the steps of the pathway and of the wait as 0 or 1 (see `_wait`), `weeks` (of
    the wait, or of what it is so far: a band of WAIT_BANDS), `imd_version` and `plus_groups`. First contact and
    contacts come from the contacts extract where it holds any of the referral (`in_contacts`, a number), otherwise from
    the referral's own columns.
    """
    places = checks.extracts["places"].accepted.select("place", "system")
    referrals = checks.extracts["referrals"].accepted
    table = _counted_from_contacts(checks).join(places, "place")
    table = table.join(persons(referrals, key, connection), ["id_domain", "person_id"])
    table = table.join(_numbered(referrals, connection), ROW)
    units = handed_over(connection, "units", pa.Table.from_pandas(views.units, preserve_index=False))
    table = table.join(units, ["place", "service"])
    table = table.mutate(month=table.received.strftime("%Y-%m"))
    table = table.mutate(**_members(table), **_steps(table), **_wait(table, checks))
    table = table.drop("person_id", "id_domain", "lsoa").rename({OF: ROW})
    return kept(connection, "episodes", table)


def _numbered(referrals: Table, connection: Backend) -> Table:
    """`row` and `n` of each referral: its rank by date received. Ranked apart from all else that is known of it."""
    order = ibis.window(order_by=[referrals.received, referrals.referral_id])
    return kept(connection, "ranks", referrals.select(ROW, n=ibis.row_number().over(order).cast("int64")))


def contact_months(checks: Checks, connection: Backend) -> None:
    """Make `contact_months`, one row a referral and month with contacts attended or missed: n, month (see `month_of`),
    how many of each, and how many were attended `in_person`, face to face or by video. Not where contacts were not
    brought.

    And `attended_months`, one row a referral and month with an attended contact: n, month. Of a referral that the
    contacts extract does not hold: the month of its first contact.
    """
    own = f"""
        select n, {month_of("first_contact")} as month from episodes
        where in_contacts is null and first_contact is not null"""
    if "contacts" not in checks.extracts:
        made(connection, "attended_months", own)
        return
    handed(connection, "in_person", pa.table({"mode": IN_PERSON}))
    made(connection, "contact_months", CONTACT_MONTHS)
    made(connection, "attended_months", f"select n, month from contact_months where attended > 0 union all {own}")


def _counted_from_contacts(checks: Checks) -> Table:
    held = _with_contacts(checks)
    own = held.in_contacts.isnull()
    counted = {"first_contact": "first_attended", "contacts_attended": "attended", "contacts_missed": "missed"}
    return held.mutate(**{name: own.ifelse(held[name], held[of]) for name, of in counted.items()}).drop(
        *counted.values()
    )


def _with_contacts(checks: Checks) -> Table:
    counted = dict.fromkeys(COUNTED, "int64") | {DAY: "date"}
    schema = {**checks.extracts["referrals"].accepted.schema(), **counted}
    return checks.connection.sql(with_contacts(checks), schema=schema, dialect="duckdb")


def _members(table: Table) -> dict[str, Value]:
    decile = table.imd_decile
    members = {
        "decile": ibis.literal("Decile ").concat(decile.cast("string")).fill_null(NOT_KNOWN),
        "core20": ibis.cases(*((decile == number, name) for number, name in GROUP_MEMBER.items()), else_=NOT_KNOWN),
        "ethnic_group": _mapped(table.ethnicity, ethnicity.CODE_GROUP),
        "ethnic_split": _mapped(table.ethnicity, ethnicity.CODE_SPLIT),
        "ethnic_code": _mapped(table.ethnicity, ethnicity.CODE_NAME),
    }
    return members | {name: table[name].fill_null(NOT_RECORDED) for name in AS_RECORDED}


def _mapped(code: StringValue, names: dict[str, str]) -> StringValue:
    return ibis.cases(*((code == key, name) for key, name in names.items()), else_=NOT_RECORDED)


def _steps(table: Table) -> dict[str, Value]:
    seen = table.first_contact.notnull()
    closed = table.closed.notnull()
    steps = {
        decision: table.decision == decision
        for decision in ("accepted", "signposted", "declined", "withdrawn", "waiting")
    }
    steps |= {
        "referred": ibis.literal(True),
        "seen": seen,
        "three_or_more_contacts": (table.contacts_attended >= 3).fill_null(False),
        "completed": closed & (table.closure_reason == "completed").fill_null(False),
        "closed_early": closed & seen & table.closure_reason.notin(NOT_EARLY).fill_null(False),
    }
    return {name: step.cast("int64") for name, step in steps.items()}


def _wait(table: Table, checks: Checks) -> dict[str, Value]:
    """Accepted and as old as the longest of WITHIN_WEEKS (followed), or not yet; seen, or left unseen, in that time."""
    # Whoever waits is followed to the last day that their source covers.
    extract_date = extract_date_of(checks.extracts["referrals"].raw, table["row"], checks.settings.extract_date)
    seen = table.first_contact.notnull()
    # A referral turned away without a closing date left on the day it came: no later day is known.
    turned_away = table.decision.isin(["signposted", "declined", "withdrawn"])
    left = ~seen & (table.closed.notnull() | turned_away)
    end = ibis.cases(
        (seen, table.first_contact),
        (table.closed.notnull(), table.closed),
        (turned_away, table.received),
        else_=extract_date,
    )
    days = end.delta(table.received, unit="day")
    weeks = ibis.cases(*((days <= upper, name) for name, _, upper in WAIT_BANDS[:-1]), else_=WAIT_BANDS[-1][0])
    accepted, old = table.decision == "accepted", extract_date.delta(table.received, unit="day") >= 7 * LONGEST_WEEKS
    steps = {"followed": accepted & old, "too_recent": accepted & ~old, "still_waiting": ~seen & ~left}
    for within in WITHIN_WEEKS:
        for what, ended in (("seen", seen), ("left", left)):
            steps[f"{what}_within_{within}_weeks"] = accepted & old & ended & (days <= 7 * within)
    return {"weeks": weeks} | {name: step.cast("int64") for name, step in steps.items()}
