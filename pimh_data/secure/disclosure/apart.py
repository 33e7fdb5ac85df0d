"""What two different numbers tell: since the same people have the same number, somebody is in one group alone."""

from dataclasses import replace

import numpy as np

from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.relations import Relations, together, within

PAIRED = [NUMBER[family] for family in ("services", "places", "periods")]  # of which each part is listed alone too


def told_apart(relations: Relations, true: np.ndarray | None, number: np.ndarray, small: np.ndarray) -> Relations:
    """The relations, and of every total and part of it that have different numbers, that they do.

    `true` (None: every relation always holds), `number` (what is shown unless it is hidden), `small` (hidden for its
    own sake): arrays, one a cell.
    """
    pairs, others = relations.pairs_alone, relations.others
    first = _differ(pairs.total, pairs.parts, true, number, small)
    least = others.only(np.flatnonzero(others.at_least & ~np.isin(others.family, PAIRED)))
    total, part = np.repeat(least.total, least.sizes), least.parts
    more = np.flatnonzero(_differ(total, part, true, number, small))
    family, apart = np.repeat(least.family, least.sizes)[more], np.ones(len(more), dtype=bool)
    further = replace(within(total[more], part[more], 0), family=family, apart=apart)
    return together([replace(relations, apart=first), further])


def left_over(relations: Relations, true: np.ndarray | None, number: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Where one of two parts that cover a total has another number than it, somebody is in the other part.

    Array (n, 3) of cells: the small other part, the total, the part. Arguments as for `told_apart`.
    """
    relations = relations.others
    two = np.flatnonzero((relations.sizes == 2) & relations.at_most)
    parts = (relations.parts[relations.starts[two]], relations.parts[relations.starts[two] + 1])
    found = []
    for part, other in (parts, parts[::-1]):
        somebody = true is None or true[other] > 0
        told = small[other] & somebody & _differ(relations.total[two], part, true, number, small)
        found.append(np.column_stack([other, relations.total[two], part])[told])
    return np.unique(np.concatenate(found), axis=0)


def _differ(
    total: np.ndarray, part: np.ndarray, true: np.ndarray | None, number: np.ndarray, small: np.ndarray
) -> np.ndarray:
    # Counts that hold by chance, of people who do not nest, may be equal with different numbers: nothing is claimed.
    shown = np.where(small, -1, number)
    one, other = shown[total], shown[part]
    told = np.flatnonzero((one != other) & (one >= 0) & (other >= 0))
    differ = np.zeros(len(total), dtype=bool)
    differ[told] = true is None or true[total[told]] > true[part[told]]
    return differ
