"""Which views of the cubes each question reads, by its key: what a release is to hold. Data only.

A view is a cube, a kind of period, a kind of service and a dimension; every Place, system and all Places are meant, and
every member. A part of another question's answer reads what that one does. Published figures and tables that count
nobody (services, population, provision, indicators, posts, money) are no views.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pimh_data.registry import cubes
from pimh_data.registry.cubes import MONTH, QUARTER, ROLLING, SINCE_START, THREE_YEARS, YEAR

EACH, BUNDLE, ALL = "each service", "bundle", "all services"
ANY = (EACH, BUNDLE, ALL)
TOTAL, DEPRIVATION, SOURCE = cubes.TOTAL.name, cubes.DEPRIVATION.name, cubes.SOURCE.name
ETHNIC_GROUP, ETHNIC_SPLIT, ETHNIC_CODE = cubes.ETHNIC_GROUP.name, cubes.ETHNIC_SPLIT.name, cubes.ETHNIC_CODE.name
PARENT_ROLE, NEED_GROUP = cubes.PARENT_ROLE.name, cubes.NEED_GROUP.name

Periods = Mapping[str, tuple[str, ...]]
YEARLY: Periods = {YEAR: ANY}
# A year; and where it is hidden, the longer periods in which it may be shown.
LONGER: Periods = {YEAR: ANY, THREE_YEARS: ANY, SINCE_START: ANY}
# The same for what is too small by year but for all services together.
LONGER_BUT_FOR_ALL: Periods = {YEAR: (ALL,), THREE_YEARS: ANY, SINCE_START: ANY}
# The group that a breakdown is asked within: by year for all services, in three years together for one.
WITHIN: Periods = {YEAR: (ALL,), THREE_YEARS: (EACH, BUNDLE)}


@dataclass(frozen=True)
class Views:
    """Views of one cube: each dimension in each kind of period, for the kinds of service that it is read for."""

    cube: str
    dimensions: tuple[str, ...]
    periods: Periods

    def each(self) -> Iterator[tuple[str, str, str, str]]:
        """Cube, kind of period, kind of service, dimension."""
        for period, services in self.periods.items():
            for service in services:
                for dimension in self.dimensions:
                    yield self.cube, period, service, dimension


def pair(dimension: str) -> str:
    """The dimension within deciles 1-2 and the rest."""
    return f"{DEPRIVATION} x {dimension}"


BY_DEPRIVATION = (Views("activity", (DEPRIVATION,), LONGER),)
WEEKS = tuple(Views(cube, (TOTAL, DEPRIVATION), LONGER) for cube in ("pathway", "speed"))
CHANGE = ("outcomes", "reliable_change")
PEOPLE_BY_YEAR = Views("activity", (TOTAL, DEPRIVATION), YEARLY)


def _also_by(dimension: str) -> tuple[Views, ...]:
    return (
        Views("activity", (dimension,), LONGER),
        Views("activity", (pair(dimension),), LONGER_BUT_FOR_ALL),
        Views("activity", (DEPRIVATION,), WITHIN),
        Views("activity", (TOTAL,), YEARLY),
    )


def _overlapping(dimension: str) -> tuple[Views, ...]:
    return Views("activity", (dimension,), LONGER), Views("activity", (TOTAL,), YEARLY)


def _scores(read: tuple[str, ...] = CHANGE) -> tuple[Views, ...]:
    """Of everyone and of the chosen group. Which measures are in use is read since the service started."""
    return tuple(Views(cube, (TOTAL, DEPRIVATION), LONGER) for cube in read)


IN_USE = Views("outcomes", (TOTAL,), {SINCE_START: ANY})
BY_GROUP = (
    *(Views(cube, (DEPRIVATION,), LONGER) for cube in CHANGE),
    *(Views(cube, (ETHNIC_SPLIT, PARENT_ROLE), LONGER_BUT_FOR_ALL) for cube in CHANGE),
    IN_USE,
)
SERVICE_BY_SERVICE = (Views("outcomes", (TOTAL,), {YEAR: (EACH,), THREE_YEARS: (EACH,)}), IN_USE)

VIEWS: Mapping[str, tuple[Views, ...]] = {
    "equity.core20": BY_DEPRIVATION,
    "equity.decile": BY_DEPRIVATION,
    "equity.share_of_need": BY_DEPRIVATION,
    "equity.gap": BY_DEPRIVATION,
    "equity.slope": BY_DEPRIVATION,
    "equity.ethnic_group": (
        Views("activity", (ETHNIC_GROUP,), LONGER),
        Views("activity", (pair(ETHNIC_GROUP),), {YEAR: (ALL,), THREE_YEARS: (ALL,), SINCE_START: (ALL,)}),
        Views("activity", (ETHNIC_SPLIT, TOTAL), YEARLY),
        Views("activity", (DEPRIVATION,), {YEAR: (ALL,)}),
    ),
    "equity.pathway": (
        Views("pathway", (DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT), LONGER),
        Views("pathway", (pair(ETHNIC_GROUP), pair(ETHNIC_SPLIT)), LONGER_BUT_FOR_ALL),
        Views("pathway", (TOTAL,), YEARLY),
    ),
    "equity.core20_by_ethnic_group": (Views("activity", (pair(ETHNIC_GROUP),), LONGER_BUT_FOR_ALL),),
    "equity.ethnic_code": (
        Views("activity", (ETHNIC_CODE,), {THREE_YEARS: (ALL,)}),
        Views("activity", (TOTAL,), {THREE_YEARS: (ALL,), SINCE_START: (ALL,)}),
    ),
    **{f"equity.{name}": _also_by(name) for name in (PARENT_ROLE, cubes.STAGE.name, cubes.AGE_BAND.name, NEED_GROUP)},
    **{f"equity.{name}": _overlapping(name) for name in (cubes.PLUS_GROUP.name, cubes.HUB.name)},
    "reach.people_seen": (Views("activity", (TOTAL, DEPRIVATION), {QUARTER: ANY, **LONGER}),),
    "reach.months": (
        Views("activity", (TOTAL,), {MONTH: ANY, QUARTER: ANY, **LONGER}),
        Views("activity", (DEPRIVATION,), {QUARTER: ANY, **LONGER}),
    ),
    "reach.two_weeks": WEEKS,
    "reach.six_weeks": WEEKS,
    "reach.eighteen_weeks": WEEKS,
    "reach.waits_curve": tuple(Views(cube, (TOTAL, DEPRIVATION), LONGER) for cube in ("pathway", "waits")),
    "reach.waits_by_deprivation": (
        *(Views(cube, (DEPRIVATION,), LONGER) for cube in ("pathway", "speed")),
        *(Views(cube, (TOTAL,), YEARLY) for cube in ("pathway", "speed")),
    ),
    "reach.still_waiting": (Views("waits", (TOTAL, DEPRIVATION), {SINCE_START: ANY}),),
    "reach.access": (Views("access", (TOTAL, DEPRIVATION), {ROLLING: (ALL,)}),),
    "reach.target": (Views("activity", (TOTAL,), {YEAR: (EACH,)}),),
    "reach.sources": (
        Views("pathway", (SOURCE,), LONGER),
        Views("pathway", (pair(SOURCE), DEPRIVATION), WITHIN),
        Views("pathway", (TOTAL,), YEARLY),
    ),
    "reach.decisions": (Views("pathway", (TOTAL, DEPRIVATION), LONGER),),
    "reach.caseload": (
        Views("caseload", (TOTAL,), {QUARTER: ANY, **LONGER}),
        Views("caseload", (DEPRIVATION,), LONGER),
    ),
    "reach.closures": (Views("caseload", (TOTAL, DEPRIVATION), LONGER),),
    "reach.drop_out_by_decile": (Views("pathway", (DEPRIVATION,), LONGER), Views("pathway", (TOTAL,), YEARLY)),
    "reach.drop_out_by_ethnic_group": (
        Views("pathway", (ETHNIC_GROUP,), LONGER),
        Views("pathway", (pair(ETHNIC_GROUP),), LONGER_BUT_FOR_ALL),
        Views("pathway", (TOTAL,), {YEAR: ANY, THREE_YEARS: (EACH, BUNDLE)}),
    ),
    "reach.missed_by_decile": (Views("contacts", (DEPRIVATION,), LONGER), Views("contacts", (TOTAL,), YEARLY)),
    "reach.missed_by_ethnic_group": (Views("contacts", (ETHNIC_GROUP,), LONGER), Views("contacts", (TOTAL,), YEARLY)),
    "reach.places_people": (PEOPLE_BY_YEAR,),
    "reach.places_access": (Views("access", (TOTAL, DEPRIVATION), {YEAR: (ALL,)}),),
    "reach.places_core20": (Views("activity", (DEPRIVATION,), YEARLY),),
    "reach.places_every_other": (Views("activity", (ETHNIC_SPLIT,), YEARLY),),
    "reach.places_six_weeks": tuple(Views(cube, (TOTAL, DEPRIVATION), YEARLY) for cube in ("pathway", "speed")),
    "reach.places_missed": (Views("contacts", (TOTAL, DEPRIVATION), YEARLY),),
    "reach.places_drop_out": (Views("pathway", (TOTAL, DEPRIVATION), YEARLY),),
    "outcomes.headline": _scores(),
    "outcomes.change": _scores(),
    "outcomes.scores": _scores(read=("outcomes",)),
    "outcomes.recovery": _scores(read=(*CHANGE, "recovery")),
    "outcomes.severity": (
        Views("severity", (cubes.FIRST_AND_LAST_BAND,), LONGER_BUT_FOR_ALL),
        Views("outcomes", (TOTAL,), LONGER_BUT_FOR_ALL),
    ),
    "outcomes.who": _scores(),
    "outcomes.missing": _scores(),
    "outcomes.for_whom": BY_GROUP,
    "outcomes.differences": BY_GROUP,
    "outcomes.services": (
        Views("outcomes", (TOTAL, cubes.FIRST_BAND.name), {THREE_YEARS: (EACH,), SINCE_START: (EACH,)}),
        IN_USE,
    ),
    "outcomes.together": SERVICE_BY_SERVICE,
    "outcomes.warmth": SERVICE_BY_SERVICE,
    "outcomes.measures": (Views("outcomes", (TOTAL,), YEARLY), IN_USE),
    "outcomes.national": tuple(Views(cube, (TOTAL,), LONGER) for cube in CHANGE),
    "need.coverage_by_deprivation": (PEOPLE_BY_YEAR,),
    "need.coverage_by_place": (PEOPLE_BY_YEAR,),
    "need.thrive": (
        Views("activity", (NEED_GROUP,), YEARLY),
        Views("activity", (pair(NEED_GROUP),), {YEAR: (ALL,)}),
    ),
    "funding.people": (Views("activity", (TOTAL, DEPRIVATION, ETHNIC_GROUP), YEARLY),),
    "funding.people_beside": (Views("activity", (TOTAL, DEPRIVATION, ETHNIC_GROUP), YEARLY),),
    "funding.coverage": (PEOPLE_BY_YEAR,),
    "funding.destinations": (Views("activity", (NEED_GROUP,), YEARLY),),
    "funding.compare": (PEOPLE_BY_YEAR,),
    "funding.waits": (Views("activity", (NEED_GROUP,), YEARLY), Views("activity", (TOTAL,), {YEAR: (EACH,)})),
    "funding.costs": (Views("activity", (TOTAL,), {YEAR: (EACH,)}),),
    "workforce.system_work": (
        Views("system_work", (cubes.KIND.name,), {QUARTER: (ALL,), YEAR: ANY}),
        Views("system_work", (TOTAL,), YEARLY),
    ),
    "workforce.audience": (
        Views("system_work", (cubes.AUDIENCE.name, f"{cubes.KIND.name} x {cubes.AUDIENCE.name}"), {YEAR: (ALL,)}),
    ),
    "voice.feedback": (Views("feedback", (TOTAL, cubes.ANSWER.name), YEARLY),),
    "indicators.risk": (Views("activity", (TOTAL,), {YEAR: (ALL,)}),),
    "data.completeness": (Views("quality", ("field",), YEARLY),),
}
