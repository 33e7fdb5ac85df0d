"""Hides small counts, and others until no hidden count can be narrowed down; shows the rest to the nearest base."""

import numpy as np
import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.audit import audit, exposed
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.sums import Sums, sums_of

NOT_A_VIEW = ("dimension", "member")


def protect(table: pd.DataFrame, counts: tuple[str, ...], profile: Profile) -> pd.DataFrame:
    """The cube as it is released: counts as nullable Int32, null where hidden, audited.

    `table`: keys as text, then the count columns with everyone's counts. Raises PublishError when the audit fails.
    """
    view = [name for name in table.columns if name not in (*counts, *NOT_A_VIEW)]
    sums = sums_of(table, view)
    true = table[list(counts)].to_numpy("int64")
    hidden = hide(true, sums, profile)
    audit(true, hidden, sums, profile)
    shown = profile.shown(true)
    shown = shown.astype("int32")
    released = {name: pd.arrays.IntegerArray(shown[:, i], hidden[:, i]) for i, name in enumerate(counts)}
    return table.assign(**released)


def hide(counts: np.ndarray, sums: Sums, profile: Profile) -> np.ndarray:
    """Where cells are hidden, array (rows, measures) of bool: small ones, and what would give them away."""
    hidden = profile.hides(counts)
    if profile.hidden_high < profile.hidden_low:
        return hidden
    constraint = np.full(len(counts), -1)
    constraint[sums.parts] = sums.of
    while True:
        bad = exposed(counts, hidden, sums, profile)
        if not bad.any():
            return hidden
        hidden |= _next_to_hide(counts, hidden, bad, sums, constraint)


def _next_to_hide(
    counts: np.ndarray, hidden: np.ndarray, bad: np.ndarray, sums: Sums, constraint: np.ndarray
) -> np.ndarray:
    """For each exposed cell its smallest shown sibling; when none is, the total; when that is hidden, further up."""
    chosen = np.zeros_like(hidden)
    rows, measures = np.nonzero(bad)
    pending = {(int(constraint[row]), int(measure)) for row, measure in zip(rows, measures, strict=True)}
    ends = np.r_[sums.starts[1:], len(sums.parts)]
    while pending:
        above = set()
        for number, measure in pending:
            if number < 0:
                raise PublishError("the disclosure audit failed: a hidden cell cannot be protected by hiding others")
            parts = sums.parts[sums.starts[number] : ends[number]]
            shown = parts[~hidden[parts, measure]]
            total = int(sums.total[number])
            if len(shown):
                chosen[shown[counts[shown, measure].argmin()], measure] = True
            elif not hidden[total, measure]:
                chosen[total, measure] = True
            else:
                above.add((int(constraint[total]), measure))
        pending = above
    return chosen
