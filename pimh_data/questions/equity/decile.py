"""People seen per 1,000 children of each decile, 1 = most deprived; and one group of deciles against another."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Selection
from pimh_data.formats import interval, number
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, less, members, total
from pimh_data.questions.envelopes import PER, TOO_FEW_TOGETHER, rates, ratios
from pimh_data.questions.equity.deprivation import SEEN, evidence_by_deprivation, unknown_decile
from pimh_data.questions.evidence import STATE, tidy
from pimh_data.questions.offers import offer
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.release import Release

COLUMNS = (
    Column("member", "Deprivation", "text"),
    Column("decile", "Decile (1 = most deprived)", "text"),
    Column("people", "People seen", "count", "people"),
    Column("children", "Children aged 0", "published", "children"),
    Column("rate", "Seen per 1,000 children aged 0", "rate", "per 1,000", 1),
    Column("lower", "95% interval, lower", "rate", "per 1,000", 1),
    Column("upper", "95% interval, upper", "rate", "per 1,000", 1),
    Column("focus", "In the chosen group", "text"),
    STATE,
)


Side = tuple[str, Cell, float]


def seen_by_decile(release: Release, selection: Selection) -> Answer:
    """People seen per 1,000 children aged 0: one row a decile, 1 = most deprived, with Byar's 95% interval.

    Columns: member, decile, people, children, rate, lower, upper, focus ('yes' for the chosen group, deciles 1-2
    unless another is chosen), state. The reference line is the Place's average over the deciles that are known.
    """
    view = View.of(selection).at(dimension=DEPRIVATION.name)
    held = members(release, "activity", view, "people_seen")
    counts = [held.get(member, NO_DATA) for member in DECILE_MEMBERS]
    denominator = children_by_deprivation(release, selection.place, selection.year)
    children = [denominator.of(member) for member in DECILE_MEMBERS]
    estimates = rates(counts, children)
    focus = _focus(selection.deprivation)
    rows = []
    for row, member in enumerate(DECILE_MEMBERS):
        rate, lower, upper = estimates[row]
        rows.append(
            {
                "member": member,
                "decile": member.removeprefix("Decile "),
                "people": counts[row].value,
                "children": children[row],
                "rate": rate,
                "lower": lower,
                "upper": upper,
                "focus": "yes" if member in focus else "no",
                "state": "no data" if not children[row] > 0 else counts[row].state,
            }
        )
    everyone = total(held.get(member, NO_DATA) for member in GROUP_MEMBERS)
    average = rates([everyone], [denominator.of(*GROUP_MEMBERS)])[0][0]
    known = everyone.known and average == average
    return Answer(
        "equity.decile",
        f"People seen per 1,000 {denominator.basis}, by deprivation",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        _finding(release, selection, view, held, denominator),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition=f"People seen per 1,000 {denominator.basis} of the same decile. {SEEN}. Decile 1 is the most "
            "deprived tenth of England's small areas.",
            method="Byar's 95% interval, exact below 10 people, over every true count that rounding permits; groups of "
            "deciles are compared by the score interval of their rate ratio. The average is of those whose decile is "
            "known.",
            citation="Breslow and Day 1987, vol. II, p. 69; Graham, Mayo and Szabo 2003, Stat Med 22:2071",
            hidden=[line["member"] for line in rows if line["state"] == "hidden"],
            what="deciles",
        ),
        direction="no_judgement",
        references=(ReferenceLine(words.place_average(selection.place), average),) if known else (),
        notes=(unknown_decile(release, held.get(NOT_KNOWN, NO_DATA), selection),),
    )


def _finding(
    release: Release, selection: Selection, view: View, held: Mapping[str, Cell], denominator: Denominator
) -> Finding:
    subject, basis = words.subject(selection), denominator.basis
    if denominator.refused or not held:
        why = denominator.refused or f"There are no data on people seen by decile in {selection.year}."
        return Finding(f"{subject}: {words.lower_first(why)}", "no data")
    group, other = _sides(selection.deprivation, held, denominator)
    (name, count, population), (other_name, other_count, other_population) = group, other
    if "no data" in (count.state, other_count.state) or not (population > 0 and other_population > 0):
        return Finding(f"{subject}: there are no data to compare {name} with {other_name}.", "no data")
    if not (count.known and other_count.known):
        found = offer(
            release,
            view.at(member=selection.deprivation if name.startswith("decile ") else CORE20),
            lambda view: cell(release, "activity", view, "people_seen"),
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(
            f"{subject}: the number from {name if not count.known else other_name} is hidden ({why}). {found}", "hidden"
        )
    ratio, lower, upper = ratios([count], [population], [other_count], [other_population])[0]
    rate, other_rate = PER * count.value / population, PER * other_count.value / other_population
    figures = f"{number(rate)} against {number(other_rate)} per 1,000 {basis}"
    if lower != lower:
        return Finding(f"{subject}: {figures}, {name} against {other_name}; too few to compare.", "too few")
    bounds = f"{number(ratio, 2)} times as often, 95% interval {interval(lower, upper, 2)}"
    if count.value + other_count.value < TOO_FEW_TOGETHER:
        return Finding(
            f"{subject}: {name} against {other_name}, {figures}; too few to say whether it is chance.", "too few"
        )
    if lower <= 1 <= upper:
        return Finding(
            f"{subject}: no clear difference between {name} and {other_name}: {figures} ({bounds}).",
            "no clear difference",
        )
    verb = "is" if name.startswith("decile ") else "are"
    more = "more" if lower > 1 else "less"
    return Finding(
        f"{subject}: {name} {verb} seen {more} often than {other_name}: {figures} ({bounds}).",
        "higher" if lower > 1 else "worse" if _deprived(selection.deprivation) else "lower",
    )


def _sides(chosen: str, held: Mapping[str, Cell], denominator: Denominator) -> tuple[Side, Side]:
    """The chosen deciles and those to compare with: 1-2 with 9-10, one decile with all others, the rest with 1-2."""
    core20 = ("deciles 1-2", held.get(CORE20, NO_DATA), denominator.of(CORE20))
    rest = ("the rest", held.get(THE_REST, NO_DATA), denominator.of(THE_REST))
    if chosen == THE_REST:
        return ("deciles 3-10", *rest[1:]), core20
    if chosen in DECILE_MEMBERS:
        count, population = held.get(chosen, NO_DATA), denominator.of(chosen)
        others = less(total([core20[1], rest[1]]), count)
        return (words.group(chosen), count, population), ("all other deciles", others, core20[2] + rest[2] - population)
    least = DECILE_MEMBERS[8:]
    count, population = total(held.get(member, NO_DATA) for member in least), denominator.of(*least)
    return core20, ("deciles 9-10", count, population) if count.known and population > 0 else rest


def _focus(chosen: str) -> tuple[str, ...]:
    if chosen in DECILE_MEMBERS:
        return (chosen,)
    return DECILE_MEMBERS[2:] if chosen == THE_REST else DECILE_MEMBERS[:2]


def _deprived(chosen: str) -> bool:
    return chosen in (EVERYONE, CORE20, *DECILE_MEMBERS[:2])
