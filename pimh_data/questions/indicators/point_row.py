"""A point beside England as tables show it: its columns, and its part of a row. Nothing is compared here anew."""

from pimh_data.answer import Column, Row
from pimh_data.questions.indicators.comparing import (
    DIRECTION,
    NAN,
    SHAPES,
    compared_to_england,
    made,
    point_in_words,
)
from pimh_data.questions.indicators.series import Point, Series
from pimh_data.questions.kit import UNKNOWN, Estimated, Limits

VALUE = Estimated("value", "Value", "number", decimals=1)
OF_AREAS = (
    Column("lowest", "Lowest of its areas", "number", decimals=1),
    Column("highest", "Highest of its areas", "number", decimals=1),
)
ENGLAND = Column("england", "England", "number", decimals=1)
COMPARED = Column("compared", "Compared with England", "text")
MARKED = (COMPARED, Column("shape", "Mark", "text"))
CELL = Column("cell", "Value or reason", "text")
NOTE = Column("note", "Note", "text")
IN_WORDS = (CELL, Column("made", "How the figure was made", "text"), NOTE)
OF_SERIES = (
    Column("key", "Indicator with sex and age", "text"),
    Column("indicator", "Indicator", "text"),
    Column("unit", "Unit", "text"),
)
JUDGED = Column("direction", "Direction", "text")


def point_row(point: Point | None, england: Point | None, series: Series, places: int) -> Row:
    """Every column above that is of the point, and its state; `places`: decimals of the value in words.

    Without a point its numbers are NaN, its words say that there are no data, and so does its state.
    """
    word = compared_to_england(point, england, series.direction)
    return {
        **VALUE.row(limits_of(point)),
        "lowest": point.lowest if point else NAN,
        "highest": point.highest if point else NAN,
        "england": england.value if england else NAN,
        "compared": word,
        "shape": SHAPES[word],
        "cell": point_in_words(point, places),
        "made": made(point) if point else "",
        "note": point.note if point else "",
        "state": point.state if point else "no data",
    }


def limits_of(point: Point | None) -> Limits:
    """Its value and 95% interval; NaN without a point."""
    return (point.value, point.lower, point.upper) if point else UNKNOWN


def series_row(series: Series) -> dict[str, str]:
    """What a row says of the indicator itself: the columns of OF_SERIES, and JUDGED."""
    return {
        "key": series.key,
        "indicator": series.title,
        "unit": series.unit or "unit not known",
        "direction": DIRECTION[series.direction] if series.direction_known else "direction not known",
    }
