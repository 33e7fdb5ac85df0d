"""What each referral has of accepted contacts, added up once for all that ask. Judges nothing, counts no people."""

from ibis.expr.types import Table

from pimh_data.secure.relations import OF

COUNTED = ("in_contacts", "first_attended", "attended", "missed")


def summed_up(contacts: Table) -> Table:
    """One row a referral with contacts: its `row` (OF), how many `in_contacts`, attended and missed; the day of the
    first attended.
    """
    attended = contacts.status == "attended"
    return contacts.group_by(OF).agg(
        in_contacts=contacts.count(),
        first_attended=contacts.date.min(where=attended),
        attended=attended.sum(),
        missed=(contacts.status == "missed").sum(),
    )
