"""The IMD 2019 decile of each person, so that deciles 1-2 are seen as often, relative to the rest, as the sizes say."""

import numpy as np

from pimh_data.registry.deprivation import CORE20_DECILES
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.assumptions import SEEN_IF_ACCEPTED
from pimh_data.secure.demo.draws import choose
from pimh_data.secure.demo.offers import SHEFFIELD, Offer
from pimh_data.secure.demo.places import Place

DECILES = np.arange(1, 11)
CORE = np.isin(DECILES, CORE20_DECILES)
GOLDEN = (5**0.5 - 1) / 2


def people_deciles(
    arrivals: Arrivals,
    person: np.ndarray,
    offers: tuple[Offer, ...],
    places: tuple[Place, ...],
    rng: np.random.Generator,
) -> np.ndarray:
    """The decile (1 to 10) of each person, drawn for the service that they come to first.

    Sheffield's are spread evenly over time, so that each of its years shows the size; elsewhere chance adds its part.
    """
    first = np.unique(person, return_index=True)[1]
    offer = arrivals.offer[first]
    uniform = rng.random(len(first))
    sheffield = np.flatnonzero([place.name == SHEFFIELD for place in places])
    for number in np.unique(offer[np.isin(arrivals.place[first], sheffield)]):
        rows = np.flatnonzero(offer == number)
        uniform[rows] = (rng.random() + GOLDEN * np.arange(len(rows))) % 1
    return 1 + choose(frequencies(offers, places)[offer], rng, uniform)


def frequencies(offers: tuple[Offer, ...], places: tuple[Place, ...]) -> np.ndarray:
    """Offers x 10 deciles: relative frequency of referrals."""
    return np.array([_frequencies(places[offer.place].children, offer.rate_ratio) for offer in offers])


def _frequencies(children: np.ndarray, rate_ratio: float) -> np.ndarray:
    # Reach rises evenly over the deciles; the rest (3-10) has mean 1, deciles 1-2 the rate ratio, weighted by children.
    rest = np.average(DECILES[~CORE], weights=children[~CORE])
    core = np.average(DECILES[CORE], weights=children[CORE])
    reach = 1 + (1 - rate_ratio) / (rest - core) * (DECILES - rest)
    # Referred, not seen, is what is drawn here: those who are seen less often once accepted are referred more often.
    return children * reach / SEEN_IF_ACCEPTED
