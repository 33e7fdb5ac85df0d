"""Work with the system and family feedback: tables beside the care of one person. All invented."""

import numpy as np
import pandas as pd

from pimh_data.contracts import SYSTEM_WORK_KINDS
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.days import DAYS, EXTRACT_DAY, date_of, day, on_weekdays
from pimh_data.secure.demo.draws import choose, choose_alike
from pimh_data.secure.demo.offers import Offer
from pimh_data.secure.demo.places import Place

# For each kind of system work: how often beside the others, mean attendees, and who attends.
SYSTEM_WORK = {
    "group session": (40, 7, ("parents", "dads and co-parents", "parents and babies")),
    "training level 1": (10, 16, ("early years staff", "family hub staff", "voluntary sector staff")),
    "training level 2": (6, 12, ("health visitors", "midwives", "social workers")),
    "training level 3": (2, 8, ("specialist practitioners",)),
    "supervision": (18, 4, ("health visitors", "peer supporters", "family hub staff")),
    "consultation": (20, 2, ("social workers", "GPs", "health visitors", "midwives")),
    "digital": (4, 60, ("parents", "professionals")),
}
SESSIONS_A_YEAR = 7
# Questions asked of families and their answers, best first, with how often each is given.
QUESTIONS = {
    "Did you feel listened to?": {"Always": 62, "Mostly": 25, "Sometimes": 10, "No": 3},
    "Did the support come when you needed it?": {"Yes": 48, "A little late": 34, "Too late": 18},
    "Has your relationship with your baby changed?": {"Better": 58, "About the same": 38, "Worse": 4},
    "Would you recommend this service to another family?": {"Yes": 84, "Not sure": 11, "No": 5},
}
FEEDBACK_SHARE, FEEDBACK_BLANK, FEEDBACK_LAG = 0.05, 0.03, 90


def system_work_table(offers: tuple[Offer, ...], places: tuple[Place, ...], rng: np.random.Generator) -> pd.DataFrame:
    """The system_work extract, by date."""
    starts = np.array([max(day(offer.started), 0) for offer in offers])
    births = np.array([places[offer.place].births for offer in offers])
    number = rng.poisson(SESSIONS_A_YEAR * (DAYS - starts) / 365.25 * np.sqrt(births / births.mean()))
    offer = np.repeat(np.arange(len(offers)), number)
    days = starts[offer] + (rng.random(len(offer)) * (DAYS - starts[offer])).astype(int)
    days = np.minimum(on_weekdays(days), EXTRACT_DAY)
    kinds = [SYSTEM_WORK[name] for name in SYSTEM_WORK_KINDS]
    kind = choose_alike(dict(zip(SYSTEM_WORK_KINDS, (often for often, _, _ in kinds), strict=True)), len(offer), rng)
    widest = max(len(audiences) for _, _, audiences in kinds)
    who = np.array([(*audiences, *[""] * (widest - len(audiences))) for _, _, audiences in kinds])
    likely = (who != "").astype(float)
    attendees = 1 + rng.poisson(np.array([mean - 1 for _, mean, _ in kinds])[kind])
    table = _places_and_services(offer, days, offers, places)
    table["kind"] = np.array(SYSTEM_WORK_KINDS)[kind]
    table["audience"] = who[kind, choose(likely[kind], rng)]
    table["attendees"] = attendees
    return table.sort_values("date", kind="stable")


def feedback_table(
    arrivals: Arrivals, seen: np.ndarray, offers: tuple[Offer, ...], places: tuple[Place, ...], rng: np.random.Generator
) -> pd.DataFrame:
    """The feedback extract, by date: some of those seen answer, within three months. `seen`: day of first contact."""
    asked = np.flatnonzero((seen + FEEDBACK_LAG <= EXTRACT_DAY) & (rng.random(len(seen)) < FEEDBACK_SHARE))
    days = on_weekdays(seen[asked] + rng.integers(14, FEEDBACK_LAG - 2, len(asked)))
    tables = []
    for question, frequencies in QUESTIONS.items():
        answers = np.array(list(frequencies))[choose_alike(frequencies, len(asked), rng)]
        table = _places_and_services(arrivals.offer[asked], days, offers, places)
        table["question"] = question
        table["answer"] = np.where(rng.random(len(asked)) < FEEDBACK_BLANK, "", answers)
        tables.append(table)
    return pd.concat(tables).sort_values(["date", "question"], kind="stable")


def _places_and_services(
    offer: np.ndarray, days: np.ndarray, offers: tuple[Offer, ...], places: tuple[Place, ...]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": date_of(days),
            "place": np.array([places[o.place].name for o in offers])[offer],
            "service": np.array([o.service for o in offers])[offer],
        }
    )
