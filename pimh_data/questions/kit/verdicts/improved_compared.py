"""Who improved reliably, here against there: one verdict, whichever question asks, and what the missing could turn."""

from collections.abc import Iterable
from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.questions import words
from pimh_data.questions.kit.changes import since_year_before
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.verdicts.core20 import GRADES
from pimh_data.questions.kit.verdicts.enough import FEWEST, Verdict
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.kit.verdicts.tipping import tipping
from pimh_data.questions.kit.verdicts.unknown import could_reverse

MISSING = "those without a second score"
CLEAREST: tuple[Grade, ...] = ("worse", "higher", "no clear difference", "description")
UNDER_HALF = "not judged, since under half of one side have two scores"
SAID: dict[Verdict, str] = {
    "higher": "a difference beyond chance",
    "lower": "a difference beyond chance",
    "no clear difference": "no clear difference",
    "too few": f"too few to tell from chance (under {FEWEST} with two scores on one side)",
}


@dataclass(frozen=True)
class ImprovedCompared:
    """Those who improved reliably of those with two scores, in two groups or in two years."""

    one: Improved
    other: Improved

    @property
    def verdict(self) -> Verdict:
        """Whether the first share is beyond chance higher or lower; 'too few' with under 20 scored twice on a side."""
        one, other = self.one, self.other
        return shares_compared(one.improved, one.paired, other.improved, other.paired)

    @property
    def difference(self) -> Limits:
        """The first share less the second (-1 to 1), with Newcombe's interval."""
        return self.one.share.less(self.other.share)

    @property
    def reversible(self) -> bool:
        """Whether a verdict could turn round with those of both who have no second score: their ranges meet.

        A range that cannot be told could meet any.
        """
        if self.verdict == "higher":
            return not self.one.least > self.other.most
        return self.verdict == "lower" and not self.one.most < self.other.least

    @property
    def told(self) -> bool:
        """Whether the two can be spoken of: both are shown, with people enough."""
        return self.verdict not in ("too few", "undefined")

    @property
    def judged(self) -> bool:
        """Whether they can be spoken of, and half or more of those eligible on either side have two scores."""
        return self.told and not (self.one.few_scored or self.other.few_scored)

    @property
    def clear(self) -> bool:
        """Whether they are judged, and differ beyond chance."""
        return self.judged and self.verdict != "no clear difference"

    @property
    def grade(self) -> Grade:
        """'worse' where fewer improved beyond chance, whatever the missing could do: the words say whether they could.

        A description where completeness is what there is to say first.
        """
        return GRADES[self.verdict] if self.judged or not self.told else "description"

    @property
    def figures(self) -> str:
        """'-39.2 points, 95% interval -52.3 to -25.1'; '' where it is not known."""
        value, lower, upper = self.difference
        return words.points(lower, upper, value) if value == value else ""

    @property
    def judgement(self) -> str:
        """'a difference beyond chance (those without a second score could reverse it)'; '' where it is not known."""
        if self.told and not self.judged:
            return UNDER_HALF
        return f"{SAID.get(self.verdict, '')}{could_reverse(MISSING) if self.reversible else ''}"

    def size_seen(self, of: str = "from the year before") -> str:
        """Where the shares do not clearly differ: the difference that would probably have been seen; else ''."""
        return self.one.share.size_seen(self.other.share, of=of) if self.judged else ""

    def tipping(self, who: str = "without a second score") -> str:
        """Of a clear difference: how many of the first's missing would turn it, or that not all of them could.

        `who`: the first's without a second score, in words after their number. '' without a clear difference, or where
        their number is not known.
        """
        if not self.clear or not self.one.in_range:
            return ""
        return tipping(self.one, self.other, who, self.reversible)

    def since_year_before(self) -> tuple[str, Grade]:
        """'a larger share than the year before (50%), beyond chance' and its grade, 'better' or 'worse'.

        Where those without a second score could turn it round, that is said. Where under half of either year have one,
        the two are not compared.
        """
        one, other = self.one, self.other
        if self.told and not self.judged:
            return "under half had two scores in one of the two years, so they are not compared", "description"
        ending, grade = since_year_before(one.improved, one.paired, other.improved, other.paired, True)
        return f"{ending}{could_reverse(MISSING) if self.reversible else ''}", grade


def graded(compared: Iterable[ImprovedCompared]) -> Grade:
    """The grade of several comparisons together: of one that can be spoken of, the clearest; else why there is none."""
    held = list(compared)
    grades = {one.grade for one in held if one.told}
    untold: Grade = "too few" if any(one.verdict == "too few" for one in held) else "hidden"
    return next((grade for grade in CLEAREST if grade in grades), untold)
