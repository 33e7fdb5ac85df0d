"""What the answer by decile says: the verdict on the most deprived fifth, or the chosen decile against all others."""

from pimh_data.answer import Grade, Selection
from pimh_data.formats import number
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, Cell, View, all_others
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.deprivation import SeenByDeprivation, by_deprivation, seen_by_deprivation
from pimh_data.questions.kit.verdicts.core20 import Core20Verdict
from pimh_data.questions.kit.verdicts.core20_finding import core20_said
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS
from pimh_data.release import Release


def finding(release: Release, selection: Selection, held: SeenByDeprivation) -> Said:
    """The verdict on deprivation; where a single decile is chosen, that decile against all others in its place.

    'worse' where the most deprived fifth, or one of its deciles, is seen less often beyond chance; else 'lower' or
    'higher'. Where they are seen less often, a second sentence gives the gap in people.
    """
    view = by_deprivation(selection)
    if selection.deprivation not in DECILE_MEMBERS:
        return core20_said(Telling.of(release, selection, view), held)
    tell = Telling.of(release, selection, view.at(member=selection.deprivation))
    found = one_decile(selection.deprivation, held)
    one, other = found.one, found.other
    if held.below.refused or not held.cells:
        return tell.no_rate(held.below.refused, "there are no data on people seen by decile")
    if not found.defined or "no data" in (one.seen.state, other.seen.state):
        return tell.says(f"there are no data to compare {one.name} with {other.name}.", "no data")
    if not found.both.known:
        return _hidden(tell, found)
    figures = f"{number(one.rate)} against {number(other.rate)} per 1,000 {held.below.basis}"
    if found.verdict == "too few":
        return tell.says(f"{one.name} against {other.name}, {figures}; too few to tell from chance.", "too few")
    text = f"{one.name} is seen {found.in_words()}: {figures}"
    if found.verdict != "lower":
        grade: Grade = "higher" if found.verdict == "higher" else "no clear difference"
        return tell.says(f"{text}; {'beyond chance' if grade == 'higher' else 'no clear difference'}.", grade)
    match = f"To match {other.name}, {found.gap_in_words(f'from {one.name}')}."
    grade = "worse" if selection.deprivation in DECILE_MEMBERS[:2] else "lower"
    return tell.says(f"{text}; beyond chance. {match}", grade)


def one_decile(chosen: str, held: SeenByDeprivation) -> RatesCompared:
    """A decile against all others together: a further view, beside the verdict on the most deprived fifth."""
    one = RateSide(words.group(chosen), held.seen(chosen), held.children(chosen))
    others = held.children(*GROUP_MEMBERS) - one.population
    return RatesCompared(one, RateSide("all other deciles", all_others(held.both, one.seen), others))


def _hidden(tell: Telling, found: RatesCompared) -> Said:
    def there(view: View) -> RatesCompared | None:
        held = seen_by_deprivation(tell.release, view, tell.selection.year)
        if view.dimension != DEPRIVATION.name or held.below.refused:
            return None
        if view.member in DECILE_MEMBERS:
            return one_decile(view.member, held)
        groups = Core20Verdict.of(held).rates
        return groups if view.member == CORE20 else RatesCompared(groups.other, groups.one)

    def both(view: View) -> Cell:
        other = there(view)
        return other.both if other else HIDDEN

    def times(view: View) -> str:
        other = there(view)
        if other is None:
            raise ValueError("only a view that is known has its number said")
        return other.in_words()

    names = f"{found.one.name} cannot be compared with {found.other.name}"
    return tell.hidden(f"{names}, because a number is hidden", both, times)
