"""Sizes that the demonstration's indicators are drawn with, and its Places' regions. The sizes are all invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pimh_data.registry.indicators import INDICATORS

MULTIPLIERS = {"%": 100, "per 1,000": 1_000}
REGION_OF_SYSTEM: Mapping[str, str] = MappingProxyType(
    {
        "South Yorkshire": "E12000003",
        "Cheshire and Merseyside": "E12000002",
        "Lancashire and South Cumbria": "E12000002",
        "Wessex": "E12000008",
    }
)
SOUTH_WEST = "E12000009"
REGION_OF_PLACE = MappingProxyType({"Dorset": SOUTH_WEST, "Bournemouth, Christchurch and Poole": SOUTH_WEST})
REGIONS = MappingProxyType(
    {
        "E12000002": "North West region",
        "E12000003": "Yorkshire and the Humber region",
        "E12000008": "South East region",
        SOUTH_WEST: "South West region",
    }
)


@dataclass(frozen=True)
class Invented:
    """One indicator. `england`: in its unit; `of`: its denominator for each child aged 0.

    `steep`: the difference of the logarithm between an area that is all in deciles 1-2 and one with none there;
    `yearly`: the same from one year to the next.
    """

    id: str
    sex: str
    age: str
    england: float
    of: float
    steep: float
    yearly: float

    @property
    def multiplier(self) -> int:
        """What a share is multiplied by to give the indicator's unit. Raises KeyError for a unit not known here."""
        return MULTIPLIERS[INDICATORS[self.id].unit]


INVENTED = (
    Invented("90811", "Female", "<18 yrs", 0.7, 1.0, 1.5, -0.06),
    Invented("20401", "Female", "<18 yrs", 14.0, 1.5, 1.3, -0.05),
    Invented("20101", "Persons", ">=37 weeks gestational age at birth", 2.8, 0.9, 0.5, 0.0),
    Invented("91743", "Persons", "<37 weeks gestational age at birth", 80.0, 1.0, 0.25, 0.0),
    Invented("93085", "Female", "All ages", 9.0, 1.0, 1.2, -0.05),
    Invented("92517", "Persons", "6-8 weeks", 50.0, 1.0, -0.45, 0.01),
    Invented("92530", "Persons", "All ages", 4.0, 1.0, 0.4, 0.0),
    Invented("93700", "Persons", "<16 yrs", 19.0, 17.0, 1.1, 0.02),
    Invented("90631", "Persons", "5 yrs", 67.0, 1.05, -0.2, 0.0),
    Invented("848", "Persons", "18+ yrs", 12.5, 80.0, 0.2, 0.04),
)
