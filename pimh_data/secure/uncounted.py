"""Referrals of which the contacts extract holds nothing, though contacts were brought: their own columns stand."""

from pimh_data.secure.about import about
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import both, either, sure, table_name
from pimh_data.secure.engine import asked
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import OF
from pimh_data.secure.statements import quoted
from pimh_data.secure.summing import COUNTED, DAY

UNCOUNTED = "no contact of the referral is in the contacts extract: its own 'first_contact' and counts stand"


# Which referrals, as `with_contacts` gives them, say themselves what the contacts extract does not.
NOT_IN_CONTACTS = both(
    "in_contacts is null",
    either(("first_contact is not null", sure("contacts_attended > 0"), sure("contacts_missed > 0"))),
)


def with_contacts(checks: Checks) -> str:
    """Accepted referrals with what the contacts extract holds of each: `in_contacts` how many, null for none.

    Then `first_attended` (a day), `attended` and `missed`. As a query.
    """
    referrals = table_name(checks.extracts["referrals"].accepted)
    if "contacts" not in checks.extracts:
        nothing = ", ".join(f"cast(null as {'date' if name == DAY else 'bigint'}) as {name}" for name in COUNTED)
        return f"select *, {nothing} from {referrals}"
    counted, summed = ", ".join(f"summed.{name}" for name in COUNTED), table_name(checks.extracts["contacts"].summed)
    return f"""
        select held.*, {counted}
        from {referrals} as held left join {summed} as summed on summed.{quoted(OF)} = held.{quoted(ROW)}"""


def without_contacts_losses(checks: Checks) -> tuple[str, ...]:
    """What is lost of referrals that the contacts extract does not hold, in words that every reader may see."""
    if "contacts" not in checks.extracts:
        return ()
    query = f"select count(*) from ({with_contacts(checks)}) where {NOT_IN_CONTACTS}"
    ((count,),) = asked(checks.connection, query)
    if not count:
        return ()
    return (
        f"{about(count, 'referrals')} say that the person was seen and are in no record of contacts: they count as "
        "seen on the day of their own first contact, and in no later month, in no count of contacts and not towards "
        "the national access measure.",
    )
