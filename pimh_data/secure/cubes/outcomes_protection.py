"""Which counts of outcomes are hidden; the audit that no small one can be narrowed down. Only the order of steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.secure.cubes.outcomes_bounds import settled
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_definitions import withhold_definitions, withhold_second_change
from pimh_data.secure.cubes.outcomes_hiding import FAILED, Counts, hide_together, narrowed
from pimh_data.secure.cubes.outcomes_meaning import Meaning
from pimh_data.secure.cubes.outcomes_sums import PAIRED, Together, together
from pimh_data.secure.cubes.outcomes_worth import worth
from pimh_data.secure.disclosure.profiles import Profile


@dataclass(frozen=True, eq=False)
class Protected:
    """Which counts are hidden, array (rows, COUNTS) of bool; and which of these for another definition's sake."""

    hidden: np.ndarray
    withheld: np.ndarray


def protect_outcomes(table: pd.DataFrame, meant: Meaning, profile: Profile, order: Sequence[tuple]) -> Protected:
    """What to hide in the table of outcomes: VIEW, dimension, member and COUNTS with everyone's counts.

    `meant`: what its counts mean. `order`: the (pairing, courses) keys that are released, the default first: what is
    released before is never withheld for what comes after. Raises PublishError when a hidden count could still be
    narrowed down, or a count is what it cannot be.
    """
    true = np.where(meant.defined, table[list(COUNTS)].to_numpy("int64"), 0)
    if profile.hidden_high < profile.hidden_low:
        return Protected(~meant.defined, np.zeros_like(meant.defined))
    _refuse_the_impossible(true, meant)
    counts = Counts(true, meant, profile)
    quick, sums = together(table, meant, true[:, PAIRED]), together(table, meant)
    hidden = hide_together(counts, worth(table, true), (quick, sums.only(sums.of_views(sums.row < 0))))
    withheld = withhold_second_change(true, hidden, profile)
    withheld |= withhold_definitions(table, true, hidden | withheld, profile, order)
    hidden |= withheld
    _audit(counts, hidden, sums)
    return Protected(hidden, withheld)


def _refuse_the_impossible(true: np.ndarray, meant: Meaning) -> None:
    """What is taken to be known must be true: otherwise the audit would rest on it."""
    wrong = int((true[meant.nobody] != 0).sum())
    wrong += sum(int((true[rows, one] != true[rows, other]).sum()) for rows, one, other in meant.equal)
    if wrong:
        raise PublishError(f"{FAILED}{wrong} counts are not what a first band leaves possible; nothing was published")


def _audit(counts: Counts, hidden: np.ndarray, sums: Together) -> None:
    shown_small = int((counts.profile.hides(counts.true) & ~hidden).sum())
    told = narrowed(settled(counts.own_bounds(hidden, sums), sums), counts.small(sums), counts.profile)
    narrow = int((told.low | told.high).sum())
    if shown_small or narrow:
        raise PublishError(
            f"{FAILED}{shown_small} small counts are shown and {narrow} hidden cells could be narrowed down from the "
            "others; nothing was published"
        )
