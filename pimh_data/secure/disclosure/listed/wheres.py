"""The same count in services, Places and periods that lie within each other, or together cover one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from pimh_data.secure.disclosure.listed.family import NUMBER, always_equal, of_count
from pimh_data.secure.disclosure.nesting import Nesting, Steps, steps, steps_of_services
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

AT_THE_END = ("open_at_end",)  # counted on a period's last day, not in the course of it


def services(cube: Numbered, nests: Nesting, counts: Iterable[str], true: np.ndarray) -> Iterator[Relations]:
    """Everybody of a service is in its bundles and in all services, and everybody of these is in one of theirs."""
    service = cube.words.size("service")
    name = cube.codes["where"] * service + cube.codes["service"]
    up = steps_of_services(cube.words, {one: [others] for one, others in nests.services_within.items()})
    down = steps_of_services(cube.words, nests.services_cover)
    yield from _nested(cube, "service", name, up, down, counts, true, "services")


def places(cube: Numbered, nests: Nesting, counts: Iterable[str], true: np.ndarray) -> Iterator[Relations]:
    """The same of Places, systems and all Places."""
    up = steps(cube.words, "where", {one: [others] for one, others in nests.places_within.items()})
    down = steps(cube.words, "where", nests.places_cover)
    yield from _nested(cube, "where", cube.codes["where"], up, down, counts, true, "places")


def periods(cube: Numbered, nests: Nesting, counts: Iterable[str], true: np.ndarray) -> Iterator[Relations]:
    """The same of months, quarters, years and longer periods; what is counted at the end is alike where they end."""
    up = steps(cube.words, "period", {one: [others] for one, others in nests.periods_within.items()})
    down = steps(cube.words, "period", nests.periods_cover)
    during = [count for count in counts if count not in AT_THE_END]
    yield from _nested(cube, "period", cube.codes["period"], up, down, during, true, "periods")
    alike = steps(cube.words, "period", {one: [others] for one, others in nests.same_end.items()})
    part, total, _ = _related(cube, "period", cube.codes["period"], alike)
    for count in (count for count in counts if count in AT_THE_END):
        yield within(cube.cells(total, count), cube.cells(part, count), NUMBER["periods"])


def _nested(
    cube: Numbered,
    axis: str,
    names: np.ndarray,
    up: Steps,
    down: Steps,
    counts: Iterable[str],
    true: np.ndarray,
    family: str,
) -> Iterator[Relations]:
    part, total, _ = _related(cube, axis, names, up)
    whole, piece, group = _related(cube, axis, names, down)
    covering, inside = grouped(whole, piece, False, True, NUMBER[family], group), within(total, part, NUMBER[family])
    for count in counts:
        covered = of_count(covering, cube, count)
        if len(covered) and always_equal(covered, true):
            yield replace(covered, at_least=np.ones(len(covered), dtype=bool))
        else:
            yield covered
        yield of_count(inside, cube, count)


def _related(cube: Numbered, axis: str, names: np.ndarray, to: Steps) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, the rows that their steps lead to, and the group of each step."""
    row, other, group = to.spread(names)
    # Most steps lead to where nothing is counted of the row's member: a look at which there are is cheaper than looking
    # each row up.
    counted = np.zeros((cube.words.size(axis), cube.words.size("member")), dtype=bool)
    counted[cube.codes[axis], cube.codes["member"]] = True
    there = np.flatnonzero(counted[other, cube.codes["member"][row]])
    row, other, group = row[there], other[there], group[there]
    found = cube.beside(cube, row, **{axis: other})
    held = found != NOWHERE
    return row[held], found[held], group[held]
