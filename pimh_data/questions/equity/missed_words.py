"""The words of who is missed: a group's gap in people, and who is few where many would be. Nothing is decided here."""

from collections.abc import Sequence

from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.equity.missed_group import FEWER, Counts, MissedGroup
from pimh_data.questions.kit import Portion
from pimh_data.questions.kit.verdicts.every_other import COMPARED_WITH, OTHERS
from pimh_data.questions.kit.verdicts.path_steps import LAST, REFERRED
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.ethnicity import EVERY_OTHER, WHITE_BRITISH_OR_IRISH


def who(group: MissedGroup) -> str:
    """'people from the most deprived fifth (Core20)', 'Asian people'."""
    if group.dimension == DEPRIVATION.name:
        return words.people_of(group.member)
    return OTHERS if group.member == EVERY_OTHER else words.ETHNIC_GROUPS[group.member]


def group_of(group: MissedGroup) -> str:
    """'the most deprived fifth (Core20)', 'people other than White British or Irish'."""
    return words.group(group.member) if group.dimension == DEPRIVATION.name else who(group)


def against(group: MissedGroup) -> str:
    """Whom the group is compared with, as a sentence names them."""
    return COMPARED_WITH if group.against == WHITE_BRITISH_OR_IRISH else group.against


def who_completes(group: MissedGroup) -> str:
    """'of people from ... referred, 26% complete, against 33% of the rest (deciles 3-10)'."""
    return (
        f"of {who(group)} referred, {_share(group.counts)} complete, against {_share(group.others)} of {against(group)}"
    )


def gap_in_words(group: MissedGroup) -> str:
    """Of a group of whom fewer, or more, complete beyond chance: how many people that is."""
    value, _, _ = group.gap(LAST)
    more = f"{people(abs(value))} {'more' if value > 0 else 'fewer'}"
    return f"{who_completes(group)}: about {more} would have at that share ({bounded(group)})"


def bounded(group: MissedGroup) -> str:
    """'95% interval 3 to 81, steps together'."""
    _, lower, upper = group.gap(LAST, together=True)
    return f"95% interval {words.more_people(lower, upper)}, {'steps' if group.path else 'groups'} together"


def not_told(group: MissedGroup) -> str:
    """Without a clear difference: the shares, and the gap that would probably be told."""
    size = people(group.could_be_told(LAST))
    could = f"a gap of {size} people or more would probably be told"
    return f"{who_completes(group)}: no clear difference, {'where' if group.behind else 'and'} {could}"


def also(groups: Sequence[MissedGroup]) -> str:
    """Who else is behind, each with the gap in people, or with the step at which they are; with a space before it."""
    whole = [one for one in groups if one.verdict(LAST) == FEWER]
    said = [
        f"{who(one)} ({_share(one.counts)}; about {people(one.gap(LAST)[0])} more, {bounded(one)})" for one in whole
    ]
    text = f" Fewer complete also of {words.listed(said)}." if said else ""
    for one in groups:
        if one.path and one not in whole:
            text += f" Of {who(one)}, fewer at {words.listed([step.in_words() for step in one.path.clear_fewer])}."
    return text


def few_in_words(groups: Sequence[MissedGroup]) -> str:
    """'Asian people (at most 19 completed, 27 expected)', of every group hidden or far too few; '' of none."""
    hidden = [group for group in groups if group.verdict(LAST) == "hidden"]
    lower = [group for group in groups if group not in hidden]
    said = (
        (hidden, "Hidden, and fewer than expected"),
        (lower, "Behind as well, which may be chance"),
    )
    return " ".join(f"{what}: {words.listed([_at_most(one) for one in held])}." for held, what in said if held)


def _at_most(group: MissedGroup) -> str:
    most, expected = people(group.ends[LAST][1]), people(group.expected(LAST))
    return f"{who(group)} (at most {most} completed, {expected} expected)"


def _share(counts: Counts) -> str:
    whole: Cell = counts[REFERRED]
    return Portion(counts[LAST], whole).percent
