"""In which relations each cell stands, so that what has moved is passed on from there alone. Knows no bounds."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

Numbers = tuple[np.ndarray, np.ndarray]  # where those of each cell begin, and of one more; the numbers
MANY = 30  # of more than one in so many, each is found once by marking it in place of sorting them


@dataclass(frozen=True, eq=False)
class Links:
    """From each cell to the other one of each of its pairs, side by side.

    `begin`: where those of each cell begin, and of one more. `to`: twice the other cell, and 1 where the two numbers
    differ: kept as one number, since there are many millions.
    """

    begin: np.ndarray
    to: np.ndarray

    def of(self, cells: np.ndarray, shown: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """One a pair of these cells (by number): the cell, the other, and how many people more the total is known to
        have, 0 or 1. `shown`: where a number is, array of bool, or an empty one.
        """
        mine, at = spread(self.begin, cells)
        both = self.to[at]
        other = both >> 1
        if not len(shown):
            return mine, other, np.zeros(len(other), dtype="int8")
        return mine, other, ((both & 1) & shown[mine] & shown[other]).astype("int8")


@dataclass(frozen=True, eq=False)
class Ties:
    """`totals`: from each cell to the totals that it lies within; `parts`: to the parts that lie within it; in pairs.

    `as_total`, `as_part`: the numbers of the sums of which each cell is the total, or a part; `sums`: how many.
    """

    totals: Links
    parts: Links
    as_total: Numbers
    as_part: Numbers
    sums: int

    def sums_of(self, cells: np.ndarray) -> np.ndarray:
        """The numbers of the sums in which some cells (by number) stand, each once, in order."""
        found = [numbers[spread(begin, cells)[1]] for begin, numbers in (self.as_total, self.as_part)]
        return once(np.concatenate(found), self.sums)


def links(cells: np.ndarray, others: np.ndarray, apart: np.ndarray) -> Links:
    """From each of the cells to the other beside it; all arrays one a pair."""
    both = others.astype("int32") << 1
    both[: len(apart)] |= apart
    held = csr_array((both, cells, np.arange(len(cells) + 1, dtype="int32"))).tocsc() if len(cells) else None
    return Links(held.indptr, held.data) if held is not None else Links(np.zeros(1, dtype="int32"), both)


def numbers_of(cells: np.ndarray, starts: np.ndarray) -> Numbers:
    """Of each cell the numbers of the runs in which it is. `starts`: where each run of `cells` begins."""
    if not len(cells):
        return np.zeros(1, dtype="int32"), np.empty(0, dtype="int32")
    ends = np.append(starts, len(cells)).astype("int32")
    held = csr_array((np.broadcast_to(np.int8(1), len(cells)), cells, ends)).tocsc()
    return held.indptr, held.indices


def once(numbers: np.ndarray, below: int) -> np.ndarray:
    """Each of the numbers once, in order; all are less than `below`."""
    if MANY * len(numbers) > below:
        there = np.zeros(below, dtype=bool)
        there[numbers] = True
        return np.flatnonzero(there)
    return distinct(numbers)


def distinct(numbers: np.ndarray) -> np.ndarray:
    """The numbers, each once, in order: `np.unique` hashes them first, which takes twice as long."""
    ordered = np.sort(numbers)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)]]


def ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The whole numbers from each start on, `sizes` many, one run after the other."""
    return np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def added_up(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The sum of each run of whole numbers, int64; `starts`: where each begins. By `reduceat` it takes three times as
    long, most runs being short.
    """
    so_far = np.zeros(len(values) + 1, dtype="int64")
    np.cumsum(values, dtype="int64", out=so_far[1:])
    return np.diff(so_far[starts], append=so_far[-1])


def spread(begin: np.ndarray, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each cell as often as it has something, and where that is. Cells beyond the last that has anything have none."""
    held = cells[cells < len(begin) - 1]
    sizes = begin[held + 1] - begin[held]
    return np.repeat(held, sizes), ranges(begin[held], sizes)
