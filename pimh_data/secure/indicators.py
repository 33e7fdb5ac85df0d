"""Indicators for Places that Fingertips does not have: counts of areas added up, or their range. Invents no number.

A Place is made of whichever areas a file has: its own row where there is one; else areas that together are exactly its
ground, found by code through the dated table. Counts and denominators are added where the value is known to be one over
the other; otherwise the Place has no figure, only the range of its areas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from pimh_data.geography.codes import Cover, all_leaves, cover, leaves, name_of
from pimh_data.geography.districts import Area
from pimh_data.registry.value_states import ADDED_UP, PUBLISHED, RANGE
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.fingertips_method import METHODS, SERIES, Method, methods

PERIOD = ("period", "period_start", "period_end", "period_months", "period_sort")
COLUMNS = (
    "level",
    "name",
    "system",
    "indicator_id",
    "indicator",
    "sex",
    "age",
    *PERIOD,
    "value",
    "lower_95",
    "upper_95",
    "lower_99_8",
    "upper_99_8",
    "count",
    "denominator",
    "lowest",
    "highest",
    "basis",
    "method",
    "areas",
    "codes",
    "region_code",
    "region",
    "recent_trend",
    "compared_to_england",
    "value_state",
    "value_note",
    "polarity",
    "unit",
    "source",
)
NUMBERS = ("value", *form.NUMBERS[1:], "lowest", "highest")


@dataclass(frozen=True, eq=False)
class PlaceIndicators:
    """`table`: COLUMNS, one row a Place or system, series and period. `lines`: sentences for the report."""

    table: pd.DataFrame
    lines: tuple[str, ...]


def place_indicators(indicators: pd.DataFrame, areas: Sequence[Area]) -> PlaceIndicators:
    """The indicators of Places and systems from a table in the indicators form.

    `basis`: 'published' (one area is the Place: its own row, limits and note), 'added up' (interval by the series' own
    method, none where that cannot be recomputed) or 'range' (`lowest` and `highest` of the areas that have a value).
    `method`: how the interval was made, or why there is none. `areas`: the names added up or ranged over, and what
    lacks. A Place of which a file has no area at all has no row. Rows by deprivation and the like are not of Places.
    """
    found = methods(indicators)
    own = indicators[(indicators["category_type"] == "").to_numpy()]
    ground = all_leaves(code for area in areas for code in area.codes)
    within = [code for code in own["area_code"].unique() if code and leaves(code) <= ground]
    own = own[own["area_code"].isin(within).to_numpy()]
    rows: list[dict] = []
    for key, series in own.groupby([*SERIES, "period_sort", "period"], sort=False):
        by_code = _one_row_an_area(series)
        codes, day = tuple(sorted(by_code)), series["period_end"].iloc[0].date()
        for area in areas:
            made = _made_of(area.codes, codes, day)
            if made.codes:
                rows.append(_row(area, made, [by_code[code] for code in made.codes], found[key[:3]]))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.astype({name: "float64" for name in NUMBERS} | {"period_months": "int64", "period_sort": "int64"})
    for name in ("period_start", "period_end"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return PlaceIndicators(table, _lines(table, areas))


@lru_cache(maxsize=50_000)
def _made_of(wanted: tuple[str, ...], available: tuple[str, ...], day: date) -> Cover:
    return cover(wanted, available, day)


def _one_row_an_area(series: pd.DataFrame) -> dict[str, dict]:
    """One row an area code. Files repeat areas under two types; where they disagree, neither is taken."""
    held: dict[str, dict] = {}
    for row in series.to_dict("records"):
        before = held.setdefault(row["area_code"], row)
        if before is not row and not _same(before, row):
            held[row["area_code"]] = before | {"value_state": form.CONFLICTING}
    return held


def _same(one: dict, other: dict) -> bool:
    return all(one[name] == other[name] or (pd.isna(one[name]) and pd.isna(other[name])) for name in form.NUMBERS)


def _row(area: Area, made: Cover, parts: list[dict], method: Method) -> dict:
    names = ", ".join(dict.fromkeys(part["area"] for part in parts))
    row = {name: parts[0][name] for name in ("indicator_id", "indicator", "sex", "age", *PERIOD, "polarity", "unit")}
    row |= {
        "level": area.level,
        "name": area.name,
        "system": area.system,
        "value_note": "; ".join(dict.fromkeys(filter(None, (part["value_note"] for part in parts)))),
        "source": "; ".join(dict.fromkeys(part["source"] for part in parts)),
        "areas": names,
        "codes": " ".join(made.codes),
        # What a download itself says of an area is only true of a Place that is that very area.
        "recent_trend": "",
        "compared_to_england": "",
    }
    row |= dict(zip(("region_code", "region"), _region(parts), strict=True))
    row |= dict.fromkeys(NUMBERS, np.nan)
    if made.whole and len(parts) == 1:
        own = parts[0]
        row |= {"basis": PUBLISHED, "method": "as published"}
        row |= {name: own[name] for name in ("value_state", "recent_trend", "compared_to_england")}
        if own["value_state"] == form.SHOWN:
            row |= {name: own[name] for name in form.NUMBERS}
        return row
    if made.whole and method.adds_up and all(_countable(part) for part in parts):
        return row | _added_up(parts, method)
    return row | _range(made, parts, method, names)


def _region(parts: list[dict]) -> tuple[str, str]:
    """The region that all the areas are listed under; nothing where they are in several, or the file names none."""
    found = {(part["parent_code"], part["parent"]) for part in parts if part["parent_code"].startswith("E12")}
    return next(iter(found)) if len(found) == 1 else ("", "")


def _countable(part: dict) -> bool:
    return part["value_state"] == form.SHOWN and part["count"] >= 0 and part["denominator"] > 0


def _added_up(parts: list[dict], method: Method) -> dict:
    count, denominator = (float(sum(part[name] for part in parts)) for name in ("count", "denominator"))
    made = {"basis": ADDED_UP, "method": method.words(), "value_state": form.SHOWN}
    made |= {"value": count / denominator * method.multiplier, "count": count, "denominator": denominator}
    if method.name and not (method.name.startswith("Wilson") and count > denominator):
        for confidence, names in ((0.95, ("lower_95", "upper_95")), (0.998, ("lower_99_8", "upper_99_8"))):
            limits = METHODS[method.name](np.array([count]), np.array([denominator]), confidence)
            made |= {name: float(limit[0]) * method.multiplier for name, limit in zip(names, limits, strict=True)}
    return made


def _range(made: Cover, parts: list[dict], method: Method, names: str) -> dict:
    values = [part["value"] for part in parts if part["value_state"] == form.SHOWN]
    without = [f"{part['area']} ({part['value_state']})" for part in parts if part["value_state"] != form.SHOWN]
    if made.missing:
        why = "the file does not have all of its area"
        names += f"; the file lacks {', '.join(sorted(map(name_of, made.missing)))}"
    elif without:
        why = f"no figure for {', '.join(without)}"
    elif not method.adds_up:
        why = method.words()
    else:
        why = "not every area has a count and a denominator"
    state = form.SHOWN if values else next(part["value_state"] for part in parts)
    lowest, highest = (min(values), max(values)) if values else (np.nan, np.nan)
    return {
        "basis": RANGE,
        "method": f"not added up: {why}",
        "value_state": state,
        "lowest": lowest,
        "highest": highest,
        "areas": names,
    }


def _lines(table: pd.DataFrame, areas: Sequence[Area]) -> tuple[str, ...]:
    if table.empty:
        return ("No indicator is of an area of these Places.",)
    counts = table["basis"].value_counts()
    said = [
        f"Indicators of Places and systems: {len(table):,} rows = {counts.get(PUBLISHED, 0):,} published for the very "
        f"area + {counts.get(ADDED_UP, 0):,} added up + {counts.get(RANGE, 0):,} as a range of areas"
    ]
    without = [area.name for area in areas if area.name not in set(table["name"])]
    return (*said, *((f"No indicator for {', '.join(without)}",) if without else ()))
