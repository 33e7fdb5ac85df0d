"""Which breakdowns of each cube are counted: of the views that questions read, and what these add up to. No others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import (
    DIMENSIONS,
    EVERYONE,
    PAIR,
    QUARTER,
    SINCE_START,
    THREE_YEARS,
    YEAR,
)
from pimh_data.registry.views import ALL, ANY, BUNDLE, READ

TOTAL_OF = DIMENSIONS["all"].name
MANY = "plus_groups"  # a person may be in several plus groups
# What is read, and what that adds up to, whether it is read or not: protecting must know every sum that the cells of a
# view are in.
COUNTED = READ | {
    (cube, kind, service, whole)
    for cube, kind, service, dimension in READ
    if cube != "quality"
    for whole in (TOTAL_OF, dimension.split(" x ")[0])
}


@dataclass(frozen=True)
class Breakdown:
    """One way to break people down: `columns` of the people table give the member, `members` are those written.

    `services`: for which kinds of service. No members: each Place has its own.
    """

    dimension: str
    columns: tuple[str, ...]
    members: tuple[str, ...]
    services: tuple[str, ...] = ANY

    @property
    def needs(self) -> frozenset[str]:
        """The dimensions that the extracts must bring."""
        return frozenset(self.dimension.split(" x ")) - {"all"}


TOTAL = Breakdown("all", (), (EVERYONE,))
GROUPS = Breakdown("deprivation", ("core20",), (*deprivation.GROUP_MEMBERS, deprivation.NOT_KNOWN))
DECILES = Breakdown("deprivation", ("decile",), deprivation.DECILE_MEMBERS)
# For which kinds of service each decile is counted. Of one service's quarter, of a rolling year, of the access measure
# or of those in two years nearly every one would be hidden; where people take several steps, of one service's year too.
DECILES_FOR: Mapping[str, tuple[str, ...]] = {QUARTER: (ALL,), YEAR: ANY, THREE_YEARS: ANY, SINCE_START: ANY}
OF_SEVERAL: Mapping[str, tuple[str, ...]] = {YEAR: (BUNDLE, ALL), THREE_YEARS: ANY, SINCE_START: ANY}
OF_TWO: Mapping[str, tuple[str, ...]] = {YEAR: (ALL,), THREE_YEARS: (BUNDLE, ALL), SINCE_START: (BUNDLE, ALL)}
WITH_DECILES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pathway": OF_SEVERAL,
    "waits": OF_SEVERAL,
    "caseload": OF_TWO,
    "too_recent": {SINCE_START: (BUNDLE, ALL)},
    "access": {},
    "both_years": {},
}


@cache
def plan_of(cube: str, kind: str) -> tuple[Breakdown, ...]:
    """The breakdowns of a cube of people in one kind of period, each for the kinds of service it is counted for."""
    dimensions = sorted({dimension for of, period, _, dimension in COUNTED if (of, period) == (cube, kind)})
    return counted_of(cube, kind, [breakdown for dimension in dimensions for breakdown in _breakdowns(dimension)])


def counted_of(cube: str, kind: str, breakdowns: Iterable[Breakdown]) -> tuple[Breakdown, ...]:
    """Those of the breakdowns that are counted of a cube in one kind of period, each for its kinds of service."""
    found = []
    for one in breakdowns:
        held = ANY if one != DECILES else WITH_DECILES.get(cube, DECILES_FOR).get(kind, ())
        services = tuple(service for service in held if (cube, kind, service, one.dimension) in COUNTED)
        if services:
            found.append(replace(one, services=services))
    return tuple(found)


def _breakdowns(dimension: str) -> tuple[Breakdown, ...]:
    if dimension == TOTAL.dimension:
        return (TOTAL,)
    if dimension == GROUPS.dimension:
        return GROUPS, DECILES
    if " x " not in dimension:
        known = DIMENSIONS[dimension]
        return (Breakdown(dimension, (dimension if known.partition else MANY,), known.members),)
    of = dimension.split(" x ")[1]
    members = tuple(f"{group}{PAIR}{name}" for group in deprivation.GROUP_MEMBERS for name in DIMENSIONS[of].members)
    return (Breakdown(dimension, ("core20", of), members),)


def brought(plan: Iterable[Breakdown], dimensions: frozenset[str]) -> tuple[Breakdown, ...]:
    """The breakdowns of a plan that the extracts can give: every dimension they need is among `dimensions`."""
    return tuple(breakdown for breakdown in plan if breakdown.needs <= dimensions)
