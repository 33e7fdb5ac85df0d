"""What the demonstration's intervals are held against: the chances are those with which it was drawn, exactly."""

from pathlib import Path

import numpy as np
import pytest

from pimh_data.questions.cells import View, cell
from pimh_data.questions.outcomes.outcome_definition import measures_of
from pimh_data.release import Release, open_release
from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.days import EXTRACT_DAY, day
from pimh_data.secure.demo.history import History
from pimh_data.secure.demo.measures import MEASURES
from pimh_data.secure.demo.offers import SHEFFIELD
from pimh_data.secure.demo.pathway import ACCEPTED
from pimh_data.secure.demo.scores import CHANGE_SPREAD, IMPROVEMENT_IF_LEFT
from simulations import demonstration
from simulations.chances import WITHIN, Chances, chances
from simulations.drawn import estimates
from simulations.drawn_outcomes import parameters_of_outcomes
from simulations.drawn_people import parameters
from simulations.improving import LAST, REVIEW, improving
from simulations.redrawn import seen_by_deprivation

ALL_ENDED = day("2023-03-31")  # by the day of the extracts all but a few of those referred until then have ended


@pytest.fixture(scope="module")
def drawn() -> History:
    return demonstration.drawn()


@pytest.fixture(scope="module")
def chance(drawn: History) -> Chances:
    return chances(drawn)


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return open_release(demo_release / "demonstration")


@pytest.fixture(scope="module")
def elsewhere(drawn: History) -> np.ndarray:
    """Which referrals are not Sheffield's."""
    names = np.array([place.name for place in drawn.places])
    return names[drawn.arrivals.place] != SHEFFIELD


def off(happened: np.ndarray, likely: np.ndarray) -> float:
    """How many standard errors as many as happened lie from as many as were to be expected."""
    return float((happened.sum() - likely.sum()) / np.sqrt((likely * (1 - likely)).sum()))


def test_as_many_are_accepted_seen_and_complete_as_the_chances_say(drawn, chance, elsewhere):
    course, received = drawn.plan, drawn.arrivals.received
    accepted, seen = course.decision == ACCEPTED, course.first <= EXTRACT_DAY
    ended = elsewhere & (received <= ALL_ENDED)
    everybody = np.full(len(received), chance.accepted)
    assert abs(off(accepted[ended], everybody[ended])) < 4
    for decile in range(1, 11):
        mine = elsewhere & (drawn.decile == decile)
        assert abs(off(seen[mine & accepted], chance.seen[mine & accepted])) < 4
        of = mine & seen & ended
        assert abs(off(course.completes[of], chance.completed[of])) < 4
        assert abs(off(course.attended[of] >= 3, chance.three[of])) < 4


def test_as_many_are_seen_within_so_many_weeks_as_the_chances_say(drawn, chance, elsewhere):
    waited = drawn.plan.first - drawn.arrivals.received
    accepted = elsewhere & (drawn.plan.decision == ACCEPTED)
    for weeks in WITHIN:
        for offer in ("Perinatal peer support", "Perinatal talking therapies", "Home-Start volunteers"):
            named = np.array([one.service == offer for one in drawn.offers])[drawn.arrivals.offer]
            mine = accepted & named
            assert abs(off((waited <= 7 * weeks)[mine], chance.within[weeks][mine])) < 4, (weeks, offer)


def test_as_many_live_in_the_most_deprived_fifth_and_are_of_each_ethnic_group_as_the_chances_say(
    drawn, chance, elsewhere
):
    latest = np.zeros(len(elsewhere), dtype=bool)
    latest[len(elsewhere) - 1 - np.unique(drawn.person[::-1], return_index=True)[1]] = True
    for place in range(len(drawn.places)):
        mine = elsewhere & latest & (drawn.arrivals.place == place)
        known, stated = mine & (drawn.decile > 0), mine & (drawn.ethnicity >= 0) & (drawn.ethnicity < 16)
        if mine.any():
            assert abs(off(drawn.decile[known] <= 2, chance.core20[known])) < 4.5
            assert abs(off(drawn.ethnicity[stated] > 1, chance.every_other[stated])) < 4.5


def test_hardly_anybody_of_the_years_that_are_held_against_completing_has_not_ended(drawn, elsewhere):
    seen = elsewhere & (drawn.plan.first <= EXTRACT_DAY) & (drawn.arrivals.received <= ALL_ENDED)
    assert (drawn.closed[seen] > EXTRACT_DAY).mean() < 0.001


@pytest.mark.parametrize(("name", "points"), [("PHQ-9", 6), ("GAD-7", 4), ("CORE-10", 6)])
@pytest.mark.parametrize("completed", [True, False])
@pytest.mark.parametrize("later", [LAST, REVIEW])
def test_the_chance_to_improve_is_what_drawing_both_scores_gives(name, points, completed, later):
    measure = next(one for one in MEASURES if one.name == name)
    rng, draws = np.random.default_rng(5), 400_000
    standing, gain, one, other = rng.standard_normal((4, draws))
    bad, error = sizes.BAD_DAY * measure.spread, measure.spread * np.sqrt(1 - measure.reliability)
    start = measure.start + measure.spread * np.sqrt(measure.reliability) * standing  # of these, lower is better
    gained = measure.change * (1 if completed else IMPROVEMENT_IF_LEFT) + CHANGE_SPREAD * measure.spread * gain
    first = np.clip(np.round(start + bad + error * one), measure.low, measure.high)
    last = np.clip(np.round(start - later[0] * gained + later[1] * bad + error * other), measure.low, measure.high)
    assert improving(measure, points, completed, later) == pytest.approx((first - last >= points).mean(), abs=0.004)


COUNTED = {"accepted": ("pathway", "referred"), "seen": ("pathway", "accepted"), "three": ("pathway", "seen")}
COUNTED["within_6"] = ("waits", "followed")


def test_the_people_of_a_view_are_those_that_its_release_counts(drawn, chance, release):
    compared = 0
    for (place, service, year, group, step), found in parameters(drawn, chance).items():
        if place != "Liverpool" or step not in COUNTED:
            continue
        dimension = "all" if group == "Everyone" else "deprivation"
        cube, count = COUNTED[step]
        printed = cell(release, cube, View(place, year, service, dimension, group), count)
        if printed.known:
            compared += 1
            assert abs(printed.value - found.people) < 5, (service, year, group, step)
        else:
            assert printed.state == "hidden"
    assert compared > 200


def test_nineteen_in_twenty_intervals_of_two_places_hold_what_they_were_drawn_with(drawn, chance, release):
    people, scores = parameters(drawn, chance), parameters_of_outcomes(drawn, measures_of(release))
    shown = estimates(release, people, scores, seen_by_deprivation(drawn, 4))
    inside = (shown["lower"] <= shown["truth"]) & (shown["truth"] <= shown["upper"])
    assert len(shown) > 400
    assert 0.92 < inside.mean() < 0.98
    assert (shown["upper"] - shown["lower"]).mean() < (shown["former_upper"] - shown["former_lower"]).mean()
