"""The most deprived fifth (Core20) against the rest, year by year: how often they are seen, and their shares."""

from pimh_data.answer import Answer, Column, ReferenceLine, Row, Selection
from pimh_data.formats import percent
from pimh_data.questions import periods
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Estimated, Said, Telling
from pimh_data.questions.kit.deprivation import (
    SeenByDeprivation,
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
)
from pimh_data.questions.kit.verdicts.core20 import LABEL, Core20Verdict
from pimh_data.questions.kit.verdicts.core20_finding import core20_said
from pimh_data.questions.kit.verdicts.rates import CITATION, GAP_METHOD, METHOD, gaps_of
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release

RATIO = Estimated("ratio", "Rate ratio, most deprived fifth (Core20) against the rest", "ratio", decimals=2)
GAP = Estimated(
    "gap",
    "More people a year from the most deprived fifth (Core20) for an equal rate",
    "number",
    "people",
    lower="gap_lower",
    upper="gap_upper",
    of="of the gap",
)


def core20_against_rest(release: Release, selection: Selection) -> Answer:
    """How often Core20 are seen compared with the rest: one row a financial year, with the rate ratio.

    Columns: people and children of both groups, ratio with its 95% interval, gap in people with its own, Core20's share
    of people seen and of children aged 0 (births where the extract gives them), state. It compares the two groups
    whatever group is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years, chosen = release.manifest.years, periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = [seen_by_deprivation(release, view.at(period=year), year, selection.year) for year in years]
    core20, rest = ([one.seen(group) for one in held] for group in GROUP_MEMBERS)
    below, below_rest = ([one.children(group) for one in held] for group in GROUP_MEMBERS)
    verdicts = [Core20Verdict.of(one) for one in held]
    gaps = gaps_of([found.rates for found in verdicts])
    rows: list[Row] = [
        {
            "period": year,
            "people_core20": core20[row].value,
            "people_rest": rest[row].value,
            "children_core20": below[row],
            "children_rest": below_rest[row],
            **RATIO.row(verdicts[row].rates.ratio),
            **GAP.row(gaps[row]),
            "share_of_people": _share(core20[row].value, rest[row].value),
            "share_of_children": _share(below[row], below_rest[row]),
            "state": verdicts[row].state,
        }
        for row, year in enumerate(years)
    ]
    return deprivation_answer(
        "equity.core20",
        "The most deprived fifth (Core20) against the rest",
        release,
        selection,
        _columns(held[chosen].below.basis),
        rows,
        _said(release, selection, view, rows[chosen], held[chosen]),
        held=held[chosen],
        definition="How many times as often people from the most deprived fifth of England's small areas (Core20, "
        "deciles 1 and 2) are seen as people of the rest (deciles 3 to 10): people seen per child, over the same "
        "for the "
        "rest.",
        method=f"{METHOD} {GAP_METHOD}",
        citation=CITATION,
        what="years",
        references=(ReferenceLine("As often as the rest", 1.0),),
        notes=(verdicts[chosen].rates.size_seen,),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    named = basis.capitalize()
    return (
        Column("period", "Financial year", "text"),
        Column("people_core20", "People seen, the most deprived fifth (Core20)", "count", "people"),
        Column("people_rest", "People seen, the rest (deciles 3-10)", "count", "people"),
        Column("children_core20", f"{named}, the most deprived fifth (Core20)", "published", basis),
        Column("children_rest", f"{named}, the rest (deciles 3-10)", "published", basis),
        *RATIO.columns,
        *GAP.columns,
        Column("share_of_people", "The most deprived fifth (Core20), share of people seen", "share"),
        Column("share_of_children", f"The most deprived fifth (Core20), share of {basis}", "share"),
        STATE,
    )


def _said(release: Release, selection: Selection, view: View, row: Row, held: SeenByDeprivation) -> Said:
    seen = held.both.value
    share, of_children = percent(float(row["share_of_people"]), seen), percent(float(row["share_of_children"]), seen)
    shares = f"they are {share} of people seen and {of_children} of {held.below.basis}"
    return core20_said(Telling.of(release, selection, view, LABEL), held, card=shares)


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else NAN
