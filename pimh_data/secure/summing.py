"""What each referral has of accepted contacts, added up once for all that ask. Judges nothing, counts no people."""

from ibis.expr.types import Table

from pimh_data.secure.conditions import table_name
from pimh_data.secure.relations import OF
from pimh_data.secure.statements import quoted

DAY = "first_attended"
COUNTED = ("in_contacts", DAY, "attended", "missed")


def summed_up(contacts: Table) -> str:
    """One row a referral with contacts: its `row` (OF), how many `in_contacts`, attended and missed; the day of the
    first attended. As a query.
    """
    return f"""
        select {quoted(OF)}, count(*) as in_contacts, min(date) filter (where status = 'attended') as first_attended,
            count(*) filter (where status = 'attended') as attended,
            count(*) filter (where status = 'missed') as missed
        from {table_name(contacts)} group by {quoted(OF)}"""
