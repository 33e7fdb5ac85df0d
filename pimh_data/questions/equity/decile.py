"""People seen per 1,000 children of each decile, 1 = most deprived, beside the Place's own average."""

from dataclasses import dataclass

from pimh_data.answer import Answer, Column, Grade, ReferenceLine, Selection
from pimh_data.formats import number, people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, Cell, View, less, total
from pimh_data.questions.kit import STATE, Estimated, Said, Telling
from pimh_data.questions.kit.deprivation import (
    SeenByDeprivation,
    by_deprivation,
    deprivation_answer,
    in_focus,
    seen_by_deprivation,
)
from pimh_data.questions.rounded_intervals import PER, compared, gap, rates, ratios
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, THE_REST
from pimh_data.release import Release


def seen_by_decile(release: Release, selection: Selection) -> Answer:
    """People seen per 1,000 children aged 0: one row a decile, 1 = most deprived, with Byar's 95% interval.

    Columns: member, decile, people, children, rate, lower, upper, focus ('yes' for the chosen group, deciles 1-2
    unless another is chosen), state. The reference line is the Place's average over the deciles that are known.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    held = seen_by_deprivation(release, by_deprivation(selection), selection.year)
    counts = [held.seen(member) for member in DECILE_MEMBERS]
    children = [held.children(member) for member in DECILE_MEMBERS]
    basis = held.below.basis
    estimates, focus = rates(counts, children), in_focus(selection)
    rows = [
        {
            "member": member,
            "decile": member.removeprefix("Decile "),
            "people": counts[row].value,
            "children": children[row],
            **_rate(basis).row(estimates[row]),
            "focus": "yes" if member in focus else "no",
            "state": counts[row].state if children[row] > 0 else "no data",
        }
        for row, member in enumerate(DECILE_MEMBERS)
    ]
    average, _, _ = rates([held.both], [held.children(*GROUP_MEMBERS)])[0]
    return deprivation_answer(
        "equity.decile",
        f"People seen per 1,000 {basis}, by deprivation",
        release,
        selection,
        _columns(basis),
        rows,
        _said(release, selection, held),
        held=held,
        definition=f"People seen per 1,000 {basis} of the same decile. Decile 1 is the most deprived tenth of "
        "England's small areas.",
        method="Byar's 95% interval, exact below 10 people, over every true count that the released ones permit; "
        "groups of deciles are compared by the score interval of their rate ratio. The average is of those whose "
        "decile is known.",
        citation="Breslow and Day 1987, vol. II, p. 69; Graham, Mayo and Szabo 2003, Stat Med 22:2071",
        what="deciles",
        references=(ReferenceLine(words.place_average(selection.place), average),),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Deprivation", "text"),
        Column("decile", "Decile (1 = most deprived)", "text"),
        Column("people", "People seen", "count", "people"),
        Column("children", basis.capitalize(), "published", basis),
        *_rate(basis).columns,
        Column("focus", "In the chosen group", "text"),
        STATE,
    )


def _rate(basis: str) -> Estimated:
    return Estimated("rate", f"Seen per 1,000 {basis}", "rate", "per 1,000", 1)


@dataclass(frozen=True)
class RateSide:
    """One side of the comparison: its name, people seen, and children."""

    name: str
    seen: Cell
    children: float

    @property
    def rate(self) -> float:
        """People seen per 1,000 children."""
        return PER * self.seen.value / self.children


def _said(release: Release, selection: Selection, held: SeenByDeprivation) -> Said:
    """The chosen deciles against others in one sentence: deciles 1-2 against 9-10, one decile against all others.

    'worse' where deciles 1-2, or one of them, are seen less often beyond chance; else 'lower' or 'higher'. Where they
    are seen less often, a second sentence gives the gap in people.
    """
    own = selection.deprivation in (*DECILE_MEMBERS, THE_REST)
    view = by_deprivation(selection)
    tell = Telling.of(release, selection, view.at(member=selection.deprivation) if own else view)
    if held.below.refused or not held.cells:
        return tell.no_rate(held.below.refused, "there are no data on people seen by decile")
    one, other = _sides(selection.deprivation, held)
    if not (one.children > 0 and other.children > 0) or "no data" in (one.seen.state, other.seen.state):
        return tell.says(f"there are no data to compare {one.name} with {other.name}.", "no data")
    if not (one.seen.known and other.seen.known):
        return _hidden(tell, one, other)
    figures = f"{number(one.rate)} against {number(other.rate)} per 1,000 {held.below.basis}"
    verdict = compared(one.seen, other.seen, one.children, other.children)
    if verdict == "too few":
        return tell.says(f"{one.name} against {other.name}, {figures}; too few to tell from chance.", "too few")
    ratio, lower, upper = _ratio(one, other)
    bounds = ""
    if lower == lower:
        bounds = f" ({number(ratio, 2)} times as often, 95% interval {words.ratio_interval(lower, upper)})"
    if verdict == "no clear difference":
        text = f"no clear difference between {one.name} and {other.name}: {figures}{bounds}."
        return tell.says(text, "no clear difference")
    verb = "is" if selection.deprivation in DECILE_MEMBERS else "are"
    how = "more" if verdict == "higher" else "less"
    text = f"{one.name} {verb} seen {how} often than {other.name}: {figures}{bounds}."
    if verdict == "higher":
        return tell.says(text, "higher")
    grade: Grade = "worse" if selection.deprivation in (EVERYONE, CORE20, *DECILE_MEMBERS[:2]) else "lower"
    return tell.says(f"{text} {_gap(one, other)}", grade)


def _ratio(one: RateSide, other: RateSide) -> tuple[float, float, float]:
    return ratios([one.seen], [one.children], [other.seen], [other.children])[0]


def _sides(chosen: str, held: SeenByDeprivation) -> tuple[RateSide, RateSide]:
    """The chosen deciles and those to compare with. Deciles 9-10 give way to the rest where one of them is hidden."""

    def side(name: str, *members: str) -> RateSide:
        return RateSide(name, held.seen(*members), held.children(*members))

    core20, rest = side("deciles 1-2", CORE20), side("the rest", THE_REST)
    if chosen == THE_REST:
        return side("deciles 3-10", THE_REST), core20
    if chosen in DECILE_MEMBERS:
        one = side(words.group(chosen), chosen)
        others = less(held.both, one.seen)
        return one, RateSide("all other deciles", others, core20.children + rest.children - one.children)
    least = side("deciles 9-10", *DECILE_MEMBERS[8:])
    return core20, least if least.seen.known and least.children > 0 else rest


def _gap(one: RateSide, other: RateSide) -> str:
    more, lower, upper = gap(one.seen, one.children, other.seen, other.children)
    bounds = f"95% interval {people(lower)} to {people(upper)}" if lower >= 0.5 else f"at most {people(upper)}"
    match = f"To match {other.name}, about {people(more)} more people a year from {one.name} would have to be seen"
    return f"{match} ({bounds})."


def _hidden(tell: Telling, one: RateSide, other: RateSide) -> Said:
    def sides(view: View) -> tuple[RateSide, RateSide] | None:
        held = seen_by_deprivation(tell.release, view, tell.selection.year)
        by_decile = view.dimension == DEPRIVATION.name and not held.below.refused
        return _sides(view.member, held) if by_decile else None

    def both(view: View) -> Cell:
        found = sides(view)
        return total([side.seen for side in found]) if found else HIDDEN

    def times(view: View) -> str:
        found = sides(view)
        if found is None:
            raise ValueError("only a view that is known has its number said")
        one, other = found
        ratio, lower, upper = _ratio(one, other)
        return f"{number(ratio, 2)} times as often as {other.name} ({words.ratio_interval(lower, upper)})"

    return tell.hidden(f"{one.name} cannot be compared with {other.name}, because a number is hidden", both, times)
