"""Scores on outcome measures: a first, often a last and some between at attended contacts; some already at referral."""

from dataclasses import dataclass

import numpy as np

from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.contacts import ATTENDED, Contacts
from pimh_data.secure.demo.measures import MEASURES, Measure
from pimh_data.secure.demo.offers import Offer

# How alike one person's mood, relationship and wellbeing are, at the start and in what changes.
ALIKE = np.array([[1.0, 0.35, 0.7], [0.35, 1.0, 0.35], [0.7, 0.35, 1.0]])
# True change differs between people by this share of the spread of first scores; some get worse.
CHANGE_SPREAD = 0.95
# Those who leave early have this share of the improvement.
IMPROVEMENT_IF_LEFT = 0.55
FIRST_AT_SECOND_CONTACT, REVIEWED, CONTACTS_FOR_REVIEW = 0.14, 0.25, 5
# Of those who set goals, the shares who set a first, a second and a third.
GOAL_SHARES = (1.0, 0.75, 0.4)


@dataclass(frozen=True)
class Scores:
    """One entry a score: the referral's number, the measure's position in NAMES, the goal (0: none), day and score."""

    referral: np.ndarray
    measure: np.ndarray
    goal: np.ndarray
    day: np.ndarray
    score: np.ndarray


@dataclass(frozen=True)
class _Courses:
    """One entry a referral; `day_of(rows, turn)` is the day of its attended contact number `turn` (0 first)."""

    attended: np.ndarray
    completed: np.ndarray
    ended: np.ndarray
    begin: np.ndarray
    days: np.ndarray
    received: np.ndarray
    at_referral: np.ndarray
    standing: np.ndarray
    improves: np.ndarray

    def day_of(self, rows: np.ndarray, turn: np.ndarray) -> np.ndarray:
        return self.days[self.begin[rows] + turn]


def scores(
    arrivals: Arrivals,
    offers: tuple[Offer, ...],
    contacts: Contacts,
    completed: np.ndarray,
    ended: np.ndarray,
    rng: np.random.Generator,
) -> Scores:
    """Scores of those seen. `completed`, `ended`: whether the course is so, one entry a referral."""
    size = len(arrivals)
    attended = contacts.count(ATTENDED, size)
    courses = _Courses(
        attended,
        completed,
        ended,
        np.cumsum(attended) - attended,
        contacts.day[contacts.status == ATTENDED],
        arrivals.received,
        rng.random(size) < sizes.SCORED_AT_REFERRAL,
        rng.multivariate_normal(np.zeros(3), ALIKE, size, method="cholesky"),
        rng.multivariate_normal(np.zeros(3), ALIKE, size, method="cholesky"),
    )
    parts = []
    for position, measure in enumerate(MEASURES):
        uses = np.array([measure.name in offer.kind.measures for offer in offers])[arrivals.offer] & (attended > 0)
        goals = enumerate(GOAL_SHARES, start=1) if measure.name == "GBO" else ((0, 1.0),)
        for goal, share in goals:
            rows = np.flatnonzero(uses & (rng.random(size) < sizes.FIRST_SCORE * share))
            for taken, day, score in _series(measure, rows, courses, rng):
                parts.append((taken, np.full(len(taken), position), np.full(len(taken), goal), day, score))
    referral, number, goal, day, score = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((day, goal, number, referral))
    return Scores(referral[order], number[order], goal[order], day[order], score[order])


def _series(measure: Measure, rows: np.ndarray, courses: _Courses, rng: np.random.Generator) -> list[tuple]:
    """First, review, last scores and those at referral as (rows, days, scores). A first may stand alone."""
    attended = courses.attended[rows]
    later = (attended > 2) & (rng.random(len(rows)) < FIRST_AT_SECOND_CONTACT)
    bad_day = sizes.BAD_DAY * measure.spread
    noise = measure.spread * np.sqrt(1 - measure.reliability)
    worse = -measure.better
    start = (
        measure.start + worse * measure.spread * np.sqrt(measure.reliability) * courses.standing[rows, measure.about]
    )
    gain = measure.change * np.where(courses.completed[rows], 1, IMPROVEMENT_IF_LEFT)
    gain = gain + CHANGE_SPREAD * measure.spread * courses.improves[rows, measure.about]

    def observed(share_of_gain: float, share_of_bad_day: float) -> np.ndarray:
        true = start + measure.better * share_of_gain * gain + worse * share_of_bad_day * bad_day
        return np.clip(np.round(true + noise * rng.standard_normal(len(rows))), measure.low, measure.high).astype(int)

    likely = np.where(courses.completed[rows], sizes.LAST_SCORE_IF_COMPLETED, sizes.LAST_SCORE_IF_LEFT)
    last = courses.ended[rows] & (attended > 1) & (attended > 1 + later) & (rng.random(len(rows)) < likely)
    review = (attended >= CONTACTS_FOR_REVIEW) & (rng.random(len(rows)) < REVIEWED)
    series = []
    for taken, turn, score in (
        (np.full(len(rows), True), later.astype(int), observed(0, 1)),
        (review, attended // 2, observed(0.5, 0.3)),
        (last, attended - 1, observed(1, 0)),
    ):
        series.append((rows[taken], courses.day_of(rows[taken], turn[taken]), score[taken]))
    # Before contact 1, so that pairing rules differ in what they count.
    first_day = courses.day_of(rows, np.zeros(len(rows), dtype=int))
    asked = courses.at_referral[rows] & (courses.received[rows] < first_day)
    series.append((rows[asked], courses.received[rows[asked]], observed(0, 1.3)[asked]))
    return series
