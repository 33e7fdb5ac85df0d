"""Which views of the cubes each question reads, by its key: what a release is to hold. Data only.

A view is a cube, a kind of period, a kind of service and a dimension; every Place, system and all Places are meant. No
view is held of which over 60% is hidden in the demonstration: it is read in a longer period, or not. A part of another
question's answer reads what that one does. Published figures and tables that count nobody (services, population,
provision, indicators, posts, money) are no views.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pimh_data import contracts
from pimh_data.registry import cubes, deprivation, ethnicity
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
# The same for what is too small by year: for one service; but for all together; for any.
BUT_FOR_ONE: Periods = {YEAR: (BUNDLE, ALL), THREE_YEARS: ANY, SINCE_START: ANY}
LONGER_BUT_FOR_ALL: Periods = {YEAR: (ALL,), THREE_YEARS: ANY, SINCE_START: ANY}
LONG: Periods = {THREE_YEARS: ANY, SINCE_START: ANY}
LONG_OF_ONE: Periods = {THREE_YEARS: (EACH,), SINCE_START: (EACH,)}
# And for one service in three years too: all of its time together; or nothing of it.
ALL_OF_IT_FOR_ONE: Periods = {YEAR: (ALL,), THREE_YEARS: (BUNDLE, ALL), SINCE_START: ANY}
ALL_OF_IT_BUT_BUNDLES: Periods = {**ALL_OF_IT_FOR_ONE, YEAR: (BUNDLE, ALL)}
LONGER_BUT_FOR_ONE: Periods = {**ALL_OF_IT_FOR_ONE, SINCE_START: (BUNDLE, ALL)}
LONG_BUT_FOR_ONE: Periods = {THREE_YEARS: (BUNDLE, ALL), SINCE_START: (BUNDLE, ALL)}
# The group that a breakdown is asked within: by year for all services, in three years together for one.
WITHIN: Periods = {YEAR: (ALL,), THREE_YEARS: (EACH, BUNDLE)}
WITHIN_BUT_FOR_ONE: Periods = {YEAR: (ALL,), THREE_YEARS: (BUNDLE,)}


@dataclass(frozen=True)
class Reads:
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


def kind_of(service: str, bundles: Collection[str]) -> str:
    """The kind of service that a choice is: one of EACH, BUNDLE and ALL."""
    return ALL if service == cubes.ALL_SERVICES else BUNDLE if service in bundles else EACH


def pair(dimension: str) -> str:
    """The dimension within deciles 1-2 and the rest."""
    return f"{DEPRIVATION} x {dimension}"


BY_DEPRIVATION = (Reads("activity", (DEPRIVATION,), LONGER),)
# Of a hidden group the most that it can be is read off everyone.
BY_CORE20 = (*BY_DEPRIVATION, Reads("activity", (TOTAL,), YEARLY))
# Beside those who were followed: who still waits, and who was referred too recently to be followed.
STILL_WAITING = Reads("backlog", (TOTAL,), {SINCE_START: (ALL,)})
NOW = (STILL_WAITING, Reads("too_recent", (TOTAL, DEPRIVATION), {SINCE_START: ANY}))
WEEKS = (Reads("waits", (TOTAL, DEPRIVATION), LONGER), *NOW)
CHANGE = ("outcomes", "reliable_change")
PEOPLE_BY_YEAR = Reads("activity", (TOTAL, DEPRIVATION), YEARLY)


def _seen_by(
    dimension: str, own: Periods = LONGER, pairs: Periods = LONGER_BUT_FOR_ALL, within: Periods = WITHIN
) -> tuple[Reads, ...]:
    everyone = YEARLY if own is LONGER else {YEAR: own[YEAR], **LONG_OF_ONE}
    return (
        Reads("activity", (dimension,), own),
        Reads("activity", (TOTAL,), everyone),
        Reads("activity", (pair(dimension),), pairs),
        Reads("activity", (DEPRIVATION,), within),
    )


def _overlapping(dimension: str, own: Periods = LONGER) -> tuple[Reads, ...]:
    # Where every group of a year is hidden, a longer time is shown.
    return (Reads("activity", (dimension, TOTAL), own),)


def _scores(read: tuple[str, ...] = CHANGE) -> tuple[Reads, ...]:
    """Of everyone and of the chosen group. Which measures are in use is read since the service started."""
    return tuple(Reads(cube, (TOTAL, DEPRIVATION), LONGER) for cube in read)


IN_USE = Reads("outcomes", (TOTAL,), {SINCE_START: ANY})
BY_GROUP = (
    *(Reads(cube, (DEPRIVATION,), LONGER) for cube in CHANGE),
    *(Reads(cube, (ETHNIC_SPLIT,), LONGER_BUT_FOR_ALL) for cube in CHANGE),
    *(Reads(cube, (PARENT_ROLE,), LONG) for cube in CHANGE),
    IN_USE,
)
# Who loses what ends: by five ethnic groups, or, where that is one service, by whether White British or Irish.
LOST = (
    Reads("activity", (TOTAL, DEPRIVATION), YEARLY),
    Reads("activity", (ETHNIC_GROUP,), {YEAR: (BUNDLE, ALL)}),
    Reads("activity", (ETHNIC_SPLIT,), {YEAR: (EACH, ALL)}),
)
SERVICE_BY_SERVICE = (Reads("outcomes", (TOTAL,), {YEAR: (EACH,), THREE_YEARS: (EACH,)}), IN_USE)

VIEWS: Mapping[str, tuple[Reads, ...]] = {
    "equity.core20": BY_CORE20,
    "equity.decile": BY_CORE20,
    "equity.share_of_need": BY_DEPRIVATION,
    "equity.gap": BY_CORE20,
    "equity.slope": BY_DEPRIVATION,
    "equity.ethnic_group": (
        Reads("activity", (ETHNIC_GROUP,), BUT_FOR_ONE),
        Reads("activity", (pair(ETHNIC_GROUP),), {YEAR: (ALL,), THREE_YEARS: (ALL,), SINCE_START: (ALL,)}),
        Reads("activity", (ETHNIC_SPLIT, TOTAL), YEARLY),
        Reads("activity", (DEPRIVATION,), {YEAR: (ALL,)}),
    ),
    "equity.pathway": (
        Reads("pathway", (DEPRIVATION,), LONGER),
        Reads("pathway", (ETHNIC_GROUP,), ALL_OF_IT_FOR_ONE),
        Reads("pathway", (ETHNIC_SPLIT,), BUT_FOR_ONE),
        Reads("pathway", (pair(ETHNIC_GROUP),), LONG_BUT_FOR_ONE),
        Reads("pathway", (pair(ETHNIC_SPLIT),), LONGER_BUT_FOR_ONE),
        Reads("pathway", (TOTAL,), YEARLY),
    ),
    "equity.missed": (
        Reads("pathway", (TOTAL, DEPRIVATION), LONGER),
        Reads("pathway", (ETHNIC_GROUP,), ALL_OF_IT_FOR_ONE),
        Reads("pathway", (ETHNIC_SPLIT,), BUT_FOR_ONE),
    ),
    "equity.new_referrals": (
        Reads("pathway", (TOTAL, DEPRIVATION), YEARLY),
        Reads("pathway", (ETHNIC_SPLIT,), {YEAR: (BUNDLE, ALL), **LONG_OF_ONE}),
        Reads("pathway", (TOTAL,), LONG_OF_ONE),
    ),
    "equity.core20_by_ethnic_group": (Reads("activity", (pair(ETHNIC_GROUP),), ALL_OF_IT_FOR_ONE),),
    "equity.ethnic_code": (
        Reads("activity", (ETHNIC_CODE,), {THREE_YEARS: (ALL,)}),
        Reads("activity", (TOTAL,), {THREE_YEARS: (ALL,), SINCE_START: (ALL,)}),
    ),
    **{f"equity.{name}": _seen_by(name) for name in (cubes.STAGE.name, cubes.AGE_BAND.name, NEED_GROUP)},
    f"equity.{PARENT_ROLE}": (
        *_seen_by(PARENT_ROLE, BUT_FOR_ONE, LONGER_BUT_FOR_ONE, WITHIN_BUT_FOR_ONE),
        Reads("both_years", (TOTAL,), {YEAR: (BUNDLE, ALL)}),
        Reads("both_years", (DEPRIVATION,), {YEAR: (ALL,)}),
    ),
    f"equity.{cubes.PLUS_GROUP.name}": _overlapping(cubes.PLUS_GROUP.name, BUT_FOR_ONE),
    f"equity.{cubes.HUB.name}": _overlapping(cubes.HUB.name),
    "reach.people_seen": (
        Reads("activity", (TOTAL, DEPRIVATION), {QUARTER: ANY, **LONGER}),
        Reads("both_years", (TOTAL, DEPRIVATION), YEARLY),
    ),
    "reach.months": (
        Reads("activity", (TOTAL,), {MONTH: ANY, QUARTER: ANY, **LONGER}),
        Reads("activity", (DEPRIVATION,), {QUARTER: ANY, **LONGER}),
    ),
    "reach.referred_by_month": (Reads("pathway", (TOTAL,), {MONTH: (BUNDLE, ALL), QUARTER: ANY, **LONGER}),),
    "reach.first_seen_by_month": (Reads("first_contacts", (TOTAL,), {MONTH: ANY, QUARTER: ANY, **LONGER}),),
    "reach.last_quarter": (
        *(Reads(cube, (TOTAL,), {QUARTER: ANY}) for cube in ("pathway", "first_contacts")),
        Reads("activity", (TOTAL,), {YEAR: (EACH,)}),
    ),
    "reach.two_weeks": WEEKS,
    "reach.six_weeks": WEEKS,
    "reach.eighteen_weeks": WEEKS,
    "reach.waits_curve": WEEKS,
    "reach.waits_by_deprivation": (Reads("waits", (DEPRIVATION,), LONGER), Reads("waits", (TOTAL,), YEARLY), *NOW),
    "reach.still_waiting": (STILL_WAITING,),
    "reach.access": (Reads("access", (TOTAL, DEPRIVATION), {ROLLING: (ALL,)}),),
    "reach.target": (Reads("activity", (TOTAL,), {YEAR: (EACH,)}),),
    "reach.sources": (
        Reads("pathway", (SOURCE,), ALL_OF_IT_BUT_BUNDLES),
        Reads("pathway", (pair(SOURCE), DEPRIVATION), WITHIN_BUT_FOR_ONE),
        Reads("pathway", (TOTAL,), YEARLY),
        Reads("pathway", (TOTAL,), {SINCE_START: (EACH,)}),
    ),
    "reach.decisions": (Reads("pathway", (TOTAL, DEPRIVATION), LONGER),),
    "reach.caseload": (
        Reads("caseload", (TOTAL,), {QUARTER: (BUNDLE, ALL), **LONGER}),
        Reads("caseload", (DEPRIVATION,), BUT_FOR_ONE),
    ),
    "reach.closures": (Reads("caseload", (TOTAL,), LONGER), Reads("caseload", (DEPRIVATION,), BUT_FOR_ONE)),
    "reach.drop_out_by_decile": (
        Reads("pathway", (DEPRIVATION,), LONGER),
        Reads("pathway", (TOTAL,), {YEAR: (BUNDLE, ALL)}),
    ),
    "reach.drop_out_by_ethnic_group": (
        Reads("pathway", (ETHNIC_GROUP,), ALL_OF_IT_FOR_ONE),
        Reads("pathway", (pair(ETHNIC_GROUP),), LONG_BUT_FOR_ONE),
    ),
    "reach.missed_by_decile": (Reads("contacts", (DEPRIVATION,), LONGER), Reads("contacts", (TOTAL,), YEARLY)),
    "reach.missed_by_ethnic_group": (Reads("contacts", (ETHNIC_GROUP,), BUT_FOR_ONE),),
    "reach.places_people": (PEOPLE_BY_YEAR,),
    "reach.places_access": (Reads("access", (TOTAL, DEPRIVATION), {YEAR: (ALL,)}),),
    "reach.places_core20": (Reads("activity", (DEPRIVATION,), YEARLY),),
    "reach.places_every_other": (Reads("activity", (ETHNIC_SPLIT, TOTAL), YEARLY),),
    "reach.places_six_weeks": (Reads("waits", (TOTAL, DEPRIVATION), YEARLY),),
    "reach.places_missed": (Reads("contacts", (TOTAL, DEPRIVATION), YEARLY),),
    "reach.places_drop_out": (Reads("pathway", (TOTAL, DEPRIVATION), YEARLY),),
    "outcomes.headline": _scores(),
    "outcomes.change": _scores(),
    "outcomes.scores": _scores(read=("outcomes",)),
    "outcomes.recovery": _scores(read=(*CHANGE, "recovery")),
    "outcomes.severity": (
        Reads("severity", (cubes.FIRST_AND_LAST_BAND,), LONG),
        Reads("outcomes", (TOTAL,), LONG),
    ),
    "outcomes.who": _scores(),
    "outcomes.missing": _scores(),
    "outcomes.for_whom": BY_GROUP,
    "outcomes.differences": BY_GROUP,
    "outcomes.services": (
        Reads("outcomes", (TOTAL, cubes.FIRST_BAND.name), {THREE_YEARS: (EACH,), SINCE_START: (EACH,)}),
        IN_USE,
    ),
    "outcomes.service_measures": (
        *_scores(read=(*CHANGE, "recovery")),
        Reads("outcomes", (TOTAL, cubes.FIRST_BAND.name), {THREE_YEARS: (EACH,), SINCE_START: (EACH,)}),
    ),
    "outcomes.together": SERVICE_BY_SERVICE,
    "outcomes.warmth": SERVICE_BY_SERVICE,
    "outcomes.measures": (Reads("outcomes", (TOTAL,), YEARLY), IN_USE),
    "outcomes.national": tuple(Reads(cube, (TOTAL,), LONGER) for cube in (*CHANGE, "recovery")),
    "outcomes.national_scores": tuple(Reads(cube, (TOTAL,), LONGER) for cube in CHANGE),
    "need.coverage_by_deprivation": (PEOPLE_BY_YEAR,),
    "need.coverage_by_place": (PEOPLE_BY_YEAR,),
    "need.thrive": (
        Reads("activity", (NEED_GROUP,), YEARLY),
        Reads("activity", (pair(NEED_GROUP),), {YEAR: (ALL,)}),
    ),
    "funding.ends": (Reads("activity", (TOTAL,), YEARLY),),
    "funding.people": LOST,
    "funding.people_beside": LOST,
    "funding.coverage": (PEOPLE_BY_YEAR,),
    "funding.destinations": (Reads("activity", (NEED_GROUP,), YEARLY),),
    "funding.compare": (PEOPLE_BY_YEAR,),
    "funding.waits": (Reads("activity", (NEED_GROUP,), YEARLY), Reads("activity", (TOTAL,), {YEAR: (EACH,)})),
    "funding.costs": (Reads("activity", (TOTAL,), {YEAR: (EACH,)}),),
    "workforce.system_work": (
        Reads("system_work", (cubes.KIND.name,), {YEAR: (BUNDLE, ALL), SINCE_START: (EACH,)}),
        Reads("system_work", (TOTAL,), YEARLY),
    ),
    "workforce.audience": (
        Reads("system_work", (cubes.AUDIENCE.name, f"{cubes.KIND.name} x {cubes.AUDIENCE.name}"), {YEAR: (ALL,)}),
    ),
    "voice.feedback": (Reads("feedback", (TOTAL, cubes.ANSWER.name), {THREE_YEARS: (ALL,), SINCE_START: (ALL,)}),),
    "indicators.risk": (Reads("activity", (TOTAL,), {YEAR: (ALL,)}),),
    "data.completeness": (Reads("quality", ("field",), YEARLY),),
}

# Of whom a release holds outcomes: those who are compared. Of the others, who are few or not known, nine in ten counts
# would be hidden.
COMPARED: Mapping[str, tuple[str, ...]] = {
    DEPRIVATION: deprivation.GROUP_MEMBERS,
    ETHNIC_SPLIT: ethnicity.SPLIT,
    PARENT_ROLE: contracts.PARENT_ROLES[:2],
}
OF_THE_COMPARED = ("outcomes", "reliable_change", "recovery")
# The views that some question reads: cube, kind of period, kind of service, dimension.
READ = frozenset(view for reads in VIEWS.values() for one in reads for view in one.each())

# Questions that give the same whichever service is chosen, since what they tell is published, or of all services, or of
# one kind of them: their Answers are of all services, in files and captions too.
WHICHEVER_SERVICE = frozenset(
    {
        "equity.ethnic_code",
        "equity.published_comparison",
        "reach.access",
        "reach.still_waiting",
        "voice.feedback",
        *(f"reach.places_access{part}" for part in ("", "_ranked", "_funnel")),
        "need.models",
        "need.risk_groups",
        "funding.people_beside",
        *(f"workforce.{name}" for name in ("team", "roles", "audience")),
        *(f"provision.{name}" for name in ("ratings", "gaps", "changes")),
        *(
            f"indicators.{name}"
            for name in ("profile", "heat", "trend", "places", "map", "pair", "inequality", "risk", "wessex")
        ),
    }
)

# Questions that set Places beside each other. They alone are handed what there is of peers: the views that they read.
COMPARING = frozenset(
    {
        *(key for key in VIEWS if key.startswith("reach.places_")),
        *(f"indicators.{name}" for name in ("heat", "map", "pair", "places", "risk")),
    }
)
