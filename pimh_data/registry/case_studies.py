"""Published cases of single Places and systems, by the names under which a release shows them. Names only."""

from collections.abc import Mapping
from types import MappingProxyType

from pimh_data.registry import reference

SHEFFIELD, NORTH_WEST_COAST, WESSEX = "Sheffield", "North West Coast", "Wessex"
CASE_STUDIES = (SHEFFIELD, NORTH_WEST_COAST, WESSEX)
# The document that rated provision, by case, and the systems it rated.
RATED_IN: Mapping[str, str] = MappingProxyType(
    {NORTH_WEST_COAST: f"{reference.NORTH_WEST_COAST}, ratings of May 2022", WESSEX: reference.WESSEX}
)
CASE_OF_SYSTEM: Mapping[str, str] = MappingProxyType(
    {
        "Cheshire and Merseyside": NORTH_WEST_COAST,
        "Lancashire and South Cumbria": NORTH_WEST_COAST,
        "Wessex": WESSEX,
    }
)
