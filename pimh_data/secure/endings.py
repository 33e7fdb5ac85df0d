"""Services whose closed referrals mostly name no reason: what that takes away, in words for reports and readers."""

from collections.abc import Iterator

from pimh_data.secure.checking import Checks
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
    referrals = checks.extracts["referrals"].accepted
    closed = referrals.filter(referrals.closed.notnull())
    counted = closed.group_by("service").agg(closed=closed.count(), without=closed.closure_reason.isnull().sum())
    for line in counted.order_by("service").to_pyarrow().to_pylist():
        if line["without"] >= FEWEST_ROWS and line["without"] > MANY * line["closed"]:
            yield line["service"], line["without"], line["closed"]
