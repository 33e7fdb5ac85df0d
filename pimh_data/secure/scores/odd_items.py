"""Items that are allowed one by one and together cannot be as they are to be brought: as ticked, or coded from 1.

What is known of one service is said of it; what its few scores do not show may show in all services together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt

import pandas as pd
from ibis.backends.duckdb import Backend

from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.conditions import Rows, both, case, listed_as
from pimh_data.secure.engine import asked_as_table
from pimh_data.secure.scores.totals import items_of, of_measure

SCORES, ANSWERS = 5, 40  # so many agree by chance in fewer than one service of a hundred
MANY_SCORES = 20  # of one item alone
OF_PART = 15  # answers, on either side of a comparison
PAIRS, CHANCE = 10, 2.33  # scores with all items; a correlation so far below nought, in standard errors, is no chance
APART = 0.5  # of an item's range: items that ask for the same lie nearer
NEARLY_ALL, HALF = 0.9, 0.5
EVERY = "all services"
AS_TICKED, FROM_ONE, ROUND = "as ticked", "from one", "round"

Numbers = Mapping[str, float]


def odd_items(scores: Rows, connection: Backend) -> Iterator[str]:
    """A note for each service and measure. `scores`: service, measure, total (null: none) and items as texts."""
    items = items_of(scores.columns)
    if not items:
        return
    asked = f"""
        select service, measure, {listed_as(_sums(items))} from {scores.text}
        group by service, measure order by service, measure"""
    by_service = asked_as_table(connection, asked).to_pandas()
    for measure in filter(lambda one: one.items > 1, MEASURES.values()):
        own = by_service[by_service["measure"] == measure.key]
        for judge in (_never_lowest, _apart, _beside_a_total):
            told = [said for row in own.to_dict("records") if (said := judge(measure, row, row["service"]))]
            if not told and len(own) > 1:
                together = judge(measure, _together(own), EVERY)
                told = [together] if together else []
            for words in told:
                yield f"Note: {words}{'' if words.endswith('?') else '.'} {brought(measure)}"


def _sums(items: Mapping[int, str]) -> dict[str, str]:
    sums = {"scores": "count(*)"}
    for number, item in items.items():
        sums |= {f"n {number}": f"count({item})", f"sum {number}": f"sum({item})", f"least {number}": f"min({item})"}
    turned, others, total = _parts(items)
    pairs = {"x": turned, "y": others, "xx": f"{turned} * {turned}", "yy": f"{others} * {others}"}
    pairs["xy"] = f"{turned} * {others}"
    known = both(f"{turned} is not null", f"{others} is not null")
    sums["pairs"] = f"count(*) filter (where {known})"
    sums |= {name: f"cast(sum({value}) filter (where {known}) as double)" for name, value in pairs.items()}
    for name, made in _made_otherwise(items).items():
        sums[f"total {name}"] = f"count(*) filter (where {made} = {total})"
    with_total = both(f"{_sum(items, lambda one: one.items)} is not null", f"{total} is not null")
    return sums | {"with total": f"count(*) filter (where {with_total})"}


def _parts(items: Mapping[int, str]) -> tuple[str, str, str]:
    """The sums of the items that are turned round, and of the others; and the total, but of converted measures."""
    turned = _sum(items, lambda one: one.items if one.turned else 0, lambda one: one.turned)
    others = _sum(
        items,
        lambda one: one.items if one.turned else 0,
        lambda one: [n for n in range(1, one.items + 1) if n not in one.turned],
    )
    converted = of_measure(*(key for key, one in MEASURES.items() if one.conversion))
    return turned, others, f"({case([(converted, 'null')], 'total')})"


def _sum(
    items: Mapping[int, str],
    most: Callable[[Measure], int],
    which: Callable[[Measure], Sequence[int]] = lambda one: range(1, one.items + 1),
) -> str:
    """The sum of some items of a score; null where one is missing. `most`: items of the measure, 0 to leave it out."""
    own = [
        (of_measure(one.key), " + ".join(items[number] for number in which(one)))
        for one in MEASURES.values()
        if most(one) > 1 and set(range(1, one.items + 1)) <= set(items)
    ]
    return f"({case(own)})" if own else "cast(null as double)"


def _made_otherwise(items: Mapping[int, str]) -> dict[str, str]:
    """The total that a score's items give as they stand, and if they were brought in one of the wrong ways."""
    whole = _sum(items, lambda one: one.items)
    turned, others, _ = _parts(items)
    known = [one for one in MEASURES.values() if one.items > 1]
    count, ends, of_turned = (
        f"({case((of_measure(one.key), str(float(value(one)))) for one in known)})"
        for value in (
            lambda one: one.items,
            lambda one: one.item_low + one.item_high,
            lambda one: len(one.turned),
        )
    )
    return {
        "": whole,
        FROM_ONE: f"({whole} - {count})",
        ROUND: f"({count} * {ends} - {whole})",
        AS_TICKED: f"({others} + {of_turned} * {ends} - {turned})",
    }


def _together(own: pd.DataFrame) -> Numbers:
    sums = own.drop(columns=["service", "measure"])
    least = [name for name in sums if name.startswith("least")]
    return sums.drop(columns=least).sum().to_dict() | sums[least].min().to_dict()


def _never_lowest(measure: Measure, of: Numbers, service: str) -> str:
    # Where more is better the lowest answer is rare anyway.
    if measure.direction != "lower_is_better":
        return ""
    items = [number for number in range(1, measure.items + 1) if of.get(f"n {number}", 0)]
    low, answers = measure.item_low, sum(of[f"n {number}"] for number in items)
    never = [n for n in items if of[f"least {n}"] > low and of[f"n {n}"] >= MANY_SCORES]
    if never:
        most, listed = max(of[f"n {number}"] for number in never), ", ".join(map(str, never))
        which = f"item {listed} is" if len(never) == 1 else f"items {listed} are"
        return f"{which} never {low:g} in {most:,.0f} {measure.key} scores of {service}"
    if of["scores"] >= SCORES and answers >= ANSWERS and all(of[f"least {number}"] > low for number in items):
        return f"no item is ever {low:g} in {of['scores']:,.0f} {measure.key} scores of {service}"
    return ""


def _apart(measure: Measure, of: Numbers, service: str) -> str:
    """Items that are turned round against the others: far from them, or falling where they rise."""
    parts = [
        [n for n in range(1, measure.items + 1) if of.get(f"n {n}", 0) and (n in measure.turned) == turned]
        for turned in (True, False)
    ]
    answers = [sum(of[f"n {number}"] for number in part) for part in parts]
    if of["scores"] < SCORES or min(answers) < OF_PART:
        return ""
    listed, ticked = ", ".join(map(str, parts[0])), "brought as ticked?"
    means = [sum(of[f"sum {n}"] for n in part) / count for part, count in zip(parts, answers, strict=True)]
    if abs(means[0] - means[1]) > APART * (measure.item_high - measure.item_low):
        return (
            f"in {measure.key} scores of {service} items {listed} are {means[0]:.1f} on average, the others "
            f"{means[1]:.1f}: {ticked}"
        )
    pairs = of["pairs"]
    if pairs >= PAIRS:
        spread = [pairs * of[name * 2] - of[name] ** 2 for name in ("x", "y")]
        together = (pairs * of["xy"] - of["x"] * of["y"]) / sqrt(spread[0] * spread[1]) if min(spread) > 0 else 0.0
        if together < -CHANCE / sqrt(pairs):
            return (
                f"in {pairs:,.0f} {measure.key} scores of {service} items {listed} fall where the others rise "
                f"(correlation {together:.1f}): {ticked}"
            )
    return ""


def _beside_a_total(measure: Measure, of: Numbers, service: str) -> str:
    """Totals brought beside items, which the items give only if they are read in another way."""
    count = of["with total"]
    if count < SCORES or of["total "] > HALF * count:
        return ""
    turned = ", ".join(map(str, measure.turned))
    for name, words in (
        (FROM_ONE, "their items are coded from 1"),
        (AS_TICKED, f"items {turned} are turned round: brought as ticked"),
        (ROUND, "all items are turned round"),
    ):
        if of[f"total {name}"] >= NEARLY_ALL * count:
            return f"{of[f'total {name}']:,.0f} of {count:,.0f} {measure.key} totals of {service} are right if {words}"
    return ""


def brought(measure: Measure) -> str:
    """How the items of a measure are to stand in an extract, in words."""
    return f"Its items are to be brought so: {measure.items_brought[:1].lower()}{measure.items_brought[1:]}"
