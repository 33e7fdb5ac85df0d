"""Which released cells add up to which: a total and its parts, as row numbers. Knows the cubes' keys, no counts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import DIMENSIONS, EVERYONE, PAIR


@dataclass(frozen=True, eq=False)
class Sums:
    """Constraints `total = sum of parts` over the rows of a table.

    `total`: row of the total, one a constraint. `parts`: rows of all parts, those of a constraint side by side;
    `starts`: where each constraint's parts begin; `of`: the constraint of each part. Each row is a part at most once,
    so the constraints of a view form a tree.
    """

    total: np.ndarray
    parts: np.ndarray
    starts: np.ndarray
    of: np.ndarray


def parent_of(dimension: str, member: str) -> tuple[str, str] | None:
    """The (dimension, member) that a member and its siblings add up to; None for everyone and where people overlap."""
    if " x " in dimension:
        return dimension.split(" x ")[0], member.split(PAIR)[0]
    if dimension == "deprivation" and member in deprivation.DECILE_MEMBERS:
        return "deprivation", deprivation.GROUP_MEMBER[deprivation.DECILE_MEMBERS.index(member) + 1]
    if dimension in DIMENSIONS and DIMENSIONS[dimension].partition and dimension != "all":
        return "all", EVERYONE
    return None


def sums_of(table: pd.DataFrame, view: list[str]) -> Sums:
    """The constraints among the rows of a cube. `view`: the columns that name a view; then dimension and member."""
    names = table[["dimension", "member"]].drop_duplicates()
    parents = [parent_of(*name) for name in names.itertuples(index=False)]
    names = names.assign(
        parent_dimension=[parent[0] if parent else "" for parent in parents],
        parent_member=[parent[1] if parent else "" for parent in parents],
    )
    rows = table[[*view, "dimension", "member"]].assign(row=np.arange(len(table)))
    children = rows.merge(names[names.parent_dimension != ""], on=["dimension", "member"])
    totals = rows.rename(columns={"row": "total", "dimension": "parent_dimension", "member": "parent_member"})
    children = children.merge(totals, on=[*view, "parent_dimension", "parent_member"])
    children["of"] = children.groupby(["total", "dimension"], sort=False).ngroup()
    children = children.sort_values(["of", "row"], kind="stable")
    of = children.of.to_numpy()
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]]) if len(of) else np.empty(0, dtype=np.int64)
    return Sums(children.total.to_numpy()[starts], children.row.to_numpy(), starts, of)
