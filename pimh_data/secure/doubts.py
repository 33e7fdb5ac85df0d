"""Rows that are kept and yet contradict themselves or each other, in SQL. Judges rows; counts none.

Real systems hold such rows honestly (a person assessed and then declined), so that none is refused: each is counted and
said. What no honest record holds is refused by `rules` and `relations`.
"""

import re
from collections.abc import Iterator, Sequence

from ibis.expr.types import Table

from pimh_data.geography.codes import is_known
from pimh_data.geography.districts import CODE
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import ALWAYS, both, case, day_of, fits, is_in, table_name
from pimh_data.secure.covered import first_covered
from pimh_data.secure.engine import asked, size
from pimh_data.secure.ids import as_written_alike
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.lsoas import no_lsoas
from pimh_data.secure.relations import LATE, LONG_AFTER, OF_REFERRALS
from pimh_data.secure.rules import Rule
from pimh_data.secure.same_day import but_for_a_blank, of_one_day
from pimh_data.secure.spelled_alike import spelled_alike
from pimh_data.secure.statements import quoted
from pimh_data.secure.uncounted import NOT_IN_CONTACTS, UNCOUNTED, with_contacts

TURNED_AWAY = ("declined", "signposted", "withdrawn")
MANY_REFERRALS, OF_ALL = 20, 0.01  # no person is referred so often: a word for nobody in particular
KEPT_DIGITS, SOME = 15, 5  # a spreadsheet keeps so many of a number, and writes 0 for the rest
ALIKE = "differs from another only in case, spaces, leading zeros or a final .0: counted as another one"
# Rows as a statement reads them `from`, and what holds for some of them.
Doubts = tuple[str, Sequence[Rule]]


def doubts(name: str, checks: Checks) -> Iterator[Doubts]:
    """The doubts about the accepted rows of an extract: rows with `row`, each with the rules that hold for some."""
    checked = checks.extracts[name]
    rows = checked.accepted
    if name == "places":
        yield table_name(rows), [*_of_districts(rows)]
    if name == "referrals":
        against = _of_contacts() if "contacts" in checks.extracts else ()
        own = [*against, *_of_steps(checked.raw.table.column_names), *_of_days(checks)]
        yield f"({with_contacts(checks)})", own
        for column, within in (("referral_id", ()), ("person_id", ("id_domain",)), ("family_id", ())):
            if column in checked.raw.table.column_names:
                yield from _of_ids(rows, column, within)
        yield from _of_people(rows, checked.count.accepted)
        if "lsoa" in checked.raw.table.column_names:
            yield table_name(rows), [Rule("lsoa", f"'lsoa' {reason}", broken) for reason, broken in no_lsoas("lsoa")]
    if name == "contacts":
        yield from of_one_day(rows, checked.alike, checked.count.accepted)
    yield from spelled_alike(name, rows)
    yield from but_for_a_blank(rows, checked.contract)
    if name in ("contacts", "scores"):
        yield _after_closing(rows, OF_REFERRALS[name])
    if name in ("feedback", "system_work"):
        started = f"""(
            select held.{quoted(ROW)}, held.date, services.started
            from {table_name(rows)} as held join {table_name(checks.extracts["services"].accepted)} as services
            on services.place = held.place and services.service = held.service)"""
        yield started, [Rule("date", "'date' is before the service started", "date < started")]
    # A team has posts alike; a whole file of which every second row is a copy was exported twice.
    if checked.alike is not None and (name != "posts" or 2 * size(checked.alike) >= checked.count.accepted):
        yield table_name(checked.alike), [Rule("", "says the same as an earlier row, and is counted too", ALWAYS)]


def _of_districts(places: Table) -> Iterator[Rule]:
    query = f"select {quoted(ROW)}, lad_codes from {table_name(places)} order by 1"
    for row, text in asked(places.get_backend(), query):
        codes = [part for part in re.split(r"[\s,;]+", str(text)) if CODE.fullmatch(part) and not is_known(part)]
        if codes:
            words = f"'lad_codes' names {', '.join(codes)}, which is or was no district or county of England"
            yield Rule("lad_codes", words, f"{quoted(ROW)} = {row}")


def _of_contacts() -> Iterator[Rule]:
    """What the referral says of its contacts against the contacts extract, which counts."""
    brought, other_day = "in_contacts is not null", "first_contact is distinct from first_attended"
    words = "is not as in the contacts extract, which counts"
    yield Rule("first_contact", f"'first_contact' {words}", both(brought, "first_contact is not null", other_day))
    for own, counted in (("contacts_attended", "attended"), ("contacts_missed", "missed")):
        yield Rule(own, f"'{own}' {words}", both(brought, f"{own} <> {counted}"))
    yield Rule("first_contact", UNCOUNTED, NOT_IN_CONTACTS)


def _of_steps(brought: Sequence[str]) -> Iterator[Rule]:
    """The steps of one referral against each other."""
    own = "in_contacts is null"
    seen = f"{case([(own, 'first_contact')], 'first_attended')} is not null"
    words = "turned away (declined, signposted or withdrawn) and seen: counts as both"
    yield Rule("first_contact", words, both(is_in("decision", TURNED_AWAY), seen))
    words = "waiting (no decision yet) and seen: counts as both"
    yield Rule("first_contact", words, both("decision = 'waiting'", seen))
    words = "'closure_reason' is given and 'closed' is not: counts as open"
    yield Rule("closed", words, both("closure_reason is not null", "closed is null"))
    words = "'closure_reason' is completed, and nobody was seen"
    yield Rule("closure_reason", words, both("closure_reason = 'completed'", f"not {seen}"))
    if {"first_contact", "contacts_attended"} <= set(brought):
        words = "'contacts_attended' is above 0 and 'first_contact' blank: counts as not seen"
        yield Rule("first_contact", words, both(own, "contacts_attended > 0", "first_contact is null"))
        words = "'first_contact' is given and 'contacts_attended' is 0: counts as seen"
        yield Rule("contacts_attended", words, both(own, "contacts_attended = 0", "first_contact is not null"))


def _of_days(checks: Checks) -> Iterator[Rule]:
    first = first_covered(checks)
    if first is not None:
        words = f"'received' is years before all others, and counts in no period: the first is {first:%B %Y}"
        yield Rule("received", words, f"received < {day_of(first.start_time.date())}")


def _of_ids(rows: Table, column: str, within: Sequence[str]) -> Iterator[Doubts]:
    named_by = ", ".join((*within, column))
    alike = ", ".join((*within, "alike"))
    several = f"""(
        with ids as (
            select *, {as_written_alike(column)} as alike
            from (select distinct {named_by} from {table_name(rows)} where {column} is not null)),
        kinds as (select {alike} from ids group by {alike} having count(*) > 1)
        select * from {table_name(rows)} semi join (select * from ids semi join kinds using ({alike})) as several
        using ({named_by}))"""
    yield several, [Rule(column, f"'{column}' {ALIKE}", ALWAYS)]
    long, nought = fits(column, rf"^\d{{{KEPT_DIGITS + 1},}}$"), f"suffix({column}, '0')"
    words = f"'{column}' is a number of over {KEPT_DIGITS} digits that ends in 0, as all such do: a spreadsheet keeps "
    words += f"{KEPT_DIGITS}, so different ids may have become one"
    counts = (
        f"select count(*) filter (where {long}), count(*) filter (where {both(long, nought)}) from {table_name(rows)}"
    )
    ((many, noughts),) = asked(rows.get_backend(), counts)
    if many >= SOME and many == noughts:
        yield table_name(rows), [Rule(column, words, both(long, nought))]


def _of_people(rows: Table, accepted: int) -> Iterator[Doubts]:
    most = max(MANY_REFERRALS, OF_ALL * accepted)

    def among(people: str) -> str:
        keys = "id_domain, person_id"
        people = f"(select {keys} from {table_name(rows)} group by {keys} having {people}) as people"
        return f"(select * from {table_name(rows)} semi join {people} using ({keys}))"

    words = "'person_id' stands in very many rows: is it a word for nobody in particular?"
    yield among(f"count(*) > {most}"), [Rule("person_id", words, ALWAYS)]
    words = "another row of the same 'person_id' has another 'parent_role': is it the id of a family?"
    yield among("count(distinct parent_role) > 1"), [Rule("person_id", words, ALWAYS)]


def _after_closing(rows: Table, day: str) -> Doubts:
    words = f"'{day}' is over {LONG_AFTER.days} days after the referral was closed"
    return table_name(rows), [Rule(day, words, quoted(LATE))]
