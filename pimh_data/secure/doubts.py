"""Rows that are kept and yet contradict themselves or each other, as Ibis expressions. Judges rows; counts none.

Real systems hold such rows honestly (a person assessed and then declined), so that none is refused: each is counted and
said. What no honest record holds is refused by `rules` and `relations`.
"""

import re
from collections.abc import Iterator, Sequence

import ibis
from ibis.expr.types import Table

from pimh_data.geography.codes import is_known
from pimh_data.geography.districts import CODE
from pimh_data.secure.checking import Checks
from pimh_data.secure.covered import first_covered
from pimh_data.secure.ids import as_written_alike
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.lsoas import no_lsoas
from pimh_data.secure.relations import LATE, LONG_AFTER, OF_REFERRALS
from pimh_data.secure.rules import Rule
from pimh_data.secure.same_day import but_for_a_blank, of_one_day
from pimh_data.secure.spelled_alike import spelled_alike
from pimh_data.secure.uncounted import UNCOUNTED, not_in_contacts, with_contacts

TURNED_AWAY = ("declined", "signposted", "withdrawn")
MANY_REFERRALS, OF_ALL = 20, 0.01  # no person is referred so often: a word for nobody in particular
KEPT_DIGITS, SOME = 15, 5  # a spreadsheet keeps so many of a number, and writes 0 for the rest
ALIKE = "differs from another only in case, spaces, leading zeros or a final .0: counted as another one"
Doubts = tuple[Table, Sequence[Rule]]


def doubts(name: str, checks: Checks) -> Iterator[Doubts]:
    """The doubts about the accepted rows of an extract: tables with `row`, each with the rules that hold for some."""
    checked = checks.extracts[name]
    rows = checked.accepted
    if name == "places":
        yield rows, [*_of_districts(rows)]
    if name == "referrals":
        held = with_contacts(checks)
        against = _of_contacts(held) if "contacts" in checks.extracts else ()
        yield held, [*against, *_of_steps(held, checked.raw.table.column_names), *_of_days(held, checks)]
        for column, within in (("referral_id", ()), ("person_id", ("id_domain",)), ("family_id", ())):
            if column in checked.raw.table.column_names:
                yield from _of_ids(rows, column, within)
        yield from _of_people(rows)
        if "lsoa" in checked.raw.table.column_names:
            yield rows, [Rule("lsoa", f"'lsoa' {reason}", broken) for reason, broken in no_lsoas(rows.lsoa)]
    if name == "contacts":
        yield from of_one_day(rows, checked.alike, checked.count.accepted)
    yield from spelled_alike(name, rows)
    yield from but_for_a_blank(rows, checked.contract)
    if name in ("contacts", "scores"):
        yield _after_closing(rows, OF_REFERRALS[name])
    if name in ("feedback", "system_work"):
        services = checks.extracts["services"].accepted.select("place", "service", "started")
        held = rows.join(services, ["place", "service"])
        yield held, [Rule("date", "'date' is before the service started", held.date < held.started)]
    # A team has posts alike; a whole file of which every second row is a copy was exported twice.
    if checked.alike is not None and (name != "posts" or 2 * _size(checked.alike) >= checked.count.accepted):
        yield checked.alike, [Rule("", "says the same as an earlier row, and is counted too", ibis.literal(True))]


def _of_districts(places: Table) -> Iterator[Rule]:
    for row, text in places.select(ROW, "lad_codes").to_pandas().itertuples(index=False):
        codes = [part for part in re.split(r"[\s,;]+", str(text)) if CODE.fullmatch(part) and not is_known(part)]
        if codes:
            words = f"'lad_codes' names {', '.join(codes)}, which is or was no district or county of England"
            yield Rule("lad_codes", words, places[ROW] == row)


def _of_contacts(held: Table) -> Iterator[Rule]:
    """What the referral says of its contacts against the contacts extract, which counts."""
    brought = held.in_contacts.notnull()
    other_day = ~held.first_contact.identical_to(held.first_attended)
    words = "is not as in the contacts extract, which counts"
    yield Rule("first_contact", f"'first_contact' {words}", brought & held.first_contact.notnull() & other_day)
    for own, counted in (("contacts_attended", "attended"), ("contacts_missed", "missed")):
        yield Rule(own, f"'{own}' {words}", brought & (held[own] != held[counted]))
    yield Rule("first_contact", UNCOUNTED, not_in_contacts(held))


def _of_steps(held: Table, brought: Sequence[str]) -> Iterator[Rule]:
    """The steps of one referral against each other."""
    own = held.in_contacts.isnull()
    seen = own.ifelse(held.first_contact, held.first_attended).notnull()
    closed, reason = held.closed.notnull(), held.closure_reason.notnull()
    words = "turned away (declined, signposted or withdrawn) and seen: counts as both"
    yield Rule("first_contact", words, held.decision.isin(TURNED_AWAY) & seen)
    words = "waiting (no decision yet) and seen: counts as both"
    yield Rule("first_contact", words, (held.decision == "waiting") & seen)
    yield Rule("closed", "'closure_reason' is given and 'closed' is not: counts as open", reason & ~closed)
    words = "'closure_reason' is completed, and nobody was seen"
    yield Rule("closure_reason", words, (held.closure_reason == "completed") & ~seen)
    if {"first_contact", "contacts_attended"} <= set(brought):
        words = "'contacts_attended' is above 0 and 'first_contact' blank: counts as not seen"
        yield Rule("first_contact", words, own & (held.contacts_attended > 0) & held.first_contact.isnull())
        words = "'first_contact' is given and 'contacts_attended' is 0: counts as seen"
        yield Rule("contacts_attended", words, own & (held.contacts_attended == 0) & held.first_contact.notnull())


def _of_days(held: Table, checks: Checks) -> Iterator[Rule]:
    first = first_covered(checks)
    if first is not None:
        words = f"'received' is years before all others, and counts in no period: the first is {first:%B %Y}"
        yield Rule("received", words, held.received < ibis.date(first.start_time.date().isoformat()))


def _of_ids(rows: Table, column: str, within: Sequence[str]) -> Iterator[Doubts]:
    ids = rows.filter(rows[column].notnull()).select(*within, column).distinct()
    ids = ids.mutate(alike=as_written_alike(ids[column]))
    kinds = ids.group_by([*within, "alike"]).agg(kinds=ids.count())
    several = ids.semi_join(kinds.filter(kinds.kinds > 1), [*within, "alike"])
    yield rows.semi_join(several, [*within, column]), [Rule(column, f"'{column}' {ALIKE}", ibis.literal(True))]
    long = rows.filter(rows[column].re_search(rf"^\d{{{KEPT_DIGITS + 1},}}$"))
    nought = long.filter(long[column].endswith("0"))
    words = f"'{column}' is a number of over {KEPT_DIGITS} digits that ends in 0, as all such do: a spreadsheet keeps "
    words += f"{KEPT_DIGITS}, so different ids may have become one"
    many = _size(long)
    if many >= SOME and many == _size(nought):
        yield nought, [Rule(column, words, ibis.literal(True))]


def _of_people(rows: Table) -> Iterator[Doubts]:
    keys = ["id_domain", "person_id"]
    people = rows.group_by(keys).agg(referrals=rows.count(), roles=rows.parent_role.nunique())
    most = max(MANY_REFERRALS, OF_ALL * _size(rows))
    words = "'person_id' stands in very many rows: is it a word for nobody in particular?"
    yield rows.semi_join(people.filter(people.referrals > most), keys), [Rule("person_id", words, ibis.literal(True))]
    words = "another row of the same 'person_id' has another 'parent_role': is it the id of a family?"
    yield rows.semi_join(people.filter(people.roles > 1), keys), [Rule("person_id", words, ibis.literal(True))]


def _after_closing(rows: Table, day: str) -> Doubts:
    return rows, [Rule(day, f"'{day}' is over {LONG_AFTER.days} days after the referral was closed", rows[LATE])]


def _size(rows: Table) -> int:
    return int(rows.count().to_pyarrow().as_py())
