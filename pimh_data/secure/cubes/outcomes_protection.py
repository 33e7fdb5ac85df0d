"""Hides small counts of outcomes, and what would give them away: breakdowns, the parts of 'paired', other definitions.

Bounds are passed along the tree of breakdowns and along paired = improved + no reliable change + deteriorated until
nothing moves. The two kinds of sum cross, so passing bounds finds nearly all that can be narrowed down, not all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, FIRST_BAND
from pimh_data.registry.pairing import ADULT, CHILDRENS, CQUIN, EVERY_COURSE, FINISHED
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.disclosure.audit import UNBOUNDED, audit, known, ranges
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.protect import hide
from pimh_data.secure.disclosure.sums import Sums, sums_of
from pimh_data.secure.scores.change import MOST_VARIANTS

VIEW = ["view", "period", "measure", "pairing", "courses"]
ROW = ["view", "period", "measure"]
ALWAYS = ("eligible", "first_score", "paired")
PARTS = ("improved", "deteriorated", "no_reliable_change")  # of 'paired'; the last is needed least
# The counts that are tied to 'paired', in the order of JOINT, and which of them add up to it.
JOINT = ("paired", *(f"{part}_{number}" for number in range(MOST_VARIANTS) for part in PARTS))
ADD_UP = [[1 + len(PARTS) * number + place for place in range(len(PARTS))] for number in range(MOST_VARIANTS)]
LEAST_NEEDED = [*reversed(range(1, len(JOINT))), 0]
JOINTLY = [COUNTS.index(name) for name in JOINT]
APART = [place for place, name in enumerate(COUNTS) if name not in JOINT]
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
FAILED = "the disclosure audit of outcomes failed: "


@dataclass(frozen=True, eq=False)
class Protected:
    """Which counts are hidden, array (rows, COUNTS) of bool; and which of these for another definition's sake."""

    hidden: np.ndarray
    withheld: np.ndarray


def protect_outcomes(table: pd.DataFrame, defined: np.ndarray, profile: Profile, order: Sequence[tuple]) -> Protected:
    """What to hide in the table of outcomes: VIEW, dimension, member and COUNTS with everyone's counts.

    `defined`: where a count means something (a measure may have no reliable change), array (rows, COUNTS). `order`:
    the (pairing, courses) keys that are released, the default first: what is released before is never withheld for
    what comes after. Raises PublishError when a hidden count could still be narrowed down.
    """
    true = np.where(defined, table[list(COUNTS)].to_numpy("int64"), 0)
    if profile.hidden_high < profile.hidden_low:
        return Protected(~defined, np.zeros_like(defined))
    trees = _trees(table, true[:, JOINTLY[0]])
    hidden = ~defined
    for columns in (APART, JOINTLY[1:]):
        hidden[:, columns] |= hide(true[:, columns], trees.plain, profile)
    hidden[:, JOINTLY[:1]] |= hide(true[:, JOINTLY[:1]], sums_of(table, VIEW), profile)
    hidden[:, JOINTLY] = _hide_jointly(table, true[:, JOINTLY], hidden[:, JOINTLY], defined[:, JOINTLY], profile)
    withheld = _withhold_second_change(true, hidden, profile)
    withheld |= _withhold_definitions(table, true, hidden | withheld, profile, order)
    hidden |= withheld
    audit(true[:, APART], hidden[:, APART], trees.plain, profile)
    shown_small = int((profile.hides(true) & ~hidden).sum())
    narrowed = int(_narrowed(true[:, JOINTLY], hidden[:, JOINTLY], defined[:, JOINTLY], trees, profile).sum())
    if shown_small or narrowed:
        raise PublishError(
            f"{FAILED}{shown_small} small counts are shown and {narrowed} hidden cells could be narrowed down from the "
            "others; nothing was published"
        )
    return Protected(hidden, withheld)


@dataclass(frozen=True, eq=False)
class Trees:
    """Which rows add up to which. Last bands are known of those with two scores alone: only 'paired' adds up there.

    `blocks`: for each further, imagined row after those of the table, the row of the total that it is a part of: all
    members of a breakdown but the largest, together. They let bounds pass between the two kinds of sum at once.
    """

    with_last: Sums
    without_last: Sums
    plain: Sums
    blocks: np.ndarray


def _trees(table: pd.DataFrame, paired: np.ndarray) -> Trees:
    plain = _sums_among(table, table.dimension != FIRST_AND_LAST_BAND)
    last = _sums_among(table, table.dimension.isin([FIRST_BAND.name, FIRST_AND_LAST_BAND]))
    blocks, without = _with_blocks(plain, paired)
    return Trees(_both(without, last), without, plain, blocks)


def _sums_among(table: pd.DataFrame, kept: pd.Series) -> Sums:
    rows = np.flatnonzero(kept.to_numpy())
    if not len(rows):
        nothing = np.empty(0, dtype=np.int64)
        return Sums(nothing, nothing, nothing, nothing)
    sums = sums_of(table.iloc[rows], VIEW)
    return replace(sums, total=rows[sums.total], parts=rows[sums.parts])


def _both(one: Sums, other: Sums) -> Sums:
    return Sums(
        np.r_[one.total, other.total],
        np.r_[one.parts, other.parts],
        np.r_[one.starts, other.starts + len(one.parts)],
        np.r_[one.of, other.of + len(one.total)],
    )


def _with_blocks(sums: Sums, paired: np.ndarray) -> tuple[np.ndarray, Sums]:
    """Each sum of three or more parts as two: total = largest + all others, and all others = their sum."""
    sizes = np.bincount(sums.of, minlength=len(sums.total))
    split = np.flatnonzero(sizes >= 3)
    # The parts of a sum stand side by side, so ordering by sum and size puts the largest last.
    order = np.lexsort((paired[sums.parts], sums.of))
    parts, of = sums.parts[order], sums.of[order]
    last = np.r_[of[1:] != of[:-1], True][: len(of)]
    whole = np.flatnonzero(~np.isin(of, split) | last)
    block_row = len(paired) + np.arange(len(split))
    # The sums as they were, but for the blocks in the place of all but the largest; then the sums of the blocks.
    rows = np.r_[parts[whole], block_row, np.delete(parts, whole)]
    number = np.full(len(sums.total), -1)
    number[split] = len(sums.total) + np.arange(len(split))
    numbers = np.r_[of[whole], split, number[np.delete(of, whole)]]
    order = np.argsort(numbers, kind="stable")
    rows, numbers = rows[order], numbers[order]
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])
    return sums.total[split], Sums(np.r_[sums.total, block_row], rows, starts, numbers)


def _narrowed(true: np.ndarray, hidden: np.ndarray, defined: np.ndarray, trees: Trees, profile: Profile) -> np.ndarray:
    """Where a cell hidden for its own sake does not keep its full range, along both kinds of sum. Columns JOINT."""
    low, high = known(true, hidden, profile)
    low, high = np.where(defined, low, 0), np.where(defined, high, UNBOUNDED)
    meant = np.r_[defined, defined[trees.blocks]]
    low = np.r_[low, np.zeros((len(trees.blocks), low.shape[1]), dtype=low.dtype)]
    high = np.r_[high, np.full((len(trees.blocks), high.shape[1]), UNBOUNDED, dtype=high.dtype)]
    where = [np.ix_(np.flatnonzero(meant[:, parts].all(axis=1)), parts) for parts in ADD_UP]
    while True:
        before = low.sum() - high.sum()
        low[:, 1:], high[:, 1:] = ranges(low[:, 1:], high[:, 1:], trees.without_last)
        low[:, :1], high[:, :1] = ranges(low[:, :1], high[:, :1], trees.with_last)
        for parts in where:
            rows = parts[0].ravel()
            part_low, part_high = low[parts], high[parts]
            sum_low, sum_high = part_low.sum(axis=1), part_high.sum(axis=1)
            low[rows, 0] = np.maximum(low[rows, 0], sum_low)
            high[rows, 0] = np.minimum(high[rows, 0], sum_high)
            low[parts] = np.maximum(part_low, low[rows, :1] - (sum_high[:, None] - part_high))
            high[parts] = np.minimum(part_high, high[rows, :1] - (sum_low[:, None] - part_low))
        if low.sum() - high.sum() == before:
            break
    low, high = low[: len(true)], high[: len(true)]
    own = hidden & defined & profile.hides(true)
    return own & ((low > profile.hidden_low) | (high < profile.hidden_high))


def _hide_jointly(
    table: pd.DataFrame, true: np.ndarray, hidden: np.ndarray, defined: np.ndarray, profile: Profile
) -> np.ndarray:
    """Hide further cells until along both kinds of sum no hidden cell can be narrowed down. Columns JOINT."""
    hidden = hidden.copy()
    view = table.groupby(VIEW, sort=False).ngroup().to_numpy()
    rows = np.arange(len(table))
    while len(rows):
        bad = _narrowed(true[rows], hidden[rows], defined[rows], _trees(table.iloc[rows], true[rows, 0]), profile)
        # Views are apart from each other: only those where something was found are looked at again.
        rows, bad = _of_views(view[rows], np.isin(view[rows], view[rows][bad.any(axis=1)]), rows, bad)
        before = hidden.sum()
        starts = np.searchsorted(view[rows], view[rows])
        ends = np.searchsorted(view[rows], view[rows], side="right")
        for place, column in zip(*(part.tolist() for part in np.nonzero(bad)), strict=True):
            row = rows[place]
            # Of the same row what is needed least, and can be told from the others within a range: those without
            # reliable change, then the deteriorated, the improved, everyone paired.
            own = next((parts for parts in ADD_UP if column in parts), [])
            shown = [c for c in (*reversed(own), *LEAST_NEEDED) if not hidden[row, c]]
            if shown:
                hidden[row, shown[0]] = True
                continue
            near = [
                (true[r, c], r, c) for r in rows[starts[place] : ends[place]] for c in LEAST_NEEDED if not hidden[r, c]
            ]
            if near:
                _, r, c = min(near)
                hidden[r, c] = True
        if len(rows) and hidden.sum() == before:
            raise PublishError(f"{FAILED}a hidden cell cannot be protected by hiding others")
    return hidden


def _of_views(view: np.ndarray, again: np.ndarray, rows: np.ndarray, bad: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kept = np.flatnonzero(again)
    kept = kept[np.argsort(view[kept], kind="stable")]
    return rows[kept], bad[kept]


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


def _withhold_second_change(true: np.ndarray, hidden: np.ndarray, profile: Profile) -> np.ndarray:
    """The second reliable change where it differs from the first by so few people that it would tell."""
    tells = np.zeros(len(true), dtype=bool)
    names = (*PARTS, "reliably_recovered")
    rows = np.arange(len(true))
    for name in names:
        pair = [COUNTS.index(f"{name}_{number}") for number in range(2)]
        order = np.argsort(-true[:, pair], axis=1, kind="stable")
        wide, narrow = np.array(pair)[order[:, 0]], np.array(pair)[order[:, 1]]
        told = _difference_tells(
            true[rows, wide], hidden[rows, wide], true[rows, narrow], hidden[rows, narrow], profile
        )
        tells |= told & ~hidden[:, pair].any(axis=1)
    withheld = np.zeros_like(hidden)
    withheld[np.ix_(tells, [COUNTS.index(f"{name}_1") for name in names])] = True
    return withheld


def _withhold_definitions(
    table: pd.DataFrame, true: np.ndarray, hidden: np.ndarray, profile: Profile, order: Sequence[tuple]
) -> np.ndarray:
    """Counts of a definition that differ too little from one released before it, with what they could be told from."""
    withheld = np.zeros_like(hidden)
    totals = table.index[table.dimension == "all"]
    rows = dict(iter(table.loc[totals].groupby(["pairing", "courses"], sort=False)))
    for number, key in enumerate(order):
        told = np.zeros_like(hidden)
        for earlier in order[:number]:
            for wider, narrower, counts in NESTED:
                pair = [(rule.key, which.key) for rule, which in (wider, narrower)]
                if set(pair) != {key, earlier} or key not in rows or earlier not in rows:
                    continue
                one, other = (rows[name][ROW].reset_index() for name in pair)
                both = one.merge(other, on=ROW, suffixes=("_wider", "_narrower"))
                columns = [COUNTS.index(name) for name in counts]
                w, n = (np.ix_(both[f"index_{end}"].to_numpy(), columns) for end in ("wider", "narrower"))
                found = _difference_tells(true[w], hidden[w], true[n], hidden[n], profile)
                told[w if pair[0] == key else n] |= found & ~(hidden[w] | hidden[n])
        # Paired is the sum of its parts: where one of them is withheld, it would be told from the others.
        tied = told[:, JOINTLY].any(axis=1)
        told[np.ix_(tied, JOINTLY[1:])] = True
        withheld |= told
        hidden = hidden | told
    return withheld
