"""Two groups by their rates: one ratio with its interval, from which verdict, gap in people and words all follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, Cell, total
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen, gap_seen_in_words, ratio_seen
from pimh_data.questions.kit.verdicts.enough import Verdict, enough_for_rates, expected
from pimh_data.questions.rounded_intervals import PER, Estimates, gaps, ratios

METHOD = (
    "Score interval of the ratio of two rates, with the error of rounding added to that of chance; beyond "
    "chance means that the 95% interval leaves out 1. Nothing is said where fewer than 20 people would be expected on "
    "either side."
)
GAP_METHOD = (
    "The gap in people is the difference of the two rates times the population of the group, with the score interval "
    "of that difference, which leaves out 0 where that of the ratio leaves out 1."
)
CITATION = "Graham, Mayo and Szabo 2003, Stat Med 22:2071; Przyborowski and Wilenski 1940, Biometrika 31:313"


@dataclass(frozen=True)
class RateSide:
    """One side of the comparison: its name, people counted, and the population that they are divided by."""

    name: str
    seen: Cell
    population: float

    @property
    def rate(self) -> float:
        """People per 1,000 of the population."""
        return PER * self.seen.value / self.population if self.population > 0 else NAN


@dataclass(frozen=True)
class RatesCompared:
    """A group's rate against another's, in one year or longer."""

    one: RateSide
    other: RateSide

    @property
    def defined(self) -> bool:
        """Whether both populations are there to divide by."""
        return self.one.population > 0 and self.other.population > 0

    @property
    def both(self) -> Cell:
        """The two counts as one cell: hidden where either is."""
        return total([self.one.seen, self.other.seen])

    @property
    def ratio(self) -> Limits:
        """The group's rate over the other's, with its 95% interval; no interval where nobody of the other counted."""
        one, other = self.one, self.other
        return ratios([one.seen], [one.population], [other.seen], [other.population])[0]

    @property
    def expected(self) -> float:
        """How many of the group would be counted, were they counted as often as the other."""
        return expected(self.one.population, self.other.seen, self.other.population)

    @property
    def verdict(self) -> Verdict:
        """Whether the group's rate is beyond chance higher or lower; 'too few' where it cannot be spoken of."""
        if not (self.defined and self.both.known):
            return "undefined"
        one, other = self.one, self.other
        # Either of two may be the one that is hardly counted.
        sides = (one.seen, one.population), (other.seen, other.population)
        if not (enough_for_rates(*sides[0], *sides[1]) or enough_for_rates(*sides[1], *sides[0])):
            return "too few"
        # With nobody in the other, the ratio has no upper end; turned round it has one, and says the same.
        if other.seen.lowest == 0:
            _, lower, upper = RatesCompared(other, one).ratio
            lower, upper = (1 / end if end > 0 else float("inf") for end in (upper, lower))
        else:
            _, lower, upper = self.ratio
        return "higher" if lower > 1 else "lower" if upper < 1 else "no clear difference"

    @property
    def size_seen(self) -> str:
        """Where the two do not clearly differ: the ratios that would probably have been seen; else ''."""
        return ratio_seen(self.ratio, self.other.name) if self.verdict == "no clear difference" else ""

    @property
    def could_be_seen(self) -> float:
        """The gap in people that would probably have been seen (80% power); NaN where it is clear, or none could be."""
        if self.verdict != "no clear difference":
            return NAN
        _, lower, upper = self.gap
        return gap_seen((upper - lower) / 2, largest=self.expected)

    @property
    def gap_seen(self) -> str:
        """Where the two do not clearly differ: the same in words; else ''."""
        return gap_seen_in_words(self.could_be_seen) if self.verdict == "no clear difference" else ""

    @property
    def gap(self) -> Limits:
        """How many more of the group would have to be counted for an equal rate, with its 95% interval.

        The score interval of the difference: it leaves out 0 where the ratio's leaves out 1.
        """
        return gaps_of([self])[0]

    def in_words(self) -> str:
        """'16% less often than the rest (95% interval 4% to 27% less)'."""
        ratio, lower, upper = self.ratio
        return (
            f"{words.as_often(ratio)} {self.other.name} (95% interval {words.as_often_interval(lower, upper, ratio)})"
        )

    def gap_in_words(self, of: str = "") -> str:
        """'about 110 more people a year would have to be seen (95% interval 68 to 157)'. `of`: 'from decile 1'."""
        value, lower, upper = self.gap
        needed = " ".join(filter(None, (f"about {people(value)} more people a year", of, "would have to be seen")))
        return f"{needed} (95% interval {words.more_people(lower, upper)})"


def gaps_of(compared: Sequence[RatesCompared]) -> Estimates:
    """The gap in people of each comparison with its interval, worked out together: one value a comparison."""
    return gaps(
        [found.one.seen for found in compared],
        [found.one.population for found in compared],
        [found.other.seen for found in compared],
        [found.other.population for found in compared],
    )
