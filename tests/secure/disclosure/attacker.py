"""An attacker who knows the code, not the secret: everything that released counts say together, in plain Python.

Written from what the numbers mean, with nothing of the production code: dictionaries of intervals, and sums.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd
from drawn_people import (
    BUNDLE,
    BUNDLED,
    DECISIONS,
    PLACES,
    SERVICES,
    SYSTEM,
    VIEWED,
    WAITS,
    WEEKS,
    WHERES,
    WHOLE,
    YEARS,
    written,
)

UNKNOWN = 10**6
Cell = tuple[str, ...]
Sum = tuple[Cell, list[Cell], bool, bool]  # total, parts, total at least their sum, total at most their sum
COUNTS = {
    "pathway": ("referred", *DECISIONS, "seen", "three_or_more_contacts", "completed", "closed_early"),
    "activity": ("people_seen", "known_only_here"),
    "both_years": ("in_both", "new"),
    "waits": WAITS,
}
# The last three and the sum of the first hold of nearly everybody: the attacker is right where they do.
WITHIN = (("seen", "three_or_more_contacts"), ("seen", "closed_early"))
WITHIN += (("seen", "completed"), ("accepted", "seen"), ("accepted", "completed"))


def released(tables: dict[str, pd.DataFrame], true: dict[Cell, int], within: int = 4) -> dict[Cell, tuple[int, int]]:
    """Each cell's least and greatest true count, from it alone; a cell hidden for its own sake is told from others.

    `within`: how far a number that is shown may be off.
    """
    found = {}
    for cell, shown in cells_of({cube: table.fillna(-1) for cube, table in tables.items()}).items():
        hidden = (0, 4) if true[cell] < 5 else (0, UNKNOWN)
        found[cell] = hidden if shown < 0 else (max(5, shown - within), shown + within)
    return found


def sums(families: Iterable[str]) -> list[Sum]:
    """Every sum of the named families, of cells by their keys."""
    making = {"parts": _parts, "counts": _counts, "cubes": _cubes, "services": _services, "places": _places}
    making["periods"] = _periods
    return [one for family in families for one in making[family]()]


def _rows() -> Iterable[tuple[str, tuple[str, ...]]]:
    for where in WHERES:
        for period in (*YEARS, WHOLE):
            for service in VIEWED:
                for member in written(period, service):
                    key = (where, period, service, *member)
                    yield "pathway", (*key, "")
                    yield "activity", (*key, "")
                    yield "waits", (*key, "")
                    if period == YEARS[1]:
                        yield "both_years", (*key, "")


def _each() -> Iterable[tuple[Cell, str]]:
    for cube, key in _rows():
        yield from (((cube, *key, count), count) for count in COUNTS[cube])


def _parts() -> Iterable[Sum]:
    groups: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell, _ in _each():
        cube, where, period, service, dimension, member, *rest = cell
        if dimension == "ethnic_group" or member in ("Core20", "The rest", "Not known"):
            groups[(cube, where, period, service, "all", "Everyone", *rest), dimension].append(cell)
        if member.startswith("Decile"):
            group = "Core20" if member in ("Decile 1", "Decile 2") else "The rest"
            groups[(cube, where, period, service, "deprivation", group, *rest), "decile"].append(cell)
        if " | " in member:
            group, ethnic = member.split(" | ")
            groups[(cube, where, period, service, "deprivation", group, *rest), "pair"].append(cell)
            groups[(cube, where, period, service, "ethnic_group", ethnic, *rest), "margin"].append(cell)
    for (total, kind), parts in groups.items():
        yield total, parts, True, kind != "margin"


def _counts() -> Iterable[Sum]:
    for cube, key in _rows():
        if cube == "pathway":
            for count in COUNTS[cube][1:]:
                yield (cube, *key, "referred"), [(cube, *key, count)], True, False
            for wider, narrower in WITHIN:
                yield (cube, *key, wider), [(cube, *key, narrower)], True, False
            yield (cube, *key, "seen"), [(cube, *key, count) for count in ("completed", "closed_early")], True, False
            yield (cube, *key, "referred"), [(cube, *key, count) for count in DECISIONS], False, True
        if cube == "activity":
            yield (cube, *key, "people_seen"), [(cube, *key, "known_only_here")], True, False
        if cube == "waits":
            for what in ("seen", "left"):
                for weeks, longer in pairwise(WEEKS):
                    wider, narrower = (f"{what}_within_{number}_weeks" for number in (longer, weeks))
                    yield (cube, *key, wider), [(cube, *key, narrower)], True, False
            parts = [(cube, *key, f"{what}_within_18_weeks") for what in ("seen", "left")]
            yield (cube, *key, "followed"), parts, True, False


def _cubes() -> Iterable[Sum]:
    for cube, key in _rows():
        if cube == "pathway":
            yield (cube, *key, "accepted"), [("waits", *key, "followed")], True, False
            yield (cube, *key, "seen"), [("waits", *key, "seen_within_18_weeks")], True, False
            if key[1] == WHOLE and key[3] == "all":  # whoever was seen at all was referred
                yield (cube, *key, "seen"), [("activity", *key, "people_seen")], True, True
            if key[3] == "all" and key[1] in YEARS:  # nobody was referred before the first year, or seen after the last
                people = ("activity", *key, "people_seen")
                first = key[1] == YEARS[0]
                yield people, [(cube, *key, "seen")], not first, first
                yield people, [(cube, key[0], year, *key[2:], "seen") for year in YEARS if year <= key[1]], False, True
        if cube == "both_years":
            now, before, whole = (
                ("activity", key[0], period, *key[2:], "people_seen") for period in (*YEARS[::-1], WHOLE)
            )
            in_both, new = (cube, *key, "in_both"), (cube, *key, "new")
            yield now, [in_both, new], True, True
            yield before, [in_both], True, False
            yield whole, [before, new], True, True


def _moved(place: int, whole: str, parts: Iterable[str], also: Iterable[str] | None = None) -> Iterable[Sum]:
    """Sums of cells that differ in one key alone: each part within the whole, and these together at least all of it."""
    parts = list(parts)
    for cell, _ in _each():
        if cell[place] == whole:
            others = [(*cell[:place], part, *cell[place + 1 :]) for part in parts]
            yield cell, others, False, True
            for part in [*parts, *(also or [])]:
                yield cell, [(*cell[:place], part, *cell[place + 1 :])], True, False


def _services() -> Iterable[Sum]:
    yield from _moved(3, "All services", SERVICES, [BUNDLE])
    yield from _moved(3, BUNDLE, BUNDLED)
    for cell, _ in _each():
        if cell[3] == "All services":
            yield cell, [(*cell[:3], one, *cell[4:]) for one in (BUNDLE, "Therapy")], False, True


def _places() -> Iterable[Sum]:
    yield from _moved(1, SYSTEM, PLACES)


def _periods() -> Iterable[Sum]:
    yield from _moved(2, WHOLE, YEARS)


def numbers_of(tables: dict[str, pd.DataFrame]) -> dict[Cell, int]:
    """What is shown, of each cell that is not hidden."""
    shown = cells_of({cube: table.fillna(-1) for cube, table in tables.items()})
    return {cell: number for cell, number in shown.items() if number >= 0}


def attacked(
    known: dict[Cell, tuple[int, int]],
    all_sums: list[Sum],
    true: dict[Cell, int],
    numbers: dict[Cell, int],
    further: Iterable[tuple[Cell, Cell, int]] = (),
) -> dict[Cell, tuple[int, int]]:
    """The intervals after passing them along every sum that there is and that is true, until nothing moves.

    Two groups of which one lies within the other and whose `numbers` differ are not the same people. `further`: a cell,
    another, and by how many people at least it is known to be more.
    """
    low, high = {cell: ends[0] for cell, ends in known.items()}, {cell: ends[1] for cell, ends in known.items()}
    held = [(total, [part], True, False, more) for total, part, more in further]
    for total, parts, least, most in all_sums:
        if total in low and all(part in low for part in parts):
            whole = sum(true[part] for part in parts)
            if (not least or true[total] >= whole) and (not most or true[total] <= whole):
                held.append((total, parts, least, most, 0))
                apart = [part for part in parts if _apart(total, part, numbers, true)]
                held += [(total, [part], True, False, 1) for part in apart if least]
                if most and len(parts) == 2:
                    for other in (part for part in parts if apart and part != apart[0] and true[part]):
                        low[other] = max(low[other], 1)
    of: dict[Cell, list[int]] = defaultdict(list)
    for number, (total, parts, *_) in enumerate(held):
        for cell in (total, *parts):
            of[cell].append(number)
    waiting = set(range(len(held)))
    while waiting:
        total, parts, least, most, more = held[waiting.pop()]
        sum_low, sum_high = sum(low[part] for part in parts), sum(high[part] for part in parts)
        new = []
        if least:
            new.append((total, sum_low + more, UNKNOWN))
            new += [(part, 0, high[total] - sum_low - more + low[part]) for part in parts]
        if most:
            new.append((total, 0, sum_high))
            new += [(part, low[total] - sum_high + high[part], UNKNOWN) for part in parts]
        for cell, at_least, at_most in new:
            if at_least > low[cell] or at_most < high[cell]:
                low[cell], high[cell] = max(low[cell], at_least), min(high[cell], at_most)
                waiting.update(of[cell])
    return {cell: (low[cell], high[cell]) for cell in low}


def _apart(total: Cell, part: Cell, numbers: dict[Cell, int], true: dict[Cell, int]) -> bool:
    both = total in numbers and part in numbers
    return both and numbers[total] != numbers[part] and true[total] > true[part]


def told(known: dict[Cell, tuple[int, int]], found: dict[Cell, tuple[int, int]]) -> dict[Cell, tuple[int, int]]:
    """Hidden cells that keep one or two possible values."""
    hidden = [cell for cell, ends in known.items() if ends[0] == 0 < ends[1]]
    return {cell: found[cell] for cell in hidden if found[cell][1] - found[cell][0] < 2}


def cells_of(tables: dict[str, pd.DataFrame]) -> dict[Cell, int]:
    """Every cell's true count, of counted tables."""
    found = {}
    for cube, table in tables.items():
        extra = table["weeks"] if "weeks" in table else [""] * len(table)
        keys = list(zip(table["where"], table.period, table.service, table.dimension, table.member, extra, strict=True))
        for count in COUNTS[cube]:
            found |= {(cube, *key, count): int(n) for key, n in zip(keys, table[count], strict=True)}
    return found
