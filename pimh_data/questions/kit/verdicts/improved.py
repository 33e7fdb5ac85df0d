"""How many improved reliably: one number answers it, and what always stands beside it. For every page and card."""

from dataclasses import dataclass

from pimh_data.answer import Column, Row
from pimh_data.formats import people, percent
from pimh_data.questions.cells import NAN, Cell
from pimh_data.questions.kit.portion import Portion

HALF = 0.5  # of those eligible: with fewer scored twice, completeness and range are what is said first
# The range of all eligible: if nobody without a second score improved, and if everyone did.
OF_ELIGIBLE = (
    Column("if_unchanged", "Improved, of the eligible, at least", "share"),
    Column("if_all_improved", "Improved, of the eligible, at most", "share"),
)
# What is said beside the number, as columns of a row: who got worse, who has no second score, all eligible as a range.
BESIDE = (
    Column("worse", "Got reliably worse", "count", "people"),
    Column("worse_of_paired", "Got reliably worse, of those with two scores", "share", missing="hidden"),
    Column("unpaired", "Without a second score, of the eligible", "share", missing="not shown"),
    *OF_ELIGIBLE,
)


@dataclass(frozen=True)
class Improved:
    """Counts of people: eligible; with two scores; of these, reliably improved, and reliably worse."""

    eligible: Cell
    paired: Cell
    improved: Cell
    worse: Cell

    @property
    def share(self) -> Portion:
        """The number itself: those who improved reliably, of those with two scores."""
        return Portion(self.improved, self.paired)

    @property
    def scored(self) -> Portion:
        """Those with two scores, of those eligible."""
        return Portion(self.paired, self.eligible)

    @property
    def least(self) -> float:
        """The share of all eligible if nobody without a second score improved, at its least true counts."""
        if not self.in_range:
            return NAN
        return self.improved.lowest / max(self.eligible.highest, 1)

    @property
    def most(self) -> float:
        """The share of all eligible if everyone without a second score improved, at the counts that make it most.

        Whoever got worse did not improve.
        """
        if not self.in_range:
            return NAN
        worse = self.worse.lowest if self.worse.known else 0
        reached = self.eligible.highest - max(self.paired.lowest - self.improved.highest, worse)
        return min(reached / self.eligible.highest, 1)

    @property
    def unpaired(self) -> float:
        """The share of all eligible who have no second score, at the released counts; NaN for a none of rounding."""
        if not self.scored.known or self.none_shown:
            return NAN
        return max(1 - self.paired.value / self.eligible.value, 0)

    @property
    def none_shown(self) -> bool:
        """Whether nobody is without a second score by the counts shown, where rounding alone may hide some."""
        return self.in_range and self.paired.value >= self.eligible.value and self.paired.lowest < self.eligible.highest

    @property
    def in_range(self) -> bool:
        """Whether the range for all eligible can be told."""
        known = self.improved.known and self.paired.known and self.eligible.known
        return known and self.eligible.highest > 0

    @property
    def few_scored(self) -> bool:
        """Whether fewer than half of those eligible have two scores."""
        return self.in_range and self.paired.value < HALF * self.eligible.value

    def in_words(self) -> str:
        """The number with its interval, who got worse, who has no second score, and the range; or the range first."""
        n, (share, interval) = people(self.paired.value), self._figure()
        if self.few_scored:
            return (
                f"{self._unscored()}, so of all eligible {self.range_in_words()} improved reliably; of the {n} with "
                f"two scores {share} did ({interval}){self._worse()}"
            )
        said = f"{share} of the {n} with two scores improved reliably ({interval}){self._worse()}"
        return f"{said}; {self.without()}" if self.in_range else said

    def beside(self) -> Row:
        """What always stands beside the number, in the columns of `BESIDE`."""
        return {
            "worse": self.worse.value,
            "worse_of_paired": Portion(self.worse, self.paired).limits[0],
            "unpaired": self.unpaired,
            "if_unchanged": self.least,
            "if_all_improved": self.most,
        }

    def card(self) -> tuple[str, str]:
        """The card's figure, and what stands under it."""
        if self.few_scored:
            share, interval = self._figure()
            rest = f"of the {people(self.paired.value)} with two scores {share} did ({interval})"
            return self.range_in_words(), f"{self._unscored()}; {rest}{self._worse('; ')}"
        of = "95% interval, of " if self.share.none_or_all else ""
        two = f"{of}{people(self.paired.value)} with two scores{self._worse('; ')}"
        return self._figure()[0], f"{two}; {self.without()}" if self.in_range else two

    def label(self, measure: str = "") -> str:
        """What the card's figure is: 'improved reliably (PHQ-9)', or the range's name."""
        of = f" ({measure})" if measure else ""
        return f"of all eligible improved reliably{of}" if self.few_scored else f"improved reliably{of}"

    def without(self) -> str:
        """'41% of the 560 eligible have no second score, so of all eligible it is 33% to 75%'."""
        return f"{self._unscored()}, so of all eligible it is {self.range_in_words()}"

    def range_in_words(self) -> str:
        """'33% to 75%': a range, not an interval."""
        n = self.eligible.value
        return f"{percent(self.least, n)} to {percent(self.most, n)}"

    def _figure(self) -> tuple[str, str]:
        """The share and its interval; of none or all of a rounded number the interval alone."""
        one = self.share
        return (one.ends, "95% interval") if one.none_or_all else (one.percent, f"95% interval {one.bounds}")

    def _unscored(self) -> str:
        none = percent(self.unpaired, self.eligible.value)
        if self.none_shown:
            most = (self.eligible.highest - self.paired.lowest) / self.eligible.highest
            none = f"up to {percent(most, self.eligible.value)}"
        return f"{none} of the {people(self.eligible.value)} eligible have no second score"

    def _worse(self, after: str = ", ") -> str:
        worse = Portion(self.worse, self.paired)
        if not worse.part.known:
            return f"{after}how many got reliably worse is hidden" if worse.part.state == "hidden" else ""
        share = f"{worse.ends} (95% interval)" if worse.none_or_all else worse.percent
        return f"{after}{share} got reliably worse"
