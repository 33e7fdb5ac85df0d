"""Services whose closed referrals mostly name no reason: what that takes away, in words for reports and readers."""

from collections.abc import Iterator

from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked
from pimh_data.secure.printing import FEWEST_ROWS

MANY = 0.1  # of the referrals that a service closed: fewer hardly move a share


def without_reason(checks: Checks) -> tuple[str, ...]:
    """A sentence for the report: the services of which many closed referrals have no reason, with the numbers."""
    listed = "; ".join(f"{service} {without:,} of {closed:,}" for service, without, closed in _services(checks))
    if not listed:
        return ()
    return (
        f"Note: closed without a closure_reason: {listed}. These count neither as completed nor as left early, so both "
        "come out too low: map the column that says why contact ended",
    )


def reasons_lost(checks: Checks) -> tuple[str, ...]:
    """The same for every reader, without numbers."""
    services = [service for service, _, _ in _services(checks)]
    if not services:
        return ()
    return (
        f"Reasons for closing are missing for many or all who left {', '.join(services)}: they count neither as "
        "completed nor as left early, and both shares are too low there.",
    )


def _services(checks: Checks) -> Iterator[tuple[str, int, int]]:
    if "referrals" not in checks.extracts:
        return
    query = f"""
        select service, count(*) filter (where closure_reason is null), count(*)
        from {table_name(checks.extracts["referrals"].accepted)} where closed is not null
        group by service order by service"""
    for service, without, closed in asked(checks.connection, query):
        if without >= FEWEST_ROWS and without > MANY * closed:
            yield service, without, closed
