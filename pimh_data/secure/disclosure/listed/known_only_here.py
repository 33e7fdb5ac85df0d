"""People known to one service or bundle alone: nobody is so at two, and the others of all services are elsewhere."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pimh_data.registry.cubes import ALL_SERVICES, KNOWN_ONLY_HERE
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, together

SEEN = "people_seen"


def known_only_here(cubes: Mapping[str, Numbered], nests: Nesting) -> Iterator[Relations]:
    """Of each view of all services and each of its services and bundles, where people seen are counted."""
    if "activity" not in cubes:
        return
    activity = cubes["activity"]
    of_all = np.flatnonzero(activity.codes["service"] == _number(activity, ALL_SERVICES))
    where = activity.codes["where"][of_all]
    for name, number in activity.words.of["where"].items():
        rows, own = of_all[where == number], _made_of(nests, name)
        if len(rows) and len(own) > 1:
            yield together(_of_a_where(activity, rows, own))


def _made_of(nests: Nesting, where: str) -> dict[str, Sequence[str]]:
    """Each service and bundle of a where -> the services that it is made of."""
    cover = {service: groups[0] for (of, service), groups in nests.services_cover.items() if of == where}
    return {**{one: [one] for one in cover.pop(ALL_SERVICES, ())}, **cover}


def _of_a_where(cube: Numbered, rows: np.ndarray, made_of: Mapping[str, Sequence[str]]) -> Iterator[Relations]:
    beside = {one: cube.beside(cube, rows, service=_number(cube, one)) for one in made_of}
    alone = [one for one, own in made_of.items() if list(own) == [one]]
    for one, own in made_of.items():
        others = [other for other in alone if other not in own]
        # Whoever is seen there, and those known to one other alone; those known here alone, and all whom others see.
        for here, elsewhere, least in ((SEEN, KNOWN_ONLY_HERE, True), (KNOWN_ONLY_HERE, SEEN, False)):
            counted = [(one, here), *((other, elsewhere) for other in others)]
            yield _sums(cube, rows, beside[one], [(beside[name], count) for name, count in counted], least)
        if own and one not in alone:
            parts = [(beside[name], KNOWN_ONLY_HERE) for name in own if name in beside]
            yield _sums(cube, beside[one], beside[one], parts, True, KNOWN_ONLY_HERE)


def _sums(
    cube: Numbered,
    total: np.ndarray,
    there: np.ndarray,
    parts: Sequence[tuple[np.ndarray, str]],
    least: bool,
    count: str = SEEN,
) -> Relations:
    """One sum a row of which `there` is known; `parts`: the rows beside it, and the count that is added up."""
    wholes, cells = [], []
    for rows, name in parts:
        held = np.flatnonzero((rows != NOWHERE) & (there != NOWHERE))
        wholes.append(cube.cells(total[held], count))
        cells.append(cube.cells(rows[held], name))
    return grouped(np.concatenate(wholes), np.concatenate(cells), least, not least, NUMBER["services"])


def _number(cube: Numbered, service: str) -> int:
    return int(cube.words.numbers("service", [service])[0])
