"""A part of a whole, as released cells: its share with interval, in numbers and in words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.formats import interval, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, total
from pimh_data.questions.kit.changes import since_year_before
from pimh_data.questions.kit.estimate import Limits, first_missing
from pimh_data.questions.kit.verdicts.could_be_seen import points_seen
from pimh_data.questions.kit.verdicts.enough import FEWEST, enough
from pimh_data.questions.rounded_intervals import Estimates, difference, differences, share, shares
from pimh_data.questions.share_of_cells import SMALL, percent_of, share_of


@dataclass(frozen=True)
class Portion:
    """Some of those counted, and all of them: what a share and its interval rest on."""

    part: Cell
    whole: Cell

    @property
    def known(self) -> bool:
        """Whether both can be computed with, and there is somebody to be a part of."""
        return self.part.known and self.whole.known and self.whole.value > 0

    @property
    def both(self) -> Cell:
        """The two as one cell: hidden where either is, no data where nobody is counted."""
        return total([self.part, self.whole]) if self.whole.value else NO_DATA

    @property
    def state(self) -> str:
        """No data or hidden where either is; nobody counted is no data too."""
        return first_missing(self.part, self.whole) or ("no data" if self.whole.state == "zero" else self.part.state)

    @property
    def limits(self) -> Limits:
        """The share (0 to 1) with Wilson's 95% interval; NaN where it is not known."""
        return share(self.part, self.whole)

    @property
    def few(self) -> bool:
        """Whether it is of fewer people than can be spoken of."""
        return self.whole.known and self.whole.value < FEWEST

    @property
    def small(self) -> bool:
        """Whether it is of so few people that a sentence says of how many."""
        return self.whole.known and self.whole.value < SMALL

    @property
    def percent(self) -> str:
        """'61%', of 1,000 people or more '61.2%'; '0%' of nobody; 'about 100%' where the part is shown larger."""
        return percent_of(self.part, self.whole) if self.whole.value else "0%"

    @property
    def guarded(self) -> str:
        """The same of what is told about people in confidence: for none or all of few the interval of its row."""
        return self._in_percent(math.inf)

    @property
    def none_or_all(self) -> bool:
        """Whether the counts shown are of none or of all, where rounding leaves open how many that is."""
        shown = self.known and not 0 < self.part.value < self.whole.value
        return shown and self.whole.lowest < self.whole.highest

    @property
    def ends(self) -> str:
        """Its interval in place of none or all: '49% to 100%'."""
        _, lower, upper = self.limits
        return f"{percent(lower, self.whole.value)} to {percent(upper, self.whole.value)}"

    def _in_percent(self, others: float) -> str:
        """The same with no more decimals than so many other people have."""
        if self.few and self.none_or_all:
            return f"{self.ends} (95% interval)"
        return percent_of(self.part, self.whole, others) if self.whole.value else "0%"

    @property
    def counted(self) -> str:
        """'61%', or of a small number '61% of 15 people'."""
        return f"{self.percent} of {people(self.whole.value)} people" if self.small else self.percent

    def of(self, who: str) -> str:
        """Whom it is a share of, with their number where it is small: 'people seen', 'the 15 people seen'."""
        return f"the {people(self.whole.value)} {who}" if self.small else who

    @property
    def bounds(self) -> str:
        """Its interval: '54 to 67', of 1,000 people or more with a decimal."""
        _, lower, upper = self.limits
        return interval(lower, upper, 1 if self.whole.value >= 1000 else 0, 100)

    @property
    def words(self) -> str:
        """'61% (54 to 67)'."""
        return f"{self.percent} ({self.bounds})"

    def less(self, other: "Portion", confidence: float = 0.95) -> Limits:
        """This share less another (-1 to 1), with Newcombe's interval."""
        return difference(self.part, self.whole, other.part, other.whole, confidence)

    def beside(self, other: "Portion") -> tuple[str, str]:
        """This share and another as a sentence sets them side by side: with as many decimals, those of the smaller."""
        return self._in_percent(other.whole.value), other._in_percent(self.whole.value)

    def against(self, other: "Portion", more: Grade = "higher", fewer: Grade = "lower") -> tuple[Grade, str]:
        """The grade of the difference from another share, and its points: '-9.2 points, 95% interval -14.0 to -4.1'.

        'too few' where either is of fewer people than can be spoken of; 'no data' and '' where one is not known.
        """
        value, lower, upper = self.less(other)
        if value != value:
            return "no data", ""
        grade: Grade = more if lower > 0 else fewer if upper < 0 else "no clear difference"
        return grade if enough(self.whole, other.whole) else "too few", words.points(lower, upper, value)

    def since(self, before: "Portion", larger_is_better: bool = False, in_both: float = 0.0) -> tuple[str, Grade]:
        """How it compares with the year before, in words, and the grade of that; `in_both`: as `since_year_before`."""
        return since_year_before(self.part, self.whole, before.part, before.whole, larger_is_better, in_both)

    def size_seen(self, other: "Portion", in_both: float = 0.0, of: str = "from the year before") -> str:
        """Where it does not clearly differ from another: the difference that would probably have been seen; else ''.

        `of`: what from, or between whom. From 90% no share differs by more than 90 points, from half by more than 50.
        """
        if not (self.known and other.known) or self.few or other.few:
            return ""
        cells, beside = ([self.part], [self.whole], [other.part], [other.whole]), share_of(other.part, other.whole)
        return points_seen(differences(*cells, in_both=[in_both])[0], of, max(beside, 1 - beside))


NOTHING = Portion(NO_DATA, NO_DATA)


def shares_of(portions: Iterable[Portion]) -> Estimates:
    """The share of each with its interval, worked out together: one value a portion."""
    portions = list(portions)
    return shares([one.part for one in portions], [one.whole for one in portions])
