"""Counts of outcomes beside those of another measure, and of the people whose courses were closed."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import SINCE_START
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, within

ELIGIBLE = "eligible"
OFTEN = 10  # so many numbers that are the same are not so by chance
GOALS = " goal "  # stands in the name of a measure that is a part of another: whoever has one of it has one of both


def between_measures(cube: Numbered, counts: np.ndarray, alike: bool = False) -> Iterator[Relations]:
    """Who could have had two scores does not hang on the measure, but on when it was first used: where one measure has
    at least as many as another in every view of a service and Place, a reader takes these for the same people.

    `counts`: everyone's, one a cell; or numbers that are shown: then only what is `alike` throughout is taken for it.
    """
    extras = {number: key for key, number in cube.words.of["extra"].items() if isinstance(key, tuple) and len(key) == 3}
    own = {number: np.flatnonzero(cube.codes["extra"] == number) for number in extras}
    view = cube.codes["where"].astype("int64") * cube.words.size("service") + cube.codes["service"]
    for narrower, rows in own.items():
        for wider in own:
            if wider == narrower or extras[wider][1:] != extras[narrower][1:]:
                continue
            other = cube.beside(cube, rows, extra=wider)
            part, total = rows[other != NOWHERE], other[other != NOWHERE]
            if extras[narrower][0].startswith(extras[wider][0] + GOALS):
                for count in cube.counts:
                    yield within(cube.cells(total, count), cube.cells(part, count), NUMBER["counts"])
                continue
            more, less = cube.cells(total, ELIGIBLE), cube.cells(part, ELIGIBLE)
            differs = counts[less] != counts[more] if alike else counts[less] > counts[more]
            held = ~np.isin(view[part], view[part[differs]])
            if alike:
                held &= np.isin(view[part], _often(view[part[counts[more] > 0]]))
            yield within(more[held], less[held], NUMBER["counts"])


def _often(views: np.ndarray) -> np.ndarray:
    named, times = np.unique(views, return_counts=True)
    return named[times >= OFTEN]


def closed_courses(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """Whoever could have had two scores had a course closed in the period, and was seen at some time."""
    outcomes, none = cubes["outcomes"], int(cubes["outcomes"].words.numbers("extra", [()])[0])
    rows = np.arange(len(outcomes))
    of_all_time = np.array([kind == SINCE_START for kind, _ in outcomes.words.of["period"]])
    for name, count, mine in (
        ("caseload", "closed", rows),
        ("pathway", "seen", rows[of_all_time[outcomes.codes["period"]]]),
    ):
        if name in cubes:
            total = cubes[name].beside(outcomes, mine, extra=none)
            held = total != NOWHERE
            yield within(cubes[name].cells(total[held], count), outcomes.cells(mine[held], ELIGIBLE), NUMBER["cubes"])
