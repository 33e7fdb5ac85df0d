"""Where too few children are born for people to be broken down by who they are: counted as a whole alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from pimh_data.registry.cubes import TOTAL
from pimh_data.registry.disclosure import THINGS

BIRTHS = ("births", "aged 0")  # the first that is known of a Place
NOT_BY_PERSON = (*THINGS, "quality")
SAID = (
    "{where} has {births:,.0f} births a year ({year}), fewer than {fewest}: people are counted there as a whole, not "
    "by deprivation, ethnic group or any other group"
)


@dataclass(frozen=True)
class SmallPlaces:
    """Places, and systems, with fewer births a year than a number; `said`: a sentence on each, by name."""

    said: Mapping[str, str] = field(default_factory=dict)

    def without_breakdowns(self, cube: str, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of a cube that are released: of these Places everyone's alone, where it is about people."""
        if cube in NOT_BY_PERSON or not self.said:
            return table
        stops = table["where"].isin(list(self.said)) & (table["dimension"] != TOTAL.name)
        return table[~stops].reset_index(drop=True)


def small_places(tables: Mapping[tuple[str, str], pa.Table], fewest: int) -> SmallPlaces:
    """Those of which the newest births (or children under one) in `tables`, by (cube, where), are fewer than `fewest`.

    A Place of which neither is known is none.
    """
    said = {}
    for (cube, where), table in tables.items():
        if cube != "population":
            continue
        rows = table.to_pandas()
        rows = rows[rows["dimension"] == TOTAL.name]
        known = next((found for basis in BIRTHS if len(found := rows[rows["basis"] == basis])), None)
        if known is None:
            continue
        newest = known.loc[known["year"].astype(str).idxmax()]
        if newest["count"] < fewest:
            said[where] = SAID.format(where=where, births=newest["count"], year=newest["year"], fewest=fewest)
    return SmallPlaces(said)
