"""What the answer by decile says: one group of deciles against another, and the gap between them in people."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.answer import Finding, Grade, Selection
from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, less, members, total
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.questions.rounded_intervals import PER, compared, gap, ratios
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, THE_REST
from pimh_data.release import Release


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


def finding(release: Release, selection: Selection, held: Mapping[str, Cell], denominator: Denominator) -> Finding:
    """The chosen deciles against others in one sentence: deciles 1-2 against 9-10, one decile against all others.

    'worse' where deciles 1-2, or one of them, are seen less often beyond chance; else 'lower' or 'higher'. Where they
    are seen less often, a second sentence gives the gap in people.
    """
    subject = words.subject(selection)
    if denominator.refused or not held:
        why = started_later(release, selection) or "there are no data on people seen by decile"
        return Finding(f"{subject}: {words.lower_first(denominator.refused) or f'{why}.'}", "no data")
    one, other = _sides(selection.deprivation, held, denominator)
    if not (one.children > 0 and other.children > 0) or "no data" in (one.seen.state, other.seen.state):
        return Finding(f"{subject}: there are no data to compare {one.name} with {other.name}.", "no data")
    if not (one.seen.known and other.seen.known):
        return _hidden(release, selection, one, other)
    figures = f"{number(one.rate)} against {number(other.rate)} per 1,000 {denominator.basis}"
    verdict = compared(one.seen, other.seen, one.children, other.children)
    if verdict == "too few":
        return Finding(
            f"{subject}: {one.name} against {other.name}, {figures}; too few to tell from chance.", "too few"
        )
    ratio, lower, upper = ratios([one.seen], [one.children], [other.seen], [other.children])[0]
    defined = lower == lower
    bounds = (
        f" ({number(ratio, 2)} times as often, 95% interval {words.ratio_interval(lower, upper)})" if defined else ""
    )
    if verdict == "no clear difference":
        text = f"{subject}: no clear difference between {one.name} and {other.name}: {figures}{bounds}."
        return Finding(text, "no clear difference")
    verb = "is" if selection.deprivation in DECILE_MEMBERS else "are"
    how = "more" if verdict == "higher" else "less"
    text = f"{subject}: {one.name} {verb} seen {how} often than {other.name}: {figures}{bounds}."
    if verdict == "higher":
        return Finding(text, "higher")
    grade: Grade = "worse" if selection.deprivation in (EVERYONE, CORE20, *DECILE_MEMBERS[:2]) else "lower"
    return Finding(f"{text} {_gap(one, other)}", grade)


def _sides(chosen: str, held: Mapping[str, Cell], denominator: Denominator) -> tuple[RateSide, RateSide]:
    """The chosen deciles and those to compare with. Deciles 9-10 give way to the rest where one of them is hidden."""

    def side(name: str, member: str) -> RateSide:
        return RateSide(name, held.get(member, NO_DATA), denominator.of(member))

    core20, rest = side("deciles 1-2", CORE20), side("the rest", THE_REST)
    if chosen == THE_REST:
        return side("deciles 3-10", THE_REST), core20
    if chosen in DECILE_MEMBERS:
        one = side(words.group(chosen), chosen)
        others = less(total([core20.seen, rest.seen]), one.seen)
        return one, RateSide("all other deciles", others, core20.children + rest.children - one.children)
    least = DECILE_MEMBERS[8:]
    seen, children = total(held.get(member, NO_DATA) for member in least), denominator.of(*least)
    return core20, RateSide("deciles 9-10", seen, children) if seen.known and children > 0 else rest


def _gap(one: RateSide, other: RateSide) -> str:
    more, lower, upper = gap(one.seen, one.children, other.seen, other.children)
    bounds = f"95% interval {people(lower)} to {people(upper)}" if lower >= 0.5 else f"at most {people(upper)}"
    match = f"To match {other.name}, about {people(more)} more people a year from {one.name} would have to be seen"
    return f"{match} ({bounds})."


def _hidden(release: Release, selection: Selection, one: RateSide, other: RateSide) -> Finding:
    def sides(view: View) -> tuple[RateSide, RateSide] | None:
        if view.dimension != DEPRIVATION.name:
            return None
        (below,) = children_by_deprivation(release, view.where, view.service, (selection.year,))
        return None if below.refused else _sides(view.member, members(release, "activity", view, "people_seen"), below)

    def both(view: View) -> Cell:
        found = sides(view)
        return total([side.seen for side in found]) if found else HIDDEN

    def times(view: View) -> str:
        one, other = sides(view)
        ratio, lower, upper = ratios([one.seen], [one.children], [other.seen], [other.children])[0]
        return f"{number(ratio, 2)} times as often as {other.name} ({words.ratio_interval(lower, upper)})"

    member = selection.deprivation if selection.deprivation in (*DECILE_MEMBERS, THE_REST) else CORE20
    found = nearest_view(release, View.of(selection).at(dimension=DEPRIVATION.name, member=member), both, times)
    why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
    text = f"{one.name} cannot be compared with {other.name}, because a number is hidden ({why})"
    return Finding(f"{words.subject(selection)}: {text}. {found}", "hidden")
