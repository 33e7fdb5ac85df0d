"""Chooses yes or no for each person so that the yeses of several overlapping groups come to the wanted counts."""

import numpy as np
from scipy import optimize, sparse

from pimh_data.errors import PimhError


def settle(
    share: np.ndarray, groups: np.ndarray, least: np.ndarray, most: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Booleans, one a person: the yeses of each group lie between `least` and `most`, both included.

    `share`: how likely each person is a yes, kept to as nearly as the groups allow; `groups`: people x groups, how
    often the group counts the person; `least`, `most`: one number a group. People whom all groups count the same are
    alike: an integer programme says how many of them, and these are spread evenly over them in the order given (error
    diffusion), so that any stretch of people has its share. Raises PimhError when no choice will do.
    """
    kinds, kind = np.unique(groups, axis=0, return_inverse=True)
    size = np.bincount(kind)
    expected = np.bincount(kind, weights=share)
    number = len(size)
    # Variables: how many of each kind, then how far that is from what is expected.
    one = sparse.eye_array(number)
    members = sparse.csr_array(kinds.T.astype(float))
    nothing = sparse.csr_array(members.shape)
    answer = optimize.milp(
        np.repeat([0.0, 1.0], number),
        integrality=np.repeat([1, 0], number),
        bounds=optimize.Bounds(0, np.concatenate([size, size])),
        constraints=[
            optimize.LinearConstraint(sparse.hstack([members, nothing]), least, most),
            optimize.LinearConstraint(sparse.hstack([one, one]), expected, np.inf),
            optimize.LinearConstraint(sparse.hstack([one, -one]), -np.inf, expected),
        ],
    )
    if not answer.success:
        raise PimhError(
            f"The demonstration data can't hold the published figures ({answer.message}). Use another seed."
        )
    counts = np.round(answer.x[:number]).astype(int)
    chosen = np.zeros(len(kind), dtype=bool)
    for this in range(number):
        members = np.flatnonzero(kind == this)
        chosen[members] = spread_evenly(counts[this], len(members), rng.random())
    return chosen


def spread_evenly(yeses: int, size: int, start: float) -> np.ndarray:
    """Booleans, `yeses` of them true, spread evenly over `size` people. `start`: 0 to 1, where the first one falls."""
    return np.diff(np.floor(start + yeses * np.arange(size + 1) / max(size, 1))) > 0
