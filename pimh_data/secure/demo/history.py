"""Draws the whole demonstration in order: referrals, people, courses, contacts, scores. No text, no files."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pimh_data.contracts import PARENT_ROLES
from pimh_data.secure.demo.arrivals import Arrivals, arrivals
from pimh_data.secure.demo.assumptions import DECILE_CHANGES, DECILE_MISSING
from pimh_data.secure.demo.calibration import LIGHT, PAIRS, Q4_2023
from pimh_data.secure.demo.characteristics import Characteristics, characteristics
from pimh_data.secure.demo.contacts import Contacts, contacts
from pimh_data.secure.demo.days import NEVER
from pimh_data.secure.demo.deprivation import frequencies, people_deciles
from pimh_data.secure.demo.draws import choose
from pimh_data.secure.demo.ethnicity import WHITE, people_codes, recorded
from pimh_data.secure.demo.offers import Offer, offers
from pimh_data.secure.demo.pathway import Plan, ending, plan
from pimh_data.secure.demo.people import families, link_people
from pimh_data.secure.demo.places import Place, places
from pimh_data.secure.demo.scores import Scores, scores
from pimh_data.secure.demo.sheffield import hold_first_dads, hold_light_deciles, hold_light_parents, rows_of, within
from pimh_data.secure.demo.sheffield_ethnicity import settle_ethnicity


@dataclass(frozen=True)
class History:
    """Everything drawn. One entry a referral, unless the class of a field says otherwise; days are numbers.

    `decile`, `ethnicity`: as recorded (0 and -1: not); `minority`: truly of another group than White; `closed` and
    `reason`: NEVER and -1 while open.
    """

    places: tuple[Place, ...]
    offers: tuple[Offer, ...]
    arrivals: Arrivals
    person: np.ndarray
    family: np.ndarray
    decile_of_person: np.ndarray
    decile: np.ndarray
    ethnicity: np.ndarray
    minority: np.ndarray
    traits: Characteristics
    plan: Plan
    closed: np.ndarray
    reason: np.ndarray
    contacts: Contacts
    scores: Scores


def history(referrals: int, rng: np.random.Generator, tell: Callable[[str, float], None]) -> History:
    """Draws it. `tell` hears what is being done and the share done. Raises ExtractError for too few referrals."""
    tell("Places and services", 0.0)
    where = places()
    offered = offers(where, rng)
    tell("Referrals and people", 0.02)
    came = arrivals(offered, where, referrals, rng)
    person = link_people(came, offered, rng)
    family = families(person, came, offered, rng)[person]
    decile_of = people_deciles(came, person, offered, where, rng)
    decile_of, unknown = hold_light_deciles(decile_of, came, person, offered, where, rng)
    held = rows_of(came, offered, (LIGHT,)) & within(came.received, Q4_2023)
    decile = _moved(decile_of, came, person, held, frequencies(offered, where), rng)
    tell("Courses and contacts", 0.12)
    course = plan(came, decile, offered, where, rng)
    course, first_dads = hold_first_dads(course, came, offered, rng)
    course = hold_light_parents(course, came, person, offered, rng)
    closed, reason = ending(course, rng)
    kept = contacts(course, came.received, closed, decile, rng)
    tell("Ethnicity and other characteristics", 0.3)
    settled = settle_ethnicity(came, person, kept, offered, rng)
    first = np.unique(person, return_index=True)[1]
    codes = people_codes(came.place[first], decile_of, where, settled, rng)
    quarters = np.isin(person, settled.people[settled.light_quarters]) & rows_of(came, offered, (LIGHT,))
    ethnicity = recorded(codes, came, person, quarters | rows_of(came, offered, PAIRS), where, settled, rng)
    traits = characteristics(came, person, decile_of, offered, rng)
    traits.role[first_dads] = PARENT_ROLES.index("father or co-parent")
    missing = ~held & (rng.random(len(came)) < DECILE_MISSING)
    missing[unknown] = True
    tell("Scores", 0.4)
    ended = closed != NEVER
    scored = scores(came, offered, kept, ended & course.completes, ended, rng)
    return History(
        where, offered, came, person, family, decile_of, np.where(missing, 0, decile), ethnicity,
        ~WHITE[codes][person], traits, course, closed, reason, kept, scored,
    )  # fmt: skip


def _moved(
    decile_of: np.ndarray,
    came: Arrivals,
    person: np.ndarray,
    held: np.ndarray,
    usual: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """The decile at each referral: the person's, but for a few later referrals after a move."""
    later = np.ones(len(person), dtype=bool)
    later[np.unique(person, return_index=True)[1]] = False
    moves = later & ~held & (rng.random(len(person)) < DECILE_CHANGES)
    decile = decile_of[person]
    decile[moves] = 1 + choose(usual[came.offer[moves]], rng)
    return decile
