"""Which groups are compared by who improved reliably, over which period, and what is said of each pair. One for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Selection
from pimh_data.contracts import PARENT_ROLES
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.questions.kit.verdicts.improved_compared import ImprovedCompared
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import NOTHING, OutcomeCells, longest, outcomes
from pimh_data.questions.outcomes.saying import closed_in, period_in_short, subject
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_SPLIT, EVERYONE, PARENT_ROLE, Dimension
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.registry.ethnicity import SPLIT
from pimh_data.release import Release


@dataclass(frozen=True)
class ComparedGroups:
    """A breakdown, and the two members that are compared: the first against the second; the same in words.

    `by`: what it breaks down by, in running text.
    """

    dimension: Dimension
    one: str
    other: str
    words: str
    by: str

    def says(self, member: str) -> str:
        """A member in running text."""
        if self.dimension == DEPRIVATION:
            return words.people_of(member)
        return {
            SPLIT[0]: "White British or Irish people",
            SPLIT[1]: "people of every other ethnic group",
            PARENT_ROLES[0]: "mothers and birthing parents",
            PARENT_ROLES[1]: "fathers and co-parents",
        }.get(member, member)

    def names(self, member: str) -> str:
        """A member as the name of a row."""
        if self.dimension == DEPRIVATION:
            return words.upper_first(words.group(member))
        return "Every other ethnic group" if member == SPLIT[1] else words.upper_first(member)


COMPARED = (
    ComparedGroups(DEPRIVATION, CORE20, THE_REST, "The most deprived fifth (Core20) less the rest", "deprivation"),
    ComparedGroups(
        ETHNIC_SPLIT, SPLIT[1], SPLIT[0], "Every other ethnic group less White British or Irish", "ethnic group"
    ),
    ComparedGroups(PARENT_ROLE, PARENT_ROLES[1], PARENT_ROLES[0], "Fathers and co-parents less mothers", "parent role"),
)


@dataclass(frozen=True)
class GroupsShown:
    """A breakdown as it is shown: its view, whose period may be longer than the chosen year, and the cells of each."""

    groups: ComparedGroups
    view: View
    cells: Mapping[str, OutcomeCells]

    @property
    def compared(self) -> ImprovedCompared:
        """The two members that are compared."""
        one, other = (self.cells.get(name, NOTHING).verdict for name in (self.groups.one, self.groups.other))
        return ImprovedCompared(one, other)

    @property
    def sizes_known(self) -> bool:
        """Whether the people with two scores are shown on both sides."""
        return all(self.cells.get(name, NOTHING).paired.known for name in (self.groups.one, self.groups.other))

    @property
    def large_enough(self) -> bool:
        """Whether each side has people enough to be spoken of: by their number, not by what became of them."""
        return enough(*(self.cells.get(name, NOTHING).paired for name in (self.groups.one, self.groups.other)))

    def both_in_words(self) -> str:
        """'31% of the 45 fathers and co-parents and 70% of mothers and birthing parents': of few with their number."""
        found = self.compared
        said = ((found.one.share, self.groups.one), (found.other.share, self.groups.other))
        return " and ".join(f"{share.guarded} of {share.of(self.groups.says(member))}" for share, member in said)

    def beside(self) -> str:
        """What stands beside the verdict: what would turn it, or the size that would have been seen; '' of neither."""
        groups = self.groups
        turns = self.compared.tipping(f"{groups.says(groups.one).removeprefix('people ')} without a second score")
        said = turns or self.compared.size_seen(of="")
        return f"{groups.words}: {words.lower_first(said)}" if said else ""

    def with_figures(self) -> str:
        """The same where the finding has no figures of it: with these."""
        compared = self.compared
        if compared.clear or not compared.told:
            return self.beside()
        said = f"{self.groups.words}, {period_in_short(self.view.period)}: {compared.figures}."
        return f"{said} {compared.size_seen(of='')}".rstrip()


def named(shown: Sequence[GroupsShown]) -> list[GroupsShown]:
    """Those that a sentence on who improved gives: all that clearly differ, else all that can be spoken of."""
    told = [one for one in shown if one.compared.told]
    return [one for one in told if one.compared.clear] or told


def groups_shown(release: Release, selection: Selection, definition: OutcomeDefinition) -> tuple[GroupsShown, ...]:
    """Each breakdown over the shortest period that has 20 people with two scores on both sides.

    Chosen by size, before looking at the result: the chosen year, three years together, since the service started.
    Where none has as many, the longest that shows both sides; where none does, the first that the release holds.
    """
    return tuple(_shown(release, selection, definition, groups) for groups in COMPARED)


def about(selection: Selection, definition: OutcomeDefinition, shown: Sequence[GroupsShown]) -> str:
    """What a sentence on these is about, with the period that all of them are of; without one where they differ."""
    period = next(iter(_periods(shown)), selection.year) if len(_periods(shown)) < 2 else ""
    if period:
        return subject(selection, definition, EVERYONE, period)
    return ", ".join((words.subject(selection, with_year=False), definition.measure.key))


def dated(said: str, one: GroupsShown, shown: Sequence[GroupsShown]) -> str:
    """A clause on one breakdown, with its period before it where the others are of another."""
    return f"{period_in_short(one.view.period)}, {said}" if len(_periods(shown)) > 1 else said


def by_what(those: Sequence[GroupsShown], shown: Sequence[GroupsShown]) -> str:
    """'deprivation or parent role', each with its period where the others are of another."""
    several = len(_periods(shown)) > 1
    by = [f"{one.groups.by}{f' ({period_in_short(one.view.period)})' if several else ''}" for one in those]
    return words.listed(by, "or")


def period_of(shown: Sequence[GroupsShown]) -> str:
    """The period of the numbers, as evidence says it: of each breakdown where they differ."""
    if len(_periods(shown)) == 1:
        return closed_in(shown[0].view)
    return "; ".join(f"{one.groups.dimension.label}: {words.lower_first(closed_in(one.view))}" for one in shown)


def _periods(shown: Sequence[GroupsShown]) -> dict[str, None]:
    return dict.fromkeys(one.view.period for one in shown)


def _shown(
    release: Release, selection: Selection, definition: OutcomeDefinition, groups: ComparedGroups
) -> GroupsShown:
    view = View.of(selection).at(dimension=groups.dimension.name, member=EVERYONE)
    held = [
        GroupsShown(groups, view.at(period=period), outcomes(release, view.at(period=period), definition))
        for period in longest(release, selection)
    ]
    there = [one for one in held if one.cells] or held[:1]
    large = next((one for one in there if one.large_enough), None)
    return large or next((one for one in reversed(there) if one.sizes_known), there[0])
