"""Deciles 1-2 against the rest: how many times as often they are seen, and their share beside their share of births."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, ReferenceLine, Selection
from pimh_data.formats import interval, number, percent
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, Cell, View, members, total
from pimh_data.questions.envelopes import TOO_FEW_TOGETHER, ratios
from pimh_data.questions.equity.deprivation import SEEN, evidence_by_deprivation, unknown_decile
from pimh_data.questions.evidence import STATE, tidy
from pimh_data.questions.offers import offer
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.release import Release

COLUMNS = (
    Column("period", "Financial year", "text"),
    Column("people_core20", "People seen, deciles 1-2", "count", "people"),
    Column("people_rest", "People seen, deciles 3-10", "count", "people"),
    Column("children_core20", "Children aged 0, deciles 1-2", "published", "children"),
    Column("children_rest", "Children aged 0, deciles 3-10", "published", "children"),
    Column("ratio", "Rate ratio, deciles 1-2 against the rest", "ratio", decimals=2),
    Column("lower", "95% interval, lower", "ratio", decimals=2),
    Column("upper", "95% interval, upper", "ratio", decimals=2),
    Column("share_of_people", "Deciles 1-2, share of people seen", "share"),
    Column("share_of_children", "Deciles 1-2, share of children aged 0", "share"),
    STATE,
)


def core20_against_rest(release: Release, selection: Selection) -> Answer:
    """How often deciles 1-2 are seen compared with deciles 3-10: one row a financial year, with the rate ratio.

    Columns: people and children of both groups, ratio with its 95% interval, deciles 1-2's share of people seen and of
    children aged 0 (births where the extract gives them), state. It compares the two groups whatever group is chosen.
    """
    years, view = release.manifest.years, View.of(selection).at(dimension=DEPRIVATION.name)
    by_year = {year: members(release, "activity", view.at(period=year), "people_seen") for year in years}
    core20 = [held.get(CORE20, NO_DATA) for held in by_year.values()]
    rest = [held.get(THE_REST, NO_DATA) for held in by_year.values()]
    below = [children_by_deprivation(release, selection.place, year) for year in years]
    children = [(denominator.of(CORE20), denominator.of(THE_REST)) for denominator in below]
    estimates = ratios(core20, [of_core20 for of_core20, _ in children], rest, [of_rest for _, of_rest in children])
    rows = []
    for row, year in enumerate(years):
        ratio, lower, upper = estimates[row]
        rows.append(
            {
                "period": year,
                "people_core20": core20[row].value,
                "people_rest": rest[row].value,
                "children_core20": children[row][0],
                "children_rest": children[row][1],
                "ratio": ratio,
                "lower": lower,
                "upper": upper,
                "share_of_people": _share(core20[row].value, rest[row].value),
                "share_of_children": _share(*children[row]),
                "state": _state(core20[row], rest[row], below[row]),
            }
        )
    chosen = years.index(selection.year) if selection.year in years else None
    row = rows[chosen] if chosen is not None else None
    denominator = below[chosen] if chosen is not None else Denominator(refused="The release has no such year.")
    finding, headline = _finding(release, selection, view, row, denominator)
    unknown = by_year.get(selection.year, {}).get(NOT_KNOWN, NO_DATA)
    return Answer(
        "equity.core20",
        "Deciles 1-2 against the rest",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        finding,
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition="How many times as often people from deciles 1-2 are seen as people from deciles 3-10: people "
            f"seen per child, over the same for the rest. {SEEN}.",
            method="Score interval of the ratio of two rates, over every pair of true counts that rounding permits.",
            citation="Graham, Mayo and Szabo 2003, Stat Med 22:2071; Przyborowski and Wilenski 1940, Biometrika 31:313",
            hidden=[line["period"] for line in rows if line["state"] == "hidden"],
            what="years",
        ),
        direction="no_judgement",
        references=(ReferenceLine("As often as the rest", 1.0),),
        headline=headline,
        notes=(unknown_decile(release, unknown, selection),),
    )


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    row: Mapping[str, object] | None,
    denominator: Denominator,
) -> tuple[Finding, Headline]:
    subject, label = words.subject(selection), "as often as the rest: deciles 1-2"
    if row is None or row["state"] == "no data":
        why = denominator.refused or f"There are no data on people seen by deprivation in {selection.year}."
        return Finding(f"{subject}: {words.lower_first(why)}", "no data"), Headline(label, "no data", "")
    if row["state"] == "hidden":
        found = offer(release, view, lambda other: _both_groups(release, other))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: how often deciles 1-2 are seen cannot be said, because a number is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(label, "hidden", found)
    ratio, lower, upper = row["ratio"], row["lower"], row["upper"]
    seen = row["people_core20"] + row["people_rest"]
    shares = (
        f"{percent(row['share_of_people'], seen)} of people seen, "
        f"{percent(row['share_of_children'], 0)} of {denominator.basis}"
    )
    if ratio != ratio or lower != lower:
        text = f"{subject}: nobody from deciles 3-10 was seen, so there is nothing to compare deciles 1-2 with."
        return Finding(text, "too few"), Headline(label, "not shown", shares)
    said = f"{subject}: deciles 1-2 are seen {number(ratio, 2)} times as often as the rest (95% interval "
    said += f"{interval(lower, upper, 2)})"
    headline = Headline(label, f"{number(ratio, 2)} times", shares)
    if seen < TOO_FEW_TOGETHER:
        return Finding(f"{said}; too few to say whether it is chance.", "too few"), headline
    ending, grade = _against_one(lower, upper)
    return Finding(f"{said}; {ending}.", grade), headline


def _both_groups(release: Release, view: View) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = members(release, "activity", view, "people_seen")
    return total(held.get(member, NO_DATA) for member in GROUP_MEMBERS)


def _against_one(lower: float, upper: float) -> tuple[str, Grade]:
    if upper < 1:
        return "less often, beyond chance", "worse"
    if lower > 1:
        return "more often, beyond chance", "higher"
    return "no clear difference", "no clear difference"


def _state(core20: Cell, rest: Cell, denominator: Denominator) -> str:
    if denominator.refused or not (denominator.of(CORE20) > 0 and denominator.of(THE_REST) > 0):
        return "no data"
    both = total([core20, rest])
    return both.state if both.state in ("no data", "hidden") else core20.state


def _share(part: float, other: float) -> float:
    return part / (part + other) if part + other > 0 else NAN
