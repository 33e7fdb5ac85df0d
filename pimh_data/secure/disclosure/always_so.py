"""Which relations between a release's counts somebody knows who has nothing else: those that are always so."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import CUBES, DEFINED_BY, KNOWN_ONLY_HERE, TOTAL
from pimh_data.registry.disclosure import THINGS
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.disclosure.as_released import AsReleased
from pimh_data.secure.disclosure.listed.completeness import completeness
from pimh_data.secure.disclosure.listed.counts import between, counts
from pimh_data.secure.disclosure.listed.flow import covered
from pimh_data.secure.disclosure.listed.known_only_here import known_only_here
from pimh_data.secure.disclosure.listed.measures import ELIGIBLE, between_measures, closed_courses
from pimh_data.secure.disclosure.listed.outcomes import outcomes
from pimh_data.secure.disclosure.listed.parts import parts
from pimh_data.secure.disclosure.listed.since_start import by_latest_referral
from pimh_data.secure.disclosure.listed.two_years import two_years
from pimh_data.secure.disclosure.listed.wheres import periods, places, services
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations

# Who is known to one service alone in a month may be known to two in the year; who is new to one, not to all together,
# and may have been at another the year before.
NOT_NESTED = (KNOWN_ONLY_HERE, "new", "in_both")
# By the latest referral or course of a view, which may be another one in a larger view.
BY_LATEST = ("waits", "too_recent", "backlog")


def always_so(of: AsReleased) -> Iterator[Relations]:
    """All that is always so, and what is so of everyone's counts alone: somebody's group or course may be another one
    in another service, year or kind of count.
    """
    cubes = of.cubes
    for cube in cubes.values():
        yield from parts(cube, cube.counts)
        yield from counts(cube)
    yield from completeness(cubes)
    yield from by_latest_referral(cubes)
    if of.meant is not None:
        eligible, first = (COUNTS.index(name) for name in (ELIGIBLE, "first_score"))
        same = [(rows, ELIGIBLE, "first_score") for rows, *pair in of.meant.equal if pair == [eligible, first]]
        yield from outcomes(_of_outcomes(cubes), of.measures, {"outcomes": same}, always=True)
    whom = [np.array([dimension == TOTAL.name for dimension, _ in cube.words.of["member"]]) for cube in cubes.values()]
    everyone = [
        np.repeat(own[cube.codes["member"]], len(cube.counts)) for own, cube in zip(whom, cubes.values(), strict=True)
    ]
    of_everyone = np.concatenate(everyone)
    for each in _listed_of_everyone(of):
        yield each.only(np.flatnonzero(of_everyone[each.total]))


def _listed_of_everyone(of: AsReleased) -> Iterator[Relations]:
    cubes = of.cubes
    for cube in (one for one in cubes.values() if one.cube not in THINGS):
        for listed in (services, places, periods):
            yield from listed(cube, of.nests, _nested(cube), of.shown)
    yield from between(cubes)
    yield from two_years(cubes, of.nests)
    yield from covered(cubes, of.nests)
    yield from known_only_here(cubes, of.nests)
    if "outcomes" in cubes:
        yield from between_measures(cubes["outcomes"], of.shown, alike=True)
        yield from closed_courses(cubes)


def _nested(cube: Numbered) -> list[str]:
    """The counts in which whoever counts in one view counts in every larger one."""
    if cube.cube in BY_LATEST:
        return []
    if cube.cube in _of_outcomes({cube.cube: cube}):
        return [ELIGIBLE] if ELIGIBLE in cube.counts else []
    return [count for count in cube.counts if count not in NOT_NESTED]


def _of_outcomes(cubes: Mapping[str, Numbered]) -> dict[str, Numbered]:
    """Those of the cubes that count outcomes."""
    return {name: cube for name, cube in cubes.items() if CUBES[name].extra_keys[: len(DEFINED_BY)] == DEFINED_BY}
