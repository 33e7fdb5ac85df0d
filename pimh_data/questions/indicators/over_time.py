"""One indicator of one Place over time: values with intervals, England beside them, and the recent trend's tag."""

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import interval, number
from pimh_data.questions.indicators.comparing import (
    BETTER,
    HIGHER,
    IN_WORDS,
    LOWER,
    NOT_COMPARED,
    OF_AREAS,
    SIMILAR,
    VALUE,
    WORSE,
    decimals,
    point_row,
    trend_of,
)
from pimh_data.questions.indicators.evidence import COMPARING, COMPARING_SOURCE, definition_of, indicator_evidence
from pimh_data.questions.indicators.series import Point, Series, indicator_points, series_named
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.release import Release
from pimh_data.statistics.trend import NOT_CALCULATED

COLUMNS = (
    Column("period", "Period", "text"),
    *VALUE.columns,
    *OF_AREAS,
    Column("england", "England", "number", decimals=1),
    Column("compared", "Compared with England", "text"),
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
    england = found.england.get(indicator, {})
    places = decimals([value for point in points for value in (point.value, point.highest)])
    rows = [{"period": point.period, **point_row(point, england.get(point.period), series, places)} for point in points]
    tag, why = trend_of(points, series)
    finding, headline = _finding(selection, series, points, rows, tag, why)
    return composed(
        "indicators.trend",
        f"{series.title}, {series.unit}" if series.unit else series.title,
        selection,
        COLUMNS,
        rows,
        Said(finding, headline),
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
    )


def _finding(
    selection: Selection, series: Series, points: tuple[Point, ...], rows: list[dict], tag: str, why: str
) -> tuple[Finding, Headline]:
    subject = f"{selection.place}, {series.title}"
    if not rows:
        return (
            Finding(f"{subject}: the release holds no figure for this area.", "no data"),
            Headline(series.title, "no data", ""),
        )
    newest, point = rows[-1], points[-1]
    trend = f"recent trend: {tag.lower()}" + (f" ({why})" if tag == NOT_CALCULATED else "")
    if newest["state"] not in ("shown", "zero"):
        grade: Grade = "hidden" if newest["state"] == "hidden" else "no data"
        said = {
            "hidden": "is published as suppressed, to protect small counts",
        }.get(newest["state"], f"has no figure ({newest['cell']}; {point.method})")
        return (
            Finding(f"{subject}: {newest['period']} {said}.", grade),
            Headline(f"{series.title}, {newest['period']}", newest["cell"], point.method),
        )
    places = decimals([point.value])
    value = f"{number(point.value, places)}{_unit(series)}"
    beside, grade = BESIDE_ENGLAND[newest["compared"]]
    known = point.lower == point.lower
    bounds = f"95% interval {interval(point.lower, point.upper, places)}" if known else "no interval published"
    england = f" ({number(newest['england'], places)})" if newest["england"] == newest["england"] else ""
    text = f"{subject}: {value} in {point.period} ({bounds}), {beside}{england}; {trend}."
    return Finding(text, grade), Headline(f"{series.title}, {point.period}", value, f"{beside}{england}; {trend}")


def _unit(series: Series) -> str:
    return series.unit if series.unit.startswith("%") else f" {series.unit}" if series.unit else ""
