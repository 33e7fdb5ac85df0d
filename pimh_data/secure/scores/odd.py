"""Scores that are allowed and yet probably wrong throughout: a whole service at caseness, odd items. Sentences."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import Table

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.relations import OF
from pimh_data.secure.scores.odd_items import brought, odd_items
from pimh_data.secure.scores.totals import ITEM, POINTS

FEWEST = 20  # scores of a service: that so many agree is hardly chance
AT_CASENESS = 0.95  # of the scores of a service


def odd_scores(checks: Checks) -> Iterator[str]:
    """A note for each service and measure of which nearly all scores are at caseness, or whose items are probably not
    brought as they are to be. Items count whether refused or not.
    """
    if not {"scores", "referrals"} <= set(checks.extracts):
        return
    referrals = checks.extracts["referrals"].accepted
    services = referrals.select("service", **{OF: referrals[ROW]})
    cases = _cases(checks).join(services, OF)
    counts = cases.group_by(["service", "measure"]).agg(scores=cases.count(), cases=cases.cases.sum())
    for of in counts.order_by(["service", "measure"]).to_pyarrow().to_pylist():
        if of["scores"] >= FEWEST and of["cases"] >= AT_CASENESS * of["scores"]:
            measure = MEASURES[of["measure"]]
            yield (
                f"Note: {of['cases']:,} of {of['scores']:,} {measure.key} scores of {of['service']} are at caseness "
                f"({measure.caseness:g} or more). {brought(measure)}"
            )
    yield from odd_items(_items(checks).join(referrals.select("referral_id", "service"), "referral_id"))


def _cases(checks: Checks) -> Table:
    """OF, measure, and cases (1 or 0), of accepted scores of measures with caseness."""
    rows = checks.extracts["scores"].accepted
    with_caseness = [one for one in MEASURES.values() if one.caseness is not None]
    reached = reduce(or_, ((rows.measure == one.key) & (rows[POINTS] >= one.caseness) for one in with_caseness))
    rows = rows.filter(rows.measure.isin([one.key for one in with_caseness]) & rows[POINTS].notnull())
    return rows.select(OF, "measure", cases=reached.cast("int64"))


def _items(checks: Checks) -> Table:
    """referral_id, measure, total and the items as texts, of the scores accepted and refused that are of a measure."""
    checked = checks.extracts["scores"]
    names = [name for name in checked.accepted.columns if name.startswith(ITEM)]
    accepted = checked.accepted.select("referral_id", "measure", *names, total=checked.accepted.score)
    refused = checked.refused.select("referral_id", "measure", *names, total=checked.refused["score as number"])
    rows = ibis.union(accepted, refused)
    return rows.filter(rows.measure.isin([key for key, one in MEASURES.items() if one.items > 1]))
