"""One indicator of England by deprivation decile, as the file has it. Its bases are kept apart and never added."""

from dataclasses import replace

import numpy as np

from pimh_data.answer import Answer, Column, Finding, Grade, ReferenceLine, Row, Selection
from pimh_data.formats import interval, number
from pimh_data.questions.indicators.comparing import NAN, decimals
from pimh_data.questions.indicators.decile_rows import decile_rows
from pimh_data.questions.indicators.evidence import definition_of, indicator_evidence, remarks
from pimh_data.questions.indicators.point_row import CELL, NOTE, VALUE
from pimh_data.questions.indicators.series import Series, indicator_points, series_named
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Limits, Said, composed
from pimh_data.questions.kit.verdicts.could_be_seen import size_seen
from pimh_data.questions.words import listed
from pimh_data.release import Release
from pimh_data.statistics.inequality import SlopeIndex, slope_index

SLOPE = Estimated(
    "slope",
    "Slope index of the ten deciles",
    "number",
    decimals=1,
    lower="slope_lower",
    upper="slope_upper",
    of="of the slope index",
)
COLUMNS = (
    Column("basis", "Deciles of", "text"),
    Column("decile", "Decile (1 = most deprived)", "text"),
    *VALUE.columns,
    Column("count", "Count", "published"),
    Column("denominator", "Denominator", "published"),
    Column("limits", "The interval is", "text"),
    CELL,
    NOTE,
    *(replace(column, missing="of the deciles that are compared alone") for column in SLOPE.columns),
    STATE,
)

NOT_OF_THE_PLACE = "These are deciles of England, not of the chosen Place: no file has them for a Place."


def inequality(release: Release, selection: Selection, indicator: str, basis: str = "") -> Answer:
    """The indicator (a series' key) of England by decile of deprivation: one row a basis and decile, newest period.

    A file may have deciles of several bases (of counties and unitary authorities, of districts, of LSOAs): `basis`
    chooses the one that the finding is about, the first unless named; the table holds all, apart. Raises
    SelectionError for a key that the release does not hold.
    """
    series, found = series_named(release, indicator), indicator_points(release)
    rows, points, period = decile_rows(release, series)
    bases = list(dict.fromkeys(str(row["basis"]) for row in rows))
    chosen = basis if basis in bases else (bases or [""])[0]
    of_basis = [row for row in rows if row["basis"] == chosen]
    slope = _slope(of_basis)
    limits = (float(slope.sii), float(slope.sii_lower), float(slope.sii_upper)) if slope else UNKNOWN
    rows = [{**row, **SLOPE.row(limits if row["basis"] == chosen else UNKNOWN)} for row in rows]
    england = found.england_at(indicator, period)
    others = [name for name in bases if name != chosen]
    return composed(
        "indicators.inequality",
        f"{series.title} by deprivation, England",
        selection,
        COLUMNS,
        rows,
        Said(_finding(series, period, chosen, of_basis, slope)),
        indicator_evidence(
            release,
            [series],
            points,
            definition=f"{definition_of(series)} By deprivation decile of England: {chosen or 'none'}.",
            method="Slope index: regression on the mid-rank of the cumulative denominator, weighted with its square "
            "root; interval from each decile's own. Where the file has none, a decile's interval is computed here from "
            "its count and denominator: Wilson's for percentages, Byar's for rates",
            period=period or "None",
            citation="Low and Low 2004, J Public Health 26:388-395",
            caveats=(
                "Deciles of whole authorities hide the poor streets of rich authorities: the slope is flatter than "
                "between small areas.",
                *((f"Also in the table, never added: {listed(others)}.",) if others else ()),
            ),
        ),
        direction=series.direction,
        references=(ReferenceLine("England", england.value if england else NAN),),
        notes=(_size_seen(limits, of_basis), NOT_OF_THE_PLACE if rows else "", *remarks([series])),
    )


def _size_seen(limits: Limits, rows: list[Row]) -> str:
    """Beside a slope that is not clear: the one that would probably have been seen."""
    return size_seen(limits, "slope index", decimals=decimals([float(row["value"]) for row in rows]))


def _slope(rows: list[Row]) -> SlopeIndex | None:
    """The slope over ten deciles with values; limits only where every decile has its own."""
    if len(rows) != 10 or any(np.isnan([float(row["value"]), float(row["denominator"])]).any() for row in rows):
        return None
    values, people = ([float(row[name]) for row in rows] for name in ("value", "denominator"))
    if any(np.isnan([float(row["lower"]), float(row["upper"])]).any() for row in rows):
        return slope_index(values, people, repetitions=0)
    lower, upper = ([float(row[name]) for row in rows] for name in ("lower", "upper"))
    return slope_index(values, people, lower=lower, upper=upper, repetitions=10_000)


def _finding(series: Series, period: str, basis: str, rows: list[Row], slope: SlopeIndex | None) -> Finding:
    subject = f"England, {series.title}"
    if not rows:
        return Finding(f"{subject}: the file has no figures by deprivation.", "no data")
    most, least = (next((row for row in rows if row["decile"] == end), None) for end in ("1", "10"))
    known = [row for row in (most, least) if row is not None and row["state"] in ("shown", "zero")]
    if len(known) < 2:
        return Finding(f"{subject}, {period}, {basis}: not every decile has a figure.", "no data")
    first, last = (float(row["value"]) for row in known)
    places = decimals([first, last])
    ends = f"{number(first, places)} in the most deprived tenth, {number(last, places)} in the least"
    opening = f"{subject}, {period}, {basis}: {ends}"
    if slope is None:
        return Finding(f"{opening}; there is no slope, because a decile lacks a value or a denominator.", "description")
    if np.isnan(slope.sii_lower):
        return Finding(
            f"{opening}; slope index {number(float(slope.sii), places)}, without an interval, because the deciles have "
            "none.",
            "description",
        )
    bounds = interval(float(slope.sii_lower), float(slope.sii_upper), places)
    clear = slope.sii_lower > 0 or slope.sii_upper < 0
    higher = "the more deprived" if slope.sii < 0 else "the less deprived"
    grade: Grade = "no clear difference"
    if clear:
        against = {"lower_is_better": slope.sii < 0, "higher_is_better": slope.sii > 0}.get(series.direction)
        grade = "worse" if against else "higher" if slope.sii < 0 else "lower"
    said = f"beyond chance higher in {higher}" if clear else "no clear difference along the deciles"
    return Finding(f"{opening}; slope index {number(float(slope.sii), places)} ({bounds}): {said}.", grade)
