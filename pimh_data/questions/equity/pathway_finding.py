"""What the answer along the pathway says: at which step the gap between two groups opens, and how large it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Grade, Selection
from pimh_data.formats import percent
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS
from pimh_data.registry.ethnicity import GROUPS, SPLIT
from pimh_data.release import Release

DOING = {
    "accepted": "being accepted",
    "seen": "being seen",
    "three_or_more_contacts": "coming back for three or more contacts",
    "completed": "completing",
}
OF = {"accepted": "referred", "seen": "accepted", "three_or_more_contacts": "seen", "completed": "seen"}
# Groups that a programme must not lose more of than others: for them, fewer is worse.
AT_STAKE = (CORE20, *DECILE_MEMBERS[:2], *GROUPS[1:], SPLIT[1])


@dataclass(frozen=True)
class PathwaySide:
    """One group: its name as it is said, and its count at each step."""

    name: str
    counts: Mapping[str, Cell]


@dataclass(frozen=True)
class Step:
    """One step of two groups: the counts, those they are of, and the difference of their shares with its interval."""

    name: str
    part: Cell
    whole: Cell
    other_part: Cell
    other_whole: Cell
    difference: float
    lower: float
    upper: float

    @property
    def known(self) -> bool:
        """Whether the two shares can be compared."""
        return self.difference == self.difference

    @property
    def clear(self) -> bool:
        """Whether the difference is beyond chance."""
        return self.known and (self.lower > 0 or self.upper < 0)


def finding(
    release: Release,
    selection: Selection,
    view: View,
    members_: tuple[str, str],
    sides: tuple[PathwaySide, PathwaySide],
    steps: Sequence[Step],
) -> Said:
    """The first step whose difference is beyond chance, then the others; 'worse' where a group at stake loses more.

    `members_`: the members of the two groups as the release names them.
    """
    tell = Telling.of(release, selection, view)
    one, other = sides
    # The names of ethnic groups keep their capitals.
    names = " and ".join(
        words.lower_first(name) if name.startswith("Decile") else name for name in (one.name, other.name)
    )
    referred = [side.counts["referred"] for side in sides]
    states = [cell.state for cell in referred]
    if "no data" in states or "zero" in states:
        nobody = f"nobody was referred from one of {names}" if "zero" in states else ""
        return tell.no_data(f"there are no data on the pathway of {names}", nobody)
    known = [step for step in steps if step.known]
    if not known:
        return tell.hidden(
            f"{names} cannot be compared along the pathway",
            lambda view: _seen(release, view, members_),
            lambda view: _say_number(release, view, members_),
        )
    if sum(found.value for found in referred if found.known) < TOO_FEW_TOGETHER:
        return tell.says(f"too few people were referred to compare {names} along the pathway.", "too few")
    clear = [step for step in known if step.clear]
    lacking = [DOING[step.name] for step in steps if not step.known]
    rest = f" Hidden: {words.listed(lacking)}." if lacking else ""
    if not clear:
        return tell.says(f"no clear gap opens between {names} at any step.{rest}", "no clear difference")
    first, *later = clear
    text = f"the gap between {names} opens at {_in_words(first)}"
    for how, same in (("widens", True), ("narrows", False)):
        steps_so = [_in_words(step) for step in later if ((step.difference > 0) == (first.difference > 0)) is same]
        text += f"; it {how} at {' and at '.join(steps_so)}" if steps_so else ""
    at_stake = members_[0].split(" | ")[-1] in AT_STAKE
    grade: Grade = "higher" if first.difference > 0 else "worse" if at_stake else "lower"
    return tell.says(f"{text}.{rest}", grade)


def _in_words(step: Step) -> str:
    ours, theirs = _share(step.part, step.whole), _share(step.other_part, step.other_whole)
    bounds = words.points(step.lower, step.upper, step.difference)
    return f"{DOING[step.name]} ({ours} against {theirs} of those {OF[step.name]}: {bounds})"


def _share(part: Cell, whole: Cell) -> str:
    return percent(min(part.value / whole.value, 1), whole.value)


def _seen(release: Release, view: View, members_: tuple[str, str]) -> Cell:
    counts = []
    for step in ("seen", "completed"):
        held = members(release, "pathway", view, step)
        counts += [held.get(name, NO_DATA) for name in members_]
    return total(counts) if view.member in members_ else HIDDEN


def _say_number(release: Release, view: View, members_: tuple[str, str]) -> str:
    seen, completed = (members(release, "pathway", view, step) for step in ("seen", "completed"))
    ours, theirs = (_share(completed[name], seen[name]) for name in members_)
    return f"{ours} against {theirs} of those seen completed"
