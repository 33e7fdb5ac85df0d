"""People seen per 1,000 children of each decile, 1 = most deprived, beside the Place's own average."""

from dataclasses import replace

from pimh_data.answer import Answer, Column, ReferenceLine, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN
from pimh_data.questions.equity.decile_finding import finding, one_decile
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.kit.deprivation import (
    by_deprivation,
    deprivation_answer,
    groups_in_focus,
    seen_by_deprivation,
)
from pimh_data.questions.kit.member_differences import IN_TWO
from pimh_data.questions.kit.verdicts.core20 import Core20Verdict
from pimh_data.questions.kit.verdicts.rates import RatesCompared
from pimh_data.questions.rounded_intervals import rates
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS
from pimh_data.release import Release

RATIO = Estimated(
    "ratio", "Rate ratio", "ratio", decimals=2, lower="ratio_lower", upper="ratio_upper", of="of the ratio"
)
GAP = Estimated("gap", "More people a year", "number", "people", lower="gap_lower", upper="gap_upper", of="of the gap")
ALL_OTHERS = "all other deciles"


def seen_by_decile(release: Release, selection: Selection) -> Answer:
    """People seen per 1,000 children aged 0: one row a decile, 1 = most deprived, with Byar's 95% interval; below them
    the most deprived fifth (Core20) and the rest.

    Columns: member, decile ('' of both groups), people, children, rate, lower, upper, the other side's rate, the ratio
    of the two and the gap in people (in the row of Core20, or of a chosen decile, against all others), focus ('yes' for
    the chosen group, Core20 unless another is chosen), state. The reference line is the Place's average over the
    deciles that are known.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    held = seen_by_deprivation(release, by_deprivation(selection), selection.year)
    members = (*DECILE_MEMBERS, *GROUP_MEMBERS)
    counts = [held.seen(member) for member in members]
    children = [held.children(member) for member in members]
    basis = held.below.basis
    estimates, focus = rates(counts, children), groups_in_focus(selection)
    compared = selection.deprivation if selection.deprivation in DECILE_MEMBERS else CORE20
    found = Core20Verdict.of(held).rates if compared == CORE20 else one_decile(compared, held)
    rows = [
        {
            "member": IN_TWO.get(member, member),
            "decile": member.removeprefix("Decile ") if member in DECILE_MEMBERS else "",
            "people": counts[row].value,
            "children": children[row],
            **_rate(basis).row(estimates[row]),
            **_against(found if member == compared else None),
            "focus": "yes" if member in focus else "no",
            "state": counts[row].state if children[row] > 0 else "no data",
        }
        for row, member in enumerate(members)
    ]
    average, _, _ = rates([held.both], [held.children(*GROUP_MEMBERS)])[0]
    return deprivation_answer(
        "equity.decile",
        f"People seen per 1,000 {basis}, by deprivation",
        release,
        selection,
        _columns(basis, compared),
        rows,
        finding(release, selection, held),
        held=held,
        definition=f"People seen per 1,000 {basis} of the same decile. Decile 1 is the most deprived tenth of "
        "England's small areas.",
        method="Byar's 95% interval, exact below 10 people, with the error of rounding added to that of chance; "
        "groups of deciles are compared by the score interval of their rate ratio. The average is of those whose "
        "decile is known.",
        citation="Breslow and Day 1987, vol. II, p. 69; Graham, Mayo and Szabo 2003, Stat Med 22:2071",
        what="deciles" if held.both.known else "groups",
        references=(ReferenceLine(words.place_average(selection.place), average),),
        notes=(found.size_seen,),
    )


def _columns(basis: str, compared: str) -> tuple[Column, ...]:
    one, other = words.group(compared), words.THE_REST if compared == CORE20 else ALL_OTHERS
    against = (
        Column("rate_others", f"{_rate(basis).label}, {other}", "rate", "per 1,000", 1),
        *replace(RATIO, label=f"{RATIO.label}, against {other}").columns,
        *replace(GAP, label=f"{GAP.label} to match {other}").columns,
    )
    return (
        Column("member", "Deprivation", "text"),
        Column("decile", "Decile (1 = most deprived)", "text"),
        Column("people", "People seen", "count", "people"),
        Column("children", basis.capitalize(), "published", basis),
        *_rate(basis).columns,
        *(replace(column, missing=f"of {one} alone") for column in against),
        Column("focus", "In the chosen group", "text"),
        STATE,
    )


def _rate(basis: str) -> Estimated:
    return Estimated("rate", f"Seen per 1,000 {basis}", "rate", "per 1,000", 1)


def _against(found: RatesCompared | None) -> Row:
    """The most deprived fifth beside the rest, or the chosen decile beside all others; no value in another row."""
    if found is None:
        return {"rate_others": NAN, **RATIO.row(), **GAP.row()}
    return {"rate_others": found.other.rate, **RATIO.row(found.ratio), **GAP.row(found.gap)}
