"""What was quarantined in other extracts because of a quarantined row: a Place, a service, a referral. Counts only."""

from collections import defaultdict
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.faults import BROKEN
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import ORPHAN, PLACE_OUT, SERVICE_OUT

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
        of = _refused_for(other, reason)
        if of is None:
            continue
        counted = of.group_by(list(names)).agg(rows=of.count()) if names else of.agg(rows=of.count())
        for line in counted.to_pyarrow().to_pylist():
            if line["rows"]:
                counts[tuple(line[name] for name in names)][extract] = line["rows"]
    if not names:
        return tuple(Effect(None, "", rows) for rows in counts.values())
    causes = checked.refused.select(ROW, *names).order_by(ROW).to_pyarrow().to_pylist()
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


def _refused_for(checked: Checked, reason: str) -> Table | None:
    """The refused rows of an extract that break the rule of that reason."""
    numbers = [number for number, rule in enumerate(checked.faults.rules) if rule.reason == reason]
    if not numbers or checked.faults.table is None:
        return None
    refused = checked.refused
    return refused.filter(refused[BROKEN].contains(ibis.literal(numbers[0], "int16")))
