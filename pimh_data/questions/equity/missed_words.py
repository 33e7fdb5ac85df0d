"""The words of who is missed: a group's gap in people, and who is few where many would be. Nothing is decided here."""

from collections.abc import Sequence

from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.equity.missed_group import FEWER, Counts, MissedGroup
from pimh_data.questions.kit import Portion
from pimh_data.questions.kit.verdicts.every_other import COMPARED_WITH, OTHERS
from pimh_data.questions.kit.verdicts.path_steps import DONE, LAST, REFERRED
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
    ours, theirs = _of_referred(group.counts).beside(_of_referred(group.others))
    return f"of {who(group)} referred, {ours} complete, against {theirs} of {against(group)}"


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
    """Without a clear difference: the shares. The size that could have been seen is a sentence of its own."""
    return f"{who_completes(group)}: no clear difference"


def also(groups: Sequence[MissedGroup]) -> list[str]:
    """A sentence on who else is behind, each with the gap in people; and one of each who is behind at a step."""
    whole = [one for one in groups if one.verdict(LAST) == FEWER]
    named = [
        f"{who(one)} ({_of_referred(one.counts).percent}; about {people(one.gap(LAST)[0])} more, {bounded(one)})"
        for one in whole
    ]
    steps = [
        f"Of {who(one)}, fewer {' and '.join(step.in_words(DONE) for step in one.path.clear_fewer)}."
        for one in groups
        if one.path and one not in whole
    ]
    return [*([f"Fewer complete also of {words.listed(named)}."] if named else []), *steps]


def few_in_words(groups: Sequence[MissedGroup]) -> list[str]:
    """'Of Asian people (at most 19 completed, 27 expected) ...', of every group hidden or far too few."""
    hidden = [group for group in groups if group.verdict(LAST) == "hidden"]
    lower = [group for group in groups if group not in hidden]
    said = (
        (hidden, "fewer completed than expected, though how many is hidden"),
        (lower, "fewer completed than expected too, which may be chance"),
    )
    return [f"Of {words.listed([_at_most(one) for one in held])}, {what}." for held, what in said if held]


def _at_most(group: MissedGroup) -> str:
    most, expected = people(group.ends[LAST][1]), people(group.expected(LAST))
    return f"{who(group)} (at most {most} completed, {expected} expected)"


def _of_referred(counts: Counts) -> Portion:
    return Portion(counts[LAST], counts[REFERRED])
