"""What the table of who is missed says: the largest shortfall told from chance, and who is few where many would be."""

import math
from collections.abc import Sequence

from pimh_data.answer import Grade, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members, total
from pimh_data.questions.equity.missed_groups import FEWER, LAST, REFERRED, UNCLEAR, WAY, MissedGroup
from pimh_data.questions.kit import Portion, Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST, PATH_TESTS
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS
from pimh_data.registry.ethnicity import EVERY_OTHER
from pimh_data.release import Release

TWO_SIDED = (CORE20, EVERY_OTHER)  # compared with one other group: what is tested together is their steps
BETWEEN = {
    "accepted": "being referred and accepted",
    "seen": "being accepted and seen",
    LAST: "being seen and completing",
}


def finding(release: Release, selection: Selection, view: View, groups: Sequence[MissedGroup]) -> Said:
    """The largest shortfall in people beyond chance, where most of it opens; then who is hidden or far too few.

    Of single deciles only where no other group stands out. 'worse' where a shortfall is told from chance.
    """
    tell = Telling.of(release, selection, view)
    states = [group.counts[REFERRED].state for group in groups]
    if all(state in ("no data", "zero") for state in states):
        nobody = "nobody was referred" if "zero" in states else ""
        return tell.no_data("there are no data on who was referred, by group", nobody)
    compared = [group for group in groups if group.others]
    opening = [group for group in compared if group.member not in DECILE_MEMBERS]
    short = _short(opening) or _short(compared)
    told = [group for group in opening if group.verdict(LAST) == UNCLEAR]
    named = short or told[:1]
    few = _few(sorted((one for one in opening if one not in named and _far_too_few(one)), key=_behind))
    if short:
        first, *others = short
        text = f"{_in_words(first)}. {_opens(first)}{_also(others)}{few and f' {few}'}"
        return tell.says(text, _grade(first), people(first.gap(LAST)[0]), _bounded(first))
    if told:
        return tell.says(f"{_not_told(told)}{few and f' {few}'}", "no clear difference")
    if any(group.verdict(LAST) == "hidden" for group in opening):
        what = "who completes cannot be compared between groups, because numbers are hidden"
        return tell.hidden(
            what,
            lambda near: _both(release, near),
            lambda near: _shares(release, near),
            also=few and f". {few.rstrip('.')}",
        )
    return tell.says(f"no group and those it is compared with had {FEWEST} people referred each.", "too few")


def _short(groups: Sequence[MissedGroup]) -> list[MissedGroup]:
    """Those of whom fewer complete, beyond chance; the largest gap first."""
    found = [group for group in groups if group.verdict(LAST) == FEWER]
    return sorted(found, key=lambda group: -group.gap(LAST)[0])


def _far_too_few(group: MissedGroup) -> bool:
    """Whether 20 or more would have completed at the others' share, and even the most that may have are fewer.

    Of the smaller side alone: a group larger than those it is compared with is not one that being few would silence.
    """
    expected, most = group.expected(LAST), group.ends[LAST][1]
    smaller = group.counts[REFERRED].value <= group.others[REFERRED].value
    return smaller and expected >= FEWEST and math.isfinite(most) and math.ceil(most) < round(expected)


def _behind(group: MissedGroup) -> float:
    return group.ends[LAST][1] - group.expected(LAST)


def _who(group: MissedGroup) -> str:
    if group.dimension == DEPRIVATION.name:
        return words.people_of(group.member)
    return (
        "people other than White British or Irish" if group.member == EVERY_OTHER else words.ETHNIC_GROUPS[group.member]
    )


def _share(counts: dict[str, Cell]) -> str:
    return Portion(counts[LAST], counts[REFERRED]).percent


def _in_words(group: MissedGroup) -> str:
    value, _, _ = group.gap(LAST)
    ours, theirs = _share(dict(group.counts)), _share(dict(group.others))
    return (
        f"of {_who(group)} referred, {ours} complete, against {theirs} of {group.against}: about {people(value)} more "
        f"would have at that share ({_bounded(group)})"
    )


def _bounded(group: MissedGroup) -> str:
    _, lower, upper = group.gap(LAST, together=True)
    together = ", steps together" if group.together == PATH_TESTS and group.member in TWO_SIDED else ", groups together"
    return f"95% interval {people(lower)} to {people(upper)}{together}"


def _opens(group: MissedGroup) -> str:
    """Between which steps the largest part of the gap opens; '' where a step on the way is hidden."""
    parts = {step: group.opens(step) for step in WAY[1:]}
    if any(part != part for part in parts.values()):
        return ""
    step = max(parts, key=lambda name: parts[name])
    return f"The largest part of it, about {people(parts[step])}, opens between {BETWEEN[step]}."


def _also(groups: Sequence[MissedGroup]) -> str:
    if not groups:
        return ""
    said = [
        f"{_who(group)} ({_share(dict(group.counts))}; about {people(group.gap(LAST)[0])} more, {_bounded(group)})"
        for group in groups
    ]
    return f" Fewer complete also of {words.listed(said)}."


def _few(groups: Sequence[MissedGroup]) -> str:
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
    return f"{_who(group)} (at most {most} completed, {expected} expected)"


def _not_told(groups: Sequence[MissedGroup]) -> str:
    first = groups[0]
    size = people(math.ceil(first.could_be_told(LAST)))
    ours, theirs = _share(dict(first.counts)), _share(dict(first.others))
    return (
        f"of {_who(first)} referred, {ours} complete, against {theirs} of {first.against}: no clear difference, and a "
        f"gap of {size} people or more could have been told from chance. No other group is clearly behind."
    )


def _grade(group: MissedGroup) -> Grade:
    return "lower" if group.dimension == ETHNIC_GROUP.name and group.member == "White" else "worse"


def _both(release: Release, view: View) -> Cell:
    completed, referred = (
        members(release, "pathway", view.at(dimension=DEPRIVATION.name), step) for step in (LAST, REFERRED)
    )
    return total(held.get(name, NO_DATA) for held in (completed, referred) for name in GROUP_MEMBERS)


def _shares(release: Release, view: View) -> str:
    completed, referred = (
        members(release, "pathway", view.at(dimension=DEPRIVATION.name), step) for step in (LAST, REFERRED)
    )
    ours, theirs = (percent(Portion(completed[name], referred[name]).limits[0]) for name in GROUP_MEMBERS)
    one, other = (words.group(name) for name in GROUP_MEMBERS)
    return f"{ours} of those referred from {one} complete, against {theirs} of {other}"
