"""What the answer along the pathway says: whether two groups differ from referral to completing, and at which step."""

from collections.abc import Sequence

from pimh_data.answer import Grade, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, cell, members, total
from pimh_data.questions.equity.pathway_steps import PathwaySide, Step, share_in_words
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST, at_most, expected
from pimh_data.registry.cubes import EVERYONE, TOTAL
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


def finding(
    release: Release,
    selection: Selection,
    view: View,
    members_: tuple[str, str],
    sides: tuple[PathwaySide, PathwaySide],
    steps: Sequence[Step],
    path: Step,
) -> Said:
    """The whole path first, then the step at which the gap opens; 'worse' where a group at stake loses more.

    `members_`: the members of the two groups as the release names them; `path`: who completed, of those referred.
    """
    tell = Telling.of(release, selection, view)
    names = " and ".join(_name(side) for side in sides)
    referred = [side.counts["referred"] for side in sides]
    states = [cell.state for cell in referred]
    if "no data" in states or "zero" in states:
        nobody = f"nobody was referred from one of {names}" if "zero" in states else ""
        return tell.no_data(f"there are no data on the pathway of {names}", nobody)
    known = [step for step in (path, *steps) if step.known]
    if not known:
        return tell.hidden(
            f"{names} cannot be compared along the pathway",
            lambda view: _seen(release, view, members_),
            lambda view: _say_number(release, view, members_),
        )
    if not any(step.spoken for step in known):
        few = f"fewer than {FEWEST} people were referred from one of {names}"
        return tell.says(f"{few}: too few to compare them along the pathway.", "too few")
    clear = [step for step in steps if step.clear]
    text = f"{_whole_path(path, sides)}; {_opening(clear)}" if path.spoken else _opening(clear)
    text = f"{text}.{_left_out(steps)}{_missed(release, view, sides)}"
    first = path if path.clear else clear[0] if clear else None
    if first is None:
        return tell.says(text, "no clear difference")
    at_stake = members_[0].split(" | ")[-1] in AT_STAKE
    grade: Grade = "higher" if first.difference > 0 else "worse" if at_stake else "lower"
    return tell.says(text, grade)


def _name(side: PathwaySide) -> str:
    # The names of ethnic groups keep their capitals.
    if side.name == words.upper_first(words.THE_REST):
        return "the rest"
    return words.lower_first(side.name) if side.name.startswith(("Decile", "The ")) else side.name


def _whole_path(path: Step, sides: tuple[PathwaySide, PathwaySide]) -> str:
    """'of those referred, 26% of ... completed against 33% of ... (-7 points, ...): about 42 fewer people than ...'."""
    one, other = (_name(side) for side in sides)
    ours, theirs = path.shares.split(" against ")
    text = f"of those referred, {ours} of {one} completed against {theirs} of {other} ({path.points})"
    if not path.clear:
        return f"{text}: no clear difference over the whole path"
    value, lower, upper = path.gap
    more, ends = "fewer" if value > 0 else "more", sorted(abs(end) for end in (lower, upper))
    return (
        f"{text}: about {people(abs(value))} {more} people than at the same share ({people(ends[0])} to "
        f"{people(ends[1])})"
    )


def _opening(clear: Sequence[Step]) -> str:
    if not clear:
        return "no single step shows a clear difference"
    first, *later = clear
    text = f"the gap opens at {_in_words(first)}"
    for how, same in (("widens", True), ("narrows", False)):
        steps_so = [_in_words(step) for step in later if ((step.difference > 0) == (first.difference > 0)) is same]
        text += f"; it {how} at {' and at '.join(steps_so)}" if steps_so else ""
    return text


def _left_out(steps: Sequence[Step]) -> str:
    hidden = [DOING[step.name] for step in steps if not step.known]
    few = [DOING[step.name] for step in steps if step.known and not step.spoken]
    said = [f" Hidden: {words.listed(hidden)}." if hidden else "", f" Too few: {words.listed(few)}." if few else ""]
    return "".join(said)


def _in_words(step: Step) -> str:
    return f"{DOING[step.name]} ({step.shares} of those {OF[step.name]}: {step.points})"


def _missed(release: Release, view: View, sides: tuple[PathwaySide, PathwaySide]) -> str:
    """Of a first group whose completing is hidden and of whom 20 were expected: the most that it can be."""
    one, other = sides
    hidden, referred = one.counts["completed"], one.counts["referred"]
    as_others = expected(referred.value, other.counts["completed"], other.counts["referred"].value)
    if not as_others >= FEWEST:
        return ""
    # A longer period holds no total of a single service.
    yearly = view.period in release.manifest.years
    of_all = view.at(dimension=TOTAL.name, member=EVERYONE)
    everyone = cell(release, "pathway", of_all, "completed") if yearly else NO_DATA
    ends = (
        at_most(hidden, everyone, (other.counts["completed"],)).highest,
        at_most(hidden, one.counts["seen"], ()).highest,
    )
    known = [end for end in ends if end == end]
    if hidden.state != "hidden" or not known or not min(known) < as_others:
        return ""
    of = f"about {people(as_others)} would have at the share of {_name(other)}"
    return f" At most {people(min(known))} of {_name(one)} completed, where {of}."


def _seen(release: Release, view: View, members_: tuple[str, str]) -> Cell:
    counts = []
    for step in ("seen", "completed"):
        held = members(release, "pathway", view, step)
        counts += [held.get(name, NO_DATA) for name in members_]
    return total(counts) if view.member in members_ else HIDDEN


def _say_number(release: Release, view: View, members_: tuple[str, str]) -> str:
    seen, completed = (members(release, "pathway", view, step) for step in ("seen", "completed"))
    ours, theirs = (share_in_words(completed[name], seen[name]) for name in members_)
    return f"{ours} against {theirs} of those seen completed"
