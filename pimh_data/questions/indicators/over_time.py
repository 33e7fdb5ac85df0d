"""One indicator of one Place over time: values with intervals, England beside them, and the recent trend's tag."""

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import interval, number
from pimh_data.questions.indicators.comparing import (
    BETTER,
    HIGHER,
    LOWER,
    NOT_COMPARED,
    SIMILAR,
    WORSE,
    decimals,
    trend_of,
)
from pimh_data.questions.indicators.evidence import (
    COMPARING,
    COMPARING_SOURCE,
    definition_of,
    indicator_evidence,
    remarks,
)
from pimh_data.questions.indicators.point_row import COMPARED, ENGLAND, IN_WORDS, OF_AREAS, VALUE, point_row
from pimh_data.questions.indicators.series import Point, Series, indicator_points, series_named
from pimh_data.questions.kit import STATE, Said, Telling, composed
from pimh_data.release import Release
from pimh_data.statistics.trend import NOT_CALCULATED

COLUMNS = (
    Column("period", "Period", "text"),
    *VALUE.columns,
    *OF_AREAS,
    ENGLAND,
    COMPARED,
    *IN_WORDS,
    STATE,
)
BESIDE_ENGLAND: dict[str, tuple[str, Grade]] = {
    BETTER: ("better than England", "better"),
    WORSE: ("worse than England", "worse"),
    HIGHER: ("higher than England", "higher"),
    LOWER: ("lower than England", "lower"),
    SIMILAR: ("similar to England", "no clear difference"),
    NOT_COMPARED: ("not compared with England", "description"),
}


def indicator_trend(release: Release, selection: Selection, indicator: str) -> Answer:
    """The indicator (a series' key) of the Place or system: one row a period, oldest first, England beside it.

    The headline is the newest value with its tag: 'Decreasing and getting better'. Raises SelectionError for a key
    that the release does not hold.
    """
    series, found = series_named(release, indicator), indicator_points(release)
    points = found.points.get((indicator, selection.place), ())
    places = decimals([value for point in points for value in (point.value, point.highest)])
    rows: list[Row] = [
        {
            "period": point.period,
            **point_row(point, found.england_at(indicator, point.period), series, places),
        }
        for point in points
    ]
    return composed(
        "indicators.trend",
        f"{series.title}, {series.unit}" if series.unit else series.title,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, series, points, rows),
        indicator_evidence(
            release,
            [series],
            points,
            definition=definition_of(series),
            method=f"{COMPARING}; recent trend: chi-square of the weighted slope of the last five yearly points over "
            "9.5495, with all slopes of one sign",
            period=f"{rows[0]['period']} to {rows[-1]['period']}" if rows else "None",
            citation=f"{COMPARING_SOURCE}; recent trends",
            caveats=("Boundaries and definitions may change between periods: read the notes.",),
        ),
        direction=series.direction,
        notes=remarks([series]),
    )


def _said(release: Release, selection: Selection, series: Series, points: tuple[Point, ...], rows: list[Row]) -> Said:
    label = f"{series.title}, {points[-1].period}" if points else series.title
    tell = Telling.about(release, selection, f"{selection.place}, {series.title}", label)
    if not rows:
        return tell.says("the release holds no figure for this area.", "no data", "no data")
    newest, point = rows[-1], points[-1]
    if newest["state"] == "hidden":
        text = f"{newest['period']} is published as suppressed, to protect small counts."
        return tell.says(text, "hidden", str(newest["cell"]), point.method)
    if newest["state"] == "no data":
        text = f"{newest['period']} has no figure ({newest['cell']}; {point.method})."
        return tell.says(text, "no data", str(newest["cell"]), point.method)
    places = decimals([point.value])
    value = f"{number(point.value, places)}{_unit(series)}"
    known = point.lower == point.lower
    bounds = f"95% interval {interval(point.lower, point.upper, places)}" if known else "no interval published"
    beside, grade = BESIDE_ENGLAND[str(newest["compared"])]
    england = f" ({number(float(newest['england']), places)})" if newest["england"] == newest["england"] else ""
    tag, why = trend_of(points, series)
    trend = f"recent trend: {tag.lower()}" + (f" ({why})" if tag == NOT_CALCULATED else "")
    compared = f"{beside}{england}; {trend}"
    return tell.says(f"{value} in {point.period} ({bounds}), {compared}.", grade, value, compared)


def _unit(series: Series) -> str:
    return series.unit if series.unit.startswith("%") else f" {series.unit}" if series.unit else ""
