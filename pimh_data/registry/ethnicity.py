"""Ethnic groups: NHS codes, the five groups, the White British or Irish split, and Census 2021. No counting.

One mapping serves people and denominators alike. It is the census's, not the old NHS one: R (Chinese) is under Asian,
where Census 2021 counts Chinese residents. The NHS 16+1 heading would put R under Other; then people and residents of
one group would not be the same group, and no rate between them would mean anything.

The unknowns are three separate members, never merged with each other nor with Other: Not stated (the person was asked
and did not say), Not known (99) and Not recorded (the field is empty). Shares are of those known.

Sources: NHS Data Dictionary, ethnic category code 2001 (16+1); ONS Census 2021, TS021.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

GROUPS = ("White", "Mixed", "Asian", "Black", "Other")
SPLIT = ("White British or Irish", "Every other")
NOT_STATED, NOT_KNOWN, NOT_RECORDED = "Not stated", "Not known", "Not recorded"
UNKNOWN = (NOT_STATED, NOT_KNOWN, NOT_RECORDED)
WHITE_BRITISH_OR_IRISH, EVERY_OTHER = SPLIT


@dataclass(frozen=True)
class EthnicCode:
    """One NHS ethnic category: its code, its name, and the members it is counted under."""

    code: str
    name: str
    group: str
    split: str


CODES: tuple[EthnicCode, ...] = (
    EthnicCode("A", "White British", "White", WHITE_BRITISH_OR_IRISH),
    EthnicCode("B", "White Irish", "White", WHITE_BRITISH_OR_IRISH),
    EthnicCode("C", "Any other White background", "White", EVERY_OTHER),
    EthnicCode("D", "White and Black Caribbean", "Mixed", EVERY_OTHER),
    EthnicCode("E", "White and Black African", "Mixed", EVERY_OTHER),
    EthnicCode("F", "White and Asian", "Mixed", EVERY_OTHER),
    EthnicCode("G", "Any other mixed background", "Mixed", EVERY_OTHER),
    EthnicCode("H", "Indian", "Asian", EVERY_OTHER),
    EthnicCode("J", "Pakistani", "Asian", EVERY_OTHER),
    EthnicCode("K", "Bangladeshi", "Asian", EVERY_OTHER),
    EthnicCode("L", "Any other Asian background", "Asian", EVERY_OTHER),
    EthnicCode("M", "Caribbean", "Black", EVERY_OTHER),
    EthnicCode("N", "African", "Black", EVERY_OTHER),
    EthnicCode("P", "Any other Black background", "Black", EVERY_OTHER),
    EthnicCode("R", "Chinese", "Asian", EVERY_OTHER),
    EthnicCode("S", "Any other ethnic group", "Other", EVERY_OTHER),
    EthnicCode("Z", NOT_STATED, NOT_STATED, NOT_STATED),
    EthnicCode("99", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
)

CODE_NAME: Mapping[str, str] = MappingProxyType({c.code: c.name for c in CODES})
CODE_GROUP: Mapping[str, str] = MappingProxyType({c.code: c.group for c in CODES})
CODE_SPLIT: Mapping[str, str] = MappingProxyType({c.code: c.split for c in CODES})

# Census 2021 asks more finely than the NHS: Roma and Gypsy or Irish Traveller fall in C, Arab in S.
CENSUS_2021_CODE: Mapping[str, str] = MappingProxyType(
    {
        "Asian, Asian British or Asian Welsh: Bangladeshi": "K",
        "Asian, Asian British or Asian Welsh: Chinese": "R",
        "Asian, Asian British or Asian Welsh: Indian": "H",
        "Asian, Asian British or Asian Welsh: Other Asian": "L",
        "Asian, Asian British or Asian Welsh: Pakistani": "J",
        "Black, Black British, Black Welsh, Caribbean or African: African": "N",
        "Black, Black British, Black Welsh, Caribbean or African: Caribbean": "M",
        "Black, Black British, Black Welsh, Caribbean or African: Other Black": "P",
        "Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups": "G",
        "Mixed or Multiple ethnic groups: White and Asian": "F",
        "Mixed or Multiple ethnic groups: White and Black African": "E",
        "Mixed or Multiple ethnic groups: White and Black Caribbean": "D",
        "Other ethnic group: Any other ethnic group": "S",
        "Other ethnic group: Arab": "S",
        "White: English, Welsh, Scottish, Northern Irish or British": "A",
        "White: Gypsy or Irish Traveller": "C",
        "White: Irish": "B",
        "White: Other White": "C",
        "White: Roma": "C",
    }
)
CENSUS_2021_GROUP: Mapping[str, str] = MappingProxyType({k: CODE_GROUP[c] for k, c in CENSUS_2021_CODE.items()})
CENSUS_2021_SPLIT: Mapping[str, str] = MappingProxyType({k: CODE_SPLIT[c] for k, c in CENSUS_2021_CODE.items()})
