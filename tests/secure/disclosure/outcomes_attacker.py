"""What an attacker knows of counts of outcomes: the sums that tie them, and who can only be nobody. Plain Python."""

from collections.abc import Iterable

import pandas as pd
from attacker import UNKNOWN, Cell, Sum
from drawn_outcomes import BANDS, CASE, CHANGES, DEFINITIONS, UNSCORED, USUAL, written
from drawn_people import BUNDLE, BUNDLED, PLACES, SERVICES, SYSTEM, VIEWED, WHERES, WHOLE, YEARS

COUNTS = {
    "outcomes": ("eligible", "first_score", "paired"),
    "reliable_change": ("improved", "deteriorated", "no_reliable_change"),
    "recovery": ("at_caseness", "recovered", "reliably_recovered"),
    "severity": ("people",),
}
FAMILIES = ("parts", "counts", "cubes", "services", "places", "periods")
CHILDRENS, EVERY, ADULT = DEFINITIONS
Rows = list[tuple[str, Cell, tuple[str, ...]]]


def rows() -> Rows:
    """Every row of every cube: its name, (where, period, service, dimension, member), and its definition and change."""
    found = []
    for view in ((where, period, service) for where in WHERES for period in (*YEARS, WHOLE) for service in VIEWED):
        for definition in DEFINITIONS:
            for dimension, member in written(definition):
                key = (*view, dimension, member)
                if " x " in dimension:
                    found.append(("severity", key, definition))
                else:
                    found.append(("outcomes", key, definition))
                    for change, _ in CHANGES:
                        found += [(cube, key, (*definition, change)) for cube in ("reliable_change", "recovery")]
    return found


def cells_of(tables: dict[str, pd.DataFrame]) -> dict[Cell, int]:
    """Every cell's count, -1 where it is hidden."""
    found = {}
    for cube, table in tables.items():
        for row in table.to_dict("records"):
            extra = [row["pairing"], row["courses"], *([row["reliable_change"]] if "reliable_change" in row else [])]
            key = (row["where"], row["period"], row["service"], row["dimension"], row["member"])
            for count in COUNTS[cube]:
                found[cube, *key, *extra, count] = -1 if pd.isna(row[count]) else int(row[count])
    return found


def nobody(cell: Cell) -> bool:
    """Whether everybody knows that nobody is counted there."""
    cube, dimension, member, count = cell[0], cell[4], cell[5], cell[-1]
    if dimension != "first_band":
        return False
    low = {name: least for name, least in BANDS}.get(member)
    return count != "eligible" if member == UNSCORED else cube == "recovery" and low < CASE


def released(tables: dict[str, pd.DataFrame], true: dict[Cell, int]) -> dict[Cell, tuple[int, int]]:
    """Each cell's least and greatest true count from it alone, and from the mean that stands beside it."""
    found = {}
    for cell, shown in cells_of(tables).items():
        few = (0, 0) if nobody(cell) else (0, 4) if true[cell] < 5 else (0, UNKNOWN)
        found[cell] = few if shown < 0 else (max(5, shown - 4), shown + 4)
    for cell in _with_a_mean(tables, "mean_first", "paired"):
        found[cell] = (max(10, found[cell][0]), found[cell][1])
    # Most of those without a mean are fewer than ten; the attacker guesses so, and always rightly.
    for cell, (low, high) in found.items():
        if cell[0] == "outcomes" and cell[-1] == "paired" and low >= 5 and true[cell] < 10:
            found[cell] = (low, min(9, high))
    return found


def ten_more(tables: dict[str, pd.DataFrame]) -> list[tuple[Cell, Cell, int]]:
    """Of whom the mean without a second score is shown: ten more have a first score than two."""
    cells = _with_a_mean(tables, "mean_unpaired", "first_score")
    return [(cell, (*cell[:-1], "paired"), 10) for cell in cells]


def _with_a_mean(tables: dict[str, pd.DataFrame], mean: str, count: str) -> list[Cell]:
    table = tables["outcomes"]
    return [cell for cell in cells_of({"outcomes": table[table[mean].notna()]}) if cell[-1] == count]


def sums(families: Iterable[str]) -> list[Sum]:
    """Every sum of the named families."""
    making = {"parts": _parts, "counts": _counts, "cubes": _cubes, "services": _services, "places": _places}
    making["periods"] = _periods
    held = rows()
    return [one for family in families for one in making[family](held)]


def _each(held: Rows) -> Iterable[tuple[Cell, tuple[str, ...]]]:
    for cube, key, extra in held:
        yield from (((cube, *key, *extra, count), key) for count in COUNTS[cube])


def _parts(held: Rows) -> Iterable[Sum]:
    groups: dict[tuple[Cell, str], list[Cell]] = {}
    for cell, key in _each(held):
        if key[3] in ("deprivation", "first_band"):
            groups.setdefault(((*cell[:4], "all", "Everyone", *cell[6:]), key[3]), []).append(cell)
    yield from ((total, parts, True, True) for (total, _), parts in groups.items())


def _counts(held: Rows) -> Iterable[Sum]:
    within = {"outcomes": (("eligible", "first_score"), ("first_score", "paired"))}
    within["recovery"] = (("at_caseness", "recovered"), ("recovered", "reliably_recovered"))
    (six, _), (five, _) = CHANGES
    for cube, key, extra in held:
        row = (cube, *key)
        for wider, narrower in within.get(cube, ()):
            yield (*row, *extra, wider), [(*row, *extra, narrower)], True, False
        if cube == "outcomes" and key[3] == "first_band" and key[4] != UNSCORED:
            yield (*row, *extra, "eligible"), [(*row, *extra, "first_score")], True, True
        if cube == "recovery" and key[3] == "first_band" and dict(BANDS).get(key[4], 0) >= 16:
            yield (*row, *extra, "recovered"), [(*row, *extra, "reliably_recovered")], True, True
        for count in COUNTS[cube]:
            for wider in (EVERY, ADULT) if extra[:2] == CHILDRENS else ():
                yield (*row, *wider, *extra[2:], count), [(*row, *extra, count)], True, False
            if six in extra:
                more = [(*row, *extra[:2], five, count)], [(*row, *extra, count)]
                alike = count in ("at_caseness", "recovered")
                wide, narrow = reversed(more) if count == "no_reliable_change" else more
                yield wide[0], narrow, True, alike


def _cubes(held: Rows) -> Iterable[Sum]:
    changed = ("improved", "deteriorated", "no_reliable_change")
    for cube, key, extra in held:
        here = (*key, *extra)
        outcomes = ("outcomes", *key, *extra[:2])
        if cube == "reliable_change":
            yield (*outcomes, "paired"), [(cube, *here, count) for count in changed], True, True
        if cube == "recovery":
            case, recovered, reliably = ((cube, *here, count) for count in COUNTS[cube])
            sure = key[3] == "first_band" and dict(BANDS).get(key[4], 0) >= CASE
            yield (*outcomes, "first_score"), [case], True, sure
            yield (*outcomes, "paired"), [recovered], True, False
            yield ("reliable_change", *here, "improved"), [reliably], True, False
            yield recovered, [reliably, ("reliable_change", *here, "no_reliable_change")], False, True
        if cube == "outcomes" and key[3] == "first_band" and extra == USUAL:
            bands = [(*key[:3], "first_band x last_band", f"{key[4]} | {name}") for name, _ in BANDS]
            yield (*outcomes, "paired"), [("severity", *one, *extra, "people") for one in bands], True, True


def _moved(held: Rows, place: int, whole: str, parts: Iterable[str], also: Iterable[str] = ()) -> Iterable[Sum]:
    parts = list(parts)
    for cell, _ in _each(held):
        if cell[place] == whole:
            others = [(*cell[:place], part, *cell[place + 1 :]) for part in (*parts, *also)]
            yield cell, others[: len(parts)], False, True
            yield from ((cell, [part], True, False) for part in others)


def _services(held: Rows) -> Iterable[Sum]:
    yield from _moved(held, 3, "All services", SERVICES, [BUNDLE])
    yield from _moved(held, 3, BUNDLE, BUNDLED)
    yield from _moved(held, 3, "All services", [BUNDLE, "Therapy"])


def _places(held: Rows) -> Iterable[Sum]:
    yield from _moved(held, 1, SYSTEM, PLACES)


def _periods(held: Rows) -> Iterable[Sum]:
    yield from _moved(held, 2, WHOLE, YEARS)
