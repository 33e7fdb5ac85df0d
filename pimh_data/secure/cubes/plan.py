"""Which breakdowns each kind of period holds: the closed list, as data. What is not here is never published."""

from collections.abc import Iterable
from dataclasses import dataclass

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import (
    DIMENSIONS,
    EVERYONE,
    MONTH,
    PAIR,
    QUARTER,
    ROLLING,
    SINCE_START,
    SINGLE,
    THREE_YEARS,
    YEAR,
)

PAIRED_WITH = ("ethnic_group", "ethnic_split", "parent_role", "stage", "age_band", "need_group", "source")
MANY = "plus_groups"  # a person may be in several plus groups


@dataclass(frozen=True)
class Breakdown:
    """One way to break people down: `columns` of the people table give the member, `members` are those written.

    `every_service`: for each service and bundle too, not for all services alone. No members: each Place has its own.
    """

    dimension: str
    columns: tuple[str, ...]
    members: tuple[str, ...]
    every_service: bool = True

    @property
    def needs(self) -> frozenset[str]:
        """The dimensions that the extracts must bring."""
        return frozenset(self.dimension.split(" x ")) - {"all"}


TOTAL = Breakdown("all", (), (EVERYONE,))
GROUPS = Breakdown("deprivation", ("core20",), (*deprivation.GROUP_MEMBERS, deprivation.NOT_KNOWN))
DECILES = Breakdown("deprivation", ("decile",), deprivation.DECILE_MEMBERS)


def _single(name: str, every_service: bool = True) -> Breakdown:
    dimension = DIMENSIONS[name]
    return Breakdown(name, (name if dimension.partition else MANY,), dimension.members, every_service)


def _pair(name: str, every_service: bool) -> Breakdown:
    members = tuple(f"{group}{PAIR}{m}" for group in deprivation.GROUP_MEMBERS for m in DIMENSIONS[name].members)
    return Breakdown(f"deprivation x {name}", ("core20", name), members, every_service)


OTHERS = tuple(dimension.name for dimension in SINGLE if dimension.name != "deprivation")
LONG = (TOTAL, GROUPS, DECILES, *map(_single, OTHERS), *(_pair(name, every_service=True) for name in PAIRED_WITH))
PEOPLE: dict[str, tuple[Breakdown, ...]] = {
    MONTH: (TOTAL,),
    QUARTER: (
        TOTAL,
        GROUPS,
        Breakdown(DECILES.dimension, DECILES.columns, DECILES.members, every_service=False),
        *(_single(name, every_service=name == "ethnic_split") for name in OTHERS),
    ),
    YEAR: (
        TOTAL,
        GROUPS,
        DECILES,
        *map(_single, OTHERS),
        *(_pair(name, every_service=False) for name in PAIRED_WITH),
    ),
    ROLLING: (TOTAL, GROUPS),
    THREE_YEARS: (*LONG, _single("ethnic_code", every_service=False)),
    SINCE_START: LONG,
}
# Waits are counted by band: broken down by deprivation alone, or most of their cells would be hidden.
WAITS: dict[str, tuple[Breakdown, ...]] = {
    QUARTER: (TOTAL,),
    YEAR: (TOTAL, GROUPS, DECILES),
    THREE_YEARS: (TOTAL, GROUPS, DECILES),
    SINCE_START: (TOTAL, GROUPS, DECILES),
}
# Caseload, contacts and speed: what the pages on drop-out, missed contacts and waits need.
_ACTIVITY = (TOTAL, GROUPS, DECILES, _single("ethnic_group"))
ACTIVITY: dict[str, tuple[Breakdown, ...]] = {
    MONTH: (TOTAL,),
    QUARTER: (TOTAL,),
    YEAR: _ACTIVITY,
    THREE_YEARS: _ACTIVITY,
    SINCE_START: _ACTIVITY,
}


def brought(plan: Iterable[Breakdown], dimensions: frozenset[str]) -> tuple[Breakdown, ...]:
    """The breakdowns of a plan that the extracts can give: every dimension they need is among `dimensions`."""
    return tuple(breakdown for breakdown in plan if breakdown.needs <= dimensions)
