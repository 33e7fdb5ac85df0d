"""A score from what was brought: a total as it stands, or items added up by the measure's own rule for missing ones."""

from collections.abc import Callable, Iterable

from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.conditions import beside, both, case, fits, is_in
from pimh_data.secure.statements import quoted

ITEM = "item_"
RAW = "raw"
POINTS, POINTS_BROUGHT, POINTS_OF_ITEMS = "points", "points brought", "points of items"
ANSWERED = "points of answered items"
GIVEN, SCALED = "items given", "items scaled"
WHOLE_NUMBER = r"^\d{1,3}(\.0+)?$"


def item_number(name: str) -> int | None:
    """3 for 'item_3'; None for a heading that only begins like an item."""
    digits = name.removeprefix(ITEM)
    return int(digits) if digits.isdigit() and digits[0] != "0" else None


def items_of(names: Iterable[str]) -> dict[int, str]:
    """Item number -> its value in SQL, null when it is no whole number. `names`: of columns; items are text columns
    'item_1', 'item_2', ...
    """
    found = {item_number(name): quoted(name) for name in names if name.startswith(ITEM)}
    return {
        number: f"({case([(fits(name, WHOLE_NUMBER), f'try_cast({name} as double)')])})"
        for number, name in sorted((number, name) for number, name in found.items() if number)
    }


def of_measure(*keys: str) -> str:
    """Whether a score is of one of the measures, in SQL."""
    return is_in("measure", keys)


def with_points(rows: str, names: Iterable[str]) -> str:
    """Staged scores with `points`, the score on its measure's scale, and what it is made of; null where there is none.

    Items that were brought are added up by the measure's own rule for missing ones, also beside a total; without items
    a total counts as it stands (SWEMWBS: raw ones are converted to metric ones). `points of items`: by that rule;
    `points of answered items`: their plain sum (not of SWEMWBS, which has no rule); `points brought`: the total.

    `rows`: a query of the scores; `names`: of the columns that were brought.
    """
    items, swemwbs = items_of(names), of_measure("SWEMWBS")
    score, brought, added = quoted("score as number"), quoted(POINTS_BROUGHT), quoted(POINTS_OF_ITEMS)
    points = {POINTS_BROUGHT: case([(both(swemwbs, is_in("scale", (RAW,))), _converted(score))], score)}
    if not items:
        none = "cast(null as double)"
        return beside(beside(rows, points), {POINTS: brought, POINTS_OF_ITEMS: none, ANSWERED: none})
    # Of all items alike: a row with more items than its measure has is refused.
    points[GIVEN] = " + ".join(f"cast({item} is not null as integer)" for item in items.values())
    points[ANSWERED] = " + ".join(f"coalesce({item}, 0)" for item in items.values())
    given, total, scaled = map(quoted, (GIVEN, ANSWERED, SCALED))
    count, fewest = (_by_rule(rule) for rule in (lambda one: one.items, lambda one: one.items - one.most_missing))
    enough = both(f"{given} >= {fewest}", f"{given} > 0")
    of_items = beside(beside(rows, points), {SCALED: case([(enough, f"{total} * {count} / {given}")])})
    of_items = beside(of_items, {POINTS_OF_ITEMS: case([(swemwbs, _converted(scaled))], scaled)})
    return f"""
        select * exclude ({given}, {scaled}) replace ({case([(swemwbs, "null")], total)} as {total}),
            coalesce({added}, {brought}) as {quoted(POINTS)}
        from ({of_items})"""


def _by_rule(of: Callable[[Measure], int]) -> str:
    keys: dict[int, list[str]] = {}
    for one in MEASURES.values():
        keys.setdefault(of(one), []).append(one.key)
    return f"({case((of_measure(*named), str(value)) for value, named in keys.items())})"


def _converted(raw: str) -> str:
    # One look-up in a list: a case for each raw sum would repeat the sum of the items 29 times.
    swemwbs = MEASURES["SWEMWBS"]
    metric = ", ".join(str(float(points)) for points in swemwbs.conversion)
    known = both(f"{raw} >= {swemwbs.low}", f"{raw} <= {swemwbs.high}", f"{raw} = floor({raw})")
    return f"({case([(known, f'([{metric}]::double[])[try_cast({raw} - {swemwbs.low} as bigint) + 1]')])})"
