"""The courses of each view of the demonstration with two scores, and the share drawn to improve reliably of them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.registry.measure import Measure as Registered
from pimh_data.secure.demo.contacts import ATTENDED
from pimh_data.secure.demo.days import EXTRACT_DAY, NEVER
from pimh_data.secure.demo.history import History
from pimh_data.secure.demo.measures import MEASURES, NAMES
from pimh_data.secure.demo.offers import SHEFFIELD
from simulations.drawn_people import years_of
from simulations.improving import LAST, REVIEW, improving

WITH_CHANGE = ("PHQ-9", "GAD-7", "EPDS", "CORE-10", "SWEMWBS")  # one score each, and a published reliable change
FEWEST_CONTACTS = 2  # of a finished course

Improving = Mapping[tuple[str, str, str, str], float]  # place, service, year, measure


def parameters_of_outcomes(drawn: History, registered: Mapping[str, Registered]) -> Improving:
    """The mean chance to improve reliably of those with two scores by the children's rule; Sheffield left out.

    Of each person the latest course closed in the year counts, at services that use the measure.
    """
    found: dict[tuple[str, str, str, str], float] = {}
    for name in WITH_CHANGE:
        courses = _courses(drawn, name)
        chance = _chances(name, registered[name])
        courses["chance"] = [chance[key] for key in zip(courses["completed"], courses["last"], strict=True)]
        latest = courses.groupby(["place", "service", "year", "person"], sort=False).last()
        means = latest[latest["paired"]].groupby(["place", "service", "year"])["chance"].mean()
        found |= {(*view, name): mean for view, mean in means.items()}
    return found


def _chances(name: str, registered: Registered) -> Mapping[tuple[bool, bool], float]:
    """(whether the course was completed, whether its later score is the last) -> the chance."""
    measure, points = MEASURES[NAMES.index(name)], registered.reliable_changes[0].points
    if points is None:
        raise ValueError(f"{name} has no published reliable change: leave it out of WITH_CHANGE")
    return {
        (completed, last): improving(measure, points, completed, LAST if last else REVIEW, registered.conversion)
        for completed in (True, False)
        for last in (True, False)
    }


def _courses(drawn: History, name: str) -> pd.DataFrame:
    """Finished courses at services that use a measure, in order of referral; of each service, and again of all."""
    came, course, scores = drawn.arrivals, drawn.plan, drawn.scores
    uses = np.array([name in offer.kind.measures for offer in drawn.offers])[came.offer]
    attended = drawn.contacts.count(ATTENDED, len(came))
    rows = np.flatnonzero(uses & (drawn.closed <= EXTRACT_DAY) & (attended >= FEWEST_CONTACTS))
    # At referral comes before any contact: the rule leaves such a score out.
    mine = (scores.measure == NAMES.index(name)) & (scores.day >= course.first[scores.referral])
    first, latest = np.full(len(came), NEVER), np.full(len(came), -1)
    np.minimum.at(first, scores.referral[mine], scores.day[mine])
    np.maximum.at(latest, scores.referral[mine], scores.day[mine])
    own = pd.DataFrame(
        {
            "place": np.array([place.name for place in drawn.places])[came.place[rows]],
            "service": np.array([offer.service for offer in drawn.offers])[came.offer[rows]],
            "year": years_of(drawn.closed[rows]),
            "person": drawn.person[rows],
            "completed": course.completes[rows],
            "paired": latest[rows] > first[rows],
            "last": latest[rows] == course.last[rows],
        }
    )
    own = own[own["place"] != SHEFFIELD]
    return pd.concat([own, own.assign(service=ALL_SERVICES)], ignore_index=True)
