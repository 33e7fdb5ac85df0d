"""Protects all cubes together: what is shown, what is hidden, and the audit of it. Only the order of steps."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pimh_data.errors import PublishError
from pimh_data.registry.disclosure import WITHIN
from pimh_data.release.entries import Audit
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.cubes.outcomes_counting import SUMS
from pimh_data.secure.cubes.outcomes_cubes import OutcomeCubes
from pimh_data.secure.cubes.outcomes_means import means
from pimh_data.secure.disclosure.apart import left_over, told_apart
from pimh_data.secure.disclosure.bounds import Bounds, settled, settled_as_far_as_possible
from pimh_data.secure.disclosure.cells import FEWEST_VALUES
from pimh_data.secure.disclosure.given import cells_of
from pimh_data.secure.disclosure.hiding import Hidden, hide
from pimh_data.secure.disclosure.likely import likely
from pimh_data.secure.disclosure.listed.all import relations_of
from pimh_data.secure.disclosure.listed.family import by_family
from pimh_data.secure.disclosure.listed.flow import in_care
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import Numbered, numbered
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.disclosure.relations import Relations
from pimh_data.secure.disclosure.vector import Vector, vector_of, with_unreleased
from pimh_data.secure.elsewhere import Figure


@dataclass(frozen=True, eq=False)
class Protected:
    """The cubes as they are released: counts as nullable Int32, null where hidden; and what the audit found."""

    tables: dict[str, pd.DataFrame]
    audit: Audit


def protect(
    counted: Mapping[str, pd.DataFrame],
    nests: Nesting,
    profile: Profile,
    outcomes: OutcomeCubes | None = None,
    elsewhere: Sequence[Figure] = (),
) -> Protected:
    """The counted cubes, protected against all that a reader of all of them can work out.

    `counted`: by name, the KEYS, extra keys, int64 counts, and for each count of people the sum of their keys.
    `outcomes`: those of outcomes, with the sums of scores of which means are made. `elsewhere`: counts that are
    published elsewhere too. Raises PublishError when a hidden count could be worked out, or all but, and for a figure
    published elsewhere that is of no count.
    """
    tables = {**counted, **(outcomes.tables if outcomes else {})}
    cubes = numbered(tables)
    given = cells_of(elsewhere, cubes)
    vector = vector_of(tables, cubes, profile, outcomes.nobody if outcomes else {})
    relations = None
    hidden = Hidden(np.zeros(len(vector.true), dtype=bool), 0, 0)
    if profile.hides:
        vector = with_unreleased(vector, in_care(cubes, nests, vector.true))
        relations = relations_of(cubes, nests, vector.true, outcomes)
        vector, relations = with_numbers_apart(vector, relations)
        hidden = hide(vector.cells, relations)
    # What is hidden is settled: the audit of it and the choice of means need nothing of each other.
    with ThreadPoolExecutor(1) as beside:
        auditing = beside.submit(_account, vector, hidden, relations, given)
        del relations  # of sixty thousand referrals twenty million, half a gigabyte: gone with the audit
        released, found = _released(tables, cubes, vector, hidden.cells), None
        if outcomes and "outcomes" in cubes:
            cube = cubes["outcomes"]
            counts = outcomes.tables["outcomes"], _of(cube, hidden.cells), _of(cube, vector.cells.certain)
            found = means(*counts, outcomes.read, cube, nests)
            released["outcomes"] = pd.concat([released["outcomes"].drop(columns=list(SUMS)), found.columns], axis=1)
        account = auditing.result()
    if found is not None:
        account = replace(account, means=found.considered, means_withheld=found.withheld)
    return Protected(released, account)


def _account(vector: Vector, hidden: Hidden, relations: Relations | None, given: Mapping[int, int]) -> Audit:
    """The audit, with figures that are published elsewhere; where nothing is hidden, of how many counts it would be."""
    if relations is None:
        return Audit(cells=len(vector.true))
    return with_figures(audited(vector, hidden, relations), given, vector, hidden, relations)


def _of(cube: Numbered, values: np.ndarray) -> np.ndarray:
    """A cube's own values of the vector of all cells, array (rows, counts)."""
    return values[cube.first : cube.first + len(cube) * len(cube.counts)].reshape(-1, len(cube.counts))


def with_numbers_apart(vector: Vector, relations: Relations) -> tuple[Vector, Relations]:
    """The same, with all that different numbers of related groups tell."""
    known = (vector.true, vector.shown, vector.cells.small | vector.cells.few | vector.cells.certain)
    cells = replace(vector.cells, left_over=left_over(relations, *known))
    return replace(vector, cells=cells), told_apart(relations, *known)


def audited(vector: Vector, hidden: Hidden, relations: Relations) -> Audit:
    """The audit, from nothing but what is released. Raises PublishError where it fails."""
    bounds = settled(vector.cells.own(hidden.cells), relations)
    values = bounds.values[hidden.cells & ~vector.cells.certain]
    shown_small = int((vector.cells.small & ~hidden.cells).sum())
    wrong = int(((vector.true < bounds.low) | (vector.true > bounds.high)).sum())
    told = int((values < FEWEST_VALUES).sum())
    if shown_small or told or wrong:
        raise PublishError(
            f"the disclosure audit failed: {shown_small} small counts are shown, {told} hidden ones could be worked "
            f"out, or all but, and {wrong} lie outside what is released; nothing was published"
        )
    small, released = int(vector.cells.small.sum()), len(vector.true) - vector.unreleased
    hides = hidden.cells[:released]
    return Audit(
        relations=dict(by_family(relations)),
        cells=released,
        small=small,
        told=hidden.found,
        hidden_for_it=int(hides.sum()) - small,
        fewest_values=int(values.min(initial=FEWEST_VALUES)),
        not_nought=int((bounds.low[:released][hides] > 0).sum()),
        likely=int(_likely(vector, hidden, bounds, relations)[:released].sum()),
    )


def with_figures(
    account: Audit, given: Mapping[int, int], vector: Vector, hidden: Hidden, relations: Relations
) -> Audit:
    """The audit, and what is known or likely to somebody who knows some cells too. `given`: cell -> its true value."""
    if not given:
        return account
    own, cells = vector.cells.own(hidden.cells), np.fromiter(given, dtype="int64")
    own.low[cells] = own.high[cells] = np.fromiter(given.values(), dtype="int64")
    # What another publication counts otherwise contradicts what is released here.
    bounds, _ = settled_as_far_as_possible(own, relations)
    asked = hidden.cells.copy()
    asked[cells] = False
    released = np.arange(len(asked)) < len(asked) - vector.unreleased
    others = Hidden(hidden.cells & ~np.isin(np.arange(len(asked)), cells), hidden.found, hidden.rounds)
    return replace(
        account,
        elsewhere=len(given),
        not_nought_with=int((bounds.low[asked & released] > 0).sum()),
        likely_with=int((_likely(vector, others, bounds, relations) & released).sum()),
    )


def _likely(vector: Vector, hidden: Hidden, bounds: Bounds, relations: Relations) -> np.ndarray:
    """Where one value of a hidden count is likely, array of bool."""
    # To the nearest five, as what knows no person is rounded, no value is nearer than another.
    drawn = ~hidden.cells & (vector.cells.high - vector.shown == WITHIN)
    return likely(bounds, vector.shown, drawn, hidden.cells & ~vector.cells.certain, relations)


def _released(
    tables: Mapping[str, pd.DataFrame], cubes: Mapping[str, Numbered], vector: Vector, hidden: np.ndarray
) -> dict[str, pd.DataFrame]:
    found = {}
    for name, cube in cubes.items():
        counts, keys = list(cube.counts), [column for column in tables[name] if column.endswith(KEY)]
        shown, null = _of(cube, vector.shown).astype("int32"), _of(cube, hidden)
        columns = {count: pd.arrays.IntegerArray(shown[:, i], null[:, i]) for i, count in enumerate(counts)}
        found[name] = tables[name].drop(columns=keys).assign(**columns)
    return found
