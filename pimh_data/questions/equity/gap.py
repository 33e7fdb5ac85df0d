"""How many more people of deciles 1-2 would have to be seen for them to be seen as often as others."""

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods
from pimh_data.questions.cells import View, total
from pimh_data.questions.kit import STATE, Estimated, Said, Telling
from pimh_data.questions.kit.deprivation import (
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
    whatever_is_chosen,
)
from pimh_data.questions.population import Denominator
from pimh_data.questions.rounded_intervals import gap
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, THE_REST
from pimh_data.release import Release

LABEL = "more people a year from deciles 1-2"
GAP = Estimated("gap", "More people a year from deciles 1-2", "number", "people")
COMPARED = {"deciles 9-10": DECILE_MEMBERS[8:], "deciles 3-10": (THE_REST,)}


def gap_in_people(release: Release, selection: Selection) -> Answer:
    """People of deciles 1-2 missing for their rate to be that of deciles 9-10, and of the rest: one row each.

    Columns: compared (whom with), people and children of deciles 1-2 and of those compared with, gap in people a year
    with its 95% interval (negative: deciles 1-2 are seen more often), state. The groups are these whatever is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = seen_by_deprivation(release, view, selection.year)
    core20, below = held.seen(CORE20), held.children(CORE20)
    rows: list[Row] = []
    for name, together in COMPARED.items():
        other, children = held.seen(*together), held.children(*together)
        both = total([core20, other])
        state = "no data" if not (below > 0 and children > 0) else "shown" if both.known else both.state
        ours = {"people": core20.value, "children": below}
        theirs = {"people_compared": other.value, "children_compared": children}
        estimate = GAP.row(gap(core20, below, other, children))
        rows.append({"compared": name, **ours, **theirs, **estimate, "state": state})
    return deprivation_answer(
        "equity.gap",
        "The gap in people",
        release,
        selection,
        _columns(held.below.basis),
        rows,
        _said(release, selection, view, rows, held.below),
        held=held,
        definition="How many more people from deciles 1-2 would have to be seen in the year for as many of them to "
        f"be seen per 1,000 {held.below.basis} as of those compared with.",
        method="The difference of the two rates, times the children of deciles 1-2; its 95% interval from Byar's "
        "intervals of both rates, over every pair of true counts that the released ones permit.",
        citation="Zou and Donner 2008, Stat Med 27:1693; Breslow and Day 1987, vol. II, p. 69",
        what="comparisons",
        notes=whatever_is_chosen(selection),
        after=(),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("compared", "Compared with", "text"),
        Column("people", "People seen, deciles 1-2", "count", "people"),
        Column("children", f"{basis.capitalize()}, deciles 1-2", "published", basis),
        Column("people_compared", "People seen, those compared with", "count", "people"),
        Column("children_compared", f"{basis.capitalize()}, those compared with", "published", basis),
        *GAP.columns,
        STATE,
    )


def _said(release: Release, selection: Selection, view: View, rows: list[Row], denominator: Denominator) -> Said:
    tell = Telling.of(release, selection, view, LABEL)
    if all(row["state"] == "no data" for row in rows):
        return tell.no_rate(denominator.refused, "there are no data on people seen by decile")
    shown = [row for row in rows if row["state"] in ("shown", "zero")]
    if not shown:

        def say(view: View) -> str:
            held = seen_by_deprivation(release, view, selection.year)
            more, lower, upper = gap(
                held.seen(CORE20), held.children(CORE20), held.seen(THE_REST), held.children(THE_REST)
            )
            ends = f"({people(lower)} to {people(upper)})"
            return f"about {people(more)} more people in that time to match deciles 3-10 {ends}"

        return tell.hidden(
            "the gap in people is hidden", lambda view: seen_by_deprivation(release, view, selection.year).both, say
        )
    row = shown[0]
    value, ends = float(row["gap"]), (float(row["lower"]), float(row["upper"]))
    grade: Grade = "worse" if ends[0] > 0 else "higher" if ends[1] < 0 else "no clear difference"
    others, bounds = row["compared"], f"95% interval {people(ends[0])} to {people(ends[1])}"
    if grade == "higher":
        bounds = f"95% interval {people(-ends[1])} to {people(-ends[0])}"
        said = f"deciles 1-2 are seen more often than {others}: about {people(-value)} people a year more than at their"
        return tell.says(f"{said} rate ({bounds}).", grade, "none", f"{people(-value)} fewer")
    unclear = "; the difference could be chance" if grade == "no clear difference" else ""
    needed = (
        f"about {people(value)} more people a year would have to be seen" if value >= 0.5 else "nobody more is needed"
    )
    text = f"for deciles 1-2 to be seen as often as {others}, {needed} ({bounds}){unclear}."
    return tell.says(text, grade, people(value) if value >= 0.5 else "none", bounds)
