"""A group along the pathway and those it is compared with: counts, shares, gap and verdict. No words, no release."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pimh_data.questions.cells import NO_DATA, Cell
from pimh_data.questions.kit import UNKNOWN, Limits, Portion
from pimh_data.questions.kit.hidden_range import Ends
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import LAST, REFERRED, STEPS
from pimh_data.questions.rounded_intervals import differences, permitted_difference

# From one step to the next; three or more contacts is no step on the way: some complete after two.
WAY = (REFERRED, "accepted", "seen", LAST)
FEWER, MORE = "fewer, beyond chance", "more, beyond chance"
UNCLEAR, TOO_FEW = "no clear difference", "too few to say"
NOT_TESTED = "not tested by itself"
TESTED = ("accepted", LAST)  # of those referred, in the family of tests of two groups: their other steps are of others
Counts = Mapping[str, Cell]  # step -> people


@dataclass(frozen=True)
class MissedGroup:
    """One group: its people at each step, those of whom it is compared with, and how many are tested together.

    `dimension`: by its key; `ends`: by step, the least and the most people that the release permits; `others` is empty
    where the group is compared with nobody. `path`: the verdict on two groups that are each other's only comparison:
    their steps, each of those at the step before, are tested with who completes.
    """

    member: str
    dimension: str
    against: str
    counts: Counts
    ends: Mapping[str, Ends]
    others: Counts
    together: int = 1
    path: PathVerdict | None = None

    @property
    def held(self) -> bool:
        """Whether the release counts the group in this time at all."""
        return self.counts[REFERRED] != NO_DATA

    @property
    def spoken_of(self) -> bool:
        """Whether both sides have people enough referred to say anything of what became of them."""
        sides = (self.counts[REFERRED], self.others.get(REFERRED, NO_DATA))
        return all(side.known and side.value >= FEWEST for side in sides)

    def share(self, step: str) -> Limits:
        """Those of a step, of those referred (0 to 1), with Wilson's 95% interval; NaN where it is not known."""
        return Portion(self.counts[step], self.counts[REFERRED]).limits

    def difference(self, step: str, together: bool = False) -> Limits:
        """The group's share less that of those it is compared with; `together`: as one of all tested together."""
        if step == REFERRED or not self.others:
            return UNKNOWN
        return (self._together if together else self._alone)[step]

    @cached_property
    def _alone(self) -> Mapping[str, Limits]:
        return self._differences(0.95)

    @cached_property
    def _together(self) -> Mapping[str, Limits]:
        return self._differences(self.confidence)

    def _differences(self, confidence: float) -> Mapping[str, Limits]:
        """Step -> the difference, all worked out at once: each is asked for seven times."""
        steps = [step for step in STEPS if step != REFERRED]
        ours, theirs = ([side[step] for step in steps] for side in (self.counts, self.others))
        of, other_of = ([side[REFERRED]] * len(steps) for side in (self.counts, self.others))
        found = zip(steps, differences(ours, of, theirs, other_of, confidence), strict=True)
        return {step: self._permitted(step, limits) for step, limits in found}

    def _permitted(self, step: str, limits: Limits) -> Limits:
        """The limits; where others are known by their range alone, they hold all differences that the counts permit."""
        others = self.others[step], self.others[REFERRED]
        if not any(math.isnan(other.variance) for other in others):
            return limits
        value, lower, upper = limits
        least, most = permitted_difference(self.counts[step], self.counts[REFERRED], *others)
        return value, min(lower, least), max(upper, most)

    @property
    def confidence(self) -> float:
        """Of each of all that are tested together."""
        return 1 - 0.05 / self.together

    def gap(self, step: str, together: bool = False) -> Limits:
        """How many more people would take a step if as many of the group did as of those compared with."""
        value, lower, upper = self.difference(step, together)
        of = self.counts[REFERRED].value
        return -value * of, -upper * of, -lower * of

    def tested(self, step: str) -> bool:
        """Whether the share of those referred who take a step is one of the tests."""
        return self.path is None or step in TESTED

    def opens(self, step: str) -> float:
        """The part of the gap in people since the step before; NaN where a gap is hidden, or off the way."""
        if step == REFERRED or step not in WAY:
            return math.nan
        before = WAY[WAY.index(step) - 1]
        return self.gap(step)[0] - (0 if before == REFERRED else self.gap(before)[0])

    def bounds(self, step: str) -> Ends:
        """The least and the most people at a step that the release permits; NaN where nothing is, or bounds them."""
        least, most = self.ends[step]
        bounded = math.isfinite(most) and self.counts[step].state != "no data"
        return (least, most) if bounded else (math.nan, math.nan)

    def verdict(self, step: str) -> str:
        """How the group stands beside those it is compared with, of all tested together; '' where with nobody."""
        if not self.others:
            return ""
        if "no data" in (self.counts[step].state, self.counts[REFERRED].state):
            return "no data"
        value, lower, upper = self.gap(step, together=True)
        if value != value:
            return "hidden"
        if not self.spoken_of:
            return TOO_FEW
        if not self.tested(step):
            return NOT_TESTED
        return FEWER if lower > 0 else MORE if upper < 0 else UNCLEAR

    @property
    def behind(self) -> bool:
        """Whether fewer of the group complete, beyond chance, or take a step of the way."""
        return self.path.fewer if self.path else self.verdict(LAST) == FEWER

    def expected(self, step: str) -> float:
        """How many of the group would take a step at the share of those compared with; NaN where it is not known."""
        if not self.others or step == REFERRED:
            return math.nan
        other = Portion(self.others[step], self.others[REFERRED])
        return self.counts[REFERRED].value * min(other.limits[0], 1) if other.known else math.nan

    def expected_at_least(self, step: str) -> float:
        """The same; of others that are known by their range alone, at the least share that it permits."""
        other, of = self.others.get(step, NO_DATA), self.others.get(REFERRED, NO_DATA)
        by_range = other.known and of.known and (math.isnan(other.variance) or math.isnan(of.variance))
        return self.counts[REFERRED].value * other.lowest / of.highest if by_range else self.expected(step)

    def could_be_seen(self, step: str) -> float:
        """The gap in people that would probably have been seen (80% power), of all tested together; NaN where none.

        No gap is larger than those who would take the step at the share of those compared with.
        """
        value, lower, _ = self.gap(step, together=True)
        return gap_seen(value - lower, self.confidence, self.expected(step)) if self.tested(step) else math.nan
