"""The dense grid of what is not counted person by person: null means hidden, and an absent row means no data."""

from collections.abc import Iterable, Sequence

import pandas as pd

from pimh_data.secure.cubes.plan import Breakdown
from pimh_data.secure.cubes.views import VIEW, Views


def grid(plan: Iterable[Breakdown], months: pd.DataFrame, views: Views) -> pd.DataFrame:
    """Every row to be written for one kind of period: VIEW, dimension, member.

    A period is implied for a view when it ends in or after the month in which the view's earliest service started.
    """
    last = months.groupby("period", sort=False).month.max().reset_index()
    cells = views.names[["where", "service", "start", "service_kind"]].merge(last, how="cross")
    cells = cells[cells.month >= cells.start]
    return pd.concat([_of_breakdown(cells, breakdown) for breakdown in plan], ignore_index=True)


def filled(rows: pd.DataFrame, counted: pd.DataFrame, counts: Sequence[str]) -> pd.DataFrame:
    """The grid with its counts, 0 where nobody was counted. Raises ValueError when a count has no place in the grid."""
    keys = [name for name in rows.columns if name not in counts]
    merged = rows.merge(counted, on=keys, how="outer", indicator="origin")
    lost = merged[merged.origin == "right_only"]
    if len(lost):
        raise ValueError(
            f"{len(lost)} counted cells have no place in the grid, the first: {lost[keys].iloc[0].to_dict()}"
        )
    merged[list(counts)] = merged[list(counts)].fillna(0).astype("int64")
    return merged.drop(columns="origin")


def _of_breakdown(cells: pd.DataFrame, breakdown: Breakdown) -> pd.DataFrame:
    cells = cells.loc[cells.service_kind.isin(breakdown.services), list(VIEW)]
    return cells.assign(dimension=breakdown.dimension).merge(pd.DataFrame({"member": breakdown.members}), how="cross")
