"""What may be wrong with a score: measure, scale, respondent, range, items, day. In SQL, as other rules."""

from collections.abc import Iterable, Iterator

from ibis.expr.types import Table

from pimh_data.registry.measure import NO_SCALE
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.conditions import Rows, both, case, either, is_in, listed_as, sure, table_name, text_of
from pimh_data.secure.rules import Rule
from pimh_data.secure.scores.totals import (
    ANSWERED,
    ITEM,
    POINTS_BROUGHT,
    POINTS_OF_ITEMS,
    RAW,
    item_number,
    items_of,
    of_measure,
)
from pimh_data.secure.statements import quoted

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


def score_rules(rows: Rows) -> Iterator[Rule]:
    """The rules of staged scores with their points and what `with_differences` adds."""
    yield from _measure_rules()
    yield from _scale_rules()
    yield from _respondent_rules()
    yield from _range_rules()
    yield from _item_rules(rows.columns)
    yield Rule("score", TWO_ON_A_DAY, both(quoted(DIFFERS), f"{_points_in_range()} is not null"))


def _measure_rules() -> Iterator[Rule]:
    for name, reason in NO_TOTAL.items():
        yield Rule("measure", reason, of_measure(name))
    yield Rule("measure", f"'measure' is not one of: {', '.join(MEASURES)}", f"not {of_measure(*MEASURES, *NO_TOTAL)}")


def _scale_rules() -> Iterator[Rule]:
    for measure in MEASURES.values():
        if measure.scales:
            known = is_in("coalesce(scale, '')", (*measure.scales, *_whole(measure.key)))
            reason = f"'scale' of {measure.key} is not one of: {', '.join(measure.scales)}"
            yield Rule("scale", reason, both(of_measure(measure.key), f"not {known}"))
    without = of_measure(*(key for key, measure in MEASURES.items() if not measure.scales))
    other = both(without, f"scale <> {text_of(NO_SCALE)}")
    yield Rule("scale", "'scale' is given, but this measure has none", other)


def _whole(key: str) -> tuple[str, ...]:
    # A goal must be named; a SWEMWBS total without a word is a metric one, as published.
    return () if key == "GBO" else ("", NO_SCALE)


def _respondent_rules() -> Iterator[Rule]:
    for allowed in dict.fromkeys(measure.respondent for measure in MEASURES.values()):
        own = of_measure(*(key for key, measure in MEASURES.items() if measure.respondent == allowed))
        wrong = both(own, f"not {is_in('respondent', allowed)}")
        yield Rule("respondent", f"'respondent' of this measure is not: {' or '.join(allowed)}", wrong)


def _range_rules() -> Iterator[Rule]:
    score = quoted("score as number")
    for key, measure in MEASURES.items():
        outside = either((f"{score} < {measure.low}", f"{score} > {measure.high}"))
        reason = f"'score' is outside {measure.low:g} to {measure.high:g}, the range of {key}"
        yield Rule("score", reason, both(of_measure(key), outside))
    yield from _conversion_rules(score)


def _conversion_rules(score: str) -> Iterator[Rule]:
    """Raw totals and metric scores of SWEMWBS look alike: a raw 18 is 17.43, a metric score is one of 29."""
    swemwbs = MEASURES["SWEMWBS"]
    mine = both(of_measure(swemwbs.key), f"{score} >= {swemwbs.low}", f"{score} <= {swemwbs.high}")
    raw, whole = is_in("scale", (RAW,)), f"({score} = floor({score}))"
    yield Rule("score", "a raw 'score' of SWEMWBS is not a whole number", both(mine, raw, f"not {whole}"))
    nearest = either(f"abs({score} - {points}) <= {AGREES}" for points in swemwbs.conversion)
    other = both(mine, f"not {sure(raw)}", f"not {nearest}")
    yield Rule("score", RAW_UNSAID, both(other, whole))
    yield Rule("score", NO_METRIC, both(other, f"not {whole}"))


def _item_rules(columns: Iterable[str]) -> Iterator[Rule]:
    items, names = items_of(columns), [name for name in columns if name.startswith(ITEM)]
    nothing = both("score is null", *(f"{quoted(name)} is null" for name in names))
    yield Rule("score", "there is neither a 'score' nor items", nothing)
    for name in names:
        number, given = item_number(name), f"{quoted(name)} is not null"
        if number is None:
            yield Rule(name, f"'{name}' is not the name of an item: item_1, item_2 and so on", given)
            continue
        too_many = of_measure(*(key for key, measure in MEASURES.items() if measure.items < number))
        yield Rule(name, f"'{name}' is given, but the measure has fewer items", both(too_many, given))
        value, known = items[number], both(of_measure(*MEASURES), f"not {too_many}")
        yield Rule(name, f"'{name}' is not a whole number", both(known, given, f"{value} is null"))
        yield Rule(name, f"'{name}' is outside what an item of this measure can be", both(known, _outside(value)))
    brought, added, answered = map(quoted, (POINTS_BROUGHT, POINTS_OF_ITEMS, ANSWERED))
    given = either(f"{item} is not null" for item in items.values())
    few = both(given, f"{added} is null", of_measure(*MEASURES))
    yield Rule("score", "more items are missing than the measure's own rule allows", few)
    # Where items are missing the total is made of the others, whether it was brought so, rounded or as their plain sum.
    apart, incomplete = f"abs({brought} - {added})", sure(f"abs({added} - {answered}) > {AGREES}")
    other = both(incomplete, either((f"abs({brought} - {answered}) <= {AGREES}", f"{apart} <= {ROUNDED}")))
    yield Rule("score", "'score' is not what its items add up to", both(f"{apart} > {AGREES}", f"not {other}"))


def _outside(value: str) -> str:
    low, high = (
        f"({case((of_measure(key), str(getattr(measure, end))) for key, measure in MEASURES.items())})"
        for end in ("item_low", "item_high")
    )
    return either((f"{value} < {low}", f"{value} > {high}"))


def differing_days(rows: Rows) -> str:
    """Of staged scores the days on which a referral has different ones of one measure and goal: few, if any."""
    days = ", ".join(map(quoted, DAY))
    return f"""
        select {days}, min(told) as least, max(told) as most
        from (select *, round({_points_in_range()}, 4) as told from {_with_days(rows).text})
        group by {days} having min(told) < max(told)"""


def with_differences(rows: Rows, days: Table) -> Rows:
    """Staged scores, and whether their referral has different ones of the same measure and goal on their day.

    `days`: those of `differing_days`, as a table of the database: they are looked up for every row, and again for
    those that are amiss.
    """
    own, alike = _with_days(rows), " and ".join(f"days.{quoted(name)} = told.{quoted(name)}" for name in DAY)
    kept = ", ".join(f"told.{quoted(name)}" for name in rows.columns)
    text = f"""(
        select {kept}, days.least is not null as {quoted(DIFFERS)}
        from {own.text} as told left join {table_name(days)} as days on {alike})"""
    return Rows(text, (*rows.columns, DIFFERS))


def _with_days(rows: Rows) -> Rows:
    day = f"coalesce(cast({quoted('assessed as date')} as varchar), {case([('assessed is null', 'occasion')])})"
    values = {"goal": case([(of_measure("GBO"), "scale")], "''"), "when": day}
    return Rows(f"(select *, {listed_as(values)} from {rows.text})", (*rows.columns, *values))


def _points_in_range() -> str:
    # A score that is wrong by itself says nothing against another of the same day.
    inside = either(
        both(of_measure(key), f"points >= {measure.low}", f"points <= {measure.high}")
        for key, measure in MEASURES.items()
    )
    return f"({case([(inside, 'points')])})"
