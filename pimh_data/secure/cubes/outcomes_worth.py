"""How much is lost when a count of outcomes is hidden: what is counted, and of whom. Weights alone."""

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, FIRST_BAND, NO_FIRST_SCORE, NOT_RECORDED, TOTAL
from pimh_data.registry.deprivation import NOT_KNOWN
from pimh_data.registry.ethnicity import UNKNOWN
from pimh_data.secure.cubes.outcomes_counting import COUNTS

# Those who improved are needed before those who did not change, who can be told from the others within a range.
OF_COUNT = {
    "eligible": 80,
    "first_score": 70,
    "paired": 80,
    "improved": 50,
    "at_caseness": 40,
    "recovered": 40,
    "reliably_recovered": 30,
    "deteriorated": 20,
    "no_reliable_change": 10,
}
SECOND_CHANGE = 0.6  # a measure's second reliable change against its first
# Every headline rests on everyone's counts: they are worth more than any breakdown's.
OF_WHOM = {
    TOTAL.name: 60,
    "deprivation": 8,
    "ethnic_split": 7,
    "parent_role": 5,
    FIRST_BAND.name: 4,
    FIRST_AND_LAST_BAND: 2,
}
OF_UNKNOWN, UNKNOWN_MEMBERS = 1.5, (NOT_KNOWN, NOT_RECORDED, NO_FIRST_SCORE, *UNKNOWN)
MOST_PEOPLE = 10**6


def worth(table: pd.DataFrame, true: np.ndarray) -> np.ndarray:
    """The worth of each count, array (rows, COUNTS) of int64. Of two that are worth the same, the greater is.

    `table`: dimension and member; `true`: everyone's counts.
    """
    of_whom = table.dimension.map(OF_WHOM).to_numpy("float64")
    of_whom[table.member.isin(UNKNOWN_MEMBERS).to_numpy()] = OF_UNKNOWN
    of_count = []
    for name in COUNTS:
        stem, _, number = name.rpartition("_")
        of_count.append(OF_COUNT.get(name) or OF_COUNT[stem] * (1 if number == "0" else SECOND_CHANGE))
    return np.outer(of_whom, of_count).astype("int64") * MOST_PEOPLE + np.minimum(true, MOST_PEOPLE - 1)
