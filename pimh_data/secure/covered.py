"""The months that a release covers, held against a day typed wrongly: one referral of 2002 must not add 18 years."""

import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.cubes.calendar import Calendar, calendar, first_month
from pimh_data.secure.engine import asked_as_table


def first_covered(checks: Checks) -> pd.Period | None:
    """The first month shown; None where no referral was accepted."""
    referrals = table_name(checks.extracts["referrals"].accepted)
    query = f"select date_trunc('month', received) as month, count(*) as n from {referrals} group by 1 order by 1"
    months = asked_as_table(checks.connection, query).to_pandas()
    return first_month(pd.Series(months.n.to_numpy(), pd.PeriodIndex(pd.to_datetime(months.month), freq="M")))


def covered(checks: Checks) -> Calendar:
    """The months of a release. Raises PublishError where there is none."""
    first = first_covered(checks)
    if first is None:
        quarantined = checks.extracts["referrals"].count.quarantined
        what = "Mend the quarantined rows first" if quarantined else "Bring the rows of the referrals extract"
        raise PublishError(f"no referral was accepted: there is nothing to publish. {what}")
    found = calendar(first, checks.settings.extract_date)
    if not found.months.size:
        raise PublishError("the extracts cover no whole month: there is nothing to publish yet")
    return found
