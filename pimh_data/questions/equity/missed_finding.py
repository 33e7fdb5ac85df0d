"""What the table of who is missed says: the largest shortfall told from chance, and who is few where many would be."""

import math
from collections.abc import Sequence

from pimh_data.answer import Grade, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.equity import missed_words as said
from pimh_data.questions.equity.missed_group import UNCLEAR, MissedGroup
from pimh_data.questions.equity.pathway_finding import completed_and_referred, say_who_completed
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.could_be_seen import gap_seen_in_words
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import LAST, REFERRED
from pimh_data.registry.cubes import ETHNIC_GROUP
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, THE_REST
from pimh_data.registry.ethnicity import EVERY_OTHER, WHITE_BRITISH_OR_IRISH
from pimh_data.release import Release


def finding(release: Release, selection: Selection, view: View, groups: Sequence[MissedGroup]) -> Said:
    """The largest shortfall beyond chance and the step at which it opens; then who is hidden or far too few.

    Of two groups it is the verdict along the pathway, whole path and steps. Where nobody is behind, the verdict on the
    most deprived fifth (Core20) is the grade. Of single deciles only where no other group stands out.
    """
    tell = Telling.of(release, selection, view)
    states = [group.counts[REFERRED].state for group in groups]
    if all(state in ("no data", "zero") for state in states):
        nobody = "nobody was referred" if "zero" in states else ""
        return tell.no_data("there are no data on who was referred, by group", nobody)
    compared = [group for group in groups if group.others]
    opening = [group for group in compared if group.member not in DECILE_MEMBERS]
    behind = _behind(opening) or _behind(compared)
    leading = next((one for one in opening if one.path and one.path.grade != "no data"), None)
    first = behind[0] if behind else leading or next((one for one in opening if one.verdict(LAST) == UNCLEAR), None)
    few = sorted((one for one in opening if one not in behind and one != first and _far_too_few(one)), key=_missing)
    rest = said.few_in_words(few)
    if behind:
        return tell.says_first((*_in_words(behind[0]), *said.also(behind[1:]), *rest), _grade(behind[0]))
    if first is None:
        return tell.says(f"no group and those it is compared with had {FEWEST} people referred each.", "too few")
    nobody = _nobody_else(opening, first)
    if first.path is None or first.path.grade in ("no clear difference", "higher"):
        grade: Grade = first.path.grade if first.path else "no clear difference"
        return tell.says_first((*_in_words(first), *rest, nobody), grade)
    if first.path.grade == "too few":
        sides = f"{said.group_of(first)} or of {said.against(first)}"
        text = f"fewer than {FEWEST} of {sides} were referred: too few to compare them."
        return tell.says_first((text, *rest, nobody), "too few")
    return _hidden(tell, first, said.few_in_words([*few, first] if _far_too_few(first) else few))


def _behind(groups: Sequence[MissedGroup]) -> list[MissedGroup]:
    """Those of whom fewer complete, beyond chance, the largest gap first; then those behind at a step alone."""

    def order(group: MissedGroup) -> tuple[bool, float]:
        gap = group.gap(LAST)[0]
        return (_at_a_step_alone(group.path), -gap if gap == gap else 0.0)

    return sorted((group for group in groups if group.behind), key=order)


def _at_a_step_alone(path: PathVerdict | None) -> bool:
    return path is not None and not path.path.clear


def _in_words(group: MissedGroup) -> list[str]:
    """The group's sentences: who completes, then the step at which a gap opens, or the gap that could be seen."""
    if group.path is None:
        return [f"{said.gap_in_words(group)}."] if group.behind else _unclear(group)
    if group.path.path.clear:
        return [f"{said.gap_in_words(group)}.", f"{words.upper_first(group.path.at_steps())}."]
    alone = group.path.step_alone(said.who(group), said.against(group), figures=False)
    if not alone:
        return _unclear(group)
    return [f"{alone}.", gap_seen_in_words(group.could_be_seen(LAST)) if group.path.path.spoken else ""]


def _unclear(group: MissedGroup) -> list[str]:
    return [f"{said.not_told(group)}.", gap_seen_in_words(group.could_be_seen(LAST))]


def _nobody_else(opening: Sequence[MissedGroup], first: MissedGroup) -> str:
    others = [one for one in opening if one is not first and one.verdict(LAST) == UNCLEAR]
    every = len(others) == len(opening) - 1
    return f"No other group{'' if every else ' that can be compared'} is clearly behind." if others else ""


def _far_too_few(group: MissedGroup) -> bool:
    """Whether 20 or more would have completed at the others' share, and even the most that may have are fewer.

    Of the smaller side alone: a group larger than those it is compared with is not one that being few would silence.
    """
    expected, most = group.expected_at_least(LAST), group.ends[LAST][1]
    smaller = group.counts[REFERRED].value <= group.others[REFERRED].value
    return smaller and expected >= FEWEST and math.isfinite(most) and math.ceil(most) < round(expected)


def _missing(group: MissedGroup) -> float:
    return group.ends[LAST][1] - group.expected(LAST)


def _grade(group: MissedGroup) -> Grade:
    if group.path:
        return group.path.grade
    return "lower" if group.dimension == ETHNIC_GROUP.name and group.member == "White" else "worse"


def _hidden(tell: Telling, first: MissedGroup, few: Sequence[str]) -> Said:
    """That who completes is hidden of the two groups that lead, and the nearest view in which it is not."""
    names = (CORE20, THE_REST) if first.member == CORE20 else (EVERY_OTHER, WHITE_BRITISH_OR_IRISH)

    def at(view: View) -> View:
        return view.at(dimension=first.dimension, member=names[0])

    sides = f"{said.group_of(first)} and {said.against(first)}"
    return tell.hidden(
        f"who completes cannot be compared between {sides}, because a number is hidden",
        lambda view: completed_and_referred(tell.release, at(view), names),
        lambda view: say_who_completed(tell.release, at(view), names),
        also=f". {' '.join(few).removesuffix('.')}" if few else "",
    )
