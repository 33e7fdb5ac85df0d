"""What every cube is counted from: episodes, views, calendar; and the steps that all cubes share."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.registry.cubes import CUBES, DIMENSIONS, KEYS, NOT_RECORDED
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.cubes.views import Views

Progress = Callable[[str], None]
NEEDED_COLUMN = {"deprivation": "imd_decile", "plus_group": "plus_groups", "need_group": "need_group", "hub": "hub"}


@dataclass(frozen=True)
class Source:
    """What every cube is counted from. `episodes`: one row an accepted referral."""

    checks: Checks
    episodes: Table
    views: Views
    calendar: Calendar
    connection: Backend

    def dimensions(self) -> frozenset[str]:
        """Names of the dimensions that the extracts can give."""
        columns = self.checks.extracts["referrals"].raw.table.column_names
        absent = {name for name, column in NEEDED_COLUMN.items() if column not in columns}
        return frozenset({*DIMENSIONS} - absent)

    def hubs(self) -> dict[str, list[str]]:
        """Place -> names of its Family Hubs, as its referrals name them."""
        named = self.episodes.select("place", "hub").distinct().order_by("place", "hub").to_pandas()
        named = named[named.hub != NOT_RECORDED]
        found = {place: sorted(part.hub) for place, part in named.groupby("place")}
        return {place: found.get(place, []) for place in self.views.wheres.place.unique()}

    def months(self, kind: str) -> pd.DataFrame:
        """month, period: which ended periods of a kind each month belongs to. Empty when none has ended."""
        periods = self.calendar.periods()
        return periods.loc[periods.period_kind == kind, ["month", "period"]]


def keyed(frame: pd.DataFrame, cube: str, kind: str) -> pd.DataFrame:
    """The frame with all KEYS of its cube, in their order, its counts and the sums of keys that it has."""
    spec = CUBES[cube]
    sums = [name for name in frame.columns if name.endswith(KEY)]
    return frame.assign(basis=spec.basis, period_kind=kind)[[*KEYS, *spec.extra_keys, *spec.counts, *sums]]
