"""Indicators by Places, each compared with England: the heat table. Newest period that any of the Places has."""

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.questions.indicators.comparing import (
    IN_WORDS,
    NOT_COMPARED,
    VALUE,
    WORSE,
    decimals,
    point_row,
)
from pimh_data.questions.indicators.evidence import COMPARING, COMPARING_SOURCE, indicator_evidence
from pimh_data.questions.indicators.series import IndicatorPoints, indicator_points
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.selection import members_of
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

COLUMNS = (
    Column("key", "Indicator with sex and age", "text"),
    Column("indicator", "Indicator", "text"),
    Column("unit", "Unit", "text"),
    Column("direction", "Direction", "text"),
    Column("period", "Period", "text"),
    Column("place", "Place", "text"),
    *VALUE.columns,
    Column("england", "England", "number", decimals=1),
    Column("compared", "Compared with England", "text"),
    Column("shape", "Mark", "text"),
    *IN_WORDS,
    STATE,
)


def heat_table(release: Release, selection: Selection) -> Answer:
    """One row an indicator and Place: its value, the comparison with England in words and as a mark, or the reason.

    The Places are those of the chosen system, of the chosen Place's system, or all. A Place without a row for the
    period has the state 'no data'. Indicators that none of the Places has are left out.
    """
    found, places = indicator_points(release), places_beside(release, selection.place)
    rows, points = [], []
    for key, series in found.series.items():
        period = newest_period(found, key, places)
        if not period:
            continue
        england = found.england.get(key, {}).get(period)
        here = [found.at(key, place, period) for place in places]
        shown = decimals([value for point in here if point is not None for value in (point.value, point.highest)])
        for place, point in zip(places, here, strict=True):
            points.append(point)
            about = {"key": key, "indicator": series.title, "unit": series.unit or "unit not known", "period": period}
            rows.append({**about, "place": place, **point_row(point, england, series, shown)})
    keys = list(dict.fromkeys(row["key"] for row in rows))
    return composed(
        "indicators.heat",
        "Indicators and Places, compared with England",
        selection,
        COLUMNS,
        rows,
        Said(_finding(selection, rows, places, len(keys))),
        indicator_evidence(
            release,
            [found.series[key] for key in keys],
            points,
            definition="Published indicators of several Places at the newest period that any of them has.",
            method=COMPARING,
            period="Newest of each indicator, named with it",
            citation=COMPARING_SOURCE,
            caveats=(
                "With many comparisons some are beyond chance by chance alone: about 1 in 20 where nothing differs.",
            ),
        ),
    )


def places_beside(release: Release, where: str) -> tuple[str, ...]:
    """The Places to show beside each other: of the system, of a Place's own system, or all; as far as may be seen."""
    system = release.manifest.places.get(where, where)
    inside = members_of(release, system if system in (*release.manifest.places.values(), ALL_PLACES) else where)
    return tuple(place for place in inside if place in release.wheres)


def newest_period(found: IndicatorPoints, key: str, places: tuple[str, ...]) -> str:
    """The newest period that any of the Places has a row of; '' where none has."""
    points = [point for place in places if (point := found.latest(key, place)) is not None]
    return max(points, key=lambda point: point.sort).period if points else ""


def _finding(selection: Selection, rows: list[dict], places: tuple[str, ...], indicators: int) -> Finding:
    system = f"{len(places)} Places" if len(places) > 1 else selection.place
    if not rows:
        return Finding(f"{system}: the release holds no indicators of these areas.", "no data")
    judged = [row for row in rows if row["compared"] != NOT_COMPARED]
    if not judged:
        return Finding(
            f"{system}, {indicators} indicators: none can be compared with England, because no interval is published.",
            "description",
        )
    count = {place: sum(row["place"] == place and row["compared"] == WORSE for row in judged) for place in places}
    most = max(count.values())
    opening = f"{system}, {indicators} indicators, {len(judged)} of {len(rows)} cells compared with England"
    if not most:
        return Finding(f"{opening}: none is worse.", "description")
    names = [place for place, worse in count.items() if worse == most]
    named = listed(names) if len(names) <= 4 else f"{len(names)} Places"
    verb = "is" if len(names) == 1 else "are each"
    return Finding(f"{opening}: {named} {verb} worse on most, {most}.", "worse")
