"""Hands what was accepted to the cluster, where people are counted. Moves rows; checks and counts nothing."""

from dataclasses import replace
from typing import Any

from pimh_data.secure.checking import Checks
from pimh_data.secure.spark.running import taken

# What statements read of; of all other extracts a few numbers a service are worked out where they were checked.
READ_BY_STATEMENTS = ("places", "referrals", "contacts", "scores")


def on_cluster(checks: Checks, connection: Any) -> Checks:
    """The same checks, whose accepted rows of people lie with Spark, by the names that statements know them by."""
    moved = {
        name: replace(
            checked,
            accepted=taken(connection, f"{name}_accepted", checked.accepted.to_pyarrow()),
            summed=None if checked.summed is None else taken(connection, f"{name}_summed", checked.summed.to_pyarrow()),
        )
        for name, checked in checks.extracts.items()
        if name in READ_BY_STATEMENTS
    }
    return replace(checks, connection=connection, extracts=checks.extracts | moved)
