"""A score from what was brought: a total as it stands, or items added up by the measure's own rule for missing ones."""

from collections.abc import Callable
from functools import reduce
from operator import add

import ibis
from ibis.expr.types import NumericValue, StringValue, Table

from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES

ITEM = "item_"
RAW = "raw"
POINTS, POINTS_BROUGHT, POINTS_OF_ITEMS = "points", "points brought", "points of items"
ANSWERED = "points of answered items"
WHOLE_NUMBER = r"^\d{1,3}(\.0+)?$"


def item_number(name: str) -> int | None:
    """3 for 'item_3'; None for a heading that only begins like an item."""
    digits = name.removeprefix(ITEM)
    return int(digits) if digits.isdigit() and digits[0] != "0" else None


def items_of(rows: Table) -> dict[int, NumericValue]:
    """Item number -> its value, null when it is no whole number. Items are text columns 'item_1', 'item_2', ..."""
    found = {item_number(name): name for name in rows.columns if name.startswith(ITEM)}
    return {
        number: rows[name].re_search(WHOLE_NUMBER).ifelse(rows[name].try_cast("float64"), None)
        for number, name in sorted((number, name) for number, name in found.items() if number)
    }


def with_points(rows: Table) -> Table:
    """Staged scores with `points`, the score on its measure's scale, and what it is made of; null where there is none.

    Items that were brought are added up by the measure's own rule for missing ones, also beside a total; without items
    a total counts as it stands (SWEMWBS: raw ones are converted to metric ones). `points of items`: by that rule;
    `points of answered items`: their plain sum (not of SWEMWBS, which has no rule); `points brought`: the total.
    """
    brought, measure, items = rows["score as number"], rows.measure, items_of(rows)
    swemwbs = measure == "SWEMWBS"
    brought = ibis.cases((swemwbs & (rows.scale == RAW), _converted(brought)), else_=brought)
    if not items:
        none = ibis.null("float64")
        return rows.mutate(**{POINTS: brought, POINTS_BROUGHT: brought, POINTS_OF_ITEMS: none, ANSWERED: none})
    # Of all items alike: a row with more items than its measure has is refused.
    answered = reduce(add, (item.notnull().cast("int64") for item in items.values()))
    total = reduce(add, (item.fill_null(0) for item in items.values()))
    count, fewest = (
        _by_rule(measure, rule) for rule in (lambda one: one.items, lambda one: one.items - one.most_missing)
    )
    added = ((answered >= fewest) & (answered > 0)).ifelse(total * count / answered, None)
    added = ibis.cases((swemwbs, _converted(added)), else_=added)
    points = {POINTS: ibis.coalesce(added, brought), POINTS_BROUGHT: brought, POINTS_OF_ITEMS: added}
    return rows.mutate(**points, **{ANSWERED: swemwbs.ifelse(None, total)})


def _by_rule(measure: StringValue, of: Callable[[Measure], int]) -> NumericValue:
    keys: dict[int, list[str]] = {}
    for one in MEASURES.values():
        keys.setdefault(of(one), []).append(one.key)
    return ibis.cases(*((measure.isin(named), value) for value, named in keys.items()))


def _converted(raw: NumericValue) -> NumericValue:
    # One look-up in a list: a case for each raw sum would repeat the sum of the items 29 times.
    swemwbs = MEASURES["SWEMWBS"]
    metric = ibis.array([float(points) for points in swemwbs.conversion])
    known = (raw >= swemwbs.low) & (raw <= swemwbs.high) & (raw == raw.floor())
    return known.ifelse(metric[(raw - swemwbs.low).try_cast("int64")], None)
