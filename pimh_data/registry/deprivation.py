"""Deprivation: decile members, Core20 and the rest, and the editions of the English Indices. No look-ups.

Decile 1 is the most deprived tenth of England's small areas. Core20 is deciles 1 and 2, The rest is deciles 3 to 10;
a decile that is not known is in neither. The version travels with every decile: 2019 ranks the LSOAs of 2011, 2025
those of 2021, so a person by one version must not be divided by residents of the other.

NHS Talking Therapies codes the other way round (`01 Least deprived` to `10 Most deprived`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DECILES: tuple[int, ...] = tuple(range(1, 11))
CORE20_DECILES: tuple[int, ...] = (1, 2)
CORE20, THE_REST, NOT_KNOWN = "Core20", "The rest", "Not known"
DECILE_MEMBER: Mapping[int, str] = MappingProxyType({d: f"Decile {d}" for d in DECILES})
GROUP_MEMBER: Mapping[int, str] = MappingProxyType({d: CORE20 if d in CORE20_DECILES else THE_REST for d in DECILES})
DECILE_MEMBERS: tuple[str, ...] = tuple(DECILE_MEMBER.values())
GROUP_MEMBERS: tuple[str, ...] = (CORE20, THE_REST)
# The members of the deprivation dimension, in the order a reader meets them.
MEMBERS: tuple[str, ...] = (CORE20, THE_REST, *DECILE_MEMBERS, NOT_KNOWN)


@dataclass(frozen=True)
class ImdVersion:
    """One edition of the indices: the LSOA boundaries it ranks and where it was published."""

    version: str
    lsoa_year: int
    lsoas: int
    title: str
    publisher: str
    licence: str = "Open Government Licence v3.0"


VERSIONS: Mapping[str, ImdVersion] = MappingProxyType(
    {
        "2019": ImdVersion(
            "2019",
            2011,
            32_844,
            "English Indices of Deprivation 2019",
            "Ministry of Housing, Communities & Local Government",
        ),
        "2025": ImdVersion(
            "2025",
            2021,
            33_755,
            "English Indices of Deprivation 2025",
            "Ministry of Housing, Communities & Local Government",
        ),
    }
)


def group_member(decile: int | None) -> str:
    """`Core20` for deciles 1 and 2, `The rest` for 3 to 10, `Not known` for None. Raises KeyError outside 1 to 10."""
    return NOT_KNOWN if decile is None else GROUP_MEMBER[decile]
