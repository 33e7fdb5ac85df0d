"""Two groups from referral to completing: one verdict of the four steps and the whole path, tested together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.questions.kit.verdicts.path_steps import DOING, LAST, REFERRED, STEPS, Step
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS
from pimh_data.registry.ethnicity import GROUPS, SPLIT

# Groups that a programme must not lose more of than others: for them, fewer is worse.
AT_STAKE = (CORE20, *DECILE_MEMBERS[:2], *GROUPS[1:], SPLIT[1])


@dataclass(frozen=True)
class PathVerdict:
    """One family of tests, and what it comes to: whoever asks of these two groups gets this grade.

    `path`: who completed, of those referred; `steps`: each of those at the step before; `at_stake`: whether fewer of
    the first group is worse.
    """

    path: Step
    steps: tuple[Step, ...]
    at_stake: bool

    @staticmethod
    def of(member: str, one: Mapping[str, Cell], other: Mapping[str, Cell]) -> "PathVerdict":
        """The verdict on a group, from its counts by step and those of the group that it is compared with."""
        steps = tuple(Step.of(name, of, one, other) for name, of in STEPS.items() if of)
        return PathVerdict(Step.of(LAST, REFERRED, one, other), steps, member in AT_STAKE)

    @property
    def clear(self) -> tuple[Step, ...]:
        """The steps that differ beyond chance."""
        return tuple(step for step in self.steps if step.clear)

    @property
    def clear_fewer(self) -> tuple[Step, ...]:
        """Those of them that fewer of the first group take."""
        return tuple(step for step in self.clear if step.difference < 0)

    @property
    def told(self) -> Step | None:
        """What the verdict rests on: the whole path where it differs beyond chance, else a step, one of fewer first."""
        if self.path.clear:
            return self.path
        return next(iter((*self.clear_fewer, *self.clear)), None)

    @property
    def fewer(self) -> bool:
        """Whether fewer of the first group complete, or take a step, beyond chance."""
        return self.told is not None and self.told.difference < 0

    @property
    def grade(self) -> Grade:
        """Told from chance anywhere; else too few referred, hidden where the whole path is, no clear difference."""
        referred = self.path.whole, self.path.other_whole
        if any(cell.state in ("no data", "zero") for cell in referred):
            return "no data"
        if self.told is not None:
            return "higher" if not self.fewer else "worse" if self.at_stake else "lower"
        if all(cell.known for cell in referred) and not enough(*referred):
            return "too few"
        return "no clear difference" if self.path.spoken else "hidden"

    def at_steps(self) -> str:
        """At which steps they differ, where the whole path does: a gap opens only where that very step is told."""
        if not self.clear:
            return "no single step shows a clear difference"
        same, other = (
            [step for step in self.clear if ((step.difference > 0) == (self.path.difference > 0)) is with_it]
            for with_it in (True, False)
        )
        said = [f"the gap opens at {_at(same[:1])}"] if same else []
        for verb, steps in (("widens", same[1:]), ("narrows", other)):
            if steps:
                said.append(f"it {verb} at {' and at '.join(DOING[step.name] for step in steps)}")
        return "; ".join(said)

    def step_alone(self, one: str, other: str, *, figures: bool = True) -> str:
        """The step that is told where the whole path is not, then the whole path; '' where the path or no step is told.

        'of those accepted, 71% of ... were seen against 90% of ... (...), beyond chance; over the whole path there is
        no clear difference (...)'. `one`, `other`: the two groups in running text; `figures`: with those of the
        whole path, where the table has them.
        """
        first = self.told
        if first is None or self.path.clear:
            return ""
        more = [DOING[step.name] for step in self.clear if step is not first]
        also = f"; they differ at {' and at '.join(more)} too" if more else ""
        shares = " against ".join(self.path.shares) if self.path.spoken else ""
        held = f" ({shares} of those referred: {self.path.points})" if figures else ""
        whole = (
            f"over the whole path there is no clear difference{held}"
            if shares
            else "who completes, of those referred, is not shown"
        )
        return f"{first.in_full(one, other)}, beyond chance{also}; {whole}"

    def left_out(self) -> list[str]:
        """'Hidden: completing.' and 'Too few: being seen.', of the steps of which nothing is said."""
        hidden = [DOING[step.name] for step in self.steps if not step.known]
        few = [DOING[step.name] for step in self.steps if step.known and not step.spoken]
        named = (("Hidden", hidden), ("Too few", few))
        return [f"{why}: {words.listed(steps)}." for why, steps in named if steps]


def _at(steps: Sequence[Step]) -> str:
    """The steps, joined; the figures of the first alone, since the table has those of all."""
    return " and at ".join((steps[0].in_words(), *(DOING[step.name] for step in steps[1:])))
