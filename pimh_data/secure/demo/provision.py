"""How provision is rated in the demonstration, on two days: in Sheffield, which no document rates. Invented."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from pimh_data.registry.value_states import MADE_UP
from pimh_data.secure.demo.offers import SHEFFIELD
from pimh_data.secure.demo.places import Place

DAYS = ("2024-03", "2025-03")
# Offer -> its rating on each day; blank: not rated then.
RATED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Specialised parent-infant relationship team": ("Amber", "Green"),
        "Infant mental health in health visiting": ("In development", "Amber"),
        "Perinatal peer support": ("Green", "Green"),
        "Support for fathers and co-parents": ("Red", "Amber"),
        "Perinatal mental health midwifery": ("Green", "Amber"),
        "Perinatal talking therapies": ("Green", "Green"),
        "Training of the early years workforce": ("Amber", "Amber"),
        "Support after baby loss": ("Red", "In development"),
        "Video interaction guidance": ("Red", "Red"),
        "Support in languages other than English": ("", "Red"),
    }
)


def provision_table(places: tuple[Place, ...]) -> pd.DataFrame:
    """The provision extract: a row an offer and day. Its source says that it is made up."""
    sheffield = next(place for place in places if place.name == SHEFFIELD)
    return pd.DataFrame(
        [
            {
                "system": sheffield.system,
                "area": sheffield.name,
                "offer": offer,
                "rating": rating,
                "as_of": day,
                "source": MADE_UP,
            }
            for offer, rated in RATED.items()
            for day, rating in zip(DAYS, rated, strict=True)
            if rating
        ]
    )
