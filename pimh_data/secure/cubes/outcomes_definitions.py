"""Which counts of outcomes are withheld for another definition's sake: together the two would tell of a few people."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import TOTAL
from pimh_data.registry.pairing import ADULT, CHILDRENS, CQUIN, EVERY_COURSE, FINISHED
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_sums import OF_PAIRED, PAIRED, PARTS, VARIANTS
from pimh_data.secure.disclosure.audit import known
from pimh_data.secure.disclosure.profiles import Profile

ROW = ["view", "period", "measure"]
ALWAYS = ("eligible", "first_score", "paired")
# (wider, narrower): whoever counts in the narrower counts in the wider, for these counts.
NESTED = (
    ((CHILDRENS, EVERY_COURSE), (CHILDRENS, FINISHED), COUNTS),
    ((ADULT, EVERY_COURSE), (ADULT, FINISHED), COUNTS),
    ((ADULT, FINISHED), (CQUIN, FINISHED), COUNTS),
    ((ADULT, EVERY_COURSE), (CQUIN, FINISHED), COUNTS),
    ((ADULT, FINISHED), (CHILDRENS, FINISHED), ALWAYS),
    ((ADULT, EVERY_COURSE), (CHILDRENS, EVERY_COURSE), ALWAYS),
    ((ADULT, EVERY_COURSE), (CHILDRENS, FINISHED), ALWAYS),
    ((CHILDRENS, FINISHED), (CQUIN, FINISHED), ("eligible",)),
    ((CHILDRENS, EVERY_COURSE), (CQUIN, FINISHED), ("eligible",)),
)


def _difference_tells(
    wider: np.ndarray, wider_hidden: np.ndarray, narrower: np.ndarray, narrower_hidden: np.ndarray, profile: Profile
) -> np.ndarray:
    """Where two released counts, one within the other, narrow down how few are in one alone. Arrays (rows, counts)."""
    apart = wider - narrower
    wider_low, wider_high = known(wider, wider_hidden, profile)
    narrower_low, narrower_high = known(narrower, narrower_hidden, profile)
    low = np.maximum(wider_low - narrower_high, 0)
    high = wider_high - narrower_low
    few = profile.hides(apart) & (apart >= 0)
    return few & ((low > profile.hidden_low) | (high < profile.hidden_high))


def withhold_second_change(true: np.ndarray, hidden: np.ndarray, profile: Profile) -> np.ndarray:
    """The second reliable change where it differs from the first by so few people that it would tell."""
    tells = np.zeros(len(true), dtype=bool)
    names = (*PARTS, "reliably_recovered")
    rows = np.arange(len(true))
    for name in names:
        pair = [COUNTS.index(f"{name}_{number}") for number in VARIANTS]
        order = np.argsort(-true[:, pair], axis=1, kind="stable")
        wide, narrow = np.array(pair)[order[:, 0]], np.array(pair)[order[:, 1]]
        told = _difference_tells(
            true[rows, wide], hidden[rows, wide], true[rows, narrow], hidden[rows, narrow], profile
        )
        tells |= told & ~hidden[:, pair].any(axis=1)
    withheld = np.zeros_like(hidden)
    withheld[np.ix_(tells, [COUNTS.index(f"{name}_1") for name in names])] = True
    return withheld


def withhold_definitions(
    table: pd.DataFrame, true: np.ndarray, hidden: np.ndarray, profile: Profile, order: Sequence[tuple]
) -> np.ndarray:
    """Counts of a definition that differ too little from one released before it, with what they could be told from."""
    withheld = np.zeros_like(hidden)
    beside = totals_beside(table)
    for number, key in enumerate(order):
        told = np.zeros_like(hidden)
        for earlier in order[:number]:
            for wider, narrower, counts in NESTED:
                pair = [(rule.key, which.key) for rule, which in (wider, narrower)]
                if set(pair) != {key, earlier} or key not in beside or earlier not in beside:
                    continue
                both = np.column_stack([beside[name] for name in pair])
                both = both[(both >= 0).all(axis=1)]
                columns = [COUNTS.index(name) for name in counts]
                w, n = (np.ix_(rows, columns) for rows in both.T)
                found = _difference_tells(true[w], hidden[w], true[n], hidden[n], profile)
                told[w if pair[0] == key else n] |= found & ~(hidden[w] | hidden[n])
        # Paired is the sum of its parts: where one of them is withheld, it would be told from the others.
        tied = told[:, [PAIRED, *OF_PAIRED]].any(axis=1)
        told[np.ix_(tied, OF_PAIRED)] = True
        withheld |= told
        hidden = hidden | told
    return withheld


def totals_beside(table: pd.DataFrame) -> dict[tuple[str, str], np.ndarray]:
    """(pairing, courses), in the order of the table -> the rows of everyone's counts, -1 where there is none.

    One place for every view (where, service), period and measure: the same in all arrays.
    """
    totals = np.flatnonzero((table.dimension == TOTAL.name).to_numpy())
    mine = table.iloc[totals]
    place = mine.groupby(ROW, sort=False).ngroup().to_numpy()
    which = mine.groupby(["pairing", "courses"], sort=False).ngroup().to_numpy()
    found = {}
    names = mine[["pairing", "courses"]].drop_duplicates()
    for number, name in enumerate(names.itertuples(index=False, name=None)):
        found[name] = np.full(place.max() + 1, -1)
        found[name][place[which == number]] = totals[which == number]
    return found
