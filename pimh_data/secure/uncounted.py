"""Referrals of which the contacts extract holds nothing, though contacts were brought: their own columns stand."""

import ibis
from ibis.expr.types import BooleanValue, Table

from pimh_data.secure.about import about
from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import OF
from pimh_data.secure.summing import COUNTED

UNCOUNTED = "no contact of the referral is in the contacts extract: its own 'first_contact' and counts stand"


def with_contacts(checks: Checks) -> Table:
    """Accepted referrals with what the contacts extract holds of each: `in_contacts` how many, null for none.

    Then `first_attended` (a day), `attended` and `missed`.
    """
    referrals = checks.extracts["referrals"].accepted
    if "contacts" not in checks.extracts:
        nothing = {name: ibis.null("int64") for name in ("in_contacts", "attended", "missed")}
        return referrals.mutate(first_attended=ibis.null("date"), **nothing)
    summed = checks.extracts["contacts"].summed.select(OF, *COUNTED)
    return referrals.left_join(summed, referrals[ROW] == summed[OF]).drop(OF)


def not_in_contacts(held: Table) -> BooleanValue:
    """Which referrals, as `with_contacts` gives them, say themselves what the contacts extract does not."""
    says = [(held[name] > 0).fill_null(False) for name in ("contacts_attended", "contacts_missed")]
    return held.in_contacts.isnull() & (held.first_contact.notnull() | says[0] | says[1])


def without_contacts_losses(checks: Checks) -> tuple[str, ...]:
    """What is lost of referrals that the contacts extract does not hold, in words that every reader may see."""
    if "contacts" not in checks.extracts:
        return ()
    held = with_contacts(checks)
    count = held.filter(not_in_contacts(held)).count().to_pyarrow().as_py()
    if not count:
        return ()
    return (
        f"{about(count, 'referrals')} say that the person was seen and are in no record of contacts: they count as "
        "seen on the day of their own first contact, and in no later month, in no count of contacts and not towards "
        "the national access measure.",
    )
