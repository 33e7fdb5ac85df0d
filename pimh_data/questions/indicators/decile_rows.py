"""England's rows by deprivation decile as the files have them, with intervals where they can be had. No findings."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from pimh_data.answer import Row
from pimh_data.questions.indicators.comparing import NAN, decimals, point_in_words
from pimh_data.questions.indicators.point_row import VALUE, limits_of
from pimh_data.questions.indicators.series import Point, Series, point_of
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.registry.value_states import ENGLAND, MADE_UP
from pimh_data.release import Release
from pimh_data.statistics.intervals import byar, wilson

_NUMBERS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
# 'Most deprived decile (IMD2015)', 'Third more deprived decile', 'Fifth less deprived decile', 'Least deprived decile'.
_CATEGORY = re.compile(r"(?:(second|third|fourth|fifth) )?(most|more|less|least) deprived decile", re.IGNORECASE)
COMPUTED_HERE = "computed here"


def decile_of(category: str) -> int | None:
    """1 (most deprived) to 10 for a category of Fingertips; None for any other."""
    found = _CATEGORY.match(category)
    if not found:
        return None
    step = _NUMBERS.get((found[1] or "").lower(), 1)
    return step if found[2].lower() in ("most", "more") else 11 - step


def deprivation_bases(release: Release, series: Series) -> tuple[str, ...]:
    """The bases of deciles that the files have for a series: of authorities, districts or small areas."""
    return tuple(dict.fromkeys(_basis(kind) for kind in _of_deciles(release, series)["category_type"]))


def _of_deciles(release: Release, series: Series) -> pd.DataFrame:
    table = _england_by_deprivation(release)
    same = (table["indicator_id"] == series.indicator_id) & (table["sex"] == series.sex) & (table["age"] == series.age)
    mine = table[same.to_numpy()]
    mine = mine.assign(decile=[decile_of(text) for text in mine["category"]])
    return mine.dropna(subset="decile")


def _england_by_deprivation(release: Release) -> pd.DataFrame:
    table = release.tables["indicators", PUBLISHED]
    return release.once_of("indicators", PUBLISHED, _england_by_deprivation, lambda: _of_england(table))


def _of_england(table: pd.DataFrame) -> pd.DataFrame:
    national = (table["area_code"] == ENGLAND) & table["category_type"].str.contains("depriv", case=False)
    return table[national.to_numpy()]


def decile_rows(release: Release, series: Series) -> tuple[list[Row], list[Point], str]:
    """Rows of the newest period (basis, decile and what the answer shows of each), their points, and the period."""
    mine = _of_deciles(release, series)
    if mine.empty:
        return [], [], ""
    mine = mine[(mine["period_sort"] == mine["period_sort"].max()).to_numpy()]
    mine = mine.astype({"decile": "int64"}).sort_values(["category_type", "decile"], kind="stable")
    mine = mine.drop_duplicates(["category_type", "decile"])
    points = [point_of(row) for row in mine.to_dict("records")]
    limits = ["" if np.isnan(point.lower) else "made up" if point.note == MADE_UP else "published" for point in points]
    if not any(limits):
        points, limits = _with_limits(points, mine["count"], mine["denominator"], series)
    places = decimals([point.value for point in points])
    rows: list[Row] = [
        {
            "basis": _basis(kind),
            "decile": str(decile),
            **VALUE.row(limits_of(point)),
            "count": NAN if pd.isna(count) else count,
            "denominator": NAN if pd.isna(denominator) else denominator,
            "limits": limit,
            "cell": point_in_words(point, places),
            "note": point.note,
            "state": point.state,
        }
        for point, limit, kind, decile, count, denominator in zip(
            points, limits, mine["category_type"], mine["decile"], mine["count"], mine["denominator"], strict=True
        )
    ]
    return rows, points, str(mine["period"].iloc[0])


def _with_limits(
    points: list[Point], counts: pd.Series, denominators: pd.Series, series: Series
) -> tuple[list[Point], list[str]]:
    """Wilson's limits for percentages, Byar's for rates, where every value is its count over its denominator."""
    value = np.array([point.value for point in points])
    count, denominator = counts.to_numpy("float64"), denominators.to_numpy("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        times = value * denominator / count
    multiplier = 10.0 ** round(float(np.log10(np.median(times)))) if np.isfinite(times).all() else NAN
    if not np.allclose(times, multiplier, rtol=0.005) or (series.unit.startswith("%") and (count > denominator).any()):
        return points, [""] * len(points)
    method = wilson if series.unit.startswith("%") else byar
    lower, upper = (end * multiplier for end in method(count, denominator))
    made = [
        replace(point, lower=float(low), upper=float(up)) for point, low, up in zip(points, lower, upper, strict=True)
    ]
    return made, [COMPUTED_HERE] * len(points)


def _basis(category_type: str) -> str:
    return re.sub(r"\s+", " ", category_type.replace(" in England", "")).strip()
