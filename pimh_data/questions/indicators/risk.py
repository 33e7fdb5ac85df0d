"""The risk stack: Places worse than England on three or more risk indicators where fewer are seen than average."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.formats import number
from pimh_data.questions import periods
from pimh_data.questions.cells import Cell, View, cell
from pimh_data.questions.denominators import Denominator
from pimh_data.questions.evidence import NOTHING_HIDDEN, hidden_in_words
from pimh_data.questions.indicators.comparing import HIGHER, NAN, NOT_COMPARED, WORSE, compared_to_england
from pimh_data.questions.indicators.evidence import COMPARING, COMPARING_SOURCE, indicator_evidence, remarks
from pimh_data.questions.indicators.places import FOCUS, PLACE, every_place, named_alone, place_row
from pimh_data.questions.indicators.series import IndicatorPoints, Point, Series, indicator_points
from pimh_data.questions.kit import STATE, Estimated, Limits, Said, composed
from pimh_data.questions.kit.by_place_table import AVERAGE as OF_PLACES
from pimh_data.questions.population import births_of
from pimh_data.questions.rounded_intervals import PER, rates
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.release import Release
from pimh_data.statistics.funnel import funnel

STACK, CHILDREN = 3, "children aged 0"
BELOW, ABOVE, AVERAGE, UNKNOWN = "below average", "above average", "about average", "not known"


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        *PLACE,
        Column("worse", "Risk indicators worse than England", "published"),
        Column("judged", "Risk indicators compared", "published"),
        Column("names", "Which", "text"),
        Column("people", "People seen", "count", "people"),
        Column("children", basis.capitalize(), "published", basis),
        *_rate(basis).columns,
        Column("average", OF_PLACES, "rate", "per 1,000", 1),
        Column("reach", "Reach", "text"),
        Column("flagged", "Risk high and reach low", "text"),
        FOCUS,
        STATE,
    )


def _rate(basis: str) -> Estimated:
    return Estimated("rate", f"Seen per 1,000 {basis}", "rate", "per 1,000", 1)


def risk_stack(release: Release, selection: Selection) -> Answer:
    """One row a Place, those with most risk first: how many risk indicators are worse than England, and reach.

    Reach is of all services and everyone together, since indicators are of all families.

    A risk indicator is one of the registry whose 95% interval lies on the bad side of England (or above it, where high
    marks risk without judgement), at its newest period. Reach: people seen in the chosen year per 1,000 children aged
    0, below average where its interval, widened by the rounding of the release, lies under the average of the Places
    shown.
    Raises SelectionError for a year that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    found = indicator_points(release)
    risks = [series for series in found.series.values() if series.risk]
    places = every_place(release)
    seen = [cell(release, "activity", _view(selection, place), "people_seen") for place in places]
    below = [_births(release, place, selection.year) for place in places]
    children, basis = [one.of(EVERYONE) for one in below], next((one.basis for one in below if one.counts), CHILDREN)
    estimates = rates(seen, children)
    average = _average(seen, children)
    rows: list[Row] = []
    points: list[Point | None] = []
    for row, place in enumerate(places):
        words = _compared(found, risks, place, points)
        worse = [name for name, said in words.items() if said & {WORSE, HIGHER}]
        judged = sum(said != {NOT_COMPARED} for said in words.values())
        reach = _reach(estimates[row], average)
        rows.append(
            {
                **place_row(release, selection, place),
                "worse": float(len(worse)) if judged else NAN,
                "judged": float(judged),
                "names": "; ".join(worse),
                "people": seen[row].value,
                "children": children[row],
                **_rate(basis).row(estimates[row]),
                "average": average,
                "reach": reach,
                "flagged": "yes" if len(worse) >= STACK and reach == BELOW else "no" if judged else UNKNOWN,
                "state": seen[row].state if judged else "no data",
            }
        )
    rows.sort(key=lambda row: (row["flagged"] != "yes", -np.nan_to_num(row["worse"], nan=-1.0), row["place"]))
    evidence = indicator_evidence(
        release,
        risks,
        points,
        definition=f"Places that are worse than England on {STACK} or more indicators of risk while fewer people are "
        "seen there than on average. Indicators where no judgement is made count where they are higher and the "
        "registry says that this marks risk.",
        method=f"{COMPARING}. Reach: people seen per 1,000 {basis}, Byar's 95% interval with the error of "
        "rounding added to that of chance, against the average of the Places shown: their people over their " + basis,
        period=f"Indicators: newest of each; people seen: {periods.period_in_words(selection.year)}",
        citation=f"{COMPARING_SOURCE}; Breslow and Day 1987, vol. II, p. 69",
        caveats=(
            "Indicators overlap: a poor Place is worse on several for one reason. The count is no measure of need.",
            "Indicators and people seen are of different years.",
            f"Worse than England counts only where an interval is published: {len(risks)} indicators of risk are in "
            "the release.",
        ),
        with_people=True,
    )
    follows = (selection.service, selection.deprivation) == (ALL_SERVICES, EVERYONE)
    hidden = hidden_in_words(release, [str(row["place"]) for row in rows if row["state"] == "hidden"], "Places")
    return composed(
        "indicators.risk",
        "Risk and reach by Place",
        selection,
        _columns(basis),
        rows,
        Said(_finding(selection, rows, risks, average, basis)),
        replace(evidence, hidden=hidden if evidence.hidden == NOTHING_HIDDEN else f"{evidence.hidden} {hidden}"),
        notes=(
            "" if follows else "Reach is of all services and everyone, whatever is chosen.",
            *named_alone(release),
            *remarks(risks),
        ),
    )


def _view(selection: Selection, place: str) -> View:
    return View(place, selection.year, ALL_SERVICES)


def _births(release: Release, place: str, year: str) -> Denominator:
    """Births or children aged 0 of everyone, as every rate of the Place and year divides by them."""
    return births_of(release, place, ALL_SERVICES, (year,), year)[0]


def _average(seen: Sequence[Cell], children: Sequence[float]) -> float:
    """The rate of the Places shown together, as reach by Place has it; NaN where none is shown."""
    counts = np.array([one.value if one.known else NAN for one in seen])
    return float(funnel("rate", counts, np.array(children), multiplier=PER).benchmark)


def _compared(
    found: IndicatorPoints, risks: Sequence[Series], place: str, points: list[Point | None]
) -> dict[str, set[str]]:
    """Indicator -> what its series (by sex and age) are beside England: an indicator counts once, however many."""
    made: dict[str, set[str]] = {}
    for series in risks:
        point = found.latest(series.key, place)
        if point is not None:
            points.append(point)
            england = found.england_at(series.key, point.period)
            made.setdefault(series.name, set()).add(compared_to_england(point, england, series.direction))
    return made


def _reach(rate: Limits, average: float) -> str:
    _, lower, upper = rate
    if np.isnan([lower, upper, average]).any():
        return UNKNOWN
    return BELOW if upper < average else ABOVE if lower > average else AVERAGE


def _finding(selection: Selection, rows: list[Row], risks: Sequence[Series], average: float, basis: str) -> Finding:
    judged = [row for row in rows if row["judged"]]
    if not judged:
        why = (
            "no indicator of risk with an interval is in the release"
            if risks
            else "the release has no indicator of risk"
        )
        return Finding(f"{selection.year}: risk and reach cannot be set side by side, because {why}.", "no data")
    flagged = [str(row["place"]) for row in rows if row["flagged"] == "yes"]
    stacked = [row for row in judged if float(row["worse"]) >= STACK]
    opening = f"{selection.year}, {len(judged)} of {len(rows)} Places with indicators of risk"
    if flagged:
        reach = f" ({number(average)} per 1,000 {basis} in the Places shown together)" if average == average else ""
        verb = "is" if len(flagged) == 1 else "are"
        return Finding(
            f"{opening}: {listed(flagged)} {verb} worse than England on {STACK} or more while fewer people are seen "
            f"than average{reach}.",
            "worse",
        )
    if stacked:
        unknown = [str(row["place"]) for row in stacked if row["reach"] == UNKNOWN]
        but = f"; reach is not known for {listed(unknown)}" if unknown else ""
        return Finding(
            f"{opening}: {len(stacked)} worse than England on {STACK} or more, none with clearly low reach{but}.",
            "description",
        )
    return Finding(f"{opening}: none is worse than England on {STACK} or more of them.", "description")
