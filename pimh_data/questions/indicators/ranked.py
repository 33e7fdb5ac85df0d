"""One indicator across Places, ranked, with intervals and England's line. Ranks of neighbours may be chance."""

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.formats import number
from pimh_data.questions.indicators.comparing import BETTER, HIGHER, LOWER, NAN, WORSE, decimals
from pimh_data.questions.indicators.evidence import (
    COMPARING,
    COMPARING_SOURCE,
    definition_of,
    indicator_evidence,
    remarks,
)
from pimh_data.questions.indicators.places import FOCUS, PLACE, every_place, named_alone, place_row
from pimh_data.questions.indicators.point_row import IN_WORDS, MARKED, OF_AREAS, VALUE, point_row
from pimh_data.questions.indicators.series import Point, Series, indicator_points, series_named
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.words import listed
from pimh_data.release import Release

COLUMNS = (
    Column("rank", "Rank", "published"),
    *PLACE,
    *VALUE.columns,
    *OF_AREAS,
    *MARKED,
    *IN_WORDS,
    FOCUS,
    STATE,
)


def compare_places(release: Release, selection: Selection, indicator: str) -> Answer:
    """The indicator (a series' key) at its newest period: one row a Place, worst first, or highest without judgement.

    `rank` counts Places with a value; equal values share one. Places without a value stand last, without a rank.
    Raises SelectionError for a key that the release does not hold.
    """
    series, found = series_named(release, indicator), indicator_points(release)
    places = every_place(release)
    period = found.newest_period(indicator, places)
    england = found.england_at(indicator, period)
    here = {place: found.at(indicator, place, period) for place in places}
    shown = {place: point for place, point in here.items() if point is not None and point.state in ("shown", "zero")}
    ascending = series.direction == "higher_is_better"
    order = sorted(shown, key=lambda place: shown[place].value if ascending else -shown[place].value)
    order += [place for place in places if place not in shown]
    digits = decimals([point.value for point in shown.values()])
    rows: list[Row] = []
    for place in order:
        point = here[place]
        rank = 1 + sum(_before(other, shown[place], ascending) for other in shown.values()) if place in shown else NAN
        of_place = place_row(release, selection, place)
        rows.append({"rank": float(rank), **of_place, **point_row(point, england, series, digits)})
    return composed(
        "indicators.places",
        f"{series.title} by Place",
        selection,
        COLUMNS,
        rows,
        Said(_finding(series, period, rows)),
        indicator_evidence(
            release,
            [series],
            here.values(),
            definition=definition_of(series),
            method=COMPARING,
            period=period or "None",
            citation=COMPARING_SOURCE,
            caveats=("Places with overlapping intervals may stand in either order: a rank is not a finding.",),
        ),
        direction=series.direction,
        references=(ReferenceLine("England", england.value if england else NAN),),
        notes=(*named_alone(release), *remarks([series])),
    )


def _before(other: Point, point: Point, ascending: bool) -> bool:
    return other.value < point.value if ascending else other.value > point.value


def _finding(series: Series, period: str, rows: list[Row]) -> Finding:
    known = [row for row in rows if row["state"] in ("shown", "zero")]
    if not known:
        return Finding(f"{series.title}: no Place of this release has a figure.", "no data")
    opening = f"{series.title}, {period}, {len(known)} of {len(rows)} Places"
    parts = []
    for word in (WORSE, HIGHER, BETTER, LOWER):
        names = [str(row["place"]) for row in known if row["compared"] == word]
        if names:
            named = f" ({listed(names)})" if len(names) <= 5 else ""
            parts.append(f"{len(names)} {word} than England{named}")
    if not parts:
        judged = any(row["compared"] == "similar" for row in known)
        values = [float(row["value"]) for row in known]
        ends = f"from {number(min(values))} to {number(max(values))}"
        said = "none clearly differs from England" if judged else f"{ends}; none can be compared with England"
        return Finding(f"{opening}: {said}.", "no clear difference" if judged else "description")
    worse = any(row["compared"] == WORSE for row in known)
    return Finding(f"{opening}: {listed(parts)}.", "worse" if worse else "description")
