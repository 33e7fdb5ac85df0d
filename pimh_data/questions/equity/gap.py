"""How many more people of deciles 1-2 would have to be seen for them to be seen as often as others."""

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import STATE, Estimated, Said, composed
from pimh_data.questions.kit.deprivation import evidence_by_deprivation, whatever_is_chosen
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.questions.rounded_intervals import gap
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, THE_REST
from pimh_data.release import Release

LABEL = "more people a year from deciles 1-2"
COMPARED = {"deciles 9-10": DECILE_MEMBERS[8:], "deciles 3-10": (THE_REST,)}


def gap_in_people(release: Release, selection: Selection) -> Answer:
    """People of deciles 1-2 missing for their rate to be that of deciles 9-10, and of the rest: one row each.

    Columns: compared (whom with), people and children of deciles 1-2 and of those compared with, gap in people a year
    with its 95% interval (negative: deciles 1-2 are seen more often), state. The groups are these whatever is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    held = members(release, "activity", view, "people_seen")
    (denominator,) = children_by_deprivation(release, selection.place, selection.service, (selection.year,))
    core20, below, rows = held.get(CORE20, NO_DATA), denominator.of(CORE20), []
    for name, together in COMPARED.items():
        other, children = total(held.get(member, NO_DATA) for member in together), denominator.of(*together)
        value, lower, upper = gap(core20, below, other, children)
        both = total([core20, other])
        state = "no data" if not (below > 0 and children > 0) else "shown" if both.known else both.state
        rows.append(
            {
                "compared": name,
                "people": core20.value,
                "children": below,
                "people_compared": other.value,
                "children_compared": children,
                "gap": value,
                "lower": lower,
                "upper": upper,
                "state": state,
            }
        )
    finding, headline = _finding(release, selection, view, rows, denominator)
    columns = _columns(denominator.basis)
    return composed(
        "equity.gap",
        "The gap in people",
        selection,
        columns,
        rows,
        Said(finding, headline),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition="How many more people from deciles 1-2 would have to be seen in the year for as many of them to "
            f"be seen per 1,000 {denominator.basis} as of those compared with.",
            method="The difference of the two rates, times the children of deciles 1-2; its 95% interval from Byar's "
            "intervals of both rates, over every pair of true counts that the released ones permit.",
            citation="Zou and Donner 2008, Stat Med 27:1693; Breslow and Day 1987, vol. II, p. 69",
            hidden=[row["compared"] for row in rows if row["state"] == "hidden"],
            what="comparisons",
        ),
        notes=(*whatever_is_chosen(selection), *denominator.note()),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("compared", "Compared with", "text"),
        Column("people", "People seen, deciles 1-2", "count", "people"),
        Column("children", f"{basis.capitalize()}, deciles 1-2", "published", basis),
        Column("people_compared", "People seen, those compared with", "count", "people"),
        Column("children_compared", f"{basis.capitalize()}, those compared with", "published", basis),
        *Estimated("gap", "More people a year from deciles 1-2", "number", "people").columns,
        STATE,
    )


def _finding(
    release: Release, selection: Selection, view: View, rows: list[dict], denominator: Denominator
) -> tuple[Finding, Headline]:
    subject = words.subject(selection)
    if all(row["state"] == "no data" for row in rows):
        why = started_later(release, selection) or "there are no data on people seen by decile"
        why = words.lower_first(denominator.refused) or f"{why}."
        return Finding(f"{subject}: {why}", "no data"), Headline(LABEL, "no data", "")
    shown = [row for row in rows if row["state"] in ("shown", "zero")]
    if not shown:
        found = nearest_view(
            release, view, lambda view: _seen(release, view), lambda view: _say_number(release, view, selection)
        )
        text = f"the gap in people is hidden ({words.HIDDEN_BY_PROFILE[release.manifest.profile]}). {found}"
        return Finding(f"{subject}: {text}", "hidden"), Headline(LABEL, "hidden", found)
    row = shown[0]
    value, ends = row["gap"], (row["lower"], row["upper"])
    grade: Grade = "worse" if ends[0] > 0 else "higher" if ends[1] < 0 else "no clear difference"
    others, bounds = row["compared"], f"95% interval {people(ends[0])} to {people(ends[1])}"
    if grade == "higher":
        bounds = f"95% interval {people(-ends[1])} to {people(-ends[0])}"
        said = f"deciles 1-2 are seen more often than {others}: about {people(-value)} people a year more than at their"
        return Finding(f"{subject}: {said} rate ({bounds}).", grade), Headline(LABEL, "none", f"{people(-value)} fewer")
    unclear = "; the difference could be chance" if grade == "no clear difference" else ""
    needed = (
        f"about {people(value)} more people a year would have to be seen" if value >= 0.5 else "nobody more is needed"
    )
    text = f"{subject}: for deciles 1-2 to be seen as often as {others}, {needed} ({bounds}){unclear}."
    return Finding(text, grade), Headline(LABEL, people(value) if value >= 0.5 else "none", bounds)


def _seen(release: Release, view: View) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = members(release, "activity", view, "people_seen")
    return total(held.get(group, NO_DATA) for group in (CORE20, THE_REST))


def _say_number(release: Release, view: View, selection: Selection) -> str:
    (below,) = children_by_deprivation(release, view.where, view.service, (selection.year,))
    held = members(release, "activity", view, "people_seen")
    value, lower, upper = gap(held[CORE20], below.of(CORE20), held[THE_REST], below.of(THE_REST))
    return f"about {people(value)} more people in that time to match deciles 3-10 ({people(lower)} to {people(upper)})"
