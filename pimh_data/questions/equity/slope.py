"""How steep the difference by deprivation is, over all ten deciles at once, year by year."""

from pimh_data.answer import Answer, Column, ReferenceLine, Selection
from pimh_data.questions import periods
from pimh_data.questions.cells import NO_DATA, View, members
from pimh_data.questions.equity.slope_finding import finding, inhabited, slope
from pimh_data.questions.kit import STATE, Estimated, Said, composed
from pimh_data.questions.kit.deprivation import evidence_by_deprivation, unknown_decile, whatever_is_chosen
from pimh_data.questions.population import children_by_deprivation
from pimh_data.questions.slopes import Slope
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, NOT_KNOWN
from pimh_data.release import Release


def slope_by_deprivation(release: Release, selection: Selection) -> Answer:
    """Slope and relative index of people seen per 1,000 children aged 0 (or births): one row a financial year.

    Columns: slope with its 95% interval (the least less the most deprived end of the fitted line, per 1,000: positive
    where less deprived children's families are seen more), relative with its interval (the ratio of the two ends),
    most_deprived and least_deprived (the line's ends, per 1,000), state. All deciles are used whatever is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years, chosen = release.manifest.years, periods.position(release.manifest, selection.year)
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    held = [members(release, "activity", view.at(period=year), "people_seen") for year in years]
    denominators = children_by_deprivation(release, selection.place, selection.service, years)
    rows = [
        _row(year, slope(seen, below), inhabited(seen, below).state)
        for year, seen, below in zip(years, held, denominators, strict=True)
    ]
    denominator = denominators[chosen]
    said, headline = finding(release, selection, view, rows, denominator)
    columns = _columns(denominator.basis)
    return composed(
        "equity.slope",
        "How steep the difference by deprivation is",
        selection,
        columns,
        rows,
        Said(said, headline),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition=f"Slope index: how many more people are seen per 1,000 {denominator.basis} at the least "
            "deprived end than at the most deprived end of a line through all ten deciles. Relative index: how many "
            "times as many. 0 and 1 mean no difference; a fair service would rather see more where need is greater.",
            method="Least squares on each decile's rank in the population, weighted with the root of its share of it; "
            "deciles in which nobody lives are left out. 95% intervals from Byar's interval of each decile (of the "
            "relative index by simulation), each end at the true counts, among those that the released ones permit, "
            "that push it furthest. Two years are compared by the interval of the difference of their slopes.",
            citation="Low and Low 2004, J Public Health 26:388; Zou and Donner 2008, Stat Med 27:1693",
            hidden=[row["period"] for row in rows if row["state"] == "hidden"],
            what="years",
        ),
        references=(ReferenceLine("No difference", 0.0),),
        notes=(
            *whatever_is_chosen(selection),
            *denominator.note(),
            unknown_decile(release, held[chosen].get(NOT_KNOWN, NO_DATA), selection),
        ),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    per = f"per 1,000 {basis}"
    return (
        Column("period", "Financial year", "text"),
        *Estimated("slope", f"Slope index, {per}", "rate", "per 1,000", 1).columns,
        *Estimated(
            "relative",
            "Relative index",
            "ratio",
            decimals=2,
            lower="relative_lower",
            upper="relative_upper",
            of="of the relative index",
        ).columns,
        Column("most_deprived", f"Line at the most deprived end, {per}", "rate", "per 1,000", 1),
        Column("least_deprived", f"Line at the least deprived end, {per}", "rate", "per 1,000", 1),
        STATE,
    )


def _row(year: str, found: Slope, state: str) -> dict[str, object]:
    return {
        "period": year,
        "slope": found.slope,
        "lower": found.lower,
        "upper": found.upper,
        "relative": found.relative,
        "relative_lower": found.relative_lower,
        "relative_upper": found.relative_upper,
        "most_deprived": found.most,
        "least_deprived": found.least,
        "state": "no data" if state == "zero" else state,
    }
