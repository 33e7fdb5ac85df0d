"""Two groups at a step of the pathway, or over the whole of it: their counts and the difference of their shares."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen
from pimh_data.questions.kit.verdicts.enough import PATH_TESTS, enough
from pimh_data.questions.rounded_intervals import difference
from pimh_data.questions.share_of_cells import percent_of, share_of

# Each step, and those of whom it is a part. Some complete after two contacts, so completing is of those seen.
STEPS: Mapping[str, str] = {
    "referred": "",
    "accepted": "referred",
    "seen": "accepted",
    "three_or_more_contacts": "seen",
    "completed": "seen",
}
REFERRED, LAST = "referred", "completed"
# All steps before each: whoever takes it is among those who took them.
AMONG: Mapping[str, tuple[str, ...]] = {
    "accepted": ("referred",),
    "seen": ("referred", "accepted"),
    "three_or_more_contacts": ("referred", "accepted", "seen"),
    "completed": ("referred", "accepted", "seen"),
}
DOING = {
    "accepted": "being accepted",
    "seen": "being seen",
    "three_or_more_contacts": "coming back for three or more contacts",
    "completed": "completing",
}
DONE = {
    "accepted": "are accepted",
    "seen": "are seen",
    "three_or_more_contacts": "come back for three or more contacts",
    "completed": "complete",
}
TOOK = {
    "accepted": "were accepted",
    "seen": "were seen",
    "three_or_more_contacts": "came back for three or more contacts",
    "completed": "completed",
}
TOGETHER = 1 - 0.05 / PATH_TESTS


@dataclass(frozen=True)
class Step:
    """A step of two groups, or the whole path: the counts, those they are of, and the difference of their shares.

    `own`: the difference with its 95% interval; `together`: with that which holds for all steps at once.
    """

    name: str
    part: Cell
    whole: Cell
    other_part: Cell
    other_whole: Cell
    own: Limits
    together: Limits

    @staticmethod
    def of(name: str, of: str, one: Mapping[str, Cell], other: Mapping[str, Cell]) -> "Step":
        """A step by its name, of those at another, from two groups' counts by step."""
        cells = one[name], one[of], other[name], other[of]
        return Step(name, *cells, difference(*cells), difference(*cells, TOGETHER))

    @property
    def difference(self) -> float:
        """The first group's share less the second's; NaN where they cannot be compared."""
        return self.own[0]

    @property
    def known(self) -> bool:
        """Whether the two shares can be compared."""
        return self.difference == self.difference

    @property
    def spoken(self) -> bool:
        """Whether both groups have people enough at the step before."""
        return self.known and enough(self.whole, self.other_whole)

    @property
    def clear(self) -> bool:
        """Whether the difference is beyond chance, for all steps together."""
        return self.spoken and (self.together[1] > 0 or self.together[2] < 0)

    @property
    def gap(self) -> Limits:
        """How many more of the first group would take the step at the other's share, with the interval together."""
        value, lower, upper = self.together
        return -self.whole.value * value, -self.whole.value * upper, -self.whole.value * lower

    @property
    def could_be_seen(self) -> float:
        """The gap in people that would probably have been seen (80% power), all steps together; NaN where none could.

        No gap is larger than those of the first group who would take the step at the other's share.
        """
        value, lower, _ = self.gap
        as_others = self.whole.value * share_of(self.other_part, self.other_whole)
        return gap_seen(value - lower, TOGETHER, as_others)

    @property
    def shares(self) -> tuple[str, str]:
        """Of the first group and of the second, as they stand beside each other: '26%', '33%'."""
        ours = percent_of(self.part, self.whole, self.other_whole.value)
        return ours, percent_of(self.other_part, self.other_whole, self.whole.value)

    @property
    def points(self) -> str:
        """'-7.0 points, 95% interval -13.1 to -0.8, steps together'."""
        value, lower, upper = self.together
        return f"{words.points(lower, upper, value)}, steps together"

    def in_words(self, taken: Mapping[str, str] = DOING) -> str:
        """'being seen (71% against 90% of those accepted: -18.9 points, 95% interval -37.1 to -1.2, steps together)'.

        `taken`: the words of each step.
        """
        shares = " against ".join(self.shares)
        return f"{taken[self.name]} ({shares} of those {STEPS[self.name]}: {self.points})"

    def in_full(self, one: str, other: str) -> str:
        """'of those accepted, 71% of ... were seen against 90% of ... (-18.9 points, ...)': both groups by name."""
        ours, theirs = self.shares
        took = f"{ours} of {one} {TOOK[self.name]}"
        return f"of those {STEPS[self.name]}, {took} against {theirs} of {other} ({self.points})"
