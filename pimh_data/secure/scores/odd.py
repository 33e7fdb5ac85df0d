"""Scores that are allowed and yet probably wrong throughout: items as ticked, items coded from 1. Sentences, counts."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import Table

from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.checking import Checks
from pimh_data.secure.scores.totals import ITEM, POINTS, items_of

FEWEST = 20  # scores of a service: that so many agree is hardly chance
AT_CASENESS = 0.95  # of the scores of a service
APART = 0.5  # of an item's range: items that ask for the same lie nearer

Numbers = Mapping[str, float]


def odd_scores(checks: Checks) -> Iterator[str]:
    """A note for each service and measure of which nearly all scores are at caseness, an item is never the lowest, or
    the items that are printed the other way round lie far from the others. Items count whether refused or not.
    """
    if not {"scores", "referrals"} <= set(checks.extracts):
        return
    services = checks.extracts["referrals"].accepted.select("referral_id", "service")
    for scores, say in ((_cases(checks), _at_caseness), (_items(checks), _odd_items)):
        rows = scores.join(services, "referral_id")
        sums = {}
        for name in rows.columns:
            if name not in ("referral_id", "measure", "service"):
                sums |= {
                    f"n {name}": rows[name].count(),
                    f"sum {name}": rows[name].sum(),
                    f"least {name}": rows[name].min(),
                }
        if sums:
            grouped = rows.group_by(["service", "measure"]).agg(**sums).order_by(["service", "measure"])
            for of in grouped.to_pandas().to_dict("records"):
                yield from say(of["service"], MEASURES[of["measure"]], of)


def _cases(checks: Checks) -> Table:
    """referral_id, measure, and cases (1 or 0), of accepted scores of measures with caseness."""
    rows = checks.extracts["scores"].accepted
    with_caseness = [one for one in MEASURES.values() if one.caseness is not None]
    reached = reduce(or_, ((rows.measure == one.key) & (rows[POINTS] >= one.caseness) for one in with_caseness))
    rows = rows.filter(rows.measure.isin([one.key for one in with_caseness]) & rows[POINTS].notnull())
    return rows.select("referral_id", "measure", cases=reached.cast("int64"))


def _items(checks: Checks) -> Table:
    """referral_id, measure and the items as numbers, of the scores accepted and refused."""
    checked = checks.extracts["scores"]
    names = [name for name in checked.accepted.columns if name.startswith(ITEM)]
    rows = ibis.union(*(part.select("referral_id", "measure", *names) for part in (checked.accepted, checked.refused)))
    rows = rows.filter(rows.measure.isin([key for key, one in MEASURES.items() if one.items > 1]))
    return rows.select("referral_id", "measure", **{str(number): item for number, item in items_of(rows).items()})


def _at_caseness(service: str, measure: Measure, of: Numbers) -> Iterator[str]:
    if of["n cases"] >= FEWEST and of["sum cases"] >= AT_CASENESS * of["n cases"]:
        yield (
            f"Note: {of['sum cases']:,.0f} of {of['n cases']:,.0f} {measure.key} scores of {service} are at caseness "
            f"({measure.caseness:g} or more). {_brought(measure)}"
        )


def _odd_items(service: str, measure: Measure, of: Numbers) -> Iterator[str]:
    items = [number for number in range(1, measure.items + 1) if of.get(f"n {number}", 0) >= FEWEST]
    never = [number for number in items if of[f"least {number}"] > measure.item_low]
    if never:
        most, listed = max(of[f"n {number}"] for number in never), ", ".join(map(str, never))
        which = f"item {listed} is" if len(never) == 1 else f"items {listed} are"
        yield (
            f"Note: {which} never {measure.item_low:g} in {most:,.0f} {measure.key} scores of {service}. "
            f"{_brought(measure)}"
        )
    parts = [[n for n in items if (n in measure.turned) == turned] for turned in (True, False)]
    if all(parts):
        means = [sum(of[f"sum {n}"] for n in part) / sum(of[f"n {n}"] for n in part) for part in parts]
        if abs(means[0] - means[1]) > APART * (measure.item_high - measure.item_low):
            listed = ", ".join(map(str, parts[0]))
            yield (
                f"Note: in {measure.key} scores of {service} items {listed} are {means[0]:.1f} on average, the others "
                f"{means[1]:.1f}: brought as ticked? {_brought(measure)}"
            )


def _brought(measure: Measure) -> str:
    return f"Its items are to be brought so: {measure.items_brought[:1].lower()}{measure.items_brought[1:]}"
