"""Deciles 1-2 against the rest: how many times as often they are seen, and their share beside their share of births."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, ReferenceLine, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import STATE, Estimated, Said, composed
from pimh_data.questions.kit.deprivation import evidence_by_deprivation, unknown_decile
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.questions.rounded_intervals import compared, ratios
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, NOT_KNOWN, THE_REST
from pimh_data.release import Release

LABEL = "as often: deciles 1-2 against the rest"
ENDINGS: dict[str, tuple[str, Grade]] = {
    "lower": ("that is less often, beyond chance", "worse"),
    "higher": ("that is more often, beyond chance", "higher"),
    "no clear difference": ("no clear difference", "no clear difference"),
    "too few": ("too few to tell from chance", "too few"),
}


def core20_against_rest(release: Release, selection: Selection) -> Answer:
    """How often deciles 1-2 are seen compared with deciles 3-10: one row a financial year, with the rate ratio.

    Columns: people and children of both groups, ratio with its 95% interval, deciles 1-2's share of people seen and of
    children aged 0 (births where the extract gives them), state. It compares the two groups whatever group is chosen.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years, chosen = release.manifest.years, periods.position(release.manifest, selection.year)
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    seen = [members(release, "activity", view.at(period=year), "people_seen") for year in years]
    core20, rest = ([held.get(group, NO_DATA) for held in seen] for group in (CORE20, THE_REST))
    denominators = children_by_deprivation(release, selection.place, selection.service, years)
    below, below_rest = ([found.of(group) for found in denominators] for group in (CORE20, THE_REST))
    estimates = ratios(core20, below, rest, below_rest)
    rows = []
    for row, year in enumerate(years):
        ratio, lower, upper = estimates[row]
        rows.append(
            {
                "period": year,
                "people_core20": core20[row].value,
                "people_rest": rest[row].value,
                "children_core20": below[row],
                "children_rest": below_rest[row],
                "ratio": ratio,
                "lower": lower,
                "upper": upper,
                "share_of_people": _share(core20[row].value, rest[row].value),
                "share_of_children": _share(below[row], below_rest[row]),
                "state": _state(core20[row], rest[row], denominators[row]),
            }
        )
    denominator = denominators[chosen]
    finding, headline = _finding(release, selection, view, rows[chosen], (core20[chosen], rest[chosen]), denominator)
    columns = _columns(denominator.basis)
    return composed(
        "equity.core20",
        "Deciles 1-2 against the rest",
        selection,
        columns,
        rows,
        Said(finding, headline),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition="How many times as often people from deciles 1-2 are seen as people from deciles 3-10: people "
            "seen per child, over the same for the rest.",
            method="Score interval of the ratio of two rates, over every pair of true counts that the released ones "
            "permit; beyond chance means that the 95% interval leaves out 1.",
            citation="Graham, Mayo and Szabo 2003, Stat Med 22:2071; Przyborowski and Wilenski 1940, Biometrika 31:313",
            hidden=[row["period"] for row in rows if row["state"] == "hidden"],
            what="years",
        ),
        references=(ReferenceLine("As often as the rest", 1.0),),
        notes=(*denominator.note(), unknown_decile(release, seen[chosen].get(NOT_KNOWN, NO_DATA), selection)),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    named = basis.capitalize()
    return (
        Column("period", "Financial year", "text"),
        Column("people_core20", "People seen, deciles 1-2", "count", "people"),
        Column("people_rest", "People seen, deciles 3-10", "count", "people"),
        Column("children_core20", f"{named}, deciles 1-2", "published", basis),
        Column("children_rest", f"{named}, deciles 3-10", "published", basis),
        *Estimated("ratio", "Rate ratio, deciles 1-2 against the rest", "ratio", decimals=2).columns,
        Column("share_of_people", "Deciles 1-2, share of people seen", "share"),
        Column("share_of_children", f"Deciles 1-2, share of {basis}", "share"),
        STATE,
    )


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    row: Mapping[str, object],
    groups: tuple[Cell, Cell],
    denominator: Denominator,
) -> tuple[Finding, Headline]:
    core20, rest = groups
    subject = words.subject(selection)
    if row["state"] == "no data":
        why = started_later(release, selection) or "there are no data on people seen by deprivation"
        why = words.lower_first(denominator.refused) or f"{why}."
        return Finding(f"{subject}: {why}", "no data"), Headline(LABEL, "no data", "")
    if row["state"] == "hidden":
        found = nearest_view(
            release, view, lambda view: _both(release, view), lambda view: _say_number(release, view, selection.year)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: how often deciles 1-2 are seen cannot be said, because a number is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(LABEL, "hidden", found)
    ending, grade = ENDINGS[compared(core20, rest, denominator.of(CORE20), denominator.of(THE_REST))]
    seen = core20.value + rest.value
    share, of_children = percent(row["share_of_people"], seen), percent(row["share_of_children"], seen)
    shares = f"deciles 1-2 are {share} of people seen and {of_children} of {denominator.basis}"
    if 0 in (core20.value, rest.value):
        said = " and ".join(
            f"{_count(seen)} from {name}" for seen, name in ((core20, "deciles 1-2"), (rest, "the rest"))
        )
        return Finding(f"{subject}: {said} were seen; {ending}.", grade), Headline(LABEL, "not shown", shares)
    ratio, bounds = number(row["ratio"], 2), words.ratio_interval(row["lower"], row["upper"])
    text = f"{subject}: deciles 1-2 are seen {ratio} times as often as the rest (95% interval {bounds}); {ending}."
    return Finding(text, grade), Headline(LABEL, f"{ratio} times", f"95% interval {bounds}; {shares}")


def _count(seen: Cell) -> str:
    return f"{people(seen.value)} people" if seen.value else "nobody"


def _both(release: Release, view: View) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = members(release, "activity", view, "people_seen")
    return total(held.get(group, NO_DATA) for group in (CORE20, THE_REST))


def _say_number(release: Release, view: View, year: str) -> str:
    held = members(release, "activity", view, "people_seen")
    (below,) = children_by_deprivation(release, view.where, view.service, (year,))
    ratio, lower, upper = ratios([held[CORE20]], [below.of(CORE20)], [held[THE_REST]], [below.of(THE_REST)])[0]
    return f"{number(ratio, 2)} times ({words.ratio_interval(lower, upper)})"


def _state(core20: Cell, rest: Cell, denominator: Denominator) -> str:
    if not (denominator.of(CORE20) > 0 and denominator.of(THE_REST) > 0):
        return "no data"
    both = total([core20, rest])
    return core20.state if both.known else both.state


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else NAN
