"""Every relation between the released counts of all cubes; of what is not about people, the breakdowns alone."""

from collections.abc import Iterator, Mapping
from itertools import chain

import numpy as np

from pimh_data.registry.disclosure import THINGS
from pimh_data.secure.cubes.outcomes_cubes import OutcomeCubes
from pimh_data.secure.disclosure.listed.completeness import completeness
from pimh_data.secure.disclosure.listed.counts import between, counts
from pimh_data.secure.disclosure.listed.family import claimed
from pimh_data.secure.disclosure.listed.flow import covered, flow, seen_in_care
from pimh_data.secure.disclosure.listed.known_only_here import known_only_here
from pimh_data.secure.disclosure.listed.measures import between_measures, closed_courses
from pimh_data.secure.disclosure.listed.outcomes import outcomes
from pimh_data.secure.disclosure.listed.parts import parts
from pimh_data.secure.disclosure.listed.since_start import by_latest_referral, since_start
from pimh_data.secure.disclosure.listed.so_far import so_far
from pimh_data.secure.disclosure.listed.to_the_end import to_the_end
from pimh_data.secure.disclosure.listed.two_years import two_years
from pimh_data.secure.disclosure.listed.usual import usually
from pimh_data.secure.disclosure.listed.wheres import periods, places, services
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, together


def relations_of(
    cubes: Mapping[str, Numbered], nests: Nesting, true: np.ndarray, counted: OutcomeCubes | None
) -> Relations:
    """What is listed and holds. `true`: everyone's counts, one a cell, and behind these the numbers of `in_care`;
    `counted`: the cubes of outcomes, if any.
    """
    listed = chain(_listed(cubes, nests, true), _of_outcomes(cubes, counted, true) if counted else ())
    return together(claimed(each, true) for each in listed)


def _of_outcomes(cubes: Mapping[str, Numbered], counted: OutcomeCubes, true: np.ndarray) -> Iterator[Relations]:
    yield from outcomes({name: cubes[name] for name in counted.tables}, counted.measures, counted.equal)
    if "outcomes" in cubes:
        yield from between_measures(cubes["outcomes"], true)
        yield from closed_courses(cubes)


def _listed(cubes: Mapping[str, Numbered], nests: Nesting, true: np.ndarray) -> Iterator[Relations]:
    for cube in cubes.values():
        yield from parts(cube, cube.counts)
        yield from counts(cube)
        if cube.cube in THINGS:
            continue
        yield from services(cube, nests, cube.counts, true)
        yield from places(cube, nests, cube.counts, true)
        yield from periods(cube, nests, cube.counts, true)
    yield from between(cubes)
    yield from two_years(cubes, nests)
    yield from completeness(cubes)
    yield from by_latest_referral(cubes)
    yield from since_start(cubes)
    yield from covered(cubes, nests)
    yield from flow(cubes, nests, true)
    yield from seen_in_care(cubes, nests)
    yield from so_far(cubes)
    yield from to_the_end(cubes, nests, true)
    yield from known_only_here(cubes, nests)
    yield from usually(cubes)
