"""What was quarantined in other extracts because of a quarantined row: a Place, a service, a referral. Counts only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked, asked_as_table
from pimh_data.secure.faults import BROKEN
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import ORPHAN, PLACE_OUT, SERVICE_OUT
from pimh_data.secure.statements import quoted

CAUSES = {"places": (PLACE_OUT, ("place",)), "services": (SERVICE_OUT, ("place", "service")), "referrals": (ORPHAN, ())}


@dataclass(frozen=True)
class Effect:
    """`row` and `name` of the cause (None and '': all rows together); `rows`: extract -> rows quarantined for it."""

    row: int | None
    name: str
    rows: dict[str, int]


def effects_of(checked: Checked, checks: Checks) -> tuple[Effect, ...]:
    """What follows from the quarantined rows of an extract; nothing where none of them is named elsewhere."""
    if checked.contract.name not in CAUSES or checked.faults.table is None:
        return ()
    reason, names = CAUSES[checked.contract.name]
    counts: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for extract, other in checks.extracts.items():
        for *key, rows in _refused_for(other, reason, names):
            if rows:
                counts[tuple(key)][extract] = rows
    if not names:
        return tuple(Effect(None, "", rows) for rows in counts.values())
    query = f"select {', '.join(map(quoted, (ROW, *names)))} from {table_name(checked.refused)} order by 1"
    causes = asked_as_table(checks.connection, query).to_pylist()
    # A service named with another Place than its own follows from the service all the same.
    at = {tuple(line[name] for name in names): line[ROW] for line in causes}
    by_name = {line[names[-1]]: line[ROW] for line in reversed(causes)}
    found: dict[int, Effect] = {}
    for key, rows in counts.items():
        row = at.get(key, by_name.get(key[-1]))
        if row is not None:
            held = found.setdefault(row, Effect(row, key[-1] or "", {}))
            for extract, number in rows.items():
                held.rows[extract] = held.rows.get(extract, 0) + number
    return tuple(found[row] for row in sorted(found))


def _refused_for(checked: Checked, reason: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """How many refused rows of an extract break the rule of that reason, after what they are named by."""
    numbers = [number for number, rule in enumerate(checked.faults.rules) if rule.reason == reason]
    if not numbers or checked.faults.table is None:
        return []
    named_by = ", ".join(map(quoted, names))
    query = f"""
        select {f"{named_by}, " if names else ""}count(*) from {table_name(checked.refused)}
        where list_contains({quoted(BROKEN)}, {numbers[0]}) {f"group by {named_by}" if names else ""}"""
    return asked(checked.refused.get_backend(), query)
