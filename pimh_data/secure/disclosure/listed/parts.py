"""Breakdowns: members that add up to everyone, deciles to their group, pairs to both, ethnic groups to each other."""

from collections.abc import Iterable, Iterator

import numpy as np

from pimh_data.registry import deprivation, ethnicity
from pimh_data.registry.cubes import (
    DEPRIVATION,
    DIMENSIONS,
    ETHNIC_CODE,
    ETHNIC_GROUP,
    ETHNIC_SPLIT,
    EVERYONE,
    PAIR,
    TOTAL,
)
from pimh_data.secure.disclosure.listed.family import NUMBER, of_count
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped

Member = tuple[str, str]
ALL: Member = (TOTAL.name, EVERYONE)
CODES = {code.name: code for code in ethnicity.CODES}
GROUP, SPLIT, CODE = ETHNIC_GROUP.name, ETHNIC_SPLIT.name, ETHNIC_CODE.name
# Every member of a breakdown that adds up to everyone; groups of deciles stand for their deciles.
ALL_OF = {
    name: (*deprivation.GROUP_MEMBERS, deprivation.NOT_KNOWN) if name == DEPRIVATION.name else one.members
    for name, one in DIMENSIONS.items()
    if one.partition and one.members and name != TOTAL.name
}
OUTSIDE_WHITE = tuple(group for group in ethnicity.GROUPS if group != "White")


def adding_up(member: Member) -> Iterator[Member]:
    """The members that this one and its siblings of the same dimension add up to."""
    dimension, name = member
    if " x " in dimension:
        yield dimension.split(" x ")[0], name.split(PAIR)[0]
    elif name in deprivation.DECILE_MEMBERS:
        yield dimension, deprivation.GROUP_MEMBER[deprivation.DECILE_MEMBERS.index(name) + 1]
    elif dimension != TOTAL.name and dimension in DIMENSIONS and DIMENSIONS[dimension].partition:
        yield ALL
    if dimension == CODE and name in CODES:
        yield GROUP, CODES[name].group
        yield SPLIT, CODES[name].split
    if dimension == SPLIT and name in ethnicity.UNKNOWN:
        yield GROUP, name


def lying_within(member: Member) -> Iterator[Member]:
    """Further members under which everybody of this one is counted; they and those like them may leave others over."""
    dimension, name = member
    if " x " in dimension:
        group, own = name.split(PAIR)
        within = dimension.split(" x ")[1]
        yield within, own
        # Within deciles 1-2 or the rest, ethnic groups and their split lie as they do in everyone.
        for other, one in (*lying_within((within, own)), *(up for up in adding_up((within, own)) if up != ALL)):
            if other != within and (other, one) != ALL:
                yield f"{dimension.split(' x ')[0]} x {other}", f"{group}{PAIR}{one}"
    elif dimension == GROUP and name in OUTSIDE_WHITE:
        yield SPLIT, ethnicity.EVERY_OTHER
    elif dimension == SPLIT and name == ethnicity.WHITE_BRITISH_OR_IRISH:
        yield GROUP, "White"
    elif dimension in DIMENSIONS and not DIMENSIONS[dimension].partition:
        yield ALL


def parts(cube: Numbered, counts: Iterable[str]) -> Iterator[Relations]:
    """Of each row and count: the total of its siblings, exactly; and what it lies within, at least."""
    for leads_to, exactly in ((adding_up, True), (lying_within, False)):
        for total, part, apart in _pairs(cube, leads_to, exactly):
            # Of a breakdown whose members are not all there, those that are lie within the whole.
            short = np.isin(cube.codes["member"][part], _of_some(cube))
            for some in (short, ~short) if exactly and short.any() else (np.ones(len(part), dtype=bool),):
                whole = exactly and not short[some].any()
                rows = grouped(total[some], part[some], True, whole, NUMBER["parts"], apart[some])
                for count in counts:
                    yield of_count(rows, cube, count)


def _of_some(cube: Numbered) -> list[int]:
    """The members, by their numbers, of a dimension of which a release leaves members out."""
    words = list(cube.words.of["member"])
    there = {words[code] for code in np.unique(cube.codes["member"]).tolist()}
    lacking = {name for name, members in ALL_OF.items() if not {(name, member) for member in members} <= there}
    return [code for code, (dimension, _) in enumerate(words) if dimension in lacking]


def _pairs(cube: Numbered, leads_to, exactly: bool) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    members = cube.words.of["member"]
    ways: list[dict[Member, Member]] = []
    for member in members:
        for number, up in enumerate(leads_to(member)):
            if len(ways) <= number:
                ways.append({})
            ways[number][member] = up
    dimensions = {name: number for number, name in enumerate(dict.fromkeys(dimension for dimension, _ in members))}
    of_dimension = np.array([dimensions[dimension] for dimension, _ in members])
    several = [name for name, one in DIMENSIONS.items() if not one.partition]
    overlapping = np.isin(np.array([dimension for dimension, _ in members]), several)
    for way in ways:
        up = cube.words.mapped("member", way)
        mine = cube.codes["member"]
        part = np.flatnonzero(up[mine] != NOWHERE)
        total = cube.beside(cube, part, member=up[mine[part]])
        part, total = part[total != NOWHERE], total[total != NOWHERE]
        # Siblings are those of one dimension; of plus groups, in which somebody may be twice, each is alone.
        apart = of_dimension[mine[part]]
        apart = np.where(overlapping[mine[part]], len(dimensions) + mine[part], apart)
        yield total, part, apart
