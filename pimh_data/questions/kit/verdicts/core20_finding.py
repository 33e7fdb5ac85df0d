"""The verdict on the most deprived fifth (Core20) as a finding: down the same steps for every question that asks it."""

from collections.abc import Callable

from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, cell
from pimh_data.questions.kit.deprivation import SeenByDeprivation, seen_by_deprivation
from pimh_data.questions.kit.telling import Said, Telling
from pimh_data.questions.kit.verdicts.core20 import Core20Verdict
from pimh_data.questions.kit.verdicts.enough import FEWEST, at_most
from pimh_data.registry.cubes import EVERYONE, TOTAL
from pimh_data.registry.deprivation import NOT_KNOWN


def core20_said(
    tell: Telling,
    held: SeenByDeprivation,
    says: Callable[[Core20Verdict], str] | None = None,
    *,
    card: str = "",
    figure: Callable[[Core20Verdict], tuple[str, str]] | None = None,
) -> Said:
    """The verdict as a finding, down the same steps for every question that asks it; the grade is always the verdict's.

    `says`: what is said in place of the usual sentence where both counts are shown. `figure`: the card's figure and
    what stands under it, in place of the ratio and its interval; `card`: what else stands under the ratio.
    """
    found, everyone = Core20Verdict.of(held), tell.view.at(dimension=TOTAL.name, member=EVERYONE)
    whole = cell(tell.release, "activity", everyone, "people_seen")
    if found.state == "no data":
        return tell.no_rate(held.below.refused, "there are no data on people seen by deprivation")
    if found.state == "hidden":
        what = f"how often {words.CORE20} are seen cannot be said, because a number is hidden"
        return tell.hidden(what, *_elsewhere(tell), also=_missed(found, whole))
    sentences = [f"{says(found)}."] if says else [f"{found.in_words()}.", *found.after()]
    return tell.says_first(sentences, found.grade, *(figure(found) if figure else _figure(found, card)))


def _figure(found: Core20Verdict, card: str) -> tuple[str, str]:
    ratio, lower, upper = found.rates.ratio
    if 0 in (found.rates.one.seen.value, found.rates.other.seen.value):
        return "not shown", card
    bounds = f"95% interval {words.as_often_interval(lower, upper, ratio)}"
    return words.as_often(ratio).removesuffix(" than").removesuffix(" as"), "; ".join(filter(None, (bounds, card)))


def _elsewhere(tell: Telling) -> tuple[Callable[[View], Cell], Callable[[View], str]]:
    """How a larger view is asked for both counts, and the ratio there in words."""

    def read(view: View) -> SeenByDeprivation:
        return seen_by_deprivation(tell.release, view, tell.selection.year)

    return lambda view: read(view).both, lambda view: Core20Verdict.of(read(view)).rates.in_words()


def _missed(found: Core20Verdict, everyone: Cell) -> str:
    """Of a hidden Core20 of whom 20 or more are expected: the most that it can be, and how many were expected."""
    one, other = found.rates.one, found.rates.other
    if one.seen.state != "hidden" or not other.seen.known or not found.rates.expected >= FEWEST:
        return ""
    held = found.held
    highest = at_most(one.seen, everyone, (other.seen, held.seen(NOT_KNOWN))).highest
    if not highest < found.rates.expected:
        return ""
    return (
        f": at most {people(highest)} of them were seen, where about {people(found.rates.expected)} would have been at "
        "the rate of the rest"
    )
