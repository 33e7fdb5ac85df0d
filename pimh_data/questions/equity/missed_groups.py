"""The groups of a Place along the pathway, each with those it is compared with: counts, shares and gaps. No words."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, less, members, total
from pimh_data.questions.equity.pathway import STEPS
from pimh_data.questions.kit import UNKNOWN, Limits, Portion
from pimh_data.questions.kit.hidden_range import Ends, ends_of, member_ends
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.kit.verdicts.enough import FEWEST, PATH_TESTS
from pimh_data.questions.rounded_intervals import difference
from pimh_data.registry.cubes import DEPRIVATION, DIMENSIONS, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import EVERY_OTHER, GROUPS, WHITE_BRITISH_OR_IRISH
from pimh_data.registry.ethnicity import UNKNOWN as ETHNICITY_UNKNOWN
from pimh_data.release import Release

REFERRED, LAST = "referred", "completed"
# From one step to the next; three or more contacts is no step on the way: some complete after two.
WAY = (REFERRED, "accepted", "seen", LAST)
FEWER, MORE = "fewer, beyond chance", "more, beyond chance"
UNCLEAR, TOO_FEW = "no clear difference", "too few to say"
Counts = Mapping[str, Cell]  # step -> people
Held = Mapping[str, Counts]  # member -> step -> people


@dataclass(frozen=True)
class MissedGroup:
    """One group: its people at each step, those of whom it is compared with, and how many are tested together.

    `dimension`: by its key; `ends`: by step, the least and the most people that the release permits; `others` is empty
    where the group is compared with nobody.
    """

    member: str
    dimension: str
    against: str
    counts: Counts
    ends: Mapping[str, Ends]
    others: Counts
    together: int = 1

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
        of, other_of = self.counts[REFERRED], self.others[REFERRED]
        confidence = 1 - 0.05 / self.together if together else 0.95
        return difference(self.counts[step], of, self.others[step], other_of, confidence)

    def gap(self, step: str, together: bool = False) -> Limits:
        """How many more people would take a step if as many of the group did as of those compared with."""
        value, lower, upper = self.difference(step, together)
        of = self.counts[REFERRED].value
        return -value * of, -upper * of, -lower * of

    def opens(self, step: str) -> float:
        """The part of the gap in people that opens on the way to a step; NaN where a gap is hidden, or off the way."""
        if step == REFERRED or step not in WAY:
            return math.nan
        before = WAY[WAY.index(step) - 1]
        return self.gap(step)[0] - (0 if before == REFERRED else self.gap(before)[0])

    def bounds(self, step: str) -> Ends:
        """The least and the most people at a step that the release permits; NaN where nothing bounds them."""
        least, most = self.ends[step]
        return (least, most) if math.isfinite(most) else (math.nan, math.nan)

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
        return FEWER if lower > 0 else MORE if upper < 0 else UNCLEAR

    def expected(self, step: str) -> float:
        """How many of the group would take a step at the share of those compared with; NaN where it is not known."""
        if not self.others or step == REFERRED:
            return math.nan
        other = Portion(self.others[step], self.others[REFERRED])
        return self.counts[REFERRED].value * min(other.limits[0], 1) if other.known else math.nan

    def could_be_told(self, step: str) -> float:
        """The smallest gap in people that could have been told from chance, of all tested together."""
        value, lower, _ = self.gap(step, together=True)
        return value - lower


def groups(release: Release, view: View) -> list[MissedGroup]:
    """Core20 and the rest, every decile; the White British or Irish split, every ethnic group; the unknown last.

    Core20 are compared with the rest, everyone other than White British or Irish with these: the verdict along the
    pathway, all steps together. A decile is compared with all other deciles, an ethnic group with all others known, and
    those are tested together.
    """
    everyone = _total(release, view)
    read = ((_by_deprivation, DEPRIVATION), (_by_split, ETHNIC_SPLIT), (_by_group, ETHNIC_GROUP))
    return [group for by, dimension in read for group in by(_held(release, view, dimension.name), everyone)]


def _by_deprivation(held: Held, everyone: Counts) -> Iterator[MissedGroup]:
    ends = _ends(held, (*GROUP_MEMBERS, NOT_KNOWN), _each(everyone))
    ends |= _ends(held, DECILE_MEMBERS[:2], ends[CORE20]) | _ends(held, DECILE_MEMBERS[2:], ends[THE_REST])
    known = {step: total([held[CORE20][step], held[THE_REST][step]]) for step in STEPS}

    def of(member: str, against: str = "", others: Counts | None = None, together: int = 1) -> MissedGroup:
        return MissedGroup(member, DEPRIVATION.name, against, held[member], ends[member], others or {}, together)

    yield of(CORE20, words.group(THE_REST), held[THE_REST], PATH_TESTS)
    yield of(THE_REST)
    for name in DECILE_MEMBERS:
        # Both groups less one decile: nine rounded counts added up would leave the true one open by more.
        others = {step: less(known[step], held[name][step]) for step in STEPS}
        yield of(name, "all other deciles", others, len(DECILE_MEMBERS))
    yield of(NOT_KNOWN)


def _by_split(held: Held, everyone: Counts) -> Iterator[MissedGroup]:
    ends = _ends(held, (EVERY_OTHER, WHITE_BRITISH_OR_IRISH, *ETHNICITY_UNKNOWN), _each(everyone))
    for name, against in ((EVERY_OTHER, WHITE_BRITISH_OR_IRISH), (WHITE_BRITISH_OR_IRISH, "")):
        others = held[against] if against else {}
        yield MissedGroup(name, ETHNIC_SPLIT.name, against, held[name], ends[name], others, PATH_TESTS)


def _by_group(held: Held, everyone: Counts) -> Iterator[MissedGroup]:
    ends = _ends(held, (*GROUPS, *ETHNICITY_UNKNOWN), _each(everyone))
    by_step = {step: {name: held[name][step] for name in (*GROUPS, *ETHNICITY_UNKNOWN)} for step in STEPS}
    known = {step: known_and_unknown(by_step[step], everyone[step])[0] for step in STEPS}
    for name in GROUPS:
        others = {step: known_of_others(name, by_step[step], known[step]) for step in STEPS}
        yield MissedGroup(name, ETHNIC_GROUP.name, "all others known", held[name], ends[name], others, len(GROUPS))
    for name in ETHNICITY_UNKNOWN:
        yield MissedGroup(name, ETHNIC_GROUP.name, "", held[name], ends[name], {})


def _total(release: Release, view: View) -> Counts:
    everyone = view.at(dimension=TOTAL.name, member=EVERYONE)
    return {step: members(release, "pathway", everyone, step).get(EVERYONE, NO_DATA) for step in STEPS}


def _held(release: Release, view: View, dimension: str) -> Held:
    """Member -> step -> people, as the release shows them; NO_DATA of members that it does not hold."""
    by_step = {step: members(release, "pathway", view.at(dimension=dimension), step) for step in STEPS}
    names = DIMENSIONS[dimension].members
    return {name: {step: by_step[step].get(name, NO_DATA) for step in STEPS} for name in names}


def _each(counts: Counts) -> Mapping[str, Ends]:
    return {step: ends_of(counts[step]) for step in STEPS}


def _ends(held: Held, names: Sequence[str], whole: Mapping[str, Ends]) -> dict[str, dict[str, Ends]]:
    """Member -> step -> what it can be, of members that add up to the whole at every step."""
    referred = member_ends({name: held[name][REFERRED] for name in names}, whole[REFERRED])
    by_step = {step: member_ends({name: held[name][step] for name in names}, whole[step], referred) for step in STEPS}
    return {name: {step: by_step[step][name] for step in STEPS} for name in names}
