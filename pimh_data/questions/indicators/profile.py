"""The area profile: every indicator of a Place beside England, its region and the range of local authorities."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Row, Selection
from pimh_data.questions.indicators.comparing import (
    BETTER,
    HIGHER,
    LOWER,
    NAN,
    NOT_COMPARED,
    SIMILAR,
    WORSE,
    Range,
    decimals,
    england_range,
    trend_of,
)
from pimh_data.questions.indicators.evidence import COMPARING, COMPARING_SOURCE, indicator_evidence, remarks
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
from pimh_data.questions.indicators.series import SYNTHETIC, IndicatorPoints, Point, Series, indicator_points
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.words import agree, listed
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

NAMED_AT_MOST = 3
COLUMNS = (
    *OF_SERIES,
    Column("period", "Period", "text"),
    *VALUE.columns,
    ENGLAND,
    Column("region", "Region", "text"),
    Column("region_value", "Region's value", "number", decimals=1),
    Column("lowest", "Lowest local authority", "number", decimals=1),
    Column("quartile_1", "Lower quartile", "number", decimals=1),
    Column("quartile_3", "Upper quartile", "number", decimals=1),
    Column("highest", "Highest local authority", "number", decimals=1),
    Column("authorities", "Local authorities compared", "published"),
    *MARKED,
    Column("trend", "Recent trend", "text"),
    JUDGED,
    *IN_WORDS,
    Column("why", "Why it matters", "text"),
    Column("at_value", "Position of the value", "number", decimals=2),
    Column("at_lower", "Position of the lower limit", "number", decimals=2),
    Column("at_upper", "Position of the upper limit", "number", decimals=2),
    Column("at_region", "Position of the region", "number", decimals=2),
    Column("at_left", "Position of the end on the left", "number", decimals=2),
    Column("at_quartile_left", "Position of the quartile on the left", "number", decimals=2),
    Column("at_quartile_right", "Position of the quartile on the right", "number", decimals=2),
    Column("at_right", "Position of the end on the right", "number", decimals=2),
    STATE,
)


def area_profile(release: Release, selection: Selection) -> Answer:
    """Every indicator that the Place or system has a row of, newest period: a spine chart, one row an indicator.

    Columns: COLUMNS. Positions run from -1 to 1 with England at 0; better is to the right, or higher where there is no
    judgement; the local authority farthest from England is at an end. `left` and `right` are so turned. Positions are
    NaN where there is no England or no second local authority.
    """
    found = indicator_points(release)
    rows, points = [], []
    for key, series in found.series.items():
        point = found.latest(key, selection.place)
        if point is not None:
            points.append(point)
            rows.append(_row(key, series, point, selection.place, found))
    named = [found.series[str(row["key"])] for row in rows]
    return composed(
        "indicators.profile",
        "Indicators beside England",
        selection,
        COLUMNS,
        rows,
        Said(_finding(selection, rows)),
        indicator_evidence(
            release,
            named,
            points,
            definition="Published indicators of the area, each at its newest period, beside England, its region and "
            "the local authorities of the file, with why each matters to perinatal and infant mental health.",
            method=f"{COMPARING}; quartiles are of the local authorities of the file, unweighted",
            period=_periods(rows),
            citation=COMPARING_SOURCE,
            caveats=("Indicators are of different years: the period stands with each.",),
        ),
        notes=(*_notes(rows), *remarks(named)),
    )


def _row(key: str, series: Series, point: Point, where: str, found: IndicatorPoints) -> Row:
    england = found.england_at(key, point.period)
    spread = england_range(found, key, point.period)
    region, region_value = found.region(key, point.period, point.region_code)
    middle = england.value if england else NAN
    trend, _ = trend_of(found.points[key, where], series)
    return {
        **series_row(series),
        "period": point.period,
        **point_row(point, england, series, decimals([point.value, point.highest, middle])),
        "region": region,
        "region_value": region_value,
        # In place of the point's own: those are of its areas, these of all local authorities.
        "lowest": spread.lowest,
        "quartile_1": spread.quartile_1,
        "quartile_3": spread.quartile_3,
        "highest": spread.highest,
        "authorities": float(spread.areas),
        "trend": trend,
        "why": series.entry.why if series.entry else "",
        **_positions(point, middle, region_value, spread, series.direction),
    }


def _positions(point: Point, england: float, region: float, spread: Range, direction: str) -> Mapping[str, float]:
    reach = max(spread.highest - england, england - spread.lowest)
    turn = -1 if direction == "lower_is_better" else 1

    def at(value: float) -> float:
        # NaN compares as false, so an unknown value stays unknown.
        placed = turn * (value - england) / reach if reach > 0 else NAN
        return min(max(placed, -1.0), 1.0) if placed == placed else NAN

    ends, quartiles = (spread.lowest, spread.highest), (spread.quartile_1, spread.quartile_3)
    left, right = (at(value) for value in ends[::turn])
    quartile_left, quartile_right = (at(value) for value in quartiles[::turn])
    lower, upper = (at(value) for value in (point.lower, point.upper)[::turn])
    return {
        "at_value": at(point.value),
        "at_lower": lower,
        "at_upper": upper,
        "at_region": at(region),
        "at_left": left,
        "at_quartile_left": quartile_left,
        "at_quartile_right": quartile_right,
        "at_right": right,
    }


def _finding(selection: Selection, rows: list[Row]) -> Finding:
    where = selection.place
    if not rows:
        return Finding(
            f"{where}: there are no indicators of this area here: "
            + (
                "choose a Place or a system, all Places are not one area."
                if where == ALL_PLACES
                else "whoever publishes this can bring them."
            ),
            "no data",
        )
    # Said once where it is so of all: behind every name it would bury them.
    made_up = all(SYNTHETIC in str(row["indicator"]) for row in rows)
    named = [str(row["indicator"]).replace(SYNTHETIC, "" if made_up else SYNTHETIC) for row in rows]
    held_by = {
        word: [name for name, row in zip(named, rows, strict=True) if row["compared"] == word] for word in _WORDS
    }
    judged = sum(len(names) for names in held_by.values())
    if not judged:
        values = sum(row["state"] in ("shown", "zero") for row in rows)
        if not values:
            return Finding(
                f"{where}: none of {len(rows)} indicators has a figure for this area: the reason stands with each.",
                "no data",
            )
        return Finding(
            f"{where}: {values} of {len(rows)} indicators {agree(values, 'has', 'have')} a value, and none can "
            "be compared with England, because their files give no intervals.",
            "description",
        )
    parts = [
        f"{_WORDS[word]} on {len(names)}" + (f" ({_named(names)})" if word != SIMILAR else "")
        for word, names in held_by.items()
        if names
    ]
    grade: Grade = "worse" if held_by[WORSE] else "better" if held_by[BETTER] else "description"
    all_made_up = f", all{SYNTHETIC.removeprefix(',')}" if made_up else ""
    return Finding(f"{where}: of {judged} indicators compared with England{all_made_up}, it is {listed(parts)}.", grade)


_WORDS = {WORSE: "worse", BETTER: "better", HIGHER: "higher", LOWER: "lower", SIMILAR: "similar"}


def _named(names: list[str]) -> str:
    short = list(dict.fromkeys(names))
    return "; ".join(short[:NAMED_AT_MOST]) + (
        f"; and {len(short) - NAMED_AT_MOST} more" if len(short) > NAMED_AT_MOST else ""
    )


def _periods(rows: list[Row]) -> str:
    periods = sorted({str(row["period"]) for row in rows})
    return (
        periods[0]
        if len(periods) == 1
        else f"Newest of each indicator: {periods[0]} to {periods[-1]}"
        if rows
        else "None"
    )


def _notes(rows: list[Row]) -> tuple[str, ...]:
    said = []
    without = sum(row["compared"] == NOT_COMPARED for row in rows)
    if rows and without:
        said.append(f"{without} of {len(rows)} cannot be compared: no interval, no figure, or none for England.")
    few = [row["indicator"] for row in rows if float(row["authorities"]) < 8]
    if few:
        said.append(
            f"The files have under eight local authorities for {len(few)} of {len(rows)}: no quartiles are shown."
        )
    return tuple(said)
