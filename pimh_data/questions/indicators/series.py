"""Reads the released indicators into series and points, once a release. No comparison and no words for readers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pimh_data.answer import Direction
from pimh_data.errors import SelectionError
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.registry.indicators import INDICATORS, NEITHER, PERINATAL, Indicator
from pimh_data.registry.value_states import ENGLAND, MADE_UP, SHOWN, SUPPRESSED, UNKNOWN
from pimh_data.release import Release

# Codes of counties and unitary authorities, and of districts and unitary authorities: sizes are not compared across.
UPPER_TIER, LOWER_TIER = ("E06", "E08", "E09", "E10"), ("E06", "E07", "E08", "E09")
SYNTHETIC = ", synthetic"  # behind the name of an indicator whose figures are made up
_ORDER = {indicator.id: place for place, indicator in enumerate(PERINATAL)}


@dataclass(frozen=True)
class Series:
    """One indicator, sex and age. `key` names it in addresses and lists, `title` in sentences (with sex and age only
    where another series has its name); `direction` is the registry's.
    """

    key: str
    title: str
    indicator_id: str
    name: str
    sex: str
    age: str
    unit: str
    direction: Direction
    direction_known: bool
    entry: Indicator | None
    sources: tuple[str, ...]

    @property
    def synthetic(self) -> bool:
        """Whether its figures are made up for the demonstration: its name says so too."""
        return MADE_UP in self.sources

    @property
    def risk(self) -> str:
        """Which comparison with England marks risk: worse, higher, or '' where none does or nothing is known."""
        return self.entry.risk if self.entry else ""


@dataclass(frozen=True)
class Point:
    """One value of one area and period. Numbers are NaN where there is none; `lowest` and `highest`: of its areas."""

    period: str
    sort: int
    months: int
    value: float
    lower: float
    upper: float
    lowest: float
    highest: float
    value_state: str
    note: str
    basis: str
    method: str
    areas: str
    region_code: str
    printed_trend: str

    @property
    def state(self) -> str:
        """One of the Answer's states: a value withheld to protect people is hidden, any other absence is no data."""
        if not np.isnan(self.value):
            return "shown" if self.value else "zero"
        return "hidden" if self.value_state == SUPPRESSED else "no data"


@dataclass(frozen=True, eq=False)
class IndicatorPoints:
    """Series by key in the registry's order; points by (key, where), oldest first; England's the same by key alone."""

    series: Mapping[str, Series]
    points: Mapping[tuple[str, str], tuple[Point, ...]]
    england: Mapping[str, Mapping[str, Point]]
    rows: Mapping[tuple[str, str], pd.DataFrame]

    def latest(self, key: str, where: str) -> Point | None:
        """The newest point of a Place or system; None where the release has none."""
        found = self.points.get((key, where), ())
        return found[-1] if found else None

    def at(self, key: str, where: str, period: str) -> Point | None:
        """The point of a period; None where the release has none."""
        return next((point for point in self.points.get((key, where), ()) if point.period == period), None)

    def newest_period(self, key: str, places: Iterable[str]) -> str:
        """The newest period that any of the Places has a row of; '' where none has."""
        points = [point for place in places if (point := self.latest(key, place)) is not None]
        return max(points, key=lambda point: point.sort).period if points else ""

    def england_at(self, key: str, period: str) -> Point | None:
        """England's point of a period; None where the files have none."""
        return self.england.get(key, {}).get(period)

    def local_values(self, key: str, period: str) -> pd.DataFrame:
        """Every local authority of the files: area_code, area, region_code, value. Of one tier, each once."""
        rows = self.rows.get((key, period))
        if rows is None:
            return pd.DataFrame(columns=["area_code", "area", "region_code", "value"])
        kind = rows["area_code"].str[:3]
        tier = UPPER_TIER if (kind == "E10").any() else LOWER_TIER
        local = rows[kind.isin(tier) & rows["value"].notna() & (rows["value_state"] == SHOWN)].drop_duplicates(
            "area_code"
        )
        regions = local["parent_code"].where(local["parent_code"].str.startswith("E12"), "")
        return local[["area_code", "area", "value"]].assign(region_code=regions)

    def region(self, key: str, period: str, code: str) -> tuple[str, float]:
        """A region's name and value; ('', NaN) where the files have none."""
        rows = self.rows.get((key, period))
        found = rows[rows["area_code"] == code] if rows is not None and code else None
        if found is None or found.empty:
            return "", float("nan")
        return str(found["area"].iloc[0]).removesuffix(" (statistical)"), float(found["value"].iloc[0])


def indicator_points(release: Release) -> IndicatorPoints:
    """Everything that the release holds of indicators. Empty where it holds none."""
    tables = release.tables
    files, own = (tables.get((name, PUBLISHED)) for name in ("indicators", "place_indicators"))
    if files is None or files.empty or own is None:
        return IndicatorPoints({}, {}, {}, {})
    # Published tables are whole in every part of a release: read for each of sixty people, they were the most memory.
    return release.once_of("indicators", PUBLISHED, indicator_points, lambda: _points(files, own))


def _points(files: pd.DataFrame, own: pd.DataFrame) -> IndicatorPoints:
    series = _series(files)
    files = files[(files["category_type"] == "").to_numpy()]
    key_of = {(s.indicator_id, s.sex, s.age): key for key, s in series.items()}
    points: dict[tuple[str, str], list[Point]] = {}
    for row in own.sort_values("period_sort", kind="stable").to_dict("records"):
        key = key_of[row["indicator_id"], row["sex"], row["age"]]
        points.setdefault((key, row["name"]), []).append(point_of(row))
    rows = {}
    for (indicator, sex, age, period), part in files.groupby(["indicator_id", "sex", "age", "period"], sort=False):
        rows[key_of[indicator, sex, age], period] = part
    england: dict[str, dict[str, Point]] = {}
    national = files[(files["area_code"] == ENGLAND).to_numpy()].sort_values("period_sort", kind="stable")
    for row in national.to_dict("records"):
        key = key_of[row["indicator_id"], row["sex"], row["age"]]
        england.setdefault(key, {})[row["period"]] = point_of(row)
    return IndicatorPoints(series, {where: tuple(found) for where, found in points.items()}, england, rows)


def series_named(release: Release, key: str) -> Series:
    """The series of that key. Raises SelectionError that names those there are."""
    found = indicator_points(release).series
    if key not in found:
        names = "; ".join(found) or "none"
        raise SelectionError(f"release {release.manifest.release} holds no indicator {key!r}; it holds: {names}")
    return found[key]


def _series(files: pd.DataFrame) -> dict[str, Series]:
    parts = files.groupby(["indicator_id", "sex", "age"], sort=False)
    named = {group: _name(group[0], part) for group, part in parts}
    # A table that gives neither sex nor age (the Wessex profile) must not lengthen the name of a file that does.
    names = Counter(name for group, name in named.items() if any(group[1:]))
    keys: dict[str, Series] = {}
    # A file before the table of the same name, whether or not it is the demonstration's.
    plain = {group: name.removesuffix(SYNTHETIC) for group, name in named.items()}
    for group in sorted(named, key=lambda g: (_ORDER.get(g[0], len(_ORDER)), plain[g], not any(g[1:]), g)):
        indicator, sex, age = group
        part, name = parts.get_group(group), named[group]
        of = ", ".join(filter(None, (sex, age))) or ("sex and age not given" if names[name] else "")
        key = f"{name} ({of})" if of else name
        # Two numbers may share a name: the number then tells them apart.
        key = key if key not in keys else f"{key} [{indicator}]"
        polarity, unit = part["polarity"].iloc[0], part["unit"].iloc[0]
        known = polarity != UNKNOWN
        keys[key] = Series(
            key=key,
            title=name if names[name] == 1 and (sex or age) else key,
            indicator_id=indicator,
            name=name,
            sex=sex,
            age=age,
            unit=unit if unit != UNKNOWN else "",
            direction=polarity if known else NEITHER,
            direction_known=known,
            entry=INDICATORS.get(indicator),
            sources=tuple(dict.fromkeys(part["source"])),
        )
    return keys


def _name(indicator: str, part: pd.DataFrame) -> str:
    entry = INDICATORS.get(indicator)
    name = entry.name if entry else str(part["indicator"].iloc[0])
    # In every sentence, row and file: a made-up figure of a real Place must not pass for a published one.
    return f"{name}{SYNTHETIC}" if (part["source"] == MADE_UP).any() else name


def point_of(row: Mapping[str, Any]) -> Point:
    """A point of a row of either table. A value that is not shown (conflicting) has no number here."""
    value = row["value"] if row["value_state"] == SHOWN else np.nan
    return Point(
        period=row["period"],
        sort=row["period_sort"],
        months=row["period_months"],
        value=value,
        lower=row["lower_95"] if value == value else np.nan,
        upper=row["upper_95"] if value == value else np.nan,
        lowest=row.get("lowest", np.nan),
        highest=row.get("highest", np.nan),
        value_state=row["value_state"],
        note=row["value_note"],
        basis=row.get("basis", ""),
        method=row.get("method", "as published"),
        areas=row.get("areas", row.get("area", "")),
        region_code=row.get("region_code", ""),
        printed_trend=row["recent_trend"],
    )
