"""How steep the difference by deprivation is, over all ten deciles at once, year by year."""

from pimh_data.answer import Answer, Column, ReferenceLine, Row, Selection
from pimh_data.questions import periods
from pimh_data.questions.equity.slope_finding import finding, inhabited, slope
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.kit.deprivation import (
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
    whatever_is_chosen,
)
from pimh_data.questions.slopes import Slope
from pimh_data.release import Release


def slope_by_deprivation(release: Release, selection: Selection) -> Answer:
    """Slope and relative index of people seen per 1,000 children aged 0 (or births): one row a financial year.

    Columns: slope with its 95% interval (the least less the most deprived end of the fitted line, per 1,000: positive
    where less deprived children's families are seen more), relative with its interval (the ratio of the two ends),
    most_deprived and least_deprived (the line's ends, per 1,000), state. All deciles are used whatever is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years, chosen = release.manifest.years, periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = [seen_by_deprivation(release, view.at(period=year), year) for year in years]
    below = held[chosen].below
    rows = [_row(year, slope(one), inhabited(one).state, below.basis) for year, one in zip(years, held, strict=True)]
    return deprivation_answer(
        "equity.slope",
        "How steep the difference by deprivation is",
        release,
        selection,
        _columns(below.basis),
        rows,
        finding(release, selection, view, rows, below),
        held[chosen],
        definition=f"Slope index: how many more people are seen per 1,000 {below.basis} at the least "
        "deprived end than at the most deprived end of a line through all ten deciles. Relative index: how many "
        "times as many. 0 and 1 mean no difference; a fair service would rather see more where need is greater.",
        method="Least squares on each decile's rank in the population, weighted with the root of its share of it; "
        "deciles in which nobody lives are left out. 95% intervals from Byar's interval of each decile (of the "
        "relative index by simulation), each end at the true counts, among those that the released ones permit, "
        "that push it furthest. Two years are compared by the interval of the difference of their slopes.",
        citation="Low and Low 2004, J Public Health 26:388; Zou and Donner 2008, Stat Med 27:1693",
        what="years",
        references=(ReferenceLine("No difference", 0.0),),
        notes=whatever_is_chosen(selection),
    )


RELATIVE = Estimated(
    "relative", "Relative index", "ratio", "", 2, "relative_lower", "relative_upper", "of the relative index"
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
