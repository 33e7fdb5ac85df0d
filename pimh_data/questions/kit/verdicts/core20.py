"""The most deprived fifth (Core20) against the rest: the comparison that every page makes, and its words."""

from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.deprivation import SeenByDeprivation
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.verdicts.enough import FEWEST, Verdict
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.registry.deprivation import CORE20, NOT_KNOWN, THE_REST

LABEL = f"{words.CORE20}, against the rest"
NEED_IS_STEEPER = "An equal rate would not be a fair one: need is greater there."
HARDLY_DIVIDED = 0.1  # of the births: with fewer on one side, the national fifth hardly divides a Place
MANY_UNKNOWN = 0.1  # of the people seen: with more, how many have no known decile is a part of the verdict
GRADES: dict[Verdict, Grade] = {
    "lower": "worse",
    "higher": "higher",
    "no clear difference": "no clear difference",
    "too few": "too few",
    "undefined": "no data",
}
ENDINGS: dict[Verdict, str] = {
    "lower": ", beyond chance",
    "higher": ", beyond chance",
    "no clear difference": ": no clear difference",
    "too few": f": too few to tell from chance (under {FEWEST} expected on one side)",
}


@dataclass(frozen=True)
class Core20Verdict:
    """Core20 against the rest, per child: counts, ratio, verdict and gap, all of one comparison."""

    held: SeenByDeprivation
    rates: RatesCompared

    @staticmethod
    def of(held: SeenByDeprivation) -> "Core20Verdict":
        """The verdict on people seen by deprivation of one view and year."""
        core20, rest = (
            RateSide(name, held.seen(member), held.children(member))
            for name, member in ((words.CORE20, CORE20), ("the rest", THE_REST))
        )
        return Core20Verdict(held, RatesCompared(core20, rest))

    @property
    def grade(self) -> Grade:
        """'worse' where Core20 is seen less often beyond chance."""
        return GRADES[self.rates.verdict]

    @property
    def state(self) -> str:
        """No data without children of both, hidden where either count is; else as the count of Core20."""
        if not self.rates.defined:
            return "no data"
        return self.rates.one.seen.state if self.held.both.known else self.held.both.state

    @property
    def share_of_people(self) -> Limits:
        """Core20's part of the people seen (0 to 1), with the interval of the ratio, which leaves out their part of
        births where the ratio leaves out 1; Wilson's where there are no births to divide by.
        """
        seen = Portion(self.rates.one.seen, self.held.both)
        value, lower, upper = seen.limits
        _, least, most = self.rates.ratio
        if least != least or most != most:
            return value, lower, upper
        births = self.held.children(CORE20) / self.held.children(CORE20, THE_REST)
        lower, upper = (end * births / (end * births + 1 - births) for end in (least, most))
        return value, lower, upper

    def in_words(self) -> str:
        """'the most deprived fifth (Core20) are seen 16% less often than the rest (95% ...), beyond chance'."""
        one, other = self.rates.one.seen, self.rates.other.seen
        ending = ENDINGS[self.rates.verdict]
        if 0 not in (one.value, other.value):
            return f"{words.CORE20} are seen {self.rates.in_words()}{ending}"
        how = {"lower": "; that is less often", "higher": "; that is more often"}.get(self.rates.verdict, "")
        return f"{_count(one)} from {words.CORE20} and {_count(other)} from the rest were seen{how}{ending}"

    def after(self) -> list[str]:
        """Sentences that belong to it: the gap in people, that need is steeper, a Place hardly divided, the unknown."""
        verdict = self.rates.verdict
        value, lower, upper = self.rates.gap
        said = []
        if verdict == "lower" and lower == lower and upper == upper:
            said.append(f"For an equal rate, {self.rates.gap_in_words()}.")
        elif verdict == "lower":
            said.append(f"For an equal rate, about {people(value)} more people a year would have to be seen.")
        if verdict in ("higher", "no clear difference"):
            said.append(NEED_IS_STEEPER)
        return [*said, *self._divided(), *self._unknown()]

    def _divided(self) -> list[str]:
        basis = self.held.below.basis
        share = self.held.children(CORE20) / self.held.children(CORE20, THE_REST)
        if HARDLY_DIVIDED <= share <= 1 - HARDLY_DIVIDED:
            return []
        return [f"The national fifth hardly divides this Place: {percent(share)} of {basis} are in it."]

    def _unknown(self) -> list[str]:
        unknown = self.held.seen(NOT_KNOWN)
        if not (unknown.known and self.held.both.known) or not self.held.both.value:
            return []
        share = unknown.value / (unknown.value + self.held.both.value)
        return [f"The decile is not known for {percent(share)} of people seen."] if share > MANY_UNKNOWN else []


def _count(seen: Cell) -> str:
    return f"{people(seen.value)} people" if seen.value else "nobody"
