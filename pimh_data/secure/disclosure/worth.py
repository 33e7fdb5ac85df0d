"""How much is lost when a count is hidden: what is counted, of whom, where and when. Weights alone."""

from collections.abc import Iterable

import numpy as np

from pimh_data.registry import cubes, deprivation, ethnicity
from pimh_data.registry.cubes import (
    ALL_SERVICES,
    DEFINED_BY,
    MONTH,
    QUARTER,
    ROLLING,
    SINCE_START,
    THREE_YEARS,
    TOTAL,
    YEAR,
)
from pimh_data.registry.pairing import RELEASED
from pimh_data.secure.disclosure.numbered import Numbered

# Every headline rests on everyone's counts: they are worth more than any breakdown's.
OF_WHOM = {TOTAL.name: 60, cubes.DEPRIVATION.name: 8, cubes.ETHNIC_SPLIT.name: 7, cubes.ETHNIC_GROUP.name: 6}
OF_OTHERS, OF_PAIRS, OF_UNKNOWN, OF_DECILES = 5, 2, 2, 4
UNKNOWN = (deprivation.NOT_KNOWN, *ethnicity.UNKNOWN, cubes.NO_FIRST_SCORE)
OF_PERIOD = {YEAR: 4, THREE_YEARS: 4, SINCE_START: 3, QUARTER: 2, ROLLING: 2, MONTH: 1}
OF_ALL_SERVICES, OF_A_SERVICE = 3, 2
# What other counts are shares of, and what a sentence is made of; the rest are worth 10.
OF_COUNT = {
    "referred": 40,
    "seen": 40,
    "people_seen": 40,
    "accepted": 30,
    "people": 40,
    "followed": 40,
    "seen_within_6_weeks": 30,
    "closed": 30,
    "open_at_end": 30,
    "eligible": 80,
    "first_score": 70,
    "paired": 80,
    "improved": 50,
    "at_caseness": 40,
    "recovered": 40,
    "reliably_recovered": 30,
    "deteriorated": 20,
}
OF_OTHER_COUNTS = 10
OF_THE_USUAL, OF_OTHER_DEFINITIONS = 20, 1  # outcomes by the definition that pages open on, and by others
MOST_PEOPLE = 10**6
DEFINITIONS = [(rule.key, courses.key) for rule, courses in RELEASED]


def worth(cube: Numbered, true: np.ndarray) -> np.ndarray:
    """The worth of each cell of a cube, int64; of two that are worth the same, the greater count is.

    `true`: everyone's counts, array (rows, counts).
    """
    words = cube.words.of
    of_whom = np.array([_of_whom(*member) for member in words["member"]])[cube.codes["member"]]
    of_period = np.array([OF_PERIOD[kind] for kind, _ in words["period"]])[cube.codes["period"]]
    all_services = [OF_ALL_SERVICES if name == ALL_SERVICES else OF_A_SERVICE for name in words["service"]]
    of_extra = _of_extra(words["extra"])[cube.codes["extra"]]
    of_row = of_whom * of_period * np.array(all_services)[cube.codes["service"]] * of_extra
    of_count = np.array([OF_COUNT.get(name, OF_OTHER_COUNTS) for name in cube.counts])
    return np.outer(of_row, of_count).astype("int64") * MOST_PEOPLE + np.minimum(true, MOST_PEOPLE - 1)


def _of_extra(extras: Iterable[object]) -> np.ndarray:
    defined = {extra: extra[1:3] for extra in extras if isinstance(extra, tuple) and len(extra) >= len(DEFINED_BY)}
    usual = next((key for key in DEFINITIONS if key in defined.values()), None)
    return np.array([OF_THE_USUAL if defined.get(extra, usual) == usual else OF_OTHER_DEFINITIONS for extra in extras])


def _of_whom(dimension: str, member: str) -> int:
    if " x " in dimension:
        return OF_PAIRS
    if member in UNKNOWN:
        return OF_UNKNOWN
    return OF_DECILES if member in deprivation.DECILE_MEMBERS else OF_WHOM.get(dimension, OF_OTHERS)
