"""What a referral says of a person: role, age, stage, need group, source, hub, plus groups. Not ethnicity or decile."""

from dataclasses import dataclass

import numpy as np

from pimh_data.contracts import AGE_BANDS, PLUS_GROUPS
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.draws import choose
from pimh_data.secure.demo.offers import SHEFFIELD, Offer
from pimh_data.secure.demo.places import Place

# The child's age in days at which each stage starts, and the last one ends; before birth is below nought.
STAGE_STARTS = np.array([-220, 0, 183, 366, 731, 1826])
BAND_STARTS = np.array([20, 25, 30, 35, 40])
FATHERS_OLDER, AGE_SPREAD, YOUNGER_A_DECILE = 2.5, 5.2, 0.35
SHEFFIELD_HUBS = ("North", "North East", "East", "Central", "South East", "South West", "West")
HUBS = ("Central", "North", "South", "East")
# Shares with each plus group, in the contract's order: people of a White group, others.
PLUS_SHARES = np.array([[0.006, 0.002, 0.06, 0.045, 0.03, 0.03], [0.15, 0.06, 0.06, 0.045, 0.02, 0.03]])


@dataclass(frozen=True)
class Characteristics:
    """Positions in the contract's lists, one entry a referral. `source` is of the referral, `need` as assessed."""

    role: np.ndarray
    age_band: np.ndarray
    stage: np.ndarray
    need: np.ndarray
    source: np.ndarray


def characteristics(
    arrivals: Arrivals, person: np.ndarray, decile: np.ndarray, offers: tuple[Offer, ...], rng: np.random.Generator
) -> Characteristics:
    """Drawn once a person (role, age, the child's age) or once a referral (need group, source). `decile`: of people."""
    kinds = [offer.kind for offer in offers]
    first = np.unique(person, return_index=True)[1]
    since = arrivals.received - arrivals.received[first][person]
    role = _roles(arrivals, person, kinds, rng)
    age = rng.normal(np.array([k.age for k in kinds])[arrivals.offer[first]], AGE_SPREAD)
    age += YOUNGER_A_DECILE * (decile - 5.5) + FATHERS_OLDER * (role == 1)
    band = np.searchsorted(BAND_STARTS, np.maximum(age, 16)[person] + since / 365.25, side="right")
    needs = np.array([k.needs for k in kinds])[arrivals.offer]
    sources = np.array([k.sources for k in kinds])[arrivals.offer]
    return Characteristics(
        role[person],
        np.minimum(band, len(AGE_BANDS) - 1),
        _stages(arrivals, person, first, since, kinds, rng),
        choose(needs, rng),
        choose(sources, rng),
    )


def hubs(
    arrivals: Arrivals,
    decile: np.ndarray,
    person: np.ndarray,
    places: tuple[Place, ...],
    rng: np.random.Generator,
) -> np.ndarray:
    """The Family Hub (name) of each referral: seven in Sheffield, two to four elsewhere; hubs differ in deprivation."""
    names = [
        [f"{place.name} {hub}" for hub in (SHEFFIELD_HUBS if place.name == SHEFFIELD else HUBS[: 2 + number % 3])]
        for number, place in enumerate(places)
    ]
    widest = max(len(hub) for hub in names)
    table = np.array([hub + [""] * (widest - len(hub)) for hub in names])
    number_of = np.array([len(hub) for hub in names])
    # A hub's usual decile: the first in the list serves the most deprived areas.
    usual = 1 + 9 * np.arange(widest) / (number_of[:, None] - 1)
    near = np.exp(-np.abs(np.arange(1, 11)[None, :, None] - usual[:, None, :]) / 2)
    near[np.broadcast_to((np.arange(widest) >= number_of[:, None])[:, None, :], near.shape)] = 0
    place = arrivals.place[np.unique(person, return_index=True)[1]]
    return table[place, choose(near[place, decile - 1], rng)][person]


def plus_groups(minority: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The plus groups of each referral, separated by `;`, blank for most. `minority`: of another group than White."""
    bits = (rng.random((len(minority), len(PLUS_GROUPS))) < PLUS_SHARES[minority.astype(int)]).astype(int)
    lists = np.array(
        [";".join(g for b, g in enumerate(PLUS_GROUPS) if n >> b & 1) for n in range(2 ** len(PLUS_GROUPS))]
    )
    return lists[bits @ (1 << np.arange(len(PLUS_GROUPS)))]


def _roles(arrivals: Arrivals, person: np.ndarray, kinds: list, rng: np.random.Generator) -> np.ndarray:
    # A person known to several services is of a role that all of them see.
    shares = np.ones((person.max() + 1, 2))
    np.minimum.at(shares, person, np.array([(k.fathers, k.carers) for k in kinds])[arrivals.offer])
    fathers, carers = shares.T
    return choose(np.column_stack([1 - fathers - carers, fathers, carers]), rng)


def _stages(
    arrivals: Arrivals, person: np.ndarray, first: np.ndarray, since: np.ndarray, kinds: list, rng: np.random.Generator
) -> np.ndarray:
    usual = np.array([k.stages for k in kinds])[arrivals.offer]
    drawn = choose(usual, rng)
    start, end = STAGE_STARTS[drawn[first]], STAGE_STARTS[drawn[first] + 1]
    child = (start + rng.random(len(first)) * (end - start))[person] + since
    grown = np.searchsorted(STAGE_STARTS, child, side="right") - 1
    # A stage that the service does not see, or past the fifth birthday, is another baby's.
    seen = (grown < usual.shape[1]) & (np.take_along_axis(usual, np.minimum(grown, 4)[:, None], axis=1)[:, 0] > 0)
    return np.where(seen, grown, drawn)
