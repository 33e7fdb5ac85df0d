"""How steep the difference by deprivation is, over all ten deciles at once, year by year."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pimh_data.answer import Answer, Column, Grade, ReferenceLine, Row, Selection
from pimh_data.formats import interval, number
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, Cell, View, total
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Limits, Said, Telling
from pimh_data.questions.kit.deprivation import (
    SeenByDeprivation,
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
    whatever_is_chosen,
)
from pimh_data.questions.kit.verdicts.could_be_seen import rate_seen
from pimh_data.questions.periods import is_whole
from pimh_data.questions.population import Denominator
from pimh_data.questions.slopes import Slope, slope_of
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.release import Release


def slope_by_deprivation(release: Release, selection: Selection) -> Answer:
    """Slope and relative index of people seen per 1,000 children aged 0 (or births): one row a financial year.

    Columns: slope with its 95% interval (the least less the most deprived end of the fitted line, per 1,000: positive
    where less deprived children's families are seen more), relative with its interval (the ratio of the two ends),
    most_deprived and least_deprived (the line's ends, per 1,000), change of the slope since the first year that can be
    compared with its interval, state. All deciles are used whatever is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years, chosen = release.manifest.years, periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = [seen_by_deprivation(release, view.at(period=year), year, selection.year) for year in years]
    below = held[chosen].below
    rows = [_row(year, _fit(one), _inhabited(one).state, below.basis) for year, one in zip(years, held, strict=True)]
    first = _first_compared(release, rows)
    rows = [{**row, **CHANGE.row(_change(release, first, row))} for row in rows]
    return deprivation_answer(
        "equity.slope",
        "How steep the difference by deprivation is",
        release,
        selection,
        _columns(below.basis),
        rows,
        _said(release, selection, view, rows, below, first),
        held=held[chosen],
        definition=f"Slope index: how many more people are seen per 1,000 {below.basis} at the least "
        "deprived end than at the most deprived end of a line through all ten deciles. Relative index: how many "
        "times as many. 0 and 1 mean no difference; a fair service would rather see more where need is greater. "
        "The most deprived fifth (Core20) against the rest is another comparison, of two deciles with eight: where few "
        "are seen, the one can be told from chance and the other not.",
        method="Least squares on each decile's rank in the population, weighted with the root of its share of it; "
        "deciles in which nobody lives are left out. 95% intervals from Byar's interval of each decile (of the "
        "relative index by simulation), each end at the true counts, among those that the released ones permit, "
        "that push it furthest. Two years are compared by the interval of the difference of their slopes, with people "
        "seen in both counted as different people: a bound, too wide rather than too narrow.",
        citation="Low and Low 2004, J Public Health 26:388; Zou and Donner 2008, Stat Med 27:1693",
        what="years",
        references=(ReferenceLine("No difference", 0.0),),
        notes=(*whatever_is_chosen(selection), *_sizes(rows[chosen], first)),
    )


RELATIVE = Estimated(
    "relative", "Relative index", "ratio", "", 2, "relative_lower", "relative_upper", "of the relative index"
)


CHANGE = Estimated(
    "change",
    "Change of the slope since the first year that is compared",
    "rate",
    "per 1,000",
    1,
    "change_lower",
    "change_upper",
    "of the change",
)


def _slope(basis: str) -> Estimated:
    return Estimated("slope", f"Slope index, per 1,000 {basis}", "rate", "per 1,000", 1)


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("period", "Financial year", "text"),
        *_slope(basis).columns,
        *RELATIVE.columns,
        Column("most_deprived", f"Line at the most deprived end, per 1,000 {basis}", "rate", "per 1,000", 1),
        Column("least_deprived", f"Line at the least deprived end, per 1,000 {basis}", "rate", "per 1,000", 1),
        *(replace(column, missing="not compared") for column in CHANGE.columns),
        STATE,
    )


def _row(year: str, found: Slope, state: str, basis: str) -> Row:
    return {
        "period": year,
        **_slope(basis).row((found.slope, found.lower, found.upper)),
        **RELATIVE.row((found.relative, found.relative_lower, found.relative_upper)),
        "most_deprived": found.most,
        "least_deprived": found.least,
        "state": "no data" if state == "zero" else state,
    }


LABEL = "slope index of inequality, per 1,000"


def _fit(held: SeenByDeprivation) -> Slope:
    """The slope of people seen by decile over children of the same deciles."""
    return slope_of([held.seen(name) for name in DECILE_MEMBERS], [held.children(name) for name in DECILE_MEMBERS])


def _inhabited(held: SeenByDeprivation) -> Cell:
    """The deciles in which somebody lives, together: known where a slope can be fitted."""
    return total(held.seen(name) for name in DECILE_MEMBERS if held.children(name) > 0)


def _said(
    release: Release,
    selection: Selection,
    view: View,
    rows: Sequence[Row],
    denominator: Denominator,
    first: Row | None,
) -> Said:
    """The slope of the chosen year with its interval, the relative index, and how it compares with the first year.

    'worse' where people are seen less the more deprived, 'higher' where more; 'no clear difference' otherwise.
    """
    chosen = release.manifest.years.index(selection.year)
    tell, row = Telling.of(release, selection, view, LABEL), rows[chosen]
    if row["state"] == "no data":
        return tell.no_rate(denominator.refused, "there are no data on people seen by decile")
    if row["state"] == "hidden":

        def both(view: View) -> Cell:
            by_decile = view.dimension == DEPRIVATION.name
            return _inhabited(seen_by_deprivation(release, view, selection.year)) if by_decile else HIDDEN

        def say(view: View) -> str:
            found = _fit(seen_by_deprivation(release, view, release.manifest.years[-1], selection.year))
            bounds = words.ratio_interval(found.relative_lower, found.relative_upper)
            return f"{number(found.relative, 2)} times as many at the least deprived end ({bounds})"

        return tell.hidden("no slope by deprivation, because a decile is hidden", both, say)
    bounds = interval(float(row["lower"]), float(row["upper"]))
    ends = f"{_end(float(row['most_deprived']))} per 1,000 {denominator.basis} at the most deprived end"
    grade: Grade = "no clear difference"
    said = "no clear slope by deprivation"
    if float(row["lower"]) > 0:
        grade, said = "worse", "people are seen less the more deprived their area"
    elif float(row["upper"]) < 0:
        grade, said = "higher", "people are seen more the more deprived their area"
    figures = f"{ends}, {_end(float(row['least_deprived']))} at the least"
    steep = f"The slope is {number(float(row['slope']))} (95% interval {bounds}){_relative(row)}."
    text = f"{said}: {figures}. {steep} {_trend(row, first)}"
    return tell.says(text, grade, number(float(row["slope"])), f"95% interval {bounds}")


def _relative(row: Row) -> str:
    """', the relative index 1.44 (95% interval 1.08 to 1.93)'; '' where it is not defined."""
    relative, lower, upper = (float(row[name]) for name in ("relative", "relative_lower", "relative_upper"))
    if relative != relative:
        return ""
    bounds = "" if lower != lower or upper != upper else f" (95% interval {words.ratio_interval(lower, upper)})"
    return f", the relative index {number(relative, 2)}{bounds}"


def _end(rate: float) -> str:
    # A steep line can pass below nobody at its end.
    return number(max(rate, 0.0))


def _first_compared(release: Release, rows: Sequence[Row]) -> Row | None:
    """The earliest year that can be compared: the extracts' first leaves out people referred before it."""
    return next((row for row in rows[1:] if _comparable(release, row)), None)


def _comparable(release: Release, row: Row) -> bool:
    return row["state"] == "shown" and is_whole(release.manifest, str(row["period"]))


def _change(release: Release, first: Row | None, row: Row) -> Limits:
    """The slope less that of the first year that is compared, with its interval; UNKNOWN of that year and before."""
    if first is None or not _comparable(release, row) or str(row["period"]) <= str(first["period"]):
        return UNKNOWN
    before, lowest, highest = (float(first[name]) for name in ("slope", "lower", "upper"))
    slope, lower, upper = (float(row[name]) for name in ("slope", "lower", "upper"))
    change = slope - before
    down, up = np.hypot(slope - lower, highest - before), np.hypot(upper - slope, before - lowest)
    return change, float(change - down), float(change + up)


def _trend(row: Row, first: Row | None) -> str:
    """How the slope has changed since the first year that is compared, with the interval of the change."""
    change, lower, upper = (float(row[name]) for name in ("change", "change_lower", "change_upper"))
    if first is None or change != change:
        return "Too few years to say whether it changes."
    how = "has not clearly changed" if lower <= 0 <= upper else f"has {'risen' if change > 0 else 'fallen'}"
    bounds = f"{change:+.1f}, 95% interval {lower:+.1f} to {upper:+.1f}"
    return f"It {how} since {first['period']} ({bounds}){'' if lower <= 0 <= upper else ', beyond chance'}."


def _sizes(row: Row, first: Row | None) -> tuple[str, ...]:
    """The slope, and the change of it, that would probably have been seen, where either is not clear."""
    slope, change = (
        rate_seen((float(row[name]), float(row[f"{of}lower"]), float(row[f"{of}upper"])), what)
        for name, of, what in (
            ("slope", "", "A slope"),
            ("change", "change_", f"A change of it since {first['period'] if first else ''}"),
        )
    )
    return slope, change
