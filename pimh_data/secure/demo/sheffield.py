"""Makes Sheffield's courses and deciles hold the published figures of Light and Steel City Dads. Ethnicity is apart."""

from dataclasses import replace

import numpy as np

from pimh_data.errors import PimhError
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.calibration import (
    DADS,
    DADS_PERIOD,
    LIGHT,
    Q4_2023,
    YEAR_2023,
    counts_that_round_to,
    targets,
)
from pimh_data.secure.demo.days import NEVER, day, on_weekdays
from pimh_data.secure.demo.deprivation import CORE, DECILES
from pimh_data.secure.demo.offers import Offer
from pimh_data.secure.demo.pathway import ACCEPTED, Plan
from pimh_data.secure.demo.places import Place

# To be seen in the year, a course that ended at most this long before it may go on into its first weeks.
EXTEND_FROM = 200
# Records with unknown decile among Light's registrations of the published quarter.
DECILES_UNKNOWN = 1


def rows_of(arrivals: Arrivals, offers: tuple[Offer, ...], services: tuple[str, ...]) -> np.ndarray:
    """Which referrals are to Sheffield services of these names (booleans)."""
    return np.array([offer.service in services for offer in offers])[arrivals.offer]


def within(days: np.ndarray, period: tuple[str, str]) -> np.ndarray:
    """Which days lie in a period of two ISO dates, both included."""
    return (days >= day(period[0])) & (days <= day(period[1]))


def hold_light_deciles(
    decile: np.ndarray,
    arrivals: Arrivals,
    person: np.ndarray,
    offers: tuple[Offer, ...],
    places: tuple[Place, ...],
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """The deciles of people with Light's share of deciles 1-2 as published, and the rows whose decile stays unknown."""
    rows = rng.permutation(np.flatnonzero(rows_of(arrivals, offers, (LIGHT,)) & within(arrivals.received, Q4_2023)))
    unknown, known = rows[:DECILES_UNKNOWN], rows[DECILES_UNKNOWN:]
    possible = counts_that_round_to(targets()["light deciles 1-2"].value, len(rows), len(known))
    wanted = possible[len(possible) // 2]
    people = person[known]
    core = CORE[decile[people] - 1]
    surplus = int(core.sum()) - wanted
    moving = people[core == (surplus > 0)][: abs(surplus)]
    children = places[arrivals.place[rows[0]]].children * ((surplus < 0) == CORE)
    decile = decile.copy()
    decile[moving] = rng.choice(DECILES, len(moving), p=children / children.sum())
    return decile, unknown


def hold_first_dads(
    plan: Plan, arrivals: Arrivals, offers: tuple[Offer, ...], rng: np.random.Generator
) -> tuple[Plan, np.ndarray]:
    """The plan with every dad of the published months seen within them, and which rows those are (positions)."""
    rows = np.flatnonzero(rows_of(arrivals, offers, (DADS,)) & within(arrivals.received, DADS_PERIOD))
    first = on_weekdays(arrivals.received[rows] + rng.integers(1, 8, len(rows)))
    attended = np.maximum(plan.attended[rows], rng.integers(1, 7, len(rows)))
    changed = {
        "decision": ACCEPTED,
        "first": first,
        "attended": attended,
        "last": on_weekdays(first + (attended - 1) * 9),
        "leaves": NEVER,
        "completes": attended > 2,
    }
    return _changed(plan, rows, changed), rows


def hold_light_parents(
    plan: Plan, arrivals: Arrivals, person: np.ndarray, offers: tuple[Offer, ...], rng: np.random.Generator
) -> Plan:
    """The plan in which as many people are seen by Light in the published year as were referred in it.

    Courses begun before the year are ended just before it, or go on into its first weeks, until the number is right.
    Raises PimhError when there are too few of them.
    """
    start, end = (day(date) for date in YEAR_2023)
    light = rows_of(arrivals, offers, (LIGHT,))
    active = light & (plan.first <= end) & (plan.last >= start) & (plan.first != NEVER)
    movable = active & (arrivals.received < start) & (plan.first < start)
    # Seen whatever is done to courses begun before the year.
    settled = np.unique(person[active & ~movable])
    carried = np.setdiff1d(person[movable], settled)
    wanted = targets()["light parents"].value - len(settled)
    if len(carried) > wanted:
        ending = rng.permutation(carried)[: len(carried) - wanted]
        return _ended_before(plan, np.flatnonzero(movable & np.isin(person, ending)), start, rng)
    recent = light & (plan.first < start) & (plan.last < start) & (plan.last >= start - EXTEND_FROM)
    recent &= ~np.isin(person, np.concatenate([settled, carried]))
    rows = np.flatnonzero(recent)
    rows = rows[np.argsort(-plan.last[rows], kind="stable")]
    rows = rows[np.sort(np.unique(person[rows], return_index=True)[1])][: wanted - len(carried)]
    if len(carried) + len(rows) < wanted:
        raise PimhError("Too few parents were seen by Light the year before 2023/24. Use another seed.")
    last = on_weekdays(start + rng.integers(2, 26, len(rows)))
    return _changed(plan, rows, {"last": last, "attended": np.maximum(plan.attended[rows], 2)})


def _ended_before(plan: Plan, rows: np.ndarray, start: int, rng: np.random.Generator) -> Plan:
    first = plan.first[rows]
    last = np.maximum(first, start - 1 - rng.integers(0, 25, len(rows)))
    attended = np.minimum(plan.attended[rows], 1 + (last - first) // 5)
    return _changed(plan, rows, {"last": np.where(attended == 1, first, last), "attended": attended})


def _changed(plan: Plan, rows: np.ndarray, changes: dict[str, object]) -> Plan:
    columns = {name: getattr(plan, name).copy() for name in changes}
    for name, value in changes.items():
        columns[name][rows] = value
    return replace(plan, **columns)
