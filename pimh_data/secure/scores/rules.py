"""What may be wrong with a score: measure, scale, respondent, range, items, day. Ibis expressions like other rules."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, NumericValue, StringValue, Table

from pimh_data.registry.measure import NO_SCALE
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.rules import Rule
from pimh_data.secure.scores.totals import (
    ANSWERED,
    ITEM,
    POINTS,
    POINTS_BROUGHT,
    POINTS_OF_ITEMS,
    RAW,
    item_number,
    items_of,
)

# Whole questionnaires that have no total of their own.
NO_TOTAL = {
    "MORS-SF": "MORS-SF has no total, warmth and invasion are never added: bring 'MORS-SF warmth' and 'MORS-SF "
    "invasion' apart",
    "HADS": "HADS is brought as its two scales, 'HADS-A' and 'HADS-D'",
}
TWO_ON_A_DAY = "another, different score of the same measure on the same day (or first, or last): neither is taken"
RAW_UNSAID = (
    "a whole 'score' of SWEMWBS is a raw total, no metric score: write 'raw' in 'scale', or bring metric scores"
)
NO_METRIC = "'score' is none of the 29 metric scores of SWEMWBS (7.00, 9.51, 11.25 ... 35.00)"
DIFFERS = "differs on its day"
DAY = ("referral_id", "measure", "goal", "when")
AGREES = 0.005  # metric scores have two decimals
ROUNDED = 0.5  # totals of incomplete items are often rounded to a whole one


def score_rules(rows: Table) -> Iterator[Rule]:
    """The rules of staged scores with their points and what `with_differences` adds."""
    yield from _measure_rules(rows)
    yield from _scale_rules(rows)
    yield from _respondent_rules(rows)
    yield from _range_rules(rows)
    yield from _item_rules(rows)
    yield Rule("score", TWO_ON_A_DAY, rows[DIFFERS] & _points_in_range(rows).notnull())


def _measure_rules(rows: Table) -> Iterator[Rule]:
    for name, reason in NO_TOTAL.items():
        yield Rule("measure", reason, rows.measure == name)
    yield Rule("measure", f"'measure' is not one of: {', '.join(MEASURES)}", rows.measure.notin([*MEASURES, *NO_TOTAL]))


def _scale_rules(rows: Table) -> Iterator[Rule]:
    with_scales = [measure for measure in MEASURES.values() if measure.scales]
    for measure in with_scales:
        wrong = (rows.measure == measure.key) & rows.scale.fill_null("").notin([*measure.scales, *_whole(measure.key)])
        yield Rule("scale", f"'scale' of {measure.key} is not one of: {', '.join(measure.scales)}", wrong)
    without = rows.measure.isin([key for key, measure in MEASURES.items() if not measure.scales])
    yield Rule("scale", "'scale' is given, but this measure has none", without & (rows.scale != NO_SCALE))


def _whole(key: str) -> tuple[str, ...]:
    # A goal must be named; a SWEMWBS total without a word is a metric one, as published.
    return () if key == "GBO" else ("", NO_SCALE)


def _respondent_rules(rows: Table) -> Iterator[Rule]:
    for allowed in dict.fromkeys(measure.respondent for measure in MEASURES.values()):
        keys = [key for key, measure in MEASURES.items() if measure.respondent == allowed]
        wrong = rows.measure.isin(keys) & rows.respondent.notin(allowed)
        yield Rule("respondent", f"'respondent' of this measure is not: {' or '.join(allowed)}", wrong)


def _range_rules(rows: Table) -> Iterator[Rule]:
    score = rows["score as number"]
    for key, measure in MEASURES.items():
        outside = (rows.measure == key) & ((score < measure.low) | (score > measure.high))
        reason = f"'score' is outside {measure.low:g} to {measure.high:g}, the range of {key}"
        yield Rule("score", reason, outside)
    yield from _conversion_rules(rows)


def _conversion_rules(rows: Table) -> Iterator[Rule]:
    """Raw totals and metric scores of SWEMWBS look alike: a raw 18 is 17.43, a metric score is one of 29."""
    score, swemwbs = rows["score as number"], MEASURES["SWEMWBS"]
    mine = (rows.measure == swemwbs.key) & (score >= swemwbs.low) & (score <= swemwbs.high)
    raw, whole = rows.scale == RAW, score == score.floor()
    yield Rule("score", "a raw 'score' of SWEMWBS is not a whole number", mine & raw & ~whole)
    nearest = reduce(or_, ((score - points).abs() <= AGREES for points in swemwbs.conversion))
    other = mine & ~raw.fill_null(False) & ~nearest
    yield Rule("score", RAW_UNSAID, other & whole)
    yield Rule("score", NO_METRIC, other & ~whole)


def _item_rules(rows: Table) -> Iterator[Rule]:
    items, names = items_of(rows), [name for name in rows.columns if name.startswith(ITEM)]
    filled = [rows[name].notnull() for name in names]
    nothing = rows.score.isnull()
    for given in filled:
        nothing = nothing & ~given
    yield Rule("score", "there is neither a 'score' nor items", nothing)
    for name in names:
        number = item_number(name)
        if number is None:
            reason = f"'{name}' is not the name of an item: item_1, item_2 and so on"
            yield Rule(name, reason, rows[name].notnull())
            continue
        too_many = rows.measure.isin([key for key, measure in MEASURES.items() if measure.items < number])
        yield Rule(name, f"'{name}' is given, but the measure has fewer items", too_many & rows[name].notnull())
        value, known = items[number], rows.measure.isin(list(MEASURES)) & ~too_many
        yield Rule(name, f"'{name}' is not a whole number", known & rows[name].notnull() & value.isnull())
        yield Rule(name, f"'{name}' is outside what an item of this measure can be", known & _outside(rows, value))
    brought, added, answered = rows[POINTS_BROUGHT], rows[POINTS_OF_ITEMS], rows[ANSWERED]
    given = reduce(or_, (item.notnull() for item in items.values())) if items else ibis.literal(False)
    few = given & added.isnull() & rows.measure.isin(list(MEASURES))
    yield Rule("score", "more items are missing than the measure's own rule allows", few)
    # Where items are missing the total is made of the others, whether it was brought so, rounded or as their plain sum.
    apart, incomplete = (brought - added).abs(), ((added - answered).abs() > AGREES).fill_null(False)
    other = incomplete & (((brought - answered).abs() <= AGREES) | (apart <= ROUNDED))
    yield Rule("score", "'score' is not what its items add up to", (apart > AGREES) & ~other)


def _outside(rows: Table, value: NumericValue) -> BooleanValue:
    low, high = (
        ibis.cases(*((rows.measure == key, getattr(measure, end)) for key, measure in MEASURES.items()))
        for end in ("item_low", "item_high")
    )
    return (value < low) | (value > high)


def differing_days(rows: Table) -> Table:
    """Of staged scores the days on which a referral has different ones of one measure and goal: few, if any."""
    told = _with_days(rows).mutate(told=_points_in_range(rows).round(4))
    days = told.group_by(DAY).agg(least=told.told.min(), most=told.told.max())
    return days.filter(days.least < days.most)


def with_differences(rows: Table, days: Table) -> Table:
    """Staged scores, and whether their referral has different ones of the same measure and goal on their day.

    `days`: those of `differing_days`, as a table of the database: they are looked up for every row, and again for
    those that are amiss.
    """
    told = _with_days(rows)
    joined = told.left_join(days, DAY)
    return joined.select(*rows.columns, **{DIFFERS: joined.least.notnull()})


def _with_days(rows: Table) -> Table:
    return rows.mutate(goal=ibis.cases((rows.measure == "GBO", rows.scale), else_=""), when=_when(rows))


def _points_in_range(rows: Table) -> NumericValue:
    # A score that is wrong by itself says nothing against another of the same day.
    points = rows[POINTS]
    inside = [
        (rows.measure == key) & (points >= measure.low) & (points <= measure.high) for key, measure in MEASURES.items()
    ]
    return reduce(or_, inside).ifelse(points, None)


def _when(rows: Table) -> StringValue:
    return ibis.coalesce(rows["assessed as date"].cast("string"), rows.assessed.isnull().ifelse(rows.occasion, None))
