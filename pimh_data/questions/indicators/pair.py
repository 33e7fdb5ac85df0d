"""Two indicators against each other across Places, with the rank correlation. Places, not people: no cause is shown."""

import numpy as np
from scipy.stats import rankdata

from pimh_data.answer import Answer, Column, Finding, Grade, ReferenceLine, Row, Selection, Value
from pimh_data.formats import interval, number
from pimh_data.questions.indicators.comparing import NAN, decimals, point_in_words
from pimh_data.questions.indicators.evidence import definition_of, indicator_evidence, remarks
from pimh_data.questions.indicators.places import FOCUS, PLACE, every_place, named_alone, place_row
from pimh_data.questions.indicators.point_row import limits_of
from pimh_data.questions.indicators.series import indicator_points, series_named
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.words import agree
from pimh_data.release import Release

LEAST_PLACES = 10  # under this an interval of a rank correlation spans nearly everything


def two_indicators(release: Release, selection: Selection, first: str, second: str) -> Answer:
    """Two indicators (series' keys), each at its newest period: one row a Place.

    A row is 'shown' where both have a value, 'hidden' where one is suppressed, else 'no data'. Raises SelectionError
    for a key that the release does not hold.
    """
    pair = (series_named(release, first), series_named(release, second))
    found = indicator_points(release)
    places = every_place(release)
    periods = [found.newest_period(series.key, places) for series in pair]
    points = {
        place: [found.at(series.key, place, period) for series, period in zip(pair, periods, strict=True)]
        for place in places
    }
    digits = [
        decimals([point.value for here in points.values() if (point := here[side]) is not None]) for side in (0, 1)
    ]
    rows: list[Row] = []
    for place, here in points.items():
        row: dict[str, Value] = {**place_row(release, selection, place)}
        for axis, point, places_shown in zip("xy", here, digits, strict=True):
            row |= dict(zip((axis, f"{axis}_lower", f"{axis}_upper"), limits_of(point), strict=True))
            row[f"{axis}_cell"] = point_in_words(point, places_shown)
        states = {point.state if point else "no data" for point in here}
        row["state"] = "hidden" if "hidden" in states else "no data" if "no data" in states else "shown"
        rows.append(row)
    lines = [found.england_at(series.key, period) for series, period in zip(pair, periods, strict=True)]
    return composed(
        "indicators.pair",
        f"{pair[0].title} and {pair[1].title}",
        selection,
        (*PLACE, *_columns("x", pair[0].title), *_columns("y", pair[1].title), FOCUS, STATE),
        rows,
        Said(_finding([series.title for series in pair], periods, rows)),
        indicator_evidence(
            release,
            pair,
            [point for here in points.values() for point in here],
            definition=" ".join(definition_of(series) for series in pair),
            method="Spearman's rank correlation across Places, unweighted; 95% interval on Fisher's scale with "
            "Bonett and Wright's standard error",
            period=" and ".join(period or "None" for period in periods),
            citation="Bonett and Wright 2000, Psychometrika 65:23-28",
            caveats=(
                "Places that are high on both say nothing of whether the same families are: an association between "
                "areas is not one between people, and neither shows a cause.",
            ),
        ),
        references=tuple(
            ReferenceLine(f"England, {series.title}", line.value if line else NAN)
            for series, line in zip(pair, lines, strict=True)
        ),
        notes=(*named_alone(release), *remarks(pair)),
    )


def rank_correlation(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Spearman's correlation of known pairs (-1 to 1) and its 95% interval; NaN where either side does not vary."""
    ranks_x, ranks_y = rankdata(x), rankdata(y)
    if len(x) < 4 or np.ptp(ranks_x) == 0 or np.ptp(ranks_y) == 0:
        return NAN, NAN, NAN
    rho = float(np.corrcoef(ranks_x, ranks_y)[0, 1])
    if abs(rho) > 1 - 1e-12:
        return round(rho), NAN, NAN
    half = 1.959963984540054 * np.sqrt((1 + rho**2 / 2) / (len(x) - 3))
    lower, upper = np.tanh([np.arctanh(rho) - half, np.arctanh(rho) + half])
    return rho, float(lower), float(upper)


def _columns(axis: str, title: str) -> tuple[Column, ...]:
    return (
        Column(axis, title, "number", decimals=1),
        Column(f"{axis}_lower", f"{title}, 95% interval, lower", "number", decimals=1),
        Column(f"{axis}_upper", f"{title}, 95% interval, upper", "number", decimals=1),
        Column(f"{axis}_cell", f"{title}, value or reason", "text"),
    )


def _finding(names: list[str], periods: list[str], rows: list[Row]) -> Finding:
    known = [row for row in rows if row["state"] == "shown"]
    subject = f"{names[0]} ({periods[0]}) and {names[1]} ({periods[1]})"
    if not known:
        return Finding(f"{names[0]} and {names[1]}: no Place has a figure of both.", "no data")
    if len(known) < LEAST_PLACES:
        return Finding(
            f"{subject}: {len(known)} of {len(rows)} Places {agree(len(known), 'has', 'have')} both, too few to say "
            "whether they go together.",
            "too few",
        )
    rho, lower, upper = rank_correlation(*(np.array([row[axis] for row in known]) for axis in "xy"))
    opening = f"{subject}, {len(known)} of {len(rows)} Places"
    if np.isnan(lower):
        return Finding(f"{opening}: no interval of the rank correlation can be computed.", "description")
    together = (
        "Places high on one tend to be high on the other"
        if rho > 0
        else "Places high on one tend to be low on the other"
    )
    clear = lower > 0 or upper < 0
    grade: Grade = "description" if clear else "no clear difference"
    said = together if clear else "no clear tendency to go together"
    return Finding(f"{opening}: {said} (rank correlation {number(rho, 2)}, {interval(lower, upper, 2)}).", grade)
