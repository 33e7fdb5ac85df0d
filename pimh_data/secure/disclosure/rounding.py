"""Rounds a count at random to one of its two neighbouring multiples of 5, the chance fixed by who is counted.

What is drawn from is the sum of the keys of those counted: the same people get the same number in every view and every
release, and a reader who knows all but one of them still does not know the key of the one.
"""

import numpy as np

from pimh_data.secure.person_keys import KEYS

BASE = 5


def drawn(key_sums: np.ndarray) -> np.ndarray:
    """Numbers spread evenly from 0 up to KEYS, one a sum of keys; any shape, uint64.

    Mixed (the last step of MurmurHash3, which takes every number below KEYS to another one) so that the draws of two
    groups and of both together are not tied by a sum.
    """
    mixed = np.asarray(key_sums).astype("uint64") % np.uint64(KEYS)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor) % np.uint64(KEYS)
    return mixed ^ (mixed >> np.uint64(16))


def rounded(counts: np.ndarray, key_sums: np.ndarray) -> np.ndarray:
    """Each count as a multiple of 5, up with the chance remainder / 5: 7 is 5 three times in five, 10 twice.

    `counts` and `key_sums` (of the keys of those counted) of one shape, whole numbers from 0; int64.
    """
    counts = np.asarray(counts).astype("int64")
    over = counts % BASE
    up = drawn(key_sums) * np.uint64(BASE) < over.astype("uint64") * np.uint64(KEYS)
    return counts - over + BASE * up


def nearest(counts: np.ndarray) -> np.ndarray:
    """Each count as the nearest multiple of 5: for what has no person and so no key."""
    return (np.asarray(counts).astype("int64") + BASE // 2) // BASE * BASE
