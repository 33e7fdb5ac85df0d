"""Deciles 1-2 against the rest: how many times as often they are seen, and their share beside their share of births."""

from pimh_data.answer import Answer, Column, Grade, ReferenceLine, Row, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, Cell, View
from pimh_data.questions.kit import STATE, Estimated, Said, Telling
from pimh_data.questions.kit.deprivation import (
    SeenByDeprivation,
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
)
from pimh_data.questions.rounded_intervals import compared, ratios
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.release import Release

RATIO = Estimated("ratio", "Rate ratio, deciles 1-2 against the rest", "ratio", decimals=2)
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
    view = by_deprivation(selection)
    held = [seen_by_deprivation(release, view.at(period=year), year, selection.year) for year in years]
    core20, rest = ([one.seen(group) for one in held] for group in GROUP_MEMBERS)
    below, below_rest = ([one.children(group) for one in held] for group in GROUP_MEMBERS)
    estimates = ratios(core20, below, rest, below_rest)
    rows: list[Row] = [
        {
            "period": year,
            "people_core20": core20[row].value,
            "people_rest": rest[row].value,
            "children_core20": below[row],
            "children_rest": below_rest[row],
            **RATIO.row(estimates[row]),
            "share_of_people": _share(core20[row].value, rest[row].value),
            "share_of_children": _share(below[row], below_rest[row]),
            "state": _state(held[row]),
        }
        for row, year in enumerate(years)
    ]
    return deprivation_answer(
        "equity.core20",
        "Deciles 1-2 against the rest",
        release,
        selection,
        _columns(held[chosen].below.basis),
        rows,
        _said(release, selection, view, rows[chosen], held[chosen]),
        held=held[chosen],
        definition="How many times as often people from deciles 1-2 are seen as people from deciles 3-10: people "
        "seen per child, over the same for the rest.",
        method="Score interval of the ratio of two rates, over every pair of true counts that the released ones "
        "permit; beyond chance means that the 95% interval leaves out 1.",
        citation="Graham, Mayo and Szabo 2003, Stat Med 22:2071; Przyborowski and Wilenski 1940, Biometrika 31:313",
        what="years",
        references=(ReferenceLine("As often as the rest", 1.0),),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    named = basis.capitalize()
    return (
        Column("period", "Financial year", "text"),
        Column("people_core20", "People seen, deciles 1-2", "count", "people"),
        Column("people_rest", "People seen, deciles 3-10", "count", "people"),
        Column("children_core20", f"{named}, deciles 1-2", "published", basis),
        Column("children_rest", f"{named}, deciles 3-10", "published", basis),
        *RATIO.columns,
        Column("share_of_people", "Deciles 1-2, share of people seen", "share"),
        Column("share_of_children", f"Deciles 1-2, share of {basis}", "share"),
        STATE,
    )


def _said(release: Release, selection: Selection, view: View, row: Row, held: SeenByDeprivation) -> Said:
    tell = Telling.of(release, selection, view, LABEL)
    if row["state"] == "no data":
        return tell.no_rate(held.below.refused, "there are no data on people seen by deprivation")
    if row["state"] == "hidden":

        def say(view: View) -> str:
            found = seen_by_deprivation(release, view, selection.year)
            (seen, children), (seen_rest, children_rest) = (
                ([found.seen(group)], [found.children(group)]) for group in GROUP_MEMBERS
            )
            ratio, lower, upper = ratios(seen, children, seen_rest, children_rest)[0]
            return f"{number(ratio, 2)} times ({words.ratio_interval(lower, upper)})"

        what = "how often deciles 1-2 are seen cannot be said, because a number is hidden"
        return tell.hidden(what, lambda view: seen_by_deprivation(release, view, selection.year).both, say)
    core20, rest = (held.seen(group) for group in GROUP_MEMBERS)
    ending, grade = ENDINGS[compared(core20, rest, held.children(CORE20), held.children(THE_REST))]
    seen = core20.value + rest.value
    share, of_children = percent(float(row["share_of_people"]), seen), percent(float(row["share_of_children"]), seen)
    shares = f"deciles 1-2 are {share} of people seen and {of_children} of {held.below.basis}"
    if 0 in (core20.value, rest.value):
        said = f"{_count(core20)} from deciles 1-2 and {_count(rest)} from the rest were seen"
        return tell.says(f"{said}; {ending}.", grade, "not shown", shares)
    ratio, bounds = number(float(row["ratio"]), 2), words.ratio_interval(float(row["lower"]), float(row["upper"]))
    text = f"deciles 1-2 are seen {ratio} times as often as the rest (95% interval {bounds}); {ending}."
    return tell.says(text, grade, f"{ratio} times", f"95% interval {bounds}; {shares}")


def _count(seen: Cell) -> str:
    return f"{people(seen.value)} people" if seen.value else "nobody"


def _state(held: SeenByDeprivation) -> str:
    if not (held.children(CORE20) > 0 and held.children(THE_REST) > 0):
        return "no data"
    return held.seen(CORE20).state if held.both.known else held.both.state


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else NAN
