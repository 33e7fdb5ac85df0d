"""Who, of the people of Light and PAIRS, is of a minority ethnic group, so that the published shares come out."""

from dataclasses import dataclass

import numpy as np

from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.calibration import (
    CALENDAR_2024,
    LIGHT,
    PAIRS,
    Q3_2023,
    Q4_2023,
    YEAR_2023,
    YEAR_2024,
    counts_that_round_to,
    targets,
)
from pimh_data.secure.demo.contacts import ATTENDED, Contacts
from pimh_data.secure.demo.days import NEVER, month_starts
from pimh_data.secure.demo.offers import Offer
from pimh_data.secure.demo.settle import settle, spread_evenly
from pimh_data.secure.demo.sheffield import rows_of, within

LIGHT_USUAL_SHARE = 0.22
# So few are unknown that a share rounds alike of everyone and of those known: of PAIRS' people, and of those referred
# to Light in the published quarters (people not seen then, so that the shares of those seen rest on everyone).
PAIRS_UNKNOWN, LIGHT_UNKNOWN = 0.006, {Q3_2023: 2, Q4_2023: 1}
# From the first day to the end of each month, PAIRS' referrals keep the share within so many.
MONTH_ENDS_WITHIN = 1


@dataclass(frozen=True)
class Settled:
    """Numbers of people, and for each whether of a minority ethnic group, unknown, or counted in Light's two quarters.

    Minority means other than White in Light's quarters, else other than White British or White Irish.
    """

    people: np.ndarray
    minority: np.ndarray
    unknown: np.ndarray
    light_quarters: np.ndarray


def settle_ethnicity(
    arrivals: Arrivals, person: np.ndarray, contacts: Contacts, offers: tuple[Offer, ...], rng: np.random.Generator
) -> Settled:
    """Settles everyone known to Light or PAIRS. Raises PimhError when the published figures can't all hold."""
    light, pairs = rows_of(arrivals, offers, (LIGHT,)), rows_of(arrivals, offers, PAIRS)
    people = np.unique(person[light | pairs])
    attended = contacts.status == ATTENDED
    seen, seen_day = contacts.referral[attended], contacts.day[attended]

    def referred_in(service: np.ndarray, period: tuple[str, str]) -> np.ndarray:
        return np.isin(people, person[service & within(arrivals.received, period)])

    def seen_in(service: np.ndarray, period: tuple[str, str]) -> np.ndarray:
        return np.isin(people, person[seen[service[seen] & within(seen_day, period)]])

    published = targets()
    groups = [
        (way(service, period), published[key].value)
        for key, service, periods in (
            ("light minority Q3", light, (Q3_2023,)),
            ("light minority Q4", light, (Q4_2023,)),
            ("pairs", pairs, (YEAR_2023, CALENDAR_2024, YEAR_2024)),
        )
        for period in periods
        for way in (referred_in, seen_in)
    ]
    seen_in_quarters = seen_in(light, Q3_2023) | seen_in(light, Q4_2023)
    in_quarters = seen_in_quarters | referred_in(light, Q3_2023) | referred_in(light, Q4_2023)
    of_pairs, first_of_pairs = (
        np.isin(people, person[pairs]),
        _first_day(people, person[pairs], arrivals.received[pairs]),
    )
    unknown = np.zeros(len(people), dtype=bool)
    may_be = np.flatnonzero(of_pairs & ~in_quarters)
    may_be = may_be[np.argsort(first_of_pairs[may_be], kind="stable")]
    unknown[may_be] = spread_evenly(round(PAIRS_UNKNOWN * len(may_be)), len(may_be), rng.random())
    for period, number in LIGHT_UNKNOWN.items():
        free = referred_in(light, period) & ~seen_in_quarters & ~of_pairs
        unknown[rng.permutation(np.flatnonzero(free))[:number]] = True

    known = ~unknown
    share = published["pairs"].value / 100
    ranges = [counts_that_round_to(percent, who.sum(), (who & known).sum()) for who, percent in groups]
    spans = [
        np.bincount(np.searchsorted(people, person[pairs & (arrivals.received < end)]), minlength=len(people))
        for end in month_starts()[1:]
    ]
    fair = [share * referrals[known].sum() for referrals in spans]
    order = np.flatnonzero(known)[np.argsort(first_of_pairs[known], kind="stable")]
    minority = np.zeros(len(people), dtype=bool)
    minority[order] = settle(
        np.where(of_pairs, share, LIGHT_USUAL_SHARE)[order],
        np.column_stack([who for who, _ in groups] + spans)[order],
        least=np.array([r.start for r in ranges] + [number - MONTH_ENDS_WITHIN for number in fair]),
        most=np.array([r.stop - 1 for r in ranges] + [number + MONTH_ENDS_WITHIN for number in fair]),
        rng=rng,
    )
    return Settled(people, minority, unknown, in_quarters)


def _first_day(people: np.ndarray, known: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The first of the days of each of `people`; NEVER for those not among `known`. `days` ascend."""
    each, first = np.unique(known, return_index=True)
    found = np.full(len(people), NEVER)
    found[np.searchsorted(people, each)] = days[first]
    return found
