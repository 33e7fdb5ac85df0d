"""The Places of the demonstration with their real children and residents. Reads reference files; invents nothing."""

from dataclasses import dataclass

import numpy as np

from pimh_data.contracts import ETHNIC_CODES
from pimh_data.registry import reference
from pimh_data.registry.ethnicity import CENSUS_2021_CODE

# Codes that say an ethnicity: the contract's without not stated and not known.
CODES = tuple(code for code in ETHNIC_CODES if code not in ("Z", "99"))


@dataclass(frozen=True)
class Place:
    """A Place: `children` aged 0 by IMD 2019 decile (10 numbers), `residents` by NHS ethnic code (as in CODES)."""

    name: str
    system: str
    lad_codes: str
    children: np.ndarray
    residents: np.ndarray

    @property
    def births(self) -> int:
        """Children aged 0, all deciles."""
        return int(self.children.sum())


def places() -> tuple[Place, ...]:
    """The 21 Places in the order of places.csv. Raises ExtractError for a damaged reference file."""
    children = reference.load("place_children_by_imd2019_decile")
    residents = reference.load("place_residents_by_ethnic_group_census2021")
    residents = residents.assign(code=residents["ethnic_group"].map(CENSUS_2021_CODE))
    by_code = residents.groupby(["place", "code"])["residents"].sum()
    by_decile = children.set_index(["place", "imd_decile"])["population_0"]
    return tuple(
        Place(
            row.place,
            row.system,
            row.lad_codes,
            by_decile[row.place].reindex(range(1, 11)).to_numpy(),
            by_code[row.place].reindex(list(CODES)).to_numpy(),
        )
        for row in reference.load("places").itertuples()
    )
