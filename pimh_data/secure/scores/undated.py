"""What becomes of scores that name no day but are called first or last, in words for reports and readers. Rounded."""

from pimh_data.registry.pairing import ADULT, released
from pimh_data.secure.about import about
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked


def undated(checks: Checks) -> tuple[str, ...]:
    """How many scores have no day, and which pairing rules leave them out; nothing where every score has one."""
    scores = checks.extracts.get("scores")
    if scores is None:
        return ()
    query = f"select count(*) from {table_name(scores.accepted)} where assessed is null"
    ((count,),) = asked(checks.connection, query)
    if not count:
        return ()
    rules = dict.fromkeys(rule.key for rule, _ in released("contacts" in checks.extracts) if rule != ADULT)
    without = f"; {' and '.join(f'the {key}' for key in rules)} need days and leave them out" if rules else ""
    said = f"{about(count, 'scores')} have no day and are marked first or last"
    return (f"{said}: the {ADULT.key} takes them as such{without}.",)
