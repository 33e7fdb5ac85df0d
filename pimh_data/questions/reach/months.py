"""People seen month by month, or over longer periods where numbers are small, with process control limits."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, ROUNDING, Cell, View, cell
from pimh_data.questions.kit import STATE, answer, by_group
from pimh_data.questions.reach.months_finding import HARDLY_MOVES, RUN_CHART, MonthSeries, finding, icon
from pimh_data.registry.cubes import MONTH, QUARTER, YEAR
from pimh_data.release import Manifest, Release
from pimh_data.statistics.control import (
    FEWEST_FOR_LIMITS,
    LEAST_MEAN_WHEN_ROUNDED,
    LEAST_THAT_MOVES,
    LEAST_THAT_MOVES_WHEN_ROUNDED,
    share_that_moves,
    shortest_period,
    xmr,
)

COLUMNS = (
    Column("period", "Period", "text"),
    Column("people", "People seen", "count", "people"),
    Column("centre", "Mean (median in a run chart)", "number", "people", 1),
    Column("lower", "Lower process limit", "number", "people", 1),
    Column("upper", "Upper process limit", "number", "people", 1),
    Column("kind", "Variation", "text"),
    STATE,
)
PERIODS: Mapping[str, Callable[[Manifest], tuple[str, ...]]] = {
    MONTH: periods.months,
    QUARTER: periods.quarters,
    YEAR: lambda manifest: manifest.years,
}
WHY_LONGER = {
    QUARTER: f"By quarter, because fewer than {LEAST_MEAN_WHEN_ROUNDED} people are seen in an average month, or the "
    "release holds no months for this view: on smaller counts, rounded to 5, limits raise false alarms.",
    YEAR: "By year: the release holds no shorter period for this view.",
}
# Two years: over a longer time a service that grows is out of control at both ends, which says nothing new.
LATEST = {MONTH: 24}
FIRST_YEAR = "The first year of the extracts is left out: they leave out people who were referred before it."


def people_by_month(release: Release, selection: Selection) -> Answer:
    """People seen in each of the last 24 months of the chosen year and before, with the limits of an XmR chart.

    By quarter where the mean of the months is under 40, and a run chart (median, no limits) where that of the quarters
    is too, there are fewer than 12 points, or too few neighbours differ. Columns: period, people, centre, lower, upper,
    kind ('common cause', 'special cause, high', 'special cause, low', or 'run chart'), state. The headline names the
    variation of the last point, as an icon would. Raises SelectionError for a year or Place that the release does not
    hold.
    """
    periods.position(release.manifest, selection.year)
    series, notes = _series(release, selection)
    counts = np.array([point.value for point in series.points], dtype="float64")
    limits = xmr(counts) if series.limits else None
    # A median of shown points alone would stand too high: the hidden ones are mostly the small ones.
    centre = float(limits.mean) if limits else float(np.median(counts)) if len(counts) else np.nan
    ends = (float(limits.lower), float(limits.upper)) if limits else (np.nan, np.nan)
    kinds = _kinds(counts, centre, limits.special_cause if limits else None)
    rows: list[Row] = [
        {
            "period": period,
            "people": point.value,
            "centre": centre,
            "lower": max(ends[0], 0),
            "upper": ends[1],
            "kind": kind,
            "state": point.state,
        }
        for period, point, kind in zip(series.periods, series.points, kinds, strict=True)
    ]
    return answer(
        "reach.months",
        f"People seen by {series.kind}",
        release,
        selection,
        COLUMNS,
        rows,
        finding(release, selection, series, kinds, centre, limits),
        definition=f"People with at least one attended contact in the {series.kind}, each counted once in it.",
        numerator=f"Distinct {words.people_of(selection.deprivation)} seen, {words.subject(selection, False)}",
        denominator="None: a count of people",
        method="XmR chart: limits are the mean and 2.66 times the mean moving range to each side. Special cause: a "
        "point outside them, 7 in a row on one side of the mean, 7 rising or falling, or 2 of 3 near a limit. No "
        f"limits under {FEWEST_FOR_LIMITS} points, where rounded counts have a mean under "
        f"{LEAST_MEAN_WHEN_ROUNDED}, or where few neighbouring points differ (of rounded counts under half, of "
        "exact ones under a quarter): a run chart.",
        period=f"{series.periods[0]} to {series.periods[-1]}"
        if series.periods
        else periods.period_in_words(selection.year),
        citation="NHS England, Making Data Count; Wheeler 1993, Understanding Variation",
        caveats=(
            "Limits show what the process does by itself, not what it should do; they are not confidence limits.",
            "A person seen in two periods counts in both.",
        ),
        matters=by_group(selection, "people seen by month"),
        what=f"{series.kind}s",
        notes=notes,
    )


def _series(release: Release, selection: Selection) -> tuple[MonthSeries, tuple[str, ...]]:
    """The shortest kind of period whose mean allows limits; else the longest run of points that there is."""
    manifest, view = release.manifest, View.of(selection)
    held: dict[str, tuple[tuple[str, ...], list[Cell]]] = {}
    for kind, every in PERIODS.items():
        named = _until(manifest, every(manifest), selection.year)
        named = named[-LATEST.get(kind, len(named)) :]
        points = [cell(release, "activity", view.at(period=name), "people_seen") for name in named]
        started = next((place for place, point in enumerate(points) if point != NO_DATA), len(points))
        if points[started:]:
            held[kind] = named[started:], points[started:]
    charted = {kind: [point.value for point in points] for kind, (_, points) in held.items() if kind != YEAR}
    exact = ROUNDING[manifest.profile][0] == 1
    chosen = next(iter(charted), None) if exact else shortest_period(charted)
    limits = chosen is not None and sum(point.known for point in held[chosen][1]) >= FEWEST_FOR_LIMITS
    flat = limits and chosen is not None and _hardly_moves(charted[chosen], exact)
    limits = limits and not flat
    if chosen is None:
        # Without limits, the quarters say most: months of few people are mostly hidden.
        chosen = next((kind for kind in (QUARTER, YEAR, MONTH) if kind in held), MONTH)
    if chosen not in held:
        return MonthSeries(chosen, (), [], False), ()
    named, points = held[chosen]
    year = manifest.years.index(selection.year)
    why = HARDLY_MOVES if flat else RUN_CHART
    said = ((not limits, why), (chosen in WHY_LONGER, WHY_LONGER.get(chosen, "")))
    notes = (*said, (year == 1 or (year > 1 and chosen != MONTH), FIRST_YEAR))
    return MonthSeries(chosen, named, points, limits, flat), tuple(note for holds, note in notes if holds)


def _hardly_moves(counts: Sequence[float], exact: bool) -> bool:
    least = LEAST_THAT_MOVES if exact else LEAST_THAT_MOVES_WHEN_ROUNDED
    return not share_that_moves(counts) >= least or bool(np.isnan(xmr(counts).lower))


def _until(manifest: Manifest, every: Sequence[str], year: str) -> tuple[str, ...]:
    first = manifest.years[0] if manifest.years.index(year) else ""
    return tuple(name for name in every if first < periods.year_of(name) <= year)


def _kinds(counts: np.ndarray, centre: float, special: np.ndarray | None) -> list[str]:
    if special is None:
        return ["run chart"] * len(counts)
    return [icon(bool(cause), value >= centre) for cause, value in zip(special, counts, strict=True)]
