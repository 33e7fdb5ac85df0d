"""What the answer along the pathway says: whether two groups differ from referral to completing, and at which step."""

from pimh_data.answer import Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, cell, members, total
from pimh_data.questions.equity.pathway_table import PathwaySide
from pimh_data.questions.kit import Portion, Said, Telling
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen_in_words
from pimh_data.questions.kit.verdicts.enough import FEWEST, at_most, expected
from pimh_data.questions.kit.verdicts.every_other import COMPARED_WITH, OTHERS
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import DOING, LAST, REFERRED, Step
from pimh_data.registry.cubes import EVERYONE, PAIR, TOTAL
from pimh_data.registry.ethnicity import EVERY_OTHER, WHITE_BRITISH_OR_IRISH
from pimh_data.release import Release


def finding(
    release: Release,
    selection: Selection,
    view: View,
    members_: tuple[str, str],
    sides: tuple[PathwaySide, PathwaySide],
    verdict: PathVerdict,
) -> Said:
    """The whole path first, then its steps, or first a step that alone is told. `members_`: as the release says."""
    group = words.group(view.member.split(PAIR)[0]) if PAIR in view.member else ""
    tell = Telling.of(release, selection, view, group=group)
    names, either = " and ".join(_name(side) for side in sides), " or of ".join(_name(side) for side in sides)
    referred = [side.counts["referred"] for side in sides]
    states = [cell.state for cell in referred]
    if "no data" in states or "zero" in states:
        nobody = f"nobody of {either} was referred" if "zero" in states else ""
        return tell.no_data(f"there are no data on the pathway of {names}", nobody)
    if verdict.grade == "too few":
        few = f"fewer than {FEWEST} of {either} were referred"
        return tell.says(f"{few}: too few to compare them along the pathway.", "too few")
    missed = _missed(release, view, sides)
    if verdict.grade == "hidden":
        spoken = [DOING[step.name] for step in verdict.steps if step.spoken]
        of_steps = f". Of the steps that are shown, none differs clearly: {words.listed(spoken)}" if spoken else ""
        return tell.hidden(
            f"{names} cannot be compared from referral to completing",
            lambda view: completed_and_referred(release, view, members_),
            lambda view: say_who_completed(release, view, members_),
            also=f"{of_steps}{missed and '. '}{missed.removesuffix('.')}",
        )
    path, alone = verdict.path, verdict.step_alone(*(_name(side) for side in sides))
    size = gap_seen_in_words(path.could_be_seen) if path.spoken and not path.clear else ""
    if alone:
        return tell.says_first((f"{alone}.", size, missed, *verdict.left_out()), verdict.grade)
    whole, steps = _whole_path(path, sides), f"{words.upper_first(verdict.at_steps())}."
    if path.clear:
        return tell.says_first((f"{whole}.", steps, *verdict.left_out(), missed), verdict.grade)
    return tell.says_first((f"{whole}.", size, missed, steps, *verdict.left_out()), verdict.grade)


def _name(side: PathwaySide) -> str:
    if side.name == words.upper_first(words.THE_REST):
        return "the rest"
    said = {EVERY_OTHER: OTHERS, WHITE_BRITISH_OR_IRISH: COMPARED_WITH, **words.ETHNIC_GROUPS}
    return said.get(side.name) or words.lower_first(side.name)


def _whole_path(path: Step, sides: tuple[PathwaySide, PathwaySide]) -> str:
    """'of those referred, 26% of ... completed against 33% of ... (-7.0 points, ...): about 42 fewer people than'."""
    one, other = (_name(side) for side in sides)
    ours, theirs = path.shares
    text = f"of those referred, {ours} of {one} completed against {theirs} of {other} ({path.points})"
    if not path.clear:
        return f"{text}: no clear difference over the whole path"
    value, lower, upper = path.gap
    more, ends = "fewer" if value > 0 else "more", sorted(abs(end) for end in (lower, upper))
    return (
        f"{text}: about {people(abs(value))} {more} people than at the same share ({people(ends[0])} to "
        f"{people(ends[1])})"
    )


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
    return f"At most {people(min(known))} of {_name(one)} completed, where {of}."


def completed_and_referred(release: Release, view: View, members_: tuple[str, str]) -> Cell:
    """Who completed and who was referred of two members of a view, as one cell: hidden where any of the four is."""
    if view.member not in members_:
        return HIDDEN
    completed, referred = (members(release, "pathway", view, step) for step in (LAST, REFERRED))
    if any(referred.get(name, NO_DATA).state == "zero" for name in members_):
        return HIDDEN
    return total(counts.get(name, NO_DATA) for counts in (completed, referred) for name in members_)


def say_who_completed(release: Release, view: View, members_: tuple[str, str]) -> str:
    """'26% of people referred complete against 45%', of few with their number."""
    completed, referred = (members(release, "pathway", view, step) for step in (LAST, REFERRED))
    ours, theirs = (Portion(completed[name], referred[name]) for name in members_)
    one, other = ours.beside(theirs)
    of = f" of {theirs.of('people')}" if theirs.small else ""
    return f"{one} of {ours.of('people referred')} complete against {other}{of}"
