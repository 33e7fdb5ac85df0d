"""The chance with which each referral of the demonstration was drawn to take each step, exactly; nothing is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.days import EXTRACT_DAY, weekday_of
from pimh_data.secure.demo.deprivation import CORE, frequencies
from pimh_data.secure.demo.ethnicity import BRITISH_OR_IRISH, REACH, WHITE
from pimh_data.secure.demo.history import History

WITHIN = (2, 6, 18)
COURSES = 4  # the shape of the gamma distribution by which numbers of contacts differ between people


@dataclass(frozen=True, eq=False)
class Chances:
    """One entry a referral. `seen` (by the day of the extracts), `within` (so many weeks): if it is accepted;
    `three` or more contacts, `completed`: if it is seen, given time; `core20`: that its person lives there;
    `every_other`: that its person is other than White British or Irish, the decile of the person known.
    """

    accepted: float
    seen: np.ndarray
    within: Mapping[int, np.ndarray]
    three: np.ndarray
    completed: np.ndarray
    core20: np.ndarray
    every_other: np.ndarray


def chances(drawn: History) -> Chances:
    """Of every referral but Sheffield's, whose courses are settled to hold published figures."""
    came, decile = drawn.arrivals, _decile(drawn)
    at = decile - 1
    first = np.unique(drawn.person, return_index=True)[1][drawn.person]  # the referral by which each person came
    ever, completed = sizes.SEEN_IF_ACCEPTED[at], sizes.COMPLETES[at]
    return Chances(
        sizes.DECISIONS_MADE["accepted"],
        ever * _first_by(drawn, at, np.full(len(at), EXTRACT_DAY)),
        {weeks: ever * _first_by(drawn, at, came.received + 7 * weeks) for weeks in WITHIN},
        _three(drawn, completed),
        completed,
        _core20(drawn, first),
        _every_other(drawn, first),
    )


def _decile(drawn: History) -> np.ndarray:
    """The decile at each referral; where it is not recorded, that of the person (0.01% have moved meanwhile)."""
    return np.where(drawn.decile > 0, drawn.decile, drawn.decile_of_person[drawn.person])


def _first_by(drawn: History, at: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The chance that a first contact, which there will be, comes by a day: waits are log-normal, whole days, and one
    that ends at a weekend goes on to Monday."""
    usual = np.array([offer.kind.wait * offer.wait for offer in drawn.offers])[drawn.arrivals.offer]
    usual = usual * sizes.WAIT_BY_DECILE[at]
    longest = day - np.maximum(weekday_of(day) - 4, 0) - drawn.arrivals.received
    with np.errstate(divide="ignore"):
        by_then = ndtr(np.log(np.maximum(longest + 1, 0) / usual) / sizes.WAIT_SPREAD)
    return np.where(longest >= sizes.WAIT_LIMIT, 1.0, by_then)


def _three(drawn: History, completed: np.ndarray) -> np.ndarray:
    """Two and a further number for those who complete, else one and another: Poisson, its mean spread by a gamma."""
    usual = np.array([offer.kind.contacts for offer in drawn.offers])[drawn.arrivals.offer]
    more, few = np.maximum(usual - 2, 0), np.maximum(usual * sizes.CONTACTS_IF_LEFT - 1, 0)
    none = (1 + more / COURSES) ** -COURSES
    none_or_one = (1 + few / COURSES) ** -COURSES + few * (1 + few / COURSES) ** -(COURSES + 1)
    return completed * (1 - none) + (1 - completed) * (1 - none_or_one)


def _core20(drawn: History, first: np.ndarray) -> np.ndarray:
    """The decile is drawn for the service that a person comes to first, and anew where they have moved by a later."""
    often = frequencies(drawn.offers, drawn.places)
    of_offer = often[:, CORE].sum(1) / often.sum(1)
    usual, later = of_offer[drawn.arrivals.offer], np.arange(len(first)) != first
    return np.where(later, sizes.DECILE_CHANGES * usual + (1 - sizes.DECILE_CHANGES) * usual[first], usual)


def _every_other(drawn: History, first: np.ndarray) -> np.ndarray:
    """Drawn from the residents of the Place, with other odds in deciles 1-2; of a few later referrals without."""
    place = drawn.arrivals.place
    residents = np.array([one.residents * REACH for one in drawn.places])
    core20 = np.array([one.children[CORE].sum() / one.births for one in drawn.places])
    odds = 1 / (1 + core20 * (sizes.MINORITY_ODDS_IN_CORE20 - 1))
    by_side = np.column_stack([_share(residents, odds * more) for more in (1.0, sizes.MINORITY_ODDS_IN_CORE20)])
    own = by_side[place, CORE[drawn.decile_of_person[drawn.person] - 1].astype(int)]
    later = np.arange(len(first)) != first
    anew = _share(residents, np.ones(len(residents)))[place]
    return np.where(later, sizes.ETHNICITY_CHANGES * anew + (1 - sizes.ETHNICITY_CHANGES) * own, own)


def _share(residents: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """The part other than White British or Irish, all but White ones so much likelier; of each Place."""
    weighed = residents * np.where(WHITE, 1.0, odds[:, None])
    return weighed[:, ~BRITISH_OR_IRISH].sum(1) / weighed.sum(1)
