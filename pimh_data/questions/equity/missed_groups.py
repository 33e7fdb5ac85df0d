"""The groups of a Place along the pathway, as the release holds them, each with those it is compared with."""

from collections.abc import Iterator, Mapping, Sequence

from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, View, all_others, members, total
from pimh_data.questions.equity.missed_group import Counts, MissedGroup
from pimh_data.questions.kit.hidden_range import Ends, ends_of, member_ends
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.kit.nested import nested
from pimh_data.questions.kit.verdicts.enough import PATH_TESTS
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import AMONG, REFERRED, STEPS
from pimh_data.registry.cubes import DEPRIVATION, DIMENSIONS, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import EVERY_OTHER, GROUPS, WHITE_BRITISH_OR_IRISH
from pimh_data.registry.ethnicity import UNKNOWN as ETHNICITY_UNKNOWN
from pimh_data.release import Release

Held = Mapping[str, Counts]  # member -> step -> people


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
        path = PathVerdict.of(member, held[member], others) if member == CORE20 and others else None
        return MissedGroup(member, DEPRIVATION.name, against, held[member], ends[member], others or {}, together, path)

    yield of(CORE20, words.group(THE_REST), held[THE_REST], PATH_TESTS)
    yield of(THE_REST)
    for name in DECILE_MEMBERS:
        # Both groups less one decile: nine rounded counts added up would leave the true one open by more.
        others = {step: all_others(known[step], held[name][step]) for step in STEPS}
        yield of(name, "all other deciles", _within(others), len(DECILE_MEMBERS))
    yield of(NOT_KNOWN)


def _by_split(held: Held, everyone: Counts) -> Iterator[MissedGroup]:
    ends = _ends(held, (EVERY_OTHER, WHITE_BRITISH_OR_IRISH, *ETHNICITY_UNKNOWN), _each(everyone))
    for name, against in ((EVERY_OTHER, WHITE_BRITISH_OR_IRISH), (WHITE_BRITISH_OR_IRISH, "")):
        others = held[against] if against else {}
        path = PathVerdict.of(name, held[name], others) if against else None
        yield MissedGroup(name, ETHNIC_SPLIT.name, against, held[name], ends[name], others, PATH_TESTS, path)


def _by_group(held: Held, everyone: Counts) -> Iterator[MissedGroup]:
    ends = _ends(held, (*GROUPS, *ETHNICITY_UNKNOWN), _each(everyone))
    by_step = {step: {name: held[name][step] for name in (*GROUPS, *ETHNICITY_UNKNOWN)} for step in STEPS}
    known = {step: known_and_unknown(by_step[step], everyone[step])[0] for step in STEPS}
    for name in GROUPS:
        others = {step: known_of_others(name, by_step[step], known[step]) for step in STEPS}
        of = held[name], ends[name], _within(others)
        yield MissedGroup(name, ETHNIC_GROUP.name, "all others known", *of, len(GROUPS))
    for name in ETHNICITY_UNKNOWN:
        yield MissedGroup(name, ETHNIC_GROUP.name, "", held[name], ends[name], {})


def _within(others: Counts) -> Counts:
    """The counts of all others with the ranges that the steps leave each other: nobody completes who was not seen."""
    return nested(others, AMONG, STEPS)


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
