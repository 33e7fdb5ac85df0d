"""Who improved reliably, here against there: one verdict, whichever question asks, and whether the missing turn it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.kit.changes import since_year_before
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.verdicts.core20 import GRADES
from pimh_data.questions.kit.verdicts.enough import FEWEST, Verdict
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.statistics.tipping import tipping_point

REVERSED = ", though those without a second score could reverse it"
CLEAREST: tuple[Grade, ...] = ("worse", "higher", "no clear difference")
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
    def grade(self) -> Grade:
        """'worse' where fewer improved beyond chance, and whatever became of those without a second score."""
        return "no clear difference" if self.reversible else GRADES[self.verdict]

    def in_words(self) -> str:
        """'-39 points, 95% interval -52 to -25: a difference beyond chance'; '' where it is not known."""
        if self.verdict == "undefined":
            return ""
        value, lower, upper = self.difference
        return f"{words.points(lower, upper, value)}: {SAID[self.verdict]}{REVERSED if self.reversible else ''}"

    @property
    def size_seen(self) -> str:
        """Where the shares do not clearly differ: the difference that would probably have been seen; else ''."""
        return self.one.share.size_seen(self.other.share)

    @property
    def tipping(self) -> str:
        """Of a clear difference: how many of the first without a second score would turn it; '' where none do."""
        one, other = self.one, self.other
        if self.verdict not in ("higher", "lower") or not one.in_range:
            return ""
        improved, scored, others, of = (
            min(cell.value, whole.value)
            for cell, whole in zip(
                (one.improved, one.paired, other.improved, other.paired),
                (one.paired, one.paired, other.paired, other.paired),
                strict=True,
            )
        )
        missing = max(one.eligible.value - one.paired.value, 0)
        turns = tipping_point(improved, scored, missing, others, of)
        if turns != turns:
            return ""
        how = "or more" if self.verdict == "lower" else "or fewer"
        counted = f"about {people(turns)} {how}" if turns else "none"
        return f"If {counted} of those without a second score had improved reliably, it would not be beyond chance."

    def since_year_before(self) -> tuple[str, Grade]:
        """'a larger share than the year before (50%), beyond chance' and its grade, 'better' or 'worse'.

        Where those without a second score could turn it round, that is said, and neither is.
        """
        one, other = self.one, self.other
        ending, grade = since_year_before(one.improved, one.paired, other.improved, other.paired, True)
        return (f"{ending}{REVERSED}", "no clear difference") if self.reversible else (ending, grade)


def graded(compared: Iterable[ImprovedCompared]) -> Grade:
    """The grade of several comparisons together: of one that can be spoken of, the clearest; else why there is none."""
    held = list(compared)
    grades = {one.grade for one in held if one.told}
    untold: Grade = "too few" if any(one.verdict == "too few" for one in held) else "hidden"
    return next((grade for grade in CLEAREST if grade in grades), untold)
