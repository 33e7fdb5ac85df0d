"""Scores that are allowed and yet probably wrong throughout: a whole service at caseness, odd items. Sentences."""

from collections.abc import Iterator

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import Rows, both, either, table_name
from pimh_data.secure.engine import asked
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import OF
from pimh_data.secure.scores.odd_items import brought, odd_items
from pimh_data.secure.scores.totals import ITEM, of_measure
from pimh_data.secure.statements import quoted

FEWEST = 20  # scores of a service: that so many agree is hardly chance
AT_CASENESS = 0.95  # of the scores of a service


def odd_scores(checks: Checks) -> Iterator[str]:
    """A note for each service and measure of which nearly all scores are at caseness, or whose items are probably not
    brought as they are to be. Items count whether refused or not.
    """
    if not {"scores", "referrals"} <= set(checks.extracts):
        return
    for service, key, scores, cases in asked(checks.connection, _cases(checks)):
        if scores >= FEWEST and cases >= AT_CASENESS * scores:
            measure = MEASURES[key]
            yield (
                f"Note: {cases:,} of {scores:,} {measure.key} scores of {service} are at caseness "
                f"({measure.caseness:g} or more). {brought(measure)}"
            )
    yield from odd_items(_items(checks), checks.connection)


def _cases(checks: Checks) -> str:
    """Service, measure, how many accepted scores of measures with caseness, and how many are at it, as a query."""
    scores, referrals = (table_name(checks.extracts[name].accepted) for name in ("scores", "referrals"))
    with_caseness = [one for one in MEASURES.values() if one.caseness is not None]
    reached = either(both(of_measure(one.key), f"points >= {one.caseness}") for one in with_caseness)
    return f"""
        select service, measure, count(*), count(*) filter (where {reached})
        from {scores} as held join (select {quoted(ROW)} as {quoted(OF)}, service from {referrals}) using ({quoted(OF)})
        where {of_measure(*(one.key for one in with_caseness))} and points is not null
        group by service, measure order by service, measure"""


def _items(checks: Checks) -> Rows:
    """Service, measure, total and the items as texts, of the scores accepted and refused that are of a measure."""
    checked, referrals = checks.extracts["scores"], table_name(checks.extracts["referrals"].accepted)
    names = tuple(name for name in checked.accepted.columns if name.startswith(ITEM))
    held = ", ".join(("referral_id", "measure", *map(quoted, names)))
    several = of_measure(*(key for key, one in MEASURES.items() if one.items > 1))
    text = f"""(
        select * from (
            select {held}, score as total from {table_name(checked.accepted)} union all
            select {held}, {quoted("score as number")} from {table_name(checked.refused)})
        join (select referral_id, service from {referrals}) using (referral_id)
        where {several})"""
    return Rows(text, ("service", "measure", "total", *names))
