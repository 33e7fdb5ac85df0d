"""Counts of outcomes within each other: within a row, between cubes, between definitions and reliable changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

import numpy as np

from pimh_data.registry.cubes import FIRST_BAND, PAIR
from pimh_data.registry.measure import Measure
from pimh_data.registry.pairing import ADULT, CHILDRENS, CQUIN, EVERY_COURSE, FINISHED, Definition
from pimh_data.secure.cubes.outcomes_meaning import always_a_case
from pimh_data.secure.disclosure.listed.family import NUMBER, of_count
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

OUTCOMES, CHANGE, RECOVERY, SEVERITY = "outcomes", "reliable_change", "recovery", "severity"
PARTS = ("improved", "deteriorated", "no_reliable_change")
ROW = {
    OUTCOMES: (("eligible", "first_score"), ("first_score", "paired")),
    RECOVERY: (("at_caseness", "recovered"), ("recovered", "reliably_recovered")),
}
# (cube, wider, cube, narrower): of the same measure and definition.
ACROSS = (
    (OUTCOMES, "first_score", RECOVERY, "at_caseness"),
    (OUTCOMES, "paired", RECOVERY, "recovered"),
    (CHANGE, "improved", RECOVERY, "reliably_recovered"),
)
# (wider, narrower): whoever counts in the narrower counts in the wider, where it holds.
DEFINITIONS = (
    ((CHILDRENS, EVERY_COURSE), (CHILDRENS, FINISHED)),
    ((ADULT, EVERY_COURSE), (ADULT, FINISHED)),
    ((ADULT, FINISHED), (CQUIN, FINISHED)),
    ((ADULT, EVERY_COURSE), (CQUIN, FINISHED)),
    ((ADULT, FINISHED), (CHILDRENS, FINISHED)),
    ((ADULT, EVERY_COURSE), (CHILDRENS, EVERY_COURSE)),
    ((ADULT, EVERY_COURSE), (CHILDRENS, FINISHED)),
    ((CHILDRENS, FINISHED), (CQUIN, FINISHED)),
    ((CHILDRENS, EVERY_COURSE), (CQUIN, FINISHED)),
)


def outcomes(
    cubes: Mapping[str, Numbered],
    measures: Mapping[str, Measure],
    equal: Mapping[str, Sequence[tuple[np.ndarray, str, str]]],
    always: bool = False,
) -> Iterator[Relations]:
    """All of them, for the cubes that there are. `equal`: of each cube, rows in which two counts are always equal.

    `always`: without what is so of nearly everybody, whose latest course is the same by two definitions.
    """
    for name, pairs in equal.items():
        for rows, one, other in pairs:
            for wider, narrower in ((one, other), (other, one)):
                cube = cubes[name]
                yield within(cube.cells(rows, wider), cube.cells(rows, narrower), NUMBER["counts"])
    for name, cube in cubes.items():
        rows = np.arange(len(cube))
        for wider, narrower in ROW.get(name, ()):
            yield within(cube.cells(rows, wider), cube.cells(rows, narrower), NUMBER["counts"])
        if name in (OUTCOMES, CHANGE, RECOVERY) and not always:
            yield from between_definitions(cube, cube.counts)
        if name in (CHANGE, RECOVERY):
            yield from _between_changes(cube, measures)
    for wide, wider, narrow, narrower in ACROSS:
        if wide in cubes and narrow in cubes:
            part, total = _beside(cubes[narrow], cubes[wide], _shortened(_many(cubes[wide])))
            yield within(cubes[wide].cells(total, wider), cubes[narrow].cells(part, narrower), NUMBER["cubes"])
    if RECOVERY in cubes:
        yield from _cases(cubes[RECOVERY], cubes[OUTCOMES], measures)
    if RECOVERY in cubes and CHANGE in cubes:
        yield from _not_reliably(cubes[RECOVERY], cubes[CHANGE])
    if CHANGE in cubes:
        part, total = _beside(cubes[CHANGE], cubes[OUTCOMES], lambda key: key[:3])
        whole = np.tile(cubes[OUTCOMES].cells(total, "paired"), len(PARTS))
        parts = np.concatenate([cubes[CHANGE].cells(part, name) for name in PARTS])
        change = np.tile(cubes[CHANGE].codes["extra"][part], len(PARTS))
        yield grouped(whole, parts, True, True, NUMBER["cubes"], change)
    if SEVERITY in cubes:
        yield from _bands(cubes[SEVERITY], cubes[OUTCOMES])


def _cases(recovery: Numbered, outcomes: Numbered, measures: Mapping[str, Measure]) -> Iterator[Relations]:
    """In a first band beyond the line of caseness everybody with a first score is a case."""
    cases = {
        (measure.key, (FIRST_BAND.name, band.label))
        for measure in measures.values()
        for band, upper in zip_longest(measure.bands, measure.bands[1:])
        if always_a_case(measure, band, upper)
    }
    part, total = _beside(recovery, outcomes, _shortened(_many(outcomes)))
    extras = [key[0] if _is_of(key, recovery) else "" for key in recovery.words.of["extra"]]
    sure = np.array([[(measure, member) in cases for member in recovery.words.of["member"]] for measure in extras])
    held = sure[recovery.codes["extra"][part], recovery.codes["member"][part]]
    part, total = part[held], total[held]
    yield within(recovery.cells(part, "at_caseness"), outcomes.cells(total, "first_score"), NUMBER["cubes"])


def _not_reliably(recovery: Numbered, change: Numbered) -> Iterator[Relations]:
    """Whoever recovered did so reliably, or has no reliable change: they are better by too few points."""
    rows = np.arange(len(recovery))
    other = change.beside(recovery, rows)
    rows, other = rows[other != NOWHERE], other[other != NOWHERE]
    parts = np.r_[recovery.cells(rows, "reliably_recovered"), change.cells(other, "no_reliable_change")]
    yield grouped(np.tile(recovery.cells(rows, "recovered"), 2), parts, False, True, NUMBER["cubes"])


def _shortened(many: int) -> Callable[[tuple], tuple | None]:
    return lambda key: key[:many]


def _many(cube: Numbered) -> int:
    return 4 if cube.cube in (CHANGE, RECOVERY) else 3


def _is_of(key: object, cube: Numbered) -> bool:
    return isinstance(key, tuple) and len(key) == _many(cube)


def _beside(
    cube: Numbered, other: Numbered, to: Callable[[tuple], tuple | None], rows: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a cube, and those of another with the same keys but for its own, to which `to` leads."""
    extra = cube.words.mapped("extra", {key: to(key) for key in cube.words.of["extra"] if _is_of(key, cube)})
    rows = np.arange(len(cube)) if rows is None else rows
    found = other.beside(cube, rows, extra=extra[cube.codes["extra"][rows]])
    return rows[found != NOWHERE], found[found != NOWHERE]


def between_definitions(cube: Numbered, counts: Sequence[str]) -> Iterator[Relations]:
    """Whoever counts by the narrower definition counts by the wider."""
    for wider, narrower in DEFINITIONS:
        part, total = _beside(cube, cube, lambda key, pair=(wider, narrower): _widened(key, *pair))
        rows = within(total, part, NUMBER["counts"])
        for count in counts:
            yield of_count(rows, cube, count)


def _widened(key: tuple, wider: tuple[Definition, Definition], narrower: tuple[Definition, Definition]) -> tuple | None:
    if key[1:3] != tuple(each.key for each in narrower):
        return None
    return (key[0], *(each.key for each in wider), *key[3:])


def _between_changes(cube: Numbered, measures: Mapping[str, Measure]) -> Iterator[Relations]:
    """Who improved by the more points improved by the fewer; caseness knows no reliable change at all."""
    points = {
        (key, change.key): change.points
        for key, measure in measures.items()
        for change in measure.reliable_changes
        if change.points is not None
    }

    def fewer(key: tuple) -> tuple | None:
        others = [
            change for (measure, change), known in points.items()
            if measure == key[0] and change != key[3] and known <= points[key[0], key[3]]
        ]  # fmt: skip
        return (*key[:3], others[0]) if others else None

    part, total = _beside(cube, cube, fewer)
    for count in cube.counts:
        more, less = (total, part) if count != "no_reliable_change" else (part, total)
        yield within(cube.cells(more, count), cube.cells(less, count), NUMBER["counts"])
        if count in ("at_caseness", "recovered"):
            yield within(cube.cells(less, count), cube.cells(more, count), NUMBER["counts"])


def _bands(severity: Numbered, outcomes: Numbered) -> Iterator[Relations]:
    """By last band, those of a first band with two scores."""
    first = {
        (dimension, member): (FIRST_BAND.name, member.split(PAIR)[0])
        for dimension, member in severity.words.of["member"]
        if PAIR in member
    }
    rows = np.arange(len(severity))
    up = severity.words.mapped("member", first)[severity.codes["member"]]
    total = outcomes.beside(severity, rows, member=up)
    part, total = rows[total != NOWHERE], total[total != NOWHERE]
    yield grouped(outcomes.cells(total, "paired"), severity.cells(part, "people"), True, True, NUMBER["cubes"])
