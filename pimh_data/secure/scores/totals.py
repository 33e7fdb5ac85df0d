"""A score from what was brought: a total as it stands, or items added up by the measure's own rule for missing ones."""

from collections.abc import Mapping
from functools import reduce
from itertools import groupby
from operator import add

import ibis
from ibis.expr.types import NumericValue, StringValue, Table

from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES

ITEM = "item_"
RAW = "raw"
POINTS, POINTS_OF_ITEMS = "points", "points of items"
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
    """Staged scores with `points`, the score on its measure's scale, and `points of items`; null where there is none.

    A total counts as it stands (SWEMWBS: raw ones are converted to metric ones); without one the items are added up.
    """
    brought, measure = rows["score as number"], rows.measure
    raw = (measure == "SWEMWBS") & (rows.scale == RAW)
    brought = ibis.cases((raw, _converted(brought)), else_=brought)
    added = _added_up(measure, items_of(rows))
    added = ibis.cases((measure == "SWEMWBS", _converted(added)), else_=added)
    return rows.mutate(**{POINTS: ibis.coalesce(brought, added), POINTS_OF_ITEMS: added})


def _added_up(measure: StringValue, items: Mapping[int, NumericValue]) -> NumericValue:
    branches = []
    alike = sorted(MEASURES.values(), key=_rule)
    for (count, most_missing), group in groupby(alike, key=_rule):
        keys = [one.key for one in group]
        own = [items[number] for number in range(1, count + 1) if number in items]
        if not own:
            continue
        answered = reduce(add, (item.notnull().cast("int64") for item in own))
        added = reduce(add, (item.fill_null(0) for item in own))
        enough = (answered >= count - most_missing) & (answered > 0)
        branches.append((measure.isin(keys) & enough, added * count / answered))
    return ibis.cases(*branches) if branches else ibis.null("float64")


def _rule(measure: Measure) -> tuple[int, int]:
    return measure.items, measure.most_missing


def _converted(raw: NumericValue) -> NumericValue:
    # One look-up in a list: a case for each raw sum would repeat the sum of the items 29 times.
    swemwbs = MEASURES["SWEMWBS"]
    metric = ibis.array([float(points) for points in swemwbs.conversion])
    known = (raw >= swemwbs.low) & (raw <= swemwbs.high) & (raw == raw.floor())
    return known.ifelse(metric[(raw - swemwbs.low).try_cast("int64")], None)
