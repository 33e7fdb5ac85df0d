"""Which counts of outcomes add up to which: breakdowns, last bands, parts of 'paired', counts within others."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import FIRST_AND_LAST_BAND, FIRST_BAND, TOTAL
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_meaning import Meaning
from pimh_data.secure.disclosure.sums import Sums, sums_of
from pimh_data.secure.scores.change import MOST_VARIANTS

VIEW = ["view", "period", "measure", "pairing", "courses"]
VARIANTS = range(MOST_VARIANTS)
PARTS = ("improved", "deteriorated", "no_reliable_change")  # of 'paired'
PAIRED = COUNTS.index("paired")
ADD_UP = tuple(tuple(COUNTS.index(f"{part}_{number}") for part in PARTS) for number in VARIANTS)
OF_PAIRED = sum(ADD_UP, ())
NO_BREAKDOWN = 0
# (wider, narrower): nobody counts in the narrower who does not count in the wider.
WITHIN = (
    ("eligible", "first_score"),
    ("first_score", "paired"),
    ("first_score", "at_caseness"),
    ("paired", "recovered"),
    ("at_caseness", "recovered"),
    *(("recovered", f"reliably_recovered_{number}") for number in VARIANTS),
    *((f"improved_{number}", f"reliably_recovered_{number}") for number in VARIANTS),
)


@dataclass(frozen=True, eq=False)
class Across:
    """In each of `rows` (None: in all) the count `whole` is the sum of the counts `parts`; with `rest`, and others."""

    whole: int
    parts: tuple[int, ...]
    rest: bool = False
    rows: np.ndarray | None = None


ALWAYS = (
    *(Across(PAIRED, parts) for parts in ADD_UP),
    *(Across(COUNTS.index(wider), (COUNTS.index(narrower),), rest=True) for wider, narrower in WITHIN),
)


@dataclass(frozen=True, eq=False)
class Together:
    """All sums among some rows. `view`: a number for each row's view; the rows of a view stand side by side.

    `row`: of the table, for each row here; -1 for an imagined one: all members of a breakdown but one, together, which
    lets bounds pass between the two kinds of sum at once. `breakdown`: a number for each row's
    dimension, NO_BREAKDOWN for everyone and the imagined. `down`: which rows add up to which, and of which COUNTS;
    `across`: which counts of a row add up to which.
    """

    view: np.ndarray
    row: np.ndarray
    breakdown: np.ndarray
    down: tuple[tuple[tuple[int, ...], Sums], ...]
    across: tuple[Across, ...]

    def placed(self, values: np.ndarray, imagined: int) -> np.ndarray:
        """The table's values, array (rows, COUNTS), as (COUNTS, rows here), with `imagined` for imagined rows."""
        return np.where(self.row >= 0, values.T[:, self.row], values.dtype.type(imagined))

    def places(self, rows: np.ndarray) -> np.ndarray:
        """Where the `rows` of the table stand here."""
        real = np.flatnonzero(self.row >= 0)
        place = np.full(self.row.max(initial=-1) + 1, -1)
        place[self.row[real]] = real
        return place[rows]

    def of_views(self, rows: np.ndarray) -> np.ndarray:
        """All rows of the views to which the `rows` belong, array of bool."""
        wanted = np.zeros(self.view.max(initial=-1) + 1, dtype=bool)
        wanted[self.view[rows]] = True
        return wanted[self.view]

    def only(self, kept: np.ndarray) -> "Together":
        """The sums of some views: of their rows `kept`, array of bool."""
        place = np.cumsum(kept) - 1
        down = tuple((columns, _kept(sums, kept, place)) for columns, sums in self.down)
        across = (
            one if one.rows is None else replace(one, rows=place[one.rows[kept[one.rows]]]) for one in self.across
        )
        return Together(self.view[kept], self.row[kept], self.breakdown[kept], down, tuple(across))


def together(table: pd.DataFrame, meant: Meaning, paired: np.ndarray | None = None) -> Together:
    """All sums of the table: VIEW, dimension, member. With rows imagined for all members of a breakdown but one.

    `paired`: everyone's: only the largest member of each breakdown is that one, which is quicker and finds nearly all;
    without it, each is. Last bands are known of those with two scores alone: only 'paired' adds up there.
    """
    view = table.groupby(VIEW, sort=False).ngroup().to_numpy()
    names = table[["dimension", "member"]].assign(view=view)
    plain = _sums_among(names, names.dimension != FIRST_AND_LAST_BAND)
    last = _sums_among(names, names.dimension.isin([FIRST_BAND.name, FIRST_AND_LAST_BAND]))
    totals, plain = _set_apart(plain, len(table), paired)
    breakdown = np.where(table.dimension == TOTAL.name, NO_BREAKDOWN, 1 + pd.factorize(table.dimension)[0])
    view = np.r_[view, view[totals]]
    breakdown = np.r_[breakdown, np.full(len(totals), NO_BREAKDOWN)]
    row = np.r_[np.arange(len(table)), np.full(len(totals), -1)]
    order = np.argsort(view, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    others = tuple(column for column in range(len(COUNTS)) if column != PAIRED)
    down = ((others, _moved(plain, place)), ((PAIRED,), _moved(_both(plain, last), place)))
    equal = (Across(one, (other,), rows=place[rows]) for rows, one, other in meant.equal)
    return Together(view[order], row[order], breakdown[order], down, (*ALWAYS, *equal))


def _sums_among(names: pd.DataFrame, kept: pd.Series) -> Sums:
    # A view of one row has nothing to add up, and most have one.
    rows = np.flatnonzero((kept & names["view"].duplicated(keep=False)).to_numpy())
    if not len(rows):
        nothing = np.empty(0, dtype=np.int64)
        return Sums(nothing, nothing, nothing, nothing)
    return _moved(sums_of(names.iloc[rows], ["view"]), rows)


def _moved(sums: Sums, place: np.ndarray) -> Sums:
    return replace(sums, total=place[sums.total], parts=place[sums.parts])


def _kept(sums: Sums, kept: np.ndarray, place: np.ndarray) -> Sums:
    whole, part = kept[sums.total], kept[sums.parts]
    of = (np.cumsum(whole) - 1)[sums.of[part]]
    return Sums(place[sums.total[whole]], place[sums.parts[part]], _starts(of), of)


def _both(one: Sums, other: Sums) -> Sums:
    return Sums(
        np.r_[one.total, other.total],
        np.r_[one.parts, other.parts],
        np.r_[one.starts, other.starts + len(one.parts)],
        np.r_[one.of, other.of + len(one.total)],
    )


def _starts(of: np.ndarray) -> np.ndarray:
    return np.flatnonzero(np.r_[True, of[1:] != of[:-1]][: len(of)])


def _set_apart(sums: Sums, rows: int, paired: np.ndarray | None) -> tuple[np.ndarray, Sums]:
    """Each sum of three or more parts anew for each that is set apart: total = it + all others, and these = their sum.

    Returns, for each row imagined for the others after the `rows` of the table, the row of its total; and the sums.
    """
    sizes = np.bincount(sums.of, minlength=len(sums.total))
    apart = np.arange(len(sums.parts))
    if paired is not None:
        # The parts of a sum stand side by side, so ordering by sum and size puts the largest last.
        apart = np.lexsort((paired[sums.parts], sums.of))[np.r_[sums.starts[1:], len(sums.parts)][: len(sizes)] - 1]
    apart = apart[sizes[sums.of[apart]] >= 3]
    of, block = sums.of[apart], rows + np.arange(len(apart))
    size = sizes[of]
    each = np.repeat(np.arange(len(apart)), size)
    other = np.repeat(sums.starts[of] - np.cumsum(size) + size, size) + np.arange(len(each))
    each, other = each[other != apart[each]], other[other != apart[each]]
    small = sizes < 3
    as_before = small[sums.of]
    parts = np.r_[sums.parts[as_before], sums.parts[apart], block, sums.parts[other]]
    first, second = len(sizes) + np.arange(len(apart)), len(sizes) + len(apart) + each
    numbers = np.r_[sums.of[as_before], first, first, second]
    order = np.argsort(numbers, kind="stable")
    total = np.r_[sums.total[small], sums.total[of], block]
    _, numbers = np.unique(numbers[order], return_inverse=True)
    return sums.total[of], Sums(total, parts[order], _starts(numbers), numbers)
