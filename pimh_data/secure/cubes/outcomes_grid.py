"""The dense grid of outcomes: every measure in use, period and member that a view implies. No counts."""

from collections.abc import Mapping

import pandas as pd

from pimh_data.registry.cubes import (
    DIMENSIONS,
    EVERYONE,
    FIRST_AND_LAST_BAND,
    FIRST_BAND,
    NO_FIRST_SCORE,
    PAIR,
    TOTAL,
)
from pimh_data.registry.deprivation import GROUP_MEMBERS, NOT_KNOWN
from pimh_data.registry.measure import Measure
from pimh_data.registry.pairing import Definition
from pimh_data.secure.cubes.outcomes_counting import DEFINED
from pimh_data.secure.cubes.outcomes_plan import KINDS, PLAN
from pimh_data.secure.cubes.source import Source

KEY = ["view", "period_kind", "period", *DEFINED, "dimension", "member"]


def outcomes_grid(
    uses: pd.DataFrame,
    source: Source,
    measures: Mapping[str, Measure],
    definitions: tuple[tuple[Definition, Definition], ...],
) -> pd.DataFrame:
    """Every row to be written, columns KEY. `uses`: unit, measure, since (the month in which it was first used).

    A period is implied for a view and measure when it ends in or after the month of the measure's first use in the
    view. Definitions other than the first have totals alone.
    """
    used = uses.merge(source.views.members, on="unit")
    first = used.groupby(["view", "measure"], as_index=False).since.min()
    periods = source.calendar.periods()
    ends = periods[periods.period_kind.isin(KINDS)].groupby(["period_kind", "period"], as_index=False).month.max()
    cells = first.merge(ends, how="cross")
    cells = cells.loc[cells.month >= cells.since, ["view", "measure", "period_kind", "period"]]
    cells = cells.merge(source.views.names[["view", "service_kind"]], on="view")
    parts = []
    for kind in KINDS:
        for dimension, services in PLAN[kind].items():
            if dimension in DIMENSIONS and dimension not in source.dimensions():
                continue
            rows = cells[(cells.period_kind == kind) & cells.service_kind.isin(services)].assign(dimension=dimension)
            rows = rows.merge(_members(dimension, measures), on="measure")
            parts += [_defined(rows, one) for one in (definitions if dimension == TOTAL.name else definitions[:1])]
    return pd.concat(parts, ignore_index=True)[KEY]


def _defined(rows: pd.DataFrame, definition: tuple[Definition, Definition]) -> pd.DataFrame:
    return rows.assign(pairing=definition[0].key, courses=definition[1].key)


def _members(dimension: str, measures: Mapping[str, Measure]) -> pd.DataFrame:
    rows = []
    for key, measure in measures.items():
        bands = [band.label for band in measure.bands]
        if dimension == FIRST_BAND.name:
            own = [*bands, NO_FIRST_SCORE] if bands else []
        elif dimension == FIRST_AND_LAST_BAND:
            own = [f"{first}{PAIR}{last}" for first in bands for last in bands]
        elif dimension == TOTAL.name:
            own = [EVERYONE]
        elif dimension == "deprivation":
            own = [*GROUP_MEMBERS, NOT_KNOWN]
        else:
            own = list(DIMENSIONS[dimension].members)
        rows += [(key, member) for member in own]
    return pd.DataFrame(rows, columns=["measure", "member"])


def filled(rows: pd.DataFrame, counted: pd.DataFrame, numbers: tuple[str, ...]) -> pd.DataFrame:
    """The grid with its numbers, 0 where there is nobody. Counted cells that the plan does not hold are left out.

    Raises ValueError when a total has no place in the grid: then somebody would be lost.
    """
    merged = rows.merge(counted, on=KEY, how="outer", indicator="origin")
    lost = merged[(merged.origin == "right_only") & (merged.dimension == TOTAL.name)]
    if len(lost):
        first = lost[KEY].iloc[0].to_dict()
        raise ValueError(f"{len(lost)} totals of outcomes have no place in the grid, the first: {first}")
    merged = merged[merged.origin != "right_only"].drop(columns="origin")
    merged[list(numbers)] = merged[list(numbers)].fillna(0)
    return merged.reset_index(drop=True)
