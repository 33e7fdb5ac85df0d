"""The rate ratio of Core20 to the rest that the demonstration was drawn with, by drawing its people's courses anew."""

from collections.abc import Mapping

import numpy as np

from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.secure.demo.arrivals import YEAR_STARTS
from pimh_data.secure.demo.contacts import ATTENDED, contacts
from pimh_data.secure.demo.days import EXTRACT_DAY
from pimh_data.secure.demo.deprivation import CORE, people_deciles
from pimh_data.secure.demo.history import History
from pimh_data.secure.demo.offers import SHEFFIELD
from pimh_data.secure.demo.pathway import ending, plan
from simulations.drawn_people import years_of

SEED, DRAWS = 22, 40
YEARS = len(YEAR_STARTS) - 1
Seen = Mapping[tuple[str, str, str], tuple[float, float]]  # place, service, year -> Core20, the rest


def seen_by_deprivation(drawn: History, draws: int = DRAWS) -> Seen:
    """How many of Core20, and of the rest, are seen in a year on average over the draws; Sheffield left out.

    Given are who was referred where and when; deciles, decisions, waits and courses are drawn anew by the
    demonstration's own steps, but for moves to another decile. A year's people are those of a contact attended in it:
    of this there is no formula.
    """
    rng = np.random.default_rng(SEED)
    by_place, by_offer = (np.zeros((len(of), YEARS, 2)) for of in (drawn.places, drawn.offers))
    for _ in range(draws):
        _count(drawn, by_place, by_offer, rng)
    names = years_of(np.minimum(np.array(YEAR_STARTS[:YEARS]), EXTRACT_DAY)).tolist()
    views = [((place.name, ALL_SERVICES), counts) for place, counts in zip(drawn.places, by_place, strict=True)]
    views += [
        ((drawn.places[offer.place].name, offer.service), counts)
        for offer, counts in zip(drawn.offers, by_offer, strict=True)
    ]
    return {
        (*view, year): (float(rest_core[1]) / draws, float(rest_core[0]) / draws)
        for view, counts in views
        if view[0] != SHEFFIELD
        for year, rest_core in zip(names, counts, strict=True)
    }


def _count(drawn: History, by_place: np.ndarray, by_offer: np.ndarray, rng: np.random.Generator) -> None:
    """Add the people seen of one draw: by Place or offer, year, and whether of Core20 (1) or the rest (0)."""
    came, person = drawn.arrivals, drawn.person
    of_person = people_deciles(came, person, drawn.offers, drawn.places, rng)
    decile = of_person[person]
    course = plan(came, decile, drawn.offers, drawn.places, rng)
    closed, _ = ending(course, rng)
    kept = contacts(course, came.received, closed, decile, rng)
    attended = kept.status == ATTENDED
    row = kept.referral[attended]
    year = np.searchsorted(YEAR_STARTS, kept.day[attended], side="right") - 1
    core20 = CORE[of_person - 1].astype(int)
    for counts, of in ((by_place, came.place), (by_offer, came.offer)):
        once = np.unique((person[row] * len(counts) + of[row]) * YEARS + year)
        who, where = np.divmod(once // YEARS, len(counts))
        np.add.at(counts, (where, once % YEARS, core20[who]), 1)
