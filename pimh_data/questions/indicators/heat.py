"""Indicators by Places, each compared with England: the heat table. Newest period that any of the Places has."""

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.questions.indicators.comparing import NOT_COMPARED, WORSE, decimals
from pimh_data.questions.indicators.evidence import COMPARING, COMPARING_SOURCE, indicator_evidence, remarks
from pimh_data.questions.indicators.places import SOME_PLACES, are_some, named_alone, places_beside
from pimh_data.questions.indicators.point_row import (
    ENGLAND,
    IN_WORDS,
    JUDGED,
    MARKED,
    OF_SERIES,
    VALUE,
    point_row,
    series_row,
)
from pimh_data.questions.indicators.series import Point, indicator_points
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.words import listed
from pimh_data.release import Release

COLUMNS = (
    *OF_SERIES,
    JUDGED,
    Column("period", "Period", "text"),
    Column("place", "Place", "text"),
    *VALUE.columns,
    ENGLAND,
    *MARKED,
    *IN_WORDS,
    STATE,
)


def heat_table(release: Release, selection: Selection) -> Answer:
    """One row an indicator and Place: its value, the comparison with England in words and as a mark, or the reason.

    The Places are those of the chosen system, of the chosen Place's system, or all. A Place without a row for the
    period has the state 'no data'. Indicators that none of the Places has are left out.
    """
    found, places = indicator_points(release), places_beside(release, selection.place)
    rows: list[Row] = []
    points: list[Point | None] = []
    for key, series in found.series.items():
        period = found.newest_period(key, places)
        if not period:
            continue
        england = found.england_at(key, period)
        here = [found.at(key, place, period) for place in places]
        shown = decimals([value for point in here if point is not None for value in (point.value, point.highest)])
        for place, point in zip(places, here, strict=True):
            named = {**series_row(series), "period": period, "place": place}
            rows.append({**named, **point_row(point, england, series, shown)})
        points += here
    keys = list(dict.fromkeys(row["key"] for row in rows))
    return composed(
        "indicators.heat",
        "Indicators and Places, compared with England",
        selection,
        COLUMNS,
        rows,
        Said(_finding(_subject(release, selection, places), rows, places, len(keys))),
        indicator_evidence(
            release,
            [found.series[str(key)] for key in keys],
            points,
            definition="Published indicators of several Places at the newest period that any of them has.",
            method=COMPARING,
            period="Newest of each indicator, named with it",
            citation=COMPARING_SOURCE,
            caveats=(
                "With many comparisons some are beyond chance by chance alone: about 1 in 20 where nothing differs.",
            ),
        ),
        notes=(
            *named_alone(release),
            SOME_PLACES if are_some(release, selection.place) else "",
            *remarks([found.series[str(key)] for key in keys]),
        ),
    )


def _subject(release: Release, selection: Selection, places: tuple[str, ...]) -> str:
    """'9 Places', and that they are those that are shown, where others of the system are not."""
    if not are_some(release, selection.place):
        return f"{len(places)} Places" if len(places) > 1 else selection.place
    return (
        f"{len(places)} Places that are shown to you"
        if len(places) > 1
        else f"{places[0]}, the only Place shown to you"
    )


def _finding(system: str, rows: list[Row], places: tuple[str, ...], indicators: int) -> Finding:
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
