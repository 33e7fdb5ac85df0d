"""Hides small counts, and others until no hidden count can be narrowed down; shows the rest to the nearest base."""

import numpy as np
import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.audit import audit, exposed
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.sums import Sums, sums_of

NOT_A_VIEW = ("dimension", "member")


def protect(
    table: pd.DataFrame, counts: tuple[str, ...], profile: Profile, events: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The cube as it is released: counts as nullable Int32, null where hidden, audited.

    `table`: keys as text, then the count columns with everyone's counts. `events`: those of them that count events of
    the people in the first column: they are hidden too where the people are few. Raises PublishError when the audit
    fails.
    """
    view = [name for name in table.columns if name not in (*counts, *NOT_A_VIEW)]
    sums = sums_of(table, view)
    true = table[list(counts)].to_numpy("int64")
    few = np.isin(np.array(counts), events) & profile.hides(true[:, :1])
    hidden = hide(true, sums, profile, few)
    audit(true, hidden, sums, profile, few)
    shown = profile.shown(true).astype("int32")
    released = {name: pd.arrays.IntegerArray(shown[:, i], hidden[:, i]) for i, name in enumerate(counts)}
    return table.assign(**released)


def hide(counts: np.ndarray, sums: Sums, profile: Profile, few: np.ndarray | None = None) -> np.ndarray:
    """Where cells are hidden, array (rows, measures) of bool: small ones, and what would give them away.

    `few`: cells to be hidden whatever they count, because of how few people they are about.
    """
    hidden = profile.hides(counts) if few is None else profile.hides(counts) | few
    if profile.hidden_high < profile.hidden_low:
        return hidden
    constraint = np.full(len(counts), -1)
    constraint[sums.parts] = sums.of
    while True:
        bad = exposed(counts, hidden, sums, profile, few)
        if not bad.any():
            return hidden
        hidden |= _next_to_hide(counts, hidden, bad, sums, constraint)


def _next_to_hide(
    counts: np.ndarray, hidden: np.ndarray, bad: np.ndarray, sums: Sums, constraint: np.ndarray
) -> np.ndarray:
    """For each exposed cell its smallest shown sibling; when none is, the total; when that is hidden, further up.

    At the top, what still gives the cell away are parts of other breakdowns of the same view: its smallest shown cell.
    """
    chosen = np.zeros_like(hidden)
    rows, measures = np.nonzero(bad)
    ends = np.r_[sums.starts[1:], len(sums.parts)]
    tops = _tops(sums, constraint)
    for row, measure in zip(rows.tolist(), measures.tolist(), strict=True):
        number = int(constraint[row])
        while number >= 0:
            parts = sums.parts[sums.starts[number] : ends[number]]
            shown = parts[~hidden[parts, measure]]
            total = int(sums.total[number])
            candidates = shown if len(shown) else np.array([total])[~hidden[[total], measure]]
            if len(candidates):
                break
            number = int(constraint[total])
        else:
            view = np.flatnonzero(tops == tops[row])
            candidates = view[~hidden[view, measure]]
        if not len(candidates):
            raise PublishError("the disclosure audit failed: a hidden cell cannot be protected by hiding others")
        chosen[candidates[counts[candidates, measure].argmin()], measure] = True
    return chosen


def _tops(sums: Sums, constraint: np.ndarray) -> np.ndarray:
    """For each row the row of its view's total."""
    tops = np.arange(len(constraint))
    while (has_total := constraint[tops] >= 0).any():
        tops[has_total] = sums.total[constraint[tops[has_total]]]
    return tops
